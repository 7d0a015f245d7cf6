"""What payments says of card payments and refunds. Order and repetition do not matter: the sale knows what it took."""

from dataclasses import replace
from datetime import UTC

from motorway.payments.v1 import payment_pb2
from motorway_kit import outbox
from motorway_kit.db import Connection, transaction
from motorway_kit.ids import new_id
from motorway_kit.log import get_logger

from pos import metrics
from pos.app.debt_payments import take_card
from pos.app.desk import Desk, as_uuid, save_ticket
from pos.app.refunds import settle_card_refund
from pos.app.sale_steps import persistently
from pos.card_events import card_amount_fixed, card_not_asked_for
from pos.db import card_payments as store
from pos.db import debts, sales
from pos.db import shifts as shift_store
from pos.domain import card_outcome as rules
from pos.domain import debt
from pos.domain.card_payment import Outcome, payment_of
from pos.domain.refund import CardOutcome
from pos.domain.sale import Sale, SaleCardPayment, SaleChanged, SaleState
from pos.domain.tendering import settle
from pos.domain.ticket import Act
from pos.parts import Pos

log = get_logger(__name__)

S = payment_pb2.PaymentState
CAPTURED = S.PAYMENT_STATE_CAPTURED
OVER = (S.PAYMENT_STATE_DECLINED, S.PAYMENT_STATE_VOIDED, S.PAYMENT_STATE_EXPIRED)
REFUND_OUTCOMES = {
    payment_pb2.CARD_REFUND_STATE_SUCCEEDED: CardOutcome.SUCCEEDED,
    payment_pb2.CARD_REFUND_STATE_FAILED: CardOutcome.FAILED,
}


async def hear_of(parts: Pos, payment: payment_pb2.Payment) -> None:
    """A payment as it is, or was. One that is under way changes nothing. Raises SaleBusy."""
    if payment.state != CAPTURED and payment.state not in OVER:
        return

    async def work() -> None:
        async with transaction(parts.db) as conn:
            await _heard(conn, parts, payment)

    await persistently(work)


async def _heard(conn: Connection, parts: Pos, payment: payment_pb2.Payment) -> None:
    payment_id = as_uuid(payment.payment_id)
    sale_id = await store.sale_id_of(conn, payment_id) if payment_id else None
    if sale_id is None:
        await _of_no_sale(conn, payment)
        return
    seen = await sales.get_sale(conn, sale_id)
    assert seen is not None
    known = payment_of(seen, payment.payment_id)
    shift_id = await _shift_of(conn, seen, known)
    sale = await sales.lock_seen(conn, seen)
    if sale is not seen:
        raise SaleChanged("the sale was changed meanwhile", sale=sale_id)
    await _concluded(conn, parts, sale, payment, Act(known.asked_by, shift_id, parts.clock()))


async def _of_no_sale(conn: Connection, payment: payment_pb2.Payment) -> None:
    """Money for a sale that did not ask for it goes back; a payment that names no sale is nobody's here."""
    if payment.sale_id and payment.state == CAPTURED:
        log.warning("a card was charged for a sale that did not ask for it", payment=payment.payment_id)
        await outbox.append(conn, card_not_asked_for(payment), subject=payment.site_id)


async def _shift_of(conn: Connection, sale: Sale, payment: SaleCardPayment) -> str:
    """The shift that asked for the card; when that is closed, the one that is open at its till; else it all the same.

    What is open is not closed before the end of the transaction.
    """
    asked = await shift_store.share_shift(conn, payment.shift_id)
    if asked is None or asked.closed_at is None:
        return payment.shift_id
    later = await shift_store.open_of_till(conn, sale.site_id, asked.till)
    shared = await shift_store.share_shift(conn, later.shift_id) if later else None
    return shared.shift_id if shared and shared.closed_at is None else payment.shift_id


async def _concluded(conn: Connection, parts: Pos, sale: Sale, payment: payment_pb2.Payment, act: Act) -> None:
    outcome = outcome_of(payment)
    is_captured = payment.state == CAPTURED
    if is_captured and rules.is_money_back(sale, outcome):
        known = payment_of(sale, outcome.payment_id)
        await outbox.append(conn, card_amount_fixed(sale, known), subject=sale.site_id)
    if is_captured and payment_of(sale, outcome.payment_id).for_debt:
        with parts.cards.by_itself():
            await take_card(Desk(parts, conn, sale, act), outcome)
        return
    after = rules.captured(sale, outcome, act) if is_captured else rules.ended(sale, outcome, act)
    if after is sale:
        return
    metrics.card_payments.labels("captured" if is_captured else "ended").inc()
    owed_minor = rules.new_receivable_minor(sale, after)
    clerk = replace(act, shift_id=sale.shift_id) if sale.state is SaleState.LOCKED else act
    paid = settle(after, clerk)
    what = "cleared" if paid is not after else "card_captured" if is_captured else "card_ended"
    with parts.cards.by_itself():
        saved = await save_ticket(Desk(parts, conn, sale, clerk), paid, what)
    if owed_minor:
        await debts.insert_debt(conn, debt.shortfall(saved, new_id(), owed_minor, act))


def outcome_of(payment: payment_pb2.Payment) -> Outcome:
    name = S.Name(payment.state).removeprefix("PAYMENT_STATE_").lower()
    expired = payment.state == S.PAYMENT_STATE_EXPIRED
    return Outcome(
        payment_id=payment.payment_id,
        captured_minor=payment.captured_minor,
        shortfall_minor=payment.shortfall_minor,
        reason=name if expired else payment.reason or name,
        brand=payment.card.brand,
        last4=payment.card.last4,
        test=payment.test,
    )


async def hear_of_refund(parts: Pos, refund: payment_pb2.CardRefund) -> None:
    """Of a refund that pos did not approve (it was made by rule) nothing is kept. Raises SaleBusy."""
    outcome, refund_id = REFUND_OUTCOMES.get(refund.state), as_uuid(refund.refund_id)
    if outcome is None or refund_id is None:
        return
    at = refund.updated_at.ToDatetime(UTC)

    async def work() -> None:
        async with transaction(parts.db) as conn:
            await settle_card_refund(conn, refund_id, outcome, at)

    await persistently(work)
