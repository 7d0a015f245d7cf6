"""A command on its way from the platform, and its answer on the way back."""

from dataclasses import dataclass

import aiomqtt
from google.protobuf import json_format
from google.protobuf.message import DecodeError
from motorway.iot.v1 import device_pb2 as pb
from paho.mqtt.properties import Properties

from forecourt_simulator import mqtt

_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Received:
    """`response_topic` is empty when no answer is wanted; `good_until` is monotonic, in seconds."""

    command: pb.Command
    response_topic: str
    correlation: bytes | None
    as_json: bool
    good_until: float
    traceparent: str = ""


def receive(message: aiomqtt.Message, now: float) -> Received:
    """Protobuf or proto3 JSON. A command without an id has that of its topic. Raises DecodeError."""
    told = message.properties
    as_json = getattr(told, "ContentType", "") == _JSON
    command = decode(message.payload if isinstance(message.payload, bytes) else b"", as_json=as_json)
    command.command_id = command.command_id or message.topic.value.rsplit("/", 1)[-1]
    return Received(
        command,
        getattr(told, "ResponseTopic", ""),
        getattr(told, "CorrelationData", None),
        as_json,
        now + getattr(told, "MessageExpiryInterval", float("inf")),
        dict(getattr(told, "UserProperty", ())).get(mqtt.TRACE, ""),
    )


def decode(payload: bytes, *, as_json: bool) -> pb.Command:
    """Raises DecodeError."""
    if not as_json:
        return pb.Command.FromString(payload)
    try:
        return json_format.Parse(payload, pb.Command())
    except json_format.ParseError as error:
        raise DecodeError(str(error)) from error


def encode(received: Received, response: bytes, traceparent: str = "") -> tuple[bytes, Properties]:
    """The serialised response in the command's own encoding, with its correlation data and trace."""
    properties = mqtt.properties_of(_JSON if received.as_json else mqtt.PROTOBUF)
    if traceparent:
        properties.UserProperty = [(mqtt.TRACE, traceparent)]
    if received.correlation is not None:
        properties.CorrelationData = received.correlation
    if received.as_json:
        response = json_format.MessageToJson(pb.CommandResponse.FromString(response)).encode()
    return response, properties
