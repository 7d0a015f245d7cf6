"""Money that goes back to cards: approved in pos, or by rule; and what Stripe says of it."""

from dataclasses import replace

from motorway_kit import inbox, outbox
from motorway_kit.db import Connection

from payments.app import breaks, ledger
from payments.app.changes import Change, changing
from payments.app.planning import refund_command
from payments.db import commands, payments
from payments.db import refunds as store
from payments.domain.answers import Answer, Decline, Refusal
from payments.domain.command import Command
from payments.domain.ids import is_id
from payments.domain.ledger import Of, refund_entry, refund_failed_entry
from payments.domain.payment import Payment
from payments.domain.reconciliation import Break, BreakClass
from payments.domain.refund import CardRefund, CardRefundState, adopted, failed, heard, why_not
from payments.domain.snapshot import RefundSnapshot
from payments.events import refund_settled
from payments.parts import Payments


async def approve(parts: Payments, refund: CardRefund, event_id: str) -> None:
    """Somebody approved it in pos: it is made at Stripe, or it is told why it cannot be. Raises PaymentNotFound."""
    planned: Command | None = None
    async with changing(parts, refund.payment_id) as change:
        if not await inbox.first_time(change.conn, event_id) or await store.get(change.conn, refund.refund_id):
            return
        problem = why_not(change.payment, refund.amount_minor)
        if problem or refund.currency != change.payment.currency:
            refused = failed(refund, problem or "other_currency", parts.clock())
            await store.insert(change.conn, refused)
            await outbox.append(change.conn, refund_settled(refused), subject=refused.site_id)
            return
        await store.insert(change.conn, refund)
        planned = await commands.add(
            change.conn, refund_command(parts, change.payment, refund, parts.clock()), sent=True
        )
        await _recount(change, "refund_asked", refund.approved_by)
    if planned:
        parts.commands.put_nowait(planned)


async def record(parts: Payments, command: Command, answer: Answer) -> None:
    """What Stripe answered to a refund."""
    async with changing(parts, command.payment_id) as change:
        refund = await store.get(change.conn, command.refund_id)
        assert refund is not None
        match answer:
            case RefundSnapshot():
                await _apply(parts, change, refund, answer)
            case Refusal() | Decline():
                await _fail(parts, change, refund, answer.code)
        await commands.finish(change.conn, command.command_id, parts.clock())


async def apply_refund(parts: Payments, said: RefundSnapshot) -> bool:
    """A refund as Stripe tells of it; one that was made elsewhere is adopted. False: of no payment of ours."""
    payment_id = await payments.of_intent(parts.db, said.intent_id)
    if payment_id is None:
        return False
    async with changing(parts, payment_id) as change:
        refund = await _known(change.conn, said)
        if refund is None:
            refund = adopted(change.payment, said, parts.clock())
            await store.insert(change.conn, refund)
        await _apply(parts, change, refund, said)
    return True


async def _known(conn: Connection, said: RefundSnapshot) -> CardRefund | None:
    known = await store.at_stripe(conn, said.stripe_id)
    if known is None and is_id(said.refund_id):
        known = await store.get(conn, said.refund_id)
    return known


async def _apply(parts: Payments, change: Change, refund: CardRefund, said: RefundSnapshot) -> None:
    after = heard(refund, said, parts.clock())
    of = Of(after.payment_id, after.site_id, after.currency, parts.clock())
    await ledger.post(change.conn, refund_entry(of, said.stripe_id, said.amount_minor))
    if after.state is CardRefundState.FAILED:
        await ledger.post(change.conn, refund_failed_entry(of, said.stripe_id, said.amount_minor))
    if after is not refund:
        await _save(change, refund, after)


async def _fail(parts: Payments, change: Change, refund: CardRefund, code: str) -> None:
    after = failed(refund, code, parts.clock())
    if after is not refund:
        await _save(change, refund, after)


async def _save(change: Change, before: CardRefund, after: CardRefund) -> None:
    await store.save(change.conn, after)
    if after.state is not before.state:
        await outbox.append(change.conn, refund_settled(after), subject=after.site_id)
        await _recount(change, f"refund_{after.state.name.lower()}", "")
    if after.by_rule and before.counts and not after.counts:
        await breaks.found(change.conn, _kept_too_much(change.payment, after))


def _kept_too_much(payment: Payment, refund: CardRefund) -> Break:
    """It is not made again by itself: Stripe would refuse it again."""
    return Break(
        break_class=BreakClass.TAKE_DIFFERS,
        found_at=refund.updated_at,
        site_id=refund.site_id,
        payment_id=refund.payment_id,
        stripe_id=payment.stripe_id,
        amount_minor=refund.amount_minor,
        currency=refund.currency,
        details=f"its sale takes {payment.take_minor}, and the rest did not reach its card: {refund.failure_reason}",
    )


async def _recount(change: Change, what: str, actor: str) -> None:
    refunded = await store.refunded_minor(change.conn, change.payment.payment_id)
    change.payment = replace(change.payment, refunded_minor=refunded)
    change.what, change.actor = what, actor
