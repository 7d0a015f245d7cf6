"""Acknowledgements to the controllers: broker-level for the message, application-level for its number."""

import asyncio
from collections.abc import Callable

import mqtt5
from motorway.iot.v1 import device_pb2

from iot_gateway.domain.errors import RefusedMessage
from iot_gateway.domain.topics import ROOT
from iot_gateway.ingest import Arrival
from iot_gateway.mqtt.commands import TRACE
from iot_gateway.mqtt.hot import HotConnection

GATHER_S = 0.8
MAX_SEQUENCES = 500
MAX_SEQUENCE = 2**64 - 1
PROPERTY = "seq"

Publish = Callable[[str, bytes], None]


class Acks:
    """Gathers message numbers by site and publishes them to `motorway/v1/{site}/ack`."""

    def __init__(self, publish: Publish) -> None:
        self._publish = publish
        self._waiting: dict[str, list[int]] = {}

    def add(self, site: str, sequence: int) -> None:
        waiting = self._waiting.setdefault(site, [])
        waiting.append(sequence)
        if len(waiting) >= MAX_SEQUENCES:
            self._send(site, self._waiting.pop(site))

    async def run(self) -> None:
        while True:
            await asyncio.sleep(GATHER_S)
            self.flush()

    def flush(self) -> None:
        waiting, self._waiting = self._waiting, {}
        for site, sequences in waiting.items():
            self._send(site, sequences)

    def _send(self, site: str, sequences: list[int]) -> None:
        self._publish(f"{ROOT}/{site}/ack", device_pb2.MessageAck(sequence=sequences).SerializeToString())

    def transactions(self, site: str, pump: int, sequence: int) -> None:
        """Every transaction of the pump up to the sequence is durable."""
        ack = device_pb2.TransactionAck(sequence=sequence)
        self._publish(f"{ROOT}/{site}/pump/{pump}/transaction/ack", ack.SerializeToString())


class MqttReceipt:
    """Quarantine is as good as storage: the message is safe, and the line moves on."""

    __slots__ = ("_acks", "_connection", "_packet_id", "_sequence", "_topic")

    def __init__(
        self, connection: HotConnection, packet: mqtt5.PublishPacket, sequence: int | None, acks: Acks
    ) -> None:
        self._connection, self._packet_id = connection, packet.packet_id
        self._topic, self._sequence, self._acks = packet.topic, sequence, acks

    def stored(self) -> None:
        if self._packet_id is not None:
            self._connection.ack(self._packet_id)
        if self._sequence is not None:
            self._acks.add(self._topic.split("/", 3)[2], self._sequence)

    def refused(self, error: RefusedMessage) -> None:
        self.stored()


def arrival(connection: HotConnection, packet: mqtt5.PublishPacket, acks: Acks) -> Arrival:
    """An MQTT message as an arrival."""
    sequence, traceparent = _told(packet)
    receipt = MqttReceipt(connection, packet, sequence, acks)
    return Arrival(packet.topic, packet.payload, packet.content_type, sequence, receipt, traceparent)


def _told(packet: mqtt5.PublishPacket) -> tuple[int | None, str]:
    """The controller's number of the message, and its trace."""
    sequence, traceparent = None, ""
    for name, value in packet.user_properties:
        if name == TRACE:
            traceparent = value
        elif name == PROPERTY and sequence is None and value.isascii() and value.isdecimal():
            sequence = number if (number := int(value[:21])) <= MAX_SEQUENCE else None
    return sequence, traceparent
