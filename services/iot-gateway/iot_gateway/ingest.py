"""The way in: check each message at once, gather what is alike, make it durable, and only then acknowledge it.

A message is held from its arrival until RabbitMQ confirmed it or the database has it. Held messages are bounded by
number and bytes: beyond that nothing is read any more.
"""

import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Protocol

from motorway.iot.v1 import events_pb2
from motorway_kit.log import get_logger
from motorway_kit.tracing import Followed, follow
from opentelemetry.trace import SpanKind

from iot_gateway import metrics
from iot_gateway.domain.errors import RefusedMessage, UnknownTopic
from iot_gateway.domain.messages import Checked, check
from iot_gateway.domain.topics import Kind, site_of
from iot_gateway.lane import Lane
from iot_gateway.site_numbers import SiteNumbers

log = get_logger(__name__)

GATHER_S = 0.005
MAX_BUNDLE_MESSAGES = 1000
MAX_BUNDLE_BYTES = 512 * 1024
MAX_STORE_BATCH = 500
PUBLISHERS = 16

KINDS = {
    Kind.TELEMETRY: events_pb2.MESSAGE_KIND_TELEMETRY,
    Kind.PUMP_STATE: events_pb2.MESSAGE_KIND_PUMP_STATE,
    Kind.PUMP_RUNNING: events_pb2.MESSAGE_KIND_PUMP_RUNNING,
    Kind.TANK_READING: events_pb2.MESSAGE_KIND_TANK_READING,
    Kind.ALARM: events_pb2.MESSAGE_KIND_ALARM,
}


class Receipt(Protocol):
    """How the sender learns what became of the message: a PUBACK and application acknowledgement, or a response."""

    def stored(self) -> None: ...

    def refused(self, error: RefusedMessage) -> None:
        """The message is safe, but in quarantine."""


class NoReceipt:
    """For messages that nobody waits for."""

    def stored(self) -> None:
        pass

    def refused(self, error: RefusedMessage) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message as it came. `sequence` is the controller's own number, `traceparent` its trace, where it gave them."""

    topic: str
    payload: bytes
    content_type: str | None
    sequence: int | None
    receipt: Receipt
    traceparent: str = ""


@dataclass(frozen=True, slots=True)
class Bundled:
    message: events_pb2.DeviceMessage
    receipt: Receipt
    size: int
    followed: Followed | None


@dataclass(frozen=True, slots=True)
class Transaction:
    checked: Checked
    arrival: Arrival
    received_at_us: int
    followed: Followed | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    arrival: Arrival
    site: str
    error: RefusedMessage
    received_at_us: int


@dataclass(frozen=True)
class Sinks:
    """Where batches go. Each returns when the batch is durable, however long that takes."""

    telemetry: Callable[[Sequence[events_pb2.DeviceMessage]], Awaitable[None]]
    device_messages: Callable[[Sequence[events_pb2.DeviceMessage]], Awaitable[None]]
    transactions: Callable[[Sequence[Transaction]], Awaitable[Sequence[Refused]]]
    quarantine: Callable[[Sequence[Refused]], Awaitable[None]]


