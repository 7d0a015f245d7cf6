"""What customers owe: recorded when they leave, paid later or written off."""

from collections.abc import Sequence
from typing import NamedTuple

from motorway_access.caller import Scope, current_caller
from motorway_access.roles import Operation
from motorway_kit import outbox
from motorway_kit.db import Connection, Pool, transaction
from motorway_kit.errors import InvalidInput
from motorway_kit.ids import new_id

from pos.app.card_amounts import amounts
from pos.app.debt_payments import booked
from pos.app.desk import At, Desk, as_uuid, at_desk, locked_sale
from pos.card_events import debt_ended
from pos.db import debts as store
from pos.db import photos, sales
from pos.db.debts import DebtFilter
from pos.domain import debt as rules
from pos.domain import ticket
from pos.domain.card_payment import SETTLED_OTHERWISE, given_up
from pos.domain.checks import check, check_line
from pos.domain.debt import CLEARING, Debt, DebtKind, DebtNotFound, Seen, sound_seen
from pos.domain.opening import MAX_TENDERS
from pos.domain.sale import Sale, SaleState, Tender
from pos.domain.tendering import Given, owed_no_more, take
from pos.domain.ticket import Act
from pos.parts import Pos


class Recorded(NamedTuple):
    sale: Sale
    previous: Sale
    debt: Debt


class ChangedDebt(NamedTuple):
    """The debt as it is now, and as it was; the sale, when it was paid."""

    debt: Debt
    previous: Debt
    sale: Sale


async def record_debt(parts: Pos, at: At, kind: DebtKind, seen: Seen) -> Recorded:
    """Clears the ticket of a customer who left without paying. Repeating it changes nothing.

    Raises InvalidInput, NoFuelOnTicket, NothingDue, ShopLinesOnTicket, SaleLockedElsewhere, SaleAlreadyCleared,
    SaleNotPayable, and what `at_desk` raises.
    """
    async with at_desk(parts, at) as desk:
        seen = sound_seen(kind, seen, photographed=await photos.any_of(desk.conn, desk.sale.sale_id))
        if desk.sale.state is SaleState.CLEARED and desk.sale.clearing is CLEARING[kind]:
            return Recorded(desk.sale, desk.sale, await _debt_of(desk))
        left = ticket.leave_unpaid(desk.sale, desk.act, CLEARING[kind], seen.registration, seen.note)
        changed = await desk.save(left, kind.name.lower())
        debt = rules.owed(desk.sale, new_id(), kind, seen, desk.act)
        await store.insert_debt(desk.conn, debt)
    return Recorded(*changed, debt)


async def _debt_of(desk: Desk) -> Debt:
    debt = await store.debt_of(desk.conn, desk.sale.sale_id)
    assert debt is not None
    return debt


async def settle_debt(parts: Pos, debt_id: str, shift_id: str, given: Sequence[Given], key: str) -> ChangedDebt:
    """The debt is paid, whole, in the caller's shift.

    Raises DebtNotFound, NotAllowed, DebtNotOpen, InvalidInput, TenderExceedsDue, IdempotencyKeyReused, what charging an
    account raises, and what `at_desk` raises.
    """
    check(1 <= len(given) <= MAX_TENDERS, "tenders", f"must be 1 to {MAX_TENDERS}")
    seen = await found_debt(parts.db, debt_id)
    async with at_desk(parts, At(seen.sale_id, shift_id)) as desk:
        debt = await _locked(desk.conn, seen.debt_id)
        if not await desk.first_time(key, "settle_debt", *given):
            return ChangedDebt(debt, debt, desk.sale)
        rules.require_open(debt)
        settled, sale = await booked(desk, debt, *_paid(desk, debt, given))
    return ChangedDebt(settled, debt, sale)


def _paid(desk: Desk, debt: Debt, given: Sequence[Given]) -> tuple[Sale, tuple[Tender, ...]]:
    """The cleared sale with what is given for it now, and that alone. A card that was asked for is given up."""
    paid = before = owed_no_more(given_up(desk.sale, SETTLED_OTHERWISE), desk.act)
    for i, tender in enumerate(given):
        paid = take(paid, desk.act, tender, paid.due_minor, f"tenders[{i}].")
    if paid.due_minor:
        raise InvalidInput(f"tenders must be {debt.amount_minor} together", field="tenders", due_minor=paid.due_minor)
    return paid, paid.tenders[len(before.tenders) :]


async def write_off_debt(parts: Pos, debt_id: str, reason: str) -> ChangedDebt:
    """For who may approve. Repeating it changes nothing. Raises DebtNotFound, NotAllowed, InvalidInput, DebtNotOpen."""
    async with transaction(parts.db) as conn:
        seen = await found_debt(conn, debt_id)
        current_caller().require(Operation.SALES_APPROVE, seen.site_id)
        sale = await locked_sale(conn, seen.sale_id)
        debt = await _locked(conn, seen.debt_id)
        act = Act(current_caller().name, "", parts.clock())
        ended = rules.write_off(debt, act, reason)
        if ended is not debt:
            await store.save_debt(conn, ended)
            await outbox.append(conn, debt_ended(ended), subject=ended.site_id)
            after = given_up(sale, SETTLED_OTHERWISE)
            told = list(amounts(sale, sales.next_version(after)))
            sale = await sales.save_and_tell(conn, after, sales.Step("debt_written_off", act.actor, act.at), told)
    return ChangedDebt(ended, debt, sale)


async def found_debt(db: "Pool | Connection", debt_id: str) -> Debt:
    """Raises DebtNotFound."""
    known = as_uuid(debt_id)
    debt = await store.get_debt(db, known) if known else None
    if debt is None:
        raise DebtNotFound("there is no such debt", debt=debt_id)
    return debt


async def _locked(conn: Connection, debt_id: str) -> Debt:
    debt = await store.lock_debt(conn, debt_id)
    assert debt is not None
    return debt


async def list_debts(
    db: Pool, scope: Scope, wanted: DebtFilter, before: str | None, limit: int
) -> tuple[list[Debt], bool]:
    """At most `limit`, newest first, and whether there are more. Raises InvalidInput."""
    check_line(wanted.registration, "registration")
    debts = await store.list_debts(db, scope, wanted, before, limit + 1)
    return debts[:limit], len(debts) > limit
