"""What a till does with a ticket."""

from typing import NamedTuple

from motorway_access.caller import current_caller
from motorway_access.roles import Operation
from motorway_kit.db import Connection

from pos.app.catalogue import item_for_sale
from pos.app.desk import At, Changed, Desk, at_desk, save_ticket
from pos.db import shifts as shift_store
from pos.domain import tendering, ticket
from pos.domain.checks import check
from pos.domain.sale import Clearing, Sale, SaleKind, TenderKind
from pos.domain.site import Site
from pos.domain.tendering import Given
from pos.domain.ticket import Act
from pos.parts import Pos


class ItemWish(NamedTuple):
    """A shop item by its id or its barcode."""

    item_id: str
    barcode: str
    quantity: int


class Confirmation(NamedTuple):
    """How a ticket is cleared without takings; `tank` is where the fuel of a pump test went, 0: where it came from."""

    clearing: Clearing
    tank: int
    note: str


class ChangeGiven(NamedTuple):
    sale: Sale
    previous: Sale
    cash_minor: int
    account_minor: int


async def lock_sale(parts: Pos, at: At) -> Changed:
    """Raises SaleLockedElsewhere, SaleAlreadyCleared, SaleNotPayable, and what `at_desk` raises."""
    async with at_desk(parts, at) as desk:
        return await desk.save(ticket.lock(desk.sale, desk.act), "locked")


async def unlock_sale(parts: Pos, at: At) -> Changed:
    """Whoever may approve takes a ticket from another till. Raises as `lock_sale`."""
    async with at_desk(parts, at, shiftless=Operation.SALES_APPROVE) as desk:
        forced = current_caller().may(Operation.SALES_APPROVE, desk.sale.site_id)
        return await desk.save(ticket.unlock(desk.sale, desk.act, forced=forced), "unlocked")


async def add_line(parts: Pos, at: At, wish: ItemWish, key: str) -> Changed:
    """Raises InvalidInput, ItemNotFound, SaleNotLocked, IdempotencyKeyReused, and what `lock_sale` raises."""
    check(not (wish.item_id and wish.barcode), "barcode", "cannot be given besides item_id")
    async with at_desk(parts, at) as desk:
        if not await desk.first_time(key, "add_line", *wish):
            return desk.unchanged()
        ticket.held(desk.sale, desk.act.shift_id)
        item = await item_for_sale(desk.conn, desk.sale.site_id, item_id=wish.item_id, barcode=wish.barcode)
        return await _settled(desk, ticket.add_item(desk.sale, desk.act, item, wish.quantity), "line_added")


async def remove_line(parts: Pos, at: At, number: int, key: str) -> Changed:
    """The ticket is cleared when what was given is now enough.

    Raises LineNotFound, FuelLineStays, SaleNotLocked, IdempotencyKeyReused, and what `lock_sale` raises.
    """
    async with at_desk(parts, at) as desk:
        if not await desk.first_time(key, "remove_line", number):
            return desk.unchanged()
        return await _settled(desk, ticket.remove_line(desk.sale, desk.act, number), "line_removed")


async def add_tender(parts: Pos, at: At, given: Given, key: str) -> Changed:
    """The ticket is cleared when nothing is due any more.

    Raises InvalidInput, TenderExceedsDue, NothingDue, NotForPayment, CardPaymentPending, SaleNotLocked,
    IdempotencyKeyReused, what charging an account raises, and what `lock_sale` raises.
    """
    async with at_desk(parts, at) as desk:
        if not await desk.first_time(key, "add_tender", given):
            return desk.unchanged()
        return await _settled(desk, tendering.pay(desk.sale, desk.act, given), "tender_added")


async def remove_tender(parts: Pos, at: At, number: int) -> Changed:
    """Raises TenderNotFound, ReceivableStays, SaleNotLocked, and what `lock_sale` raises."""
    async with at_desk(parts, at) as desk:
        return await desk.save(tendering.reverse(desk.sale, desk.act, number), "tender_removed")


async def give_change(parts: Pos, at: At) -> ChangeGiven:
    """What was paid too much, in the caller's shift; the ticket is then cleared.

    Nothing is given twice. Raises NoChangeDue, and what `lock_sale` raises.
    """
    async with at_desk(parts, at) as desk:
        if tendering.change_given(desk.sale):
            return _with_change(desk.unchanged())
        return _with_change(await desk.save(tendering.give_change(desk.sale, desk.act), "change_given"))