class Ingest:
    """Takes arrivals and settles their receipts. `on_full` is told when reading must stop and may go on."""

    def __init__(self, sinks: Sinks, numbers: SiteNumbers, max_messages: int, max_bytes: int) -> None:
        self._sinks, self._numbers = sinks, numbers
        self._max_messages, self._max_bytes = max_messages, max_bytes
        self._messages = self._bytes = 0
        self.full = False
        self.on_full: Callable[[bool], None] = lambda _full: None
        self._telemetry = Lane[Bundled](GATHER_S, MAX_BUNDLE_MESSAGES, MAX_BUNDLE_BYTES)
        self._device_messages = Lane[Bundled](GATHER_S, MAX_BUNDLE_MESSAGES, MAX_BUNDLE_BYTES)
        self._transactions = Lane[Transaction](GATHER_S, MAX_STORE_BATCH, MAX_BUNDLE_BYTES)
        self._quarantine = Lane[Refused](GATHER_S, MAX_STORE_BATCH, MAX_BUNDLE_BYTES)
        metrics.held_messages.set_function(lambda: self._messages)
        metrics.held_bytes.set_function(lambda: self._bytes)

    @property
    def held(self) -> int:
        """How many messages are not durable yet."""
        return self._messages

    def accept(self, arrival: Arrival) -> None:
        """Never raises: what cannot be accepted goes to quarantine."""
        now_us = time.time_ns() // 1000
        self._hold(len(arrival.payload))
        try:
            checked = check(arrival.topic, arrival.content_type, arrival.payload, now_us)
            if checked.topic.kind is Kind.ONLINE:
                raise UnknownTopic("the connection's state is not sent this way", topic=arrival.topic)
        except RefusedMessage as error:
            self._refuse(arrival, error, now_us)
            return
        site, kind, _ = checked.topic
        self._numbers.accept(site, kind, now_us / 1e6)
        followed = follow(f"receive {kind}", SpanKind.CONSUMER, arrival.traceparent, {"motorway.site": site})
        if kind is Kind.TRANSACTION:
            self._transactions.put(Transaction(checked, arrival, now_us, followed), len(arrival.payload))
        else:
            self._bundle(checked, arrival, now_us, followed)

    def _bundle(self, checked: Checked, arrival: Arrival, now_us: int, followed: Followed | None) -> None:
        site, kind, number = checked.topic
        message = events_pb2.DeviceMessage(
            message_id=checked.message_id,
            site=site,
            kind=KINDS[kind],
            number=number,
            received_at_us=now_us,
            payload=checked.payload,
            traceparent=followed.traceparent if followed else "",
        )
        lane = self._telemetry if kind is Kind.TELEMETRY else self._device_messages
        lane.put(Bundled(message, arrival.receipt, len(arrival.payload), followed), len(checked.payload))

    def refuse(self, arrival: Arrival, error: RefusedMessage) -> None:
        """Send to quarantine what was found bad elsewhere."""
        self._hold(len(arrival.payload))
        self._refuse(arrival, error, time.time_ns() // 1000)

    def _refuse(self, arrival: Arrival, error: RefusedMessage, now_us: int) -> None:
        site = site_of(arrival.topic)
        count = self._numbers.refuse(site, error.reason)
        if count & (count - 1) == 0:  # the 1st, 2nd, 4th, 8th …: a broken device does not fill the log
            log.warning("message refused", site=site, reason=error.reason, detail=error.message, count=count)
        self._quarantine.put(Refused(arrival, site, error, now_us), len(arrival.payload))

    def lanes(self) -> list[Coroutine[None, None, None]]:
        """The work that empties the lanes, each to be run for ever."""
        return [
            self._telemetry.work(self._send_telemetry, workers=PUBLISHERS),
            self._device_messages.work(self._send_device_messages, workers=PUBLISHERS),
            self._transactions.work(self._store_transactions, workers=1),
            self._quarantine.work(self._store_refused, workers=1),
        ]

    async def _send_telemetry(self, batch: list[Bundled]) -> None:
        await self._sinks.telemetry([bundled.message for bundled in batch])
        self._settle(batch)

    async def _send_device_messages(self, batch: list[Bundled]) -> None:
        await self._sinks.device_messages([bundled.message for bundled in batch])
        self._settle(batch)

    def _settle(self, batch: list[Bundled]) -> None:
        for bundled in batch:
            bundled.receipt.stored()
            if bundled.followed:
                bundled.followed.end()
        self._release(len(batch), sum(bundled.size for bundled in batch))

    async def _store_transactions(self, batch: list[Transaction]) -> None:
        refused = await self._sinks.transactions(batch)
        kept_back = {id(item.arrival) for item in refused}
        for item in refused:
            self._refuse(item.arrival, item.error, item.received_at_us)
        stored = [item.arrival for item in batch if id(item.arrival) not in kept_back]
        for arrival in stored:
            arrival.receipt.stored()
        for followed in (item.followed for item in batch if item.followed):
            followed.end()
        self._release(len(stored), sum(len(arrival.payload) for arrival in stored))

    async def _store_refused(self, batch: list[Refused]) -> None:
        await self._sinks.quarantine(batch)
        for item in batch:
            item.arrival.receipt.refused(item.error)
        self._release(len(batch), sum(len(item.arrival.payload) for item in batch))

    def _hold(self, size: int) -> None:
        self._messages += 1
        self._bytes += size
        if not self.full and (self._messages >= self._max_messages or self._bytes >= self._max_bytes):
            self._set_full(full=True)

    def _release(self, messages: int, size: int) -> None:
        self._messages -= messages
        self._bytes -= size
        if self.full and self._messages <= self._max_messages // 2 and self._bytes <= self._max_bytes // 2:
            self._set_full(full=False)

    def _set_full(self, *, full: bool) -> None:
        self.full = full
        metrics.reading_stopped.set(full)
        log.debug("reading stopped, too much is unconfirmed" if full else "reading goes on", messages=self._messages)
        self.on_full(full)
