"""A stand-in for the gateway: keeps everything in memory and acknowledges what it was told to."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import aiomqtt
from forecourt_simulator import mqtt
from google.protobuf import json_format
from google.protobuf.message import Message
from motorway.iot.v1 import device_pb2 as pb
from motorway_kit.testing import wait_until

_UP = (
    "online",
    "alarm",
    "telemetry",
    "response/#",
    "tank/+/reading",
    "pump/+/state",
    "pump/+/running",
    "pump/+/transaction",
)


@dataclass
class Gateway:
    """`messages` holds (suffix, payload) per (site, seq); `copies` how often each came."""

    client: aiomqtt.Client = field(init=False)
    acknowledging: bool = True
    acknowledging_transactions: bool = True
    messages: dict[tuple[str, int], tuple[str, bytes]] = field(default_factory=dict)
    copies: Counter[tuple[str, int]] = field(default_factory=Counter)
    order: list[tuple[str, int]] = field(default_factory=list)
    running: int = 0
    online: dict[str, bool] = field(default_factory=dict)
    responses: list[aiomqtt.Message] = field(default_factory=list)
    stored: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    _due: dict[str, list[int]] = field(default_factory=dict)

    async def listen(self) -> None:
        async for message in self.client.messages:
            site, suffix = message.topic.value.removeprefix("motorway/v1/").split("/", 1)
            assert isinstance(message.payload, bytes)
            if suffix == "online":
                self.online[site] = pb.ControllerStatus.FromString(message.payload).online
            elif suffix.endswith("/running"):
                self.running += 1
            elif suffix.startswith("response/"):
                self.responses.append(message)
            else:
                self._keep(site, suffix, message)

    def _keep(self, site: str, suffix: str, message: aiomqtt.Message) -> None:
        seq = int(dict(message.properties.UserProperty)["seq"])  # type: ignore[union-attr]
        assert isinstance(message.payload, bytes)
        kept = self.messages.setdefault((site, seq), (suffix, message.payload))
        assert kept == (suffix, message.payload), "a resend differs from the first message"
        self.copies[site, seq] += 1
        self.order.append((site, seq))
        if self.acknowledging:
            self.acknowledge(site, seq, suffix, message.payload)

    async def flush(self) -> None:
        """Sends the gathered acknowledgements, twenty times a second."""
        while True:
            await asyncio.sleep(0.05)
            due, self._due = self._due, {}
            for site, sequences in due.items():
                body = pb.MessageAck(sequence=sequences).SerializeToString()
                mqtt.publish(self.client, f"motorway/v1/{site}/ack", body, qos=1)

    def acknowledge(self, site: str, seq: int, suffix: str, payload: bytes) -> None:
        self._due.setdefault(site, []).append(seq)
        if suffix.endswith("/transaction") and self.acknowledging_transactions:
            pump = suffix.split("/")[1]
            stored = self.stored.setdefault((site, pump), set())
            stored.add(pb.FuellingTransaction.FromString(payload).sequence)
            highest = next(n for n in range(len(stored) + 1) if n + 1 not in stored)
            told = pb.TransactionAck(sequence=highest).SerializeToString()
            mqtt.publish(self.client, f"motorway/v1/{site}/pump/{pump}/transaction/ack", told, qos=1)

    async def send(self, command: pb.Command, content_type: str = mqtt.PROTOBUF, site: str = "sim-0001") -> None:
        """A command, without waiting for its answer."""
        as_json = content_type != mqtt.PROTOBUF
        body = json_format.MessageToJson(command).encode() if as_json else command.SerializeToString()
        properties = mqtt.properties_of(content_type)
        properties.ResponseTopic = f"motorway/v1/{site}/response/test"
        properties.CorrelationData = b"correlation"
        properties.MessageExpiryInterval = 5
        topic = f"motorway/v1/{site}/command/{command.command_id}"
        await self.client.publish(topic, body, 1, properties=properties)

    async def command(self, command_id: str, **order: Message) -> pb.CommandResponse:
        """A command, and the next answer to it."""
        heard = len(self.answers(command_id))
        await self.send(pb.Command(command_id=command_id, **order))  # type: ignore[arg-type]
        await wait_until(lambda: len(self.answers(command_id)) > heard)
        return self.answers(command_id)[heard]

    def answers(self, command_id: str) -> list[pb.CommandResponse]:
        payloads = [each.payload for each in self.responses if isinstance(each.payload, bytes)]
        found = [pb.CommandResponse.FromString(payload) for payload in payloads]
        return [each for each in found if each.command_id == command_id]

    def states(self, pump: int) -> list[pb.PumpState]:
        return [pb.PumpState.FromString(payload) for payload in self.of(f"pump/{pump}/state")]

    def transactions(self, pump: int) -> list[pb.FuellingTransaction]:
        return [pb.FuellingTransaction.FromString(payload) for payload in self.of(f"pump/{pump}/transaction")]

    def of(self, kind: str) -> list[bytes]:
        """Payloads whose topic ends in `kind`, in the order of their numbers."""
        return [payload for _, (suffix, payload) in sorted(self.messages.items()) if suffix.endswith(kind)]


@contextlib.asynccontextmanager
async def gateway(port: int, ca_file: Path, pki: Path) -> AsyncIterator[Gateway]:
    """A connected stand-in, which connects again when the broker was away."""
    stand_in, connected = Gateway(), asyncio.Event()
    running = asyncio.create_task(_serve(stand_in, mqtt.Broker("127.0.0.1", port, ca_file, pki), connected))
    async with asyncio.timeout(10):
        await connected.wait()
    try:
        yield stand_in
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def _serve(stand_in: Gateway, broker: mqtt.Broker, connected: asyncio.Event) -> None:
    while True:
        try:
            async with mqtt.connect(broker, "gateway", "gateway") as client, asyncio.TaskGroup() as group:
                await mqtt.subscribe(client, [f"motorway/v1/+/{suffix}" for suffix in _UP])
                stand_in.client = client
                group.create_task(stand_in.listen())
                group.create_task(stand_in.flush())
                connected.set()
        except* aiomqtt.MqttError:
            await asyncio.sleep(0.2)
