"""The doors for events: RabbitMQ in, and the outbox on its way to the live stream."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from motorway.iot.v1 import events_pb2
from motorway_kit.messaging import Event, Handler, OutboundEvent, consume, subscription
from motorway_kit.outbox import Publish, relay
from motorway_kit.runtime import Runtime
from motorway_kit.tracing import sampled_traceparent

from alerts.alert_entries import outbox_entry
from alerts.clients import LatestKey, LiveStream
from alerts.domain.live import LiveEntry
from alerts.live_entries import connection_entry, device_entry, transaction_entry
from alerts.metrics import device_messages
from alerts.parts import Alerts
from alerts.payments_entries import ENCODERS as PAYMENTS_ENCODERS
from alerts.payments_entries import payments_entry
from alerts.pos_entries import ENCODERS, pos_entry
from alerts.rules_queue import QUEUE as RULES_QUEUE
from alerts.rules_queue import declared
from alerts.signals import READERS

RUNNING = events_pb2.MESSAGE_KIND_PUMP_RUNNING
STATE = events_pb2.MESSAGE_KIND_PUMP_STATE
TANK = events_pb2.MESSAGE_KIND_TANK_READING
QUEUE = "alerts"


class Consumer:
    """Of the queue of the live stream. Each handler returns when the event's entries are in Redis."""

    def __init__(self, live: LiveStream) -> None:
        self._live = live

    @property
    def handlers(self) -> dict[str, Handler]:
        return {
            events_pb2.DeviceMessagesReceived.DESCRIPTOR.full_name: self.device_messages,
            events_pb2.FuellingTransactionReceived.DESCRIPTOR.full_name: self.transaction,
            events_pb2.ControllerConnectionChanged.DESCRIPTOR.full_name: self.connection,
            **dict.fromkeys(ENCODERS, self.told_by_pos),
            **dict.fromkeys(PAYMENTS_ENCODERS, self.told_by_payments),
        }

    async def device_messages(self, event: Event) -> None:
        bundle = event.decode(events_pb2.DeviceMessagesReceived)
        device_messages.inc(len(bundle.messages))
        for message in bundle.messages:
            kind = message.kind
            if kind in (RUNNING, TANK):
                self._live.put((message.site, kind, message.number), message)
                continue
            self._live.add(device_entry(message), _running_of(message))
        await _all_set(self._live.pending())

    async def transaction(self, event: Event) -> None:
        received = event.decode(events_pb2.FuellingTransactionReceived)
        self._tell(transaction_entry(received))
        await _all_set(self._live.pending())

    async def told_by_pos(self, event: Event) -> None:
        self._tell(pos_entry(event))
        await _all_set(self._live.pending())

    async def told_by_payments(self, event: Event) -> None:
        self._tell(payments_entry(event))
        await _all_set(self._live.pending())

    async def connection(self, event: Event) -> None:
        self._tell(connection_entry(event.decode(events_pb2.ControllerConnectionChanged)))
        await _all_set(self._live.pending())

    def _tell(self, entry: LiveEntry | None) -> None:
        """It goes on in the trace of its event."""
        traceparent = sampled_traceparent()
        self._live.add(replace(entry, traceparent=traceparent) if entry and traceparent else entry)


async def _all_set(events: Sequence[asyncio.Event]) -> None:
    for event in events:
        await event.wait()


def _running_of(message: events_pb2.DeviceMessage) -> LatestKey | None:
    """The running total that a pump's new state must not overtake."""
    return (message.site, RUNNING, message.number) if message.kind == STATE else None


def relay_to(live: LiveStream) -> Publish:
    """How the outbox hands alerts to the live stream."""

    async def publish(events: Sequence[OutboundEvent]) -> None:
        await live.write([replace(outbox_entry(event), traceparent=event.traceparent) for event in events])

    return publish


async def feed_live_stream(rt: Runtime, parts: Alerts) -> None:
    """Events and alerts become its entries. What rules look at is held for them from now on, too."""
    st, handlers = parts.settings, Consumer(parts.live).handlers
    queue = subscription(st.amqp_url, rt.health, queue=QUEUE, types=list(handlers), prefetch=st.prefetch)
    subscribed = await rt.enter(queue)
    await declared(st.amqp_url, {RULES_QUEUE: list(READERS), QUEUE: list(handlers)})
    rt.background("live", parts.live.run())
    rt.background("events", consume(subscribed, handlers, concurrency=st.prefetch))
    rt.background("relay", relay(parts.db, relay_to(parts.live)))
