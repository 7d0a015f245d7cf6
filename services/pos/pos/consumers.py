"""The door for events of the iot-gateway and of payments.

No event id is kept: what is stored is known by itself. A transaction has its site, pump and sequence; a pump's state
is stored if it is newer by the pump's time, and a sale that went on does not go back; a sale takes each card payment
once. So order and repetition do not matter, and bundles without a pump state cost nothing.
"""

from collections.abc import Iterator
from datetime import UTC

from google.protobuf.message import DecodeError
from motorway.iot.v1 import device_pb2, events_pb2
from motorway.payments.v1 import events_pb2 as payments_events
from motorway_kit.errors import Timeout, Unavailable
from motorway_kit.log import get_logger
from motorway_kit.messaging import Event, Handler, consume, subscription
from motorway_kit.runtime import Runtime

from pos import metrics
from pos.app.card_outcomes import hear_of, hear_of_refund
from pos.app.fuellings import book_received
from pos.app.prices import recheck
from pos.app.pumps import learn_of_pump
from pos.app.resolver import Resolver
from pos.app.sightings import STATES, hear
from pos.db import pumps as store
from pos.domain.pump import PumpState, Sighting, stopped_by
from pos.parts import Pos

log = get_logger(__name__)

QUEUE = "pos"
CONCURRENCY = 8
"""As many as there are connections to the database."""


class Consumer:
    def __init__(self, parts: Pos, resolver: Resolver) -> None:
        self._parts = parts
        self._resolver = resolver

    @property
    def handlers(self) -> dict[str, Handler]:
        return {
            events_pb2.DeviceMessagesReceived.DESCRIPTOR.full_name: self.device_messages,
            events_pb2.FuellingTransactionReceived.DESCRIPTOR.full_name: self.transaction,
            events_pb2.ControllerConnectionChanged.DESCRIPTOR.full_name: self.connection,
            payments_events.PaymentCaptured.DESCRIPTOR.full_name: self.captured,
            payments_events.PaymentEnded.DESCRIPTOR.full_name: self.ended,
            payments_events.CardRefundSettled.DESCRIPTOR.full_name: self.refund_settled,
        }

    async def captured(self, event: Event) -> None:
        await hear_of(self._parts, event.decode(payments_events.PaymentCaptured).payment)

    async def ended(self, event: Event) -> None:
        await hear_of(self._parts, event.decode(payments_events.PaymentEnded).payment)

    async def refund_settled(self, event: Event) -> None:
        await hear_of_refund(self._parts, event.decode(payments_events.CardRefundSettled).refund)

    async def device_messages(self, event: Event) -> None:
        await hear(self._parts, list(pump_states(event.decode(events_pb2.DeviceMessagesReceived))))

    async def transaction(self, event: Event) -> None:
        await book_received(self._parts, event.decode(events_pb2.FuellingTransactionReceived))

    async def connection(self, event: Event) -> None:
        """A site that is back is asked how its pumps are, with which prices, and what became of its waiting sales."""
        changed = event.decode(events_pb2.ControllerConnectionChanged)
        at = changed.time.ToDatetime(UTC)
        await store.save_connection(self._parts.db, changed.site, at, changed.version, online=changed.online)
        if not changed.online:
            return
        try:
            await learn_of_pump(self._parts, changed.site, 0)
        except (Timeout, Unavailable) as error:
            log.info("a site's pumps cannot be asked", site=changed.site, reason=error.reason)
        await recheck(self._parts, changed.site)
        await store.ask_at_once(self._parts.db, changed.site)
        self._resolver.wake()


async def consume_events(runtime: Runtime, parts: Pos, resolver: Resolver) -> None:
    """Open the service's queue, and handle what comes until the stop."""
    handlers = Consumer(parts, resolver).handlers
    queue = await runtime.enter(
        subscription(parts.settings.amqp_url, runtime.health, queue=QUEUE, types=list(handlers))
    )
    runtime.background("events", consume(queue, handlers, concurrency=CONCURRENCY))


def pump_states(bundle: events_pb2.DeviceMessagesReceived) -> Iterator[Sighting]:
    """The pump states of a bundle, in its order."""
    for message in bundle.messages:
        if message.kind == events_pb2.MESSAGE_KIND_PUMP_STATE:
            try:
                state = device_pb2.PumpState.FromString(message.payload)
            except DecodeError:
                metrics.unreadable.inc()
                continue
            if state.state in STATES:
                yield _sighting(message.site, message.number, state)


def _sighting(site_id: str, pump: int, said: device_pb2.PumpState) -> Sighting:
    state = PumpState(said.state)
    return Sighting(
        site_id=site_id,
        pump=pump,
        state=state,
        nozzle=said.nozzle,
        release_token=said.release_token,
        time=said.time.ToDatetime(UTC),
        reason=said.reason,
        emergency_stopped=stopped_by(state, said.reason),
    )
