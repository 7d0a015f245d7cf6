"""From an MQTT message to a checked device message."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from google.protobuf import json_format
from google.protobuf.message import DecodeError, Message
from google.protobuf.unknown_fields import UnknownFieldSet
from motorway.iot.v1 import device_pb2 as device

from iot_gateway.domain import rules
from iot_gateway.domain.errors import ContradictsTopic, PayloadTooLarge, UnreadablePayload
from iot_gateway.domain.topics import Kind, Topic, parse_topic

MAX_PAYLOAD_BYTES = 1024 * 1024
PROTOBUF = "application/protobuf"
JSON = "application/json"
PROTOBUF_TYPES = frozenset({None, "", PROTOBUF, "application/x-protobuf"})
HASH_BYTES = 10

M = TypeVar("M", bound=Message)
Rule = Callable[[Any, int], int]
RULES: dict[Kind, tuple[type[Message], Rule]] = {
    Kind.PUMP_STATE: (device.PumpState, rules.pump_state),
    Kind.PUMP_RUNNING: (device.PumpRunning, rules.pump_running),
    Kind.TRANSACTION: (device.FuellingTransaction, rules.transaction),
    Kind.TANK_READING: (device.TankReading, rules.tank_reading),
    Kind.TELEMETRY: (device.TelemetryBatch, rules.telemetry),
    Kind.ALARM: (device.DeviceAlarm, rules.alarm),
    Kind.ONLINE: (device.ControllerStatus, rules.controller_status),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A device message that was accepted. `payload` is its protobuf form, `time_us` the reading's time."""

    topic: Topic
    time_us: int
    payload: bytes
    message: Any
    message_id: bytes


def check(topic: str, content_type: str | None, payload: bytes, now_us: int) -> Checked:
    """Read a device message. Protobuf payloads are kept as they came. Raises a RefusedMessage."""
    parsed = parse_topic(topic)
    cls, rule = RULES[parsed.kind]
    message = read(cls, content_type, payload)
    if content_type not in PROTOBUF_TYPES:
        payload = message.SerializeToString(deterministic=True)
    time_us = rule(message, now_us)
    return Checked(parsed, time_us, payload, message, message_id(time_us, topic, payload))


def read(cls: type[M], content_type: str | None, payload: bytes) -> M:
    """A message in either of its forms. Raises a RefusedMessage."""
    if len(payload) > MAX_PAYLOAD_BYTES:
        raise PayloadTooLarge(f"a payload has at most {MAX_PAYLOAD_BYTES} bytes", bytes=len(payload))
    if content_type in PROTOBUF_TYPES:
        return _from_protobuf(cls, payload)
    if content_type is not None and content_type.partition(";")[0].strip().lower() == JSON:
        return _from_json(cls, payload)
    raise UnreadablePayload("neither protobuf nor JSON", content_type=content_type)


def message_id(time_us: int, topic: str, payload: bytes) -> bytes:
    """16 bytes: the time in ms, then a hash. A resent message has the same id, and ids sort by time."""
    digest = hashlib.blake2b(b"%b\n%b" % (topic.encode(), payload), digest_size=HASH_BYTES).digest()
    return (time_us // 1000).to_bytes(6, "big") + digest


def _from_protobuf(cls: type[M], payload: bytes) -> M:
    try:
        message = cls.FromString(payload)
    except DecodeError as error:
        raise UnreadablePayload("the payload is no protobuf of this topic's message") from error
    unknown = UnknownFieldSet(message)
    # A newer field is fine, a known one of another type is not.
    for number in {unknown[i].field_number for i in range(len(unknown))}:
        if number in cls.DESCRIPTOR.fields_by_number:
            raise ContradictsTopic("a field has another type in this topic's message", number=number)
    return message


def _from_json(cls: type[M], payload: bytes) -> M:
    try:
        return json_format.Parse(payload.decode(), cls())
    except (json_format.ParseError, ValueError, RecursionError, OverflowError) as error:
        raise UnreadablePayload(f"not the JSON form of this topic's message: {str(error)[:200]}") from error
