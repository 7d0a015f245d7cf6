"""Opening a ticket, and taking its authorisation back before fuel flows."""

from typing import NamedTuple

from motorway.iot.v1 import device_pb2
from motorway_access.caller import current_caller
from motorway_access.roles import Operation
from motorway_kit.db import Connection, transaction
from motorway_kit.errors import MotorwayError
from motorway_kit.ids import new_id

from pos.app.authorise import authorise, may_release, require_known
from pos.app.card_holds import claim_hold
from pos.app.desk import Changed, charge_accounts, found_sale
from pos.app.prices import price_in_force
from pos.app.releases import require_owner
from pos.app.resolver import settle
from pos.app.shifts import shift_for
from pos.app.sites import site_now
from pos.db import pumps, sales, ticket_requests
from pos.domain.idempotency import fingerprint, require_same, sound_key
from pos.domain.opening import Wish, opened_at_pump, opened_shop, sound
from pos.domain.pump import Command, PumpState, PumpStateUnknown, Refusal, refused
from pos.domain.sale import Sale, SaleKind, SaleState
from pos.domain.ticket import Act, to_be_cancelled
from pos.parts import Pos

RIGHTS = {SaleKind.PUMP_TEST: Operation.PUMPS_CONTROL, SaleKind.OWN_USE: Operation.SALES_APPROVE}
"""What a kind of sale asks for besides the right to sell."""


class Ticket(NamedTuple):
    """A sale, and whether it was not opened with the same key before."""

    sale: Sale
    is_new: bool


async def open_sale(parts: Pos, wish: Wish, shift_id: str, key: str) -> Sale:
    """The ticket, and what became of the release of its pump; with the same key once.

    Raises InvalidInput, IdempotencyKeyReused, SiteNotFound, PumpNotFound, NotAllowed; NoOpenShift, ShiftNotFound,
    ShiftOfAnother; PriceMissing, PriceNotConfirmed, VatRateMissing, PrepayTooHigh; PumpStateUnknown, PumpRefused,
    TooManyUnpaid; PaymentAlreadyUsed; and what charging an account raises.
    """
    wish, key = sound(wish), sound_key(key)
    if wish.kind in RIGHTS:
        current_caller().require(RIGHTS[wish.kind], wish.site_id)
    asked = fingerprint("open_sale", wish, shift_id, current_caller().subject)
    try:
        ticket = await _ticket(parts, wish, shift_id, key, asked)
    except PumpStateUnknown:
        await require_known(parts, wish.site_id, wish.pump)
        ticket = await _ticket(parts, wish, shift_id, key, asked)
    if not ticket.is_new:
        return ticket.sale
    sale = await claim_hold(parts, ticket.sale)
    return await authorise(parts, sale) if sale.state is SaleState.REQUESTED else sale


async def _ticket(parts: Pos, wish: Wish, shift_id: str, key: str, asked: bytes) -> Ticket:
    """Whoever repeats a request may find the pump taken by it."""
    async with transaction(parts.db) as conn:
        await ticket_requests.lock_key_at(conn, key, wish.site_id)
        try:
            sale = await _opened(conn, parts, wish, shift_id)
        except MotorwayError:
            kept = await _kept(conn, key, asked)
            if kept is None:
                raise
            return Ticket(kept, is_new=False)
        if not await sales.insert_sale(conn, sale, key, asked):
            kept = await _kept(conn, key, asked)
            assert kept is not None
            return Ticket(kept, is_new=False)
        await charge_accounts(conn, None, sale)
    return Ticket(sale, is_new=True)


async def _kept(conn: Connection, key: str, asked: bytes) -> Sale | None:
    """Raises IdempotencyKeyReused."""
    kept = await sales.sale_by_key(conn, key)
    if kept is None:
        return None
    require_same(kept[1], asked)
    return kept[0]


async def _opened(conn: Connection, parts: Pos, wish: Wish, shift_id: str) -> Sale:
    site = await site_now(conn, parts.sites, wish.site_id)
    shift = await shift_for(conn, wish.site_id, shift_id)
    act = Act(current_caller().name, shift.shift_id, parts.clock())
    if wish.kind is SaleKind.SHOP:
        return opened_shop(site, wish, new_id(), act)
    price = await price_in_force(conn, site, wish.pump)
    sale = opened_at_pump(site, wish, new_id(), act, price)
    await may_release(conn, site, wish.pump)
    return sale


async def cancel_sale(parts: Pos, sale_id: str, key: str) -> Changed:
    """Takes the authorisation back from the pump; the sale stays as it is until the pump says what became of it.

    Raises SaleNotFound, NotAllowed, SaleNotAuthorised, PumpRefused, IdempotencyKeyReused, NoAnswer (Timeout),
    Unavailable.
    """
    sale = await found_sale(parts.db, sale_id)
    current_caller().require(Operation.SALES_SELL, sale.site_id)
    if not to_be_cancelled(sale):
        return Changed(sale, sale)
    await require_owner(parts.db, sale, Command.TERMINATE, PumpState.AUTHORISED)
    answer = await _taken_back(parts, sale, key)
    (after,) = await settle(parts, sale.site_id, [sale.sale_id], answer)
    if not answer.accepted and after.state is SaleState.AUTHORISED:
        raise refused(Refusal(answer.refusal_code, answer.refusal_reason), sale.pump, by="device")
    return Changed(after, sale)


async def _taken_back(parts: Pos, sale: Sale, key: str) -> device_pb2.CommandResponse:
    """A pump that works for another sale by now is asked, and not stopped.

    The order has a key of its own for each sale: the answer to an order that ended another one says nothing here.
    """
    asked = fingerprint("cancel_sale", sale.sale_id, current_caller().subject)
    async with transaction(parts.db) as conn:
        await ticket_requests.first_time(conn, sound_key(key), asked, sale.sale_id, parts.clock())
        status = await pumps.get_status(conn, sale.site_id, sale.pump)
    if status is not None and status.release_token not in ("", sale.sale_id):
        with parts.pumps.by_itself():
            return await parts.pumps.reports(sale.site_id, sale.pump)
    order_key = fingerprint("cancel_sale", sale.sale_id, key).hex()
    return await parts.pumps.control(sale.site_id, sale.pump, device_pb2.PUMP_ACTION_TERMINATE, order_key)
