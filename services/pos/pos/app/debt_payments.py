"""A debt is paid: its receipt, its shift, and what is told of it."""

from dataclasses import replace

from motorway_kit import outbox

from pos import events, metrics
from pos.app import receipts
from pos.app.card_amounts import amounts
from pos.app.desk import Desk, charge_accounts
from pos.card_events import debt_ended
from pos.db import debts as store
from pos.db import sales
from pos.domain import debt as rules
from pos.domain.card_outcome import debt_captured
from pos.domain.card_payment import Outcome
from pos.domain.debt import Debt, DebtState
from pos.domain.receipt_amendments import Settled
from pos.domain.sale import Sale, Tender, TenderKind


async def take_card(desk: Desk, outcome: Outcome) -> None:
    """The money of a card came: the whole debt's while that is open, else it goes back. Once, however often told."""
    debt = await debt_of(desk)
    owed_minor = debt.amount_minor if debt.state is DebtState.OPEN else 0
    paid = debt_captured(desk.sale, outcome, desk.act, owed_minor)
    if paid is desk.sale:
        return
    metrics.card_payments.labels("captured").inc()
    new = tuple(tender for tender in paid.tenders if tender.payment_id == outcome.payment_id)
    if new:
        await booked(desk, debt, paid, new)
    else:
        await desk.save(paid, "card_ended")


async def debt_of(desk: Desk) -> Debt:
    """Nobody changes it who does not have the sale."""
    debt = await store.debt_of(desk.conn, desk.sale.sale_id)
    assert debt is not None
    return debt


async def booked(desk: Desk, debt: Debt, paid: Sale, new: tuple[Tender, ...]) -> tuple[Debt, Sale]:
    """The debt as it is settled, and its sale with what was given for it now (`new`).

    Raises DebtNotOpen, and what charging an account raises.
    """
    act, conn = desk.act, desk.conn
    ended = rules.settle(debt, act)
    settled = Settled(new, act.actor, act.shift_id, act.at)
    receipt_id = await receipts.issue_debt_payment(conn, await desk.site(), await desk.till(), paid, settled)
    after = sales.next_version(paid)
    told = [*amounts(desk.sale, after), events.sale_completed(after)]
    saved = await sales.save_and_tell(conn, paid, sales.Step("debt_settled", act.actor, act.at), told)
    await charge_accounts(conn, desk.sale, saved)
    ended = replace(ended, receipt_id=receipt_id)
    await store.save_debt(conn, ended)
    card_minor = sum(tender.amount_minor for tender in new if tender.kind is TenderKind.CARD)
    await outbox.append(conn, debt_ended(ended, card_minor), subject=ended.site_id)
    return ended, saved