def _with_change(changed: Changed) -> ChangeGiven:
    back = [(tender.kind, -tender.amount_minor) for tender in tendering.change_given(changed.sale)]
    cash = sum(amount for kind, amount in back if kind is TenderKind.CASH)
    account = sum(amount for kind, amount in back if kind is TenderKind.ACCOUNT)
    return ChangeGiven(*changed, cash, account)


async def _settled(desk: Desk, changed: Sale, what: str) -> Changed:
    settled = tendering.settle(changed, desk.act)
    return await desk.save(settled, "cleared" if settled is not changed else what)


async def clear_sale(parts: Pos, at: At, wish: Confirmation) -> Changed:
    """Confirms a pump test, own use, or a ticket of nothing.

    Own use, and whatever the ticket was not opened for, is for who may approve. Raises InvalidInput, NoFuelOnTicket,
    ShopLinesOnTicket, TendersTaken, NotAllowed, and what `lock_sale` raises.
    """
    async with at_desk(parts, at) as desk:
        _require_right(desk.sale, wish.clearing)
        check(wish.tank == 0 or wish.clearing is Clearing.PUMP_TEST, "tank", "is for pump tests")
        tank = 0
        if wish.clearing is Clearing.PUMP_TEST and desk.sale.fuel is not None:
            tank = ticket.tank_for_return(await desk.site(), desk.sale.fuel, wish.tank)
        cleared = ticket.confirm(desk.sale, desk.act, wish.clearing, wish.note, tank)
        return await desk.save(cleared, "cleared")


def _require_right(sale: Sale, clearing: Clearing) -> None:
    caller = current_caller()
    if clearing is Clearing.PUMP_TEST:
        caller.require(Operation.PUMPS_CONTROL, sale.site_id)
    as_opened = clearing is Clearing.PUMP_TEST and sale.kind is SaleKind.PUMP_TEST
    nothing = clearing is Clearing.ZERO and (sale.fuel is None or sale.fuel.volume_ml == 0)
    if not as_opened and not nothing:
        caller.require(Operation.SALES_APPROVE, sale.site_id)


async def void_sale(parts: Pos, at: At, reason: str) -> Changed:
    """A ticket with something on it is voided by who may approve only.

    Raises InvalidInput, FuelCannotBeVoided, TendersTaken, CardPaymentPending, NotAllowed, and what `lock_sale` raises.
    """
    async with at_desk(parts, at) as desk:
        voided = ticket.void(desk.sale, desk.act, reason)
        if desk.sale.lines and voided is not desk.sale:
            current_caller().require(Operation.SALES_APPROVE, desk.sale.site_id)
        return await desk.save(voided, "voided")


async def complete_if_settled(conn: Connection, parts: Pos, sale: Sale) -> Sale:
    """Clears a sale as a device left it (already saved) if it needs no till, and returns it as it then is.

    That is a prepayment that was delivered exactly, and a fuelling of nothing. What was prepaid for nothing goes back
    in the shift that took it, while that is open.
    """
    act = Act("", sale.opened_shift_id, parts.clock())
    if not tendering.delivered_nothing(sale):
        settled = tendering.settle(sale, act)
        return sale if settled is sale else await save_ticket(Desk(parts, conn, sale, act), settled, "cleared")
    open_shifts = await _open_shifts(conn, sale)
    after = tendering.give_prepayment_back(sale, act, open_shifts)
    desk = Desk(parts, conn, sale, act)
    site = await desk.site()
    after = _cleared_as_zero(site, sale, after, act)
    if after is sale:
        return sale
    with parts.pumps.by_itself():
        return await save_ticket(desk, after, "cleared" if after.cleared_at else "prepayment_returned")


def _cleared_as_zero(site: Site, before: Sale, after: Sale, act: Act) -> Sale:
    by_itself = after is not before or (site.zero_tr_mode == 1 and before.fuel is not None)
    if after.due_minor != 0 or not by_itself:
        return after
    return ticket.cleared(after, act, Clearing.ZERO)


async def _open_shifts(conn: Connection, sale: Sale) -> set[str]:
    """The shifts that took its tenders and are open; they are not closed before the end of the transaction."""
    taken = {tender.shift_id for tender in ticket.standing(sale)}
    found = [await shift_store.share_shift(conn, shift_id) for shift_id in sorted(taken)]
    return {shift.shift_id for shift in found if shift is not None and shift.closed_at is None}
