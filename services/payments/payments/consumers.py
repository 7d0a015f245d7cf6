"""The door for events of pos: what sales take, refunds that were approved, debts that ended."""

from datetime import UTC

from motorway.pos.v1 import events_pb2
from motorway_kit import inbox
from motorway_kit.db import transaction
from motorway_kit.errors import BadMessage
from motorway_kit.messaging import Event, Handler, consume, subscription
from motorway_kit.runtime import Runtime

from payments.app import debts, payments, refunds
from payments.app.payments import Taken, Told
from payments.domain.ids import is_id
from payments.domain.refund import CardRefund
from payments.parts import Payments

QUEUE = "payments"
CONCURRENCY = 8
"""As many as there are connections to the database."""


class Consumer:
    def __init__(self, parts: Payments) -> None:
        self._parts = parts

    @property
    def handlers(self) -> dict[str, Handler]:
        return {
            events_pb2.CardAmountFixed.DESCRIPTOR.full_name: self.amount_fixed,
            events_pb2.CardRefundApproved.DESCRIPTOR.full_name: self.refund_approved,
            events_pb2.DebtEnded.DESCRIPTOR.full_name: self.debt_ended,
        }

    async def amount_fixed(self, event: Event) -> None:
        told = event.decode(events_pb2.CardAmountFixed)
        _check(is_id(told.sale_id) and told.amount_minor >= 0, event)
        taken = Taken(told.sale_id, told.amount_minor, told.reason)
        await payments.take_as_told(self._parts, Told(told.payment_id, told.site_id, event.id), taken)

    async def refund_approved(self, event: Event) -> None:
        told = event.decode(events_pb2.CardRefundApproved)
        _check(all(map(is_id, (told.refund_id, told.sale_id, told.payment_id))) and told.amount_minor > 0, event)
        now = self._parts.clock()
        refund = CardRefund(
            refund_id=told.refund_id,
            payment_id=told.payment_id,
            sale_id=told.sale_id,
            site_id=told.site_id,
            amount_minor=told.amount_minor,
            currency=told.currency,
            reason=told.reason,
            approved_by=told.approved_by,
            created_at=now,
            updated_at=now,
        )
        await refunds.approve(self._parts, refund, event.id)

    async def debt_ended(self, event: Event) -> None:
        told = event.decode(events_pb2.DebtEnded)
        if told.kind != debts.CARD_SHORTFALL:
            return
        _check(0 <= told.card_minor <= told.amount_minor and told.amount_minor > 0, event)
        ended_at = told.ended_at.ToDatetime(UTC)
        ended = debts.Ended(told.debt_id, told.sale_id, told.amount_minor, ended_at, told.card_minor)
        async with transaction(self._parts.db) as conn:
            if await inbox.first_time(conn, event.id):
                await debts.ended(conn, ended, lost=told.written_off)


async def consume_events(runtime: Runtime, parts: Payments) -> None:
    """Open the service's queue, and handle what comes until the stop."""
    handlers = Consumer(parts).handlers
    queue = await runtime.enter(
        subscription(parts.settings.amqp_url, runtime.health, queue=QUEUE, types=list(handlers))
    )
    runtime.background("events", consume(queue, handlers, concurrency=CONCURRENCY))


def _check(sound: bool, event: Event) -> None:
    if not sound:
        raise BadMessage("it makes no sense", type=event.type, event_id=event.id)
