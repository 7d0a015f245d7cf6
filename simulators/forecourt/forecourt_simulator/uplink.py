"""The controller's connection: sends what is on disk, resends what nobody acknowledged, answers commands."""

import asyncio
import contextlib
import logging
import random
from collections import deque
from collections.abc import Callable

import aiomqtt
from google.protobuf.message import DecodeError
from motorway.iot.v1 import device_pb2 as pb

from forecourt_simulator import mqtt
from forecourt_simulator.commands import Received, encode, receive
from forecourt_simulator.faults import Faults, monotonic
from forecourt_simulator.messages import controller_status
from forecourt_simulator.store import Spooled, Store
from forecourt_simulator.traces import Traces

WINDOW = 1000
RESEND_S = 10.0
# A transaction that the gateway stored out of order is known to be safe; it is resent rarely until its own ack.
RESEND_STORED_S = 60.0
GOODBYE_S = 2.0
LAST_SEQUENCE = (1 << 62) - 1
_RETRY_MIN_S, _RETRY_MAX_S = 0.3, 5.0

log = logging.getLogger(__name__)


class Uplink:
    """At most WINDOW messages are on their way without an acknowledgement; the rest waits on disk."""

    def __init__(self, site: str, broker: mqtt.Broker, store: Store, now_us: Callable[[], int]) -> None:
        self.site = site
        self.faults = Faults()
        self.traces = Traces()
        self.connected = asyncio.Event()
        self.connections = 0
        self.inbox: deque[Received] = deque()
        self.called = asyncio.Event()
        self.resent = 0
        self._broker = broker
        self._store = store
        self._now_us = now_us
        self._client: aiomqtt.Client | None = None
        self._powered = asyncio.Event()
        self._powered.set()
        self._wake = asyncio.Event()
        self._cursor = 0
        self._in_flight: dict[int, float] = {}
        self._stored: dict[int, float] = {}
        self._blocked_until = 0.0
        self._next_look = 0.0

    async def run(self) -> None:
        """Keeps the site connected until cancelled."""
        wait_s = _RETRY_MIN_S
        while True:
            await self._respect_block()
            try:
                await self._session()
            except* (aiomqtt.MqttError, OSError) as group:
                log.warning("site %s: connection lost: %s", self.site, group.exceptions[0])
            wait_s = _RETRY_MIN_S if self.connected.is_set() else min(wait_s * 2, _RETRY_MAX_S)
            self.connected.clear()
            self._client = None
            await asyncio.sleep(wait_s * random.uniform(0.5, 1.0))

    def wake(self) -> None:
        """New messages are on disk."""
        self._wake.set()

    def send_running(self, pump: int, payload: bytes) -> None:
        """Running totals are of the moment: sent when there is a connection, else lost."""
        if self._client is not None:
            with contextlib.suppress(aiomqtt.MqttError):
                mqtt.publish(self._client, self._topic(f"pump/{pump}/running"), payload, qos=0)

    def disconnect_for(self, seconds: float) -> None:
        """Scenario: the line is dead for that long."""
        self._blocked_until = monotonic() + seconds
        if self._client is not None:
            mqtt.cut(self._client)

    def power(self, *, on: bool) -> None:
        """Without electricity there is no connection."""
        if on:
            self._powered.set()
        elif self._powered.is_set():
            self._powered.clear()
            self.inbox.clear()
            if self._client is not None:
                mqtt.cut(self._client)

    def answer(self, received: Received, response: bytes, traceparent: str = "") -> None:
        """Publishes the answer where the command asked for it. Without a connection it is lost; the disk keeps it."""
        muted = self.faults.mute.strikes(monotonic())
        if muted or self._client is None or not received.response_topic:
            return
        payload, properties = encode(received, response, traceparent)
        with contextlib.suppress(aiomqtt.MqttError):
            mqtt.publish(self._client, received.response_topic, payload, qos=1, properties=properties)

    async def say_goodbye(self) -> None:
        """Reports offline before an orderly end, because a DISCONNECT silences the last will."""
        if self._client is not None:
            with contextlib.suppress(aiomqtt.MqttError, TimeoutError):
                async with asyncio.timeout(GOODBYE_S):
                    await self._say_online(self._client, online=False)

    async def _respect_block(self) -> None:
        await asyncio.sleep(max(self._blocked_until - monotonic(), 0.0))
        await self._powered.wait()

    async def _session(self) -> None:
        will = aiomqtt.Will(self._topic("online"), controller_status(self._now_us(), online=False), 1, retain=True)
        async with mqtt.connect(self._broker, self.site, f"{self.site}-controller", will) as client:
            wanted = [self._topic("ack"), self._topic("pump/+/transaction/ack"), self._topic("command/+")]
            await mqtt.subscribe(client, wanted)
            if self._blocked_until > monotonic() or not self._powered.is_set():
                raise aiomqtt.MqttError("the line went dead while it was taken up")
            await self._say_online(client, online=True)
            self._start_over(client)
            async with asyncio.TaskGroup() as group:
                group.create_task(self._listen(client))
                group.create_task(self._send(client))

    def _start_over(self, client: aiomqtt.Client) -> None:
        self._cursor = 0
        self._in_flight.clear()
        self._stored.clear()
        self.faults.reset()
        self._client = client
        self.connections += 1
        self.connected.set()
        self.called.set()
        self._wake.set()

    async def _say_online(self, client: aiomqtt.Client, *, online: bool) -> None:
        await client.publish(self._topic("online"), controller_status(self._now_us(), online=online), 1, retain=True)

    async def _send(self, client: aiomqtt.Client) -> None:
        while True:
            now = monotonic()
            room = WINDOW - len(self._in_flight)
            fresh = self._store.pending(self._cursor, room) if room > 0 else []
            if fresh:
                self._cursor = fresh[-1].seq
                self._in_flight.update({message.seq: now for message in fresh})
            overdue = self._overdue(now)
            self.resent += len(overdue)
            for message in self.faults.apply([*overdue, *fresh], now):
                self._publish(client, message)
            await self._idle(more=bool(fresh))

    def _publish(self, client: aiomqtt.Client, message: Spooled) -> None:
        properties = mqtt.numbered(message.seq, self.traces.of(message.topic))
        mqtt.publish(client, self._topic(message.topic), message.payload, qos=1, properties=properties)

    async def _idle(self, *, more: bool) -> None:
        self._wake.clear()
        if more:
            await asyncio.sleep(0)
            return
        try:
            async with asyncio.timeout(1.0):
                await self._wake.wait()
        except TimeoutError:
            return

    def _overdue(self, now: float) -> list[Spooled]:
        if now < self._next_look:
            return []
        self._next_look = now + 1.0
        late = [seq for seq, sent in self._in_flight.items() if now - sent >= RESEND_S]
        late_stored = [seq for seq, sent in self._stored.items() if now - sent >= RESEND_STORED_S]
        self._in_flight.update(dict.fromkeys(late, now))
        self._stored.update(dict.fromkeys(late_stored, now))
        return self._store.find([*late, *late_stored])

    async def _listen(self, client: aiomqtt.Client) -> None:
        async for message in client.messages:
            suffix = message.topic.value.removeprefix(mqtt.topic(self.site, "")).split("/")
            try:
                self._hear(suffix, message)
            except (DecodeError, ValueError) as error:
                log.warning("site %s: useless message on %s: %s", self.site, message.topic, error)

    def _hear(self, suffix: list[str], message: aiomqtt.Message) -> None:
        payload = message.payload if isinstance(message.payload, bytes) else b""
        match suffix:
            case ["ack"]:
                self._acknowledge(list(pb.MessageAck.FromString(payload).sequence))
            case ["pump", number, "transaction", "ack"]:
                self._acknowledge_transactions(int(number), pb.TransactionAck.FromString(payload).sequence)
            case ["command", _]:
                self._call(receive(message, monotonic()))

    def _call(self, received: Received) -> None:
        if not self.faults.deaf.strikes(monotonic()):
            self.inbox.append(received)
            self.called.set()

    def _acknowledge(self, sequences: list[int]) -> None:
        self._store.forget(seq for seq in sequences if seq <= LAST_SEQUENCE)
        known = [seq for seq in sequences if self._in_flight.pop(seq, None) is not None]
        kept = {message.seq for message in self._store.find(known)}
        self._stored.update(dict.fromkeys(kept, monotonic()))
        self._wake.set()

    def _acknowledge_transactions(self, pump: int, sequence: int) -> None:
        for seq in self._store.forget_transactions(pump, sequence):
            self._in_flight.pop(seq, None)
            self._stored.pop(seq, None)
        self._wake.set()

    def _topic(self, suffix: str) -> str:
        return mqtt.topic(self.site, suffix)
