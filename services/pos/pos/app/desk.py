"""A till at work on a sale: the transaction in which nobody else changes it."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import NamedTuple
from uuid import UUID

from google.protobuf.message import Message
from motorway_access.caller import current_caller
from motorway_access.roles import Operation
from motorway_kit.db import Connection, Pool, transaction

from pos import events
from pos.app import accounts, receipts
from pos.app.card_amounts import amounts
from pos.app.shifts import shift_for
from pos.app.sites import site_now
from pos.db import sales, sites, ticket_requests
from pos.db import shifts as shift_store
from pos.domain.account import AccountCharge
from pos.domain.idempotency import fingerprint, sound_key
from pos.domain.sale import Clearing, Sale, SaleNotFound, SaleState, TenderKind
from pos.domain.shift import ShiftNotFound
from pos.domain.site import Site, SiteNotFound
from pos.domain.ticket import Act, SaleLockedElsewhere
from pos.parts import Pos

OWED = (Clearing.DRIVE_OFF, Clearing.NO_MEANS)


class At(NamedTuple):
    """The sale that is meant, and the shift that works on it; no shift: the caller's own."""

    sale_id: str
    shift_id: str = ""


class Changed(NamedTuple):
    """The sale as it is now, and as it was."""

    sale: Sale
    previous: Sale


@dataclass(frozen=True)
class Desk:
    """The sale is as nobody else can change it before the end of the transaction."""

    parts: Pos
    conn: Connection
    sale: Sale
    act: Act

    async def first_time(self, key: str, *asked: object) -> bool:
        """Whether this is the first request under the key. Raises InvalidInput, IdempotencyKeyReused."""
        hash_ = fingerprint(self.sale.sale_id, *asked, current_caller().subject)
        return await ticket_requests.first_time(self.conn, sound_key(key), hash_, self.sale.sale_id, self.act.at)

    async def site(self) -> Site:
        return await site_now(self.conn, self.parts.sites, self.sale.site_id)

    async def till(self) -> str:
        """Of the shift of the act."""
        return await till_of(self.conn, self.act, self.act.shift_id)

    async def save(self, changed: Sale, what: str) -> Changed:
        """Nothing is written when nothing changed."""
        if changed is self.sale:
            return Changed(self.sale, self.sale)
        saved = await save_ticket(self, changed, what)
        return Changed(saved, self.sale)

    def unchanged(self) -> Changed:
        return Changed(self.sale, self.sale)


@asynccontextmanager
async def at_desk(parts: Pos, at: At, *, shiftless: Operation | None = None) -> AsyncIterator[Desk]:
    """Who may do the operation `shiftless` needs no shift. The shift is locked before the sale, as when it is closed.

    Raises SaleNotFound, NotAllowed, NoOpenShift, ShiftNotFound, ShiftOfAnother. SaleLockedElsewhere out of the block
    gets the names of the till and the cashier that have the sale.
    """
    async with transaction(parts.db) as conn:
        seen = await found_sale(conn, at.sale_id)
        current_caller().require(Operation.SALES_SELL, seen.site_id)
        shift_id, till = await _shift(conn, seen.site_id, at.shift_id, shiftless)
        sale = await sales.lock_seen(conn, seen)
        try:
            yield Desk(parts, conn, sale, Act(current_caller().name, shift_id, parts.clock(), till))
        except SaleLockedElsewhere as error:
            raise await _named(conn, sale) from error


async def _shift(conn: Connection, site_id: str, shift_id: str, shiftless: Operation | None) -> tuple[str, str]:
    """Its id and its till; empty without one."""
    if not shift_id and shiftless is not None and current_caller().may(shiftless, site_id):
        return "", ""
    shift = await shift_for(conn, site_id, shift_id)
    return shift.shift_id, shift.till


async def _named(conn: Connection, sale: Sale) -> SaleLockedElsewhere:
    holder = await shift_store.get_shift(conn, sale.shift_id)
    till, cashier = (holder.till, holder.cashier_name) if holder else ("", "")
    return SaleLockedElsewhere(
        f"{cashier or 'somebody'} has the ticket at {till or 'another till'}",
        sale=sale.sale_id,
        shift=sale.shift_id,
        till=till,
        cashier=cashier,
    )


async def found_sale(db: "Pool | Connection", sale_id: str) -> Sale:
    """Raises SaleNotFound."""
    known = as_uuid(sale_id)
    sale = await sales.get_sale(db, known) if known else None
    if sale is None:
        raise SaleNotFound("there is no such sale", sale=sale_id)
    return sale


async def locked_sale(conn: Connection, sale_id: str) -> Sale:
    """Of a sale that is there: sales are never removed."""
    sale = await sales.lock_sale(conn, sale_id)
    assert sale is not None
    return sale


async def site_of(conn: Connection, site_id: str) -> Site:
    """Raises SiteNotFound."""
    site = await sites.get_site(conn, site_id)
    if site is None:
        raise SiteNotFound("there is no such site", site=site_id)
    return site


def as_uuid(text: str) -> str | None:
    """None for what is no id."""
    try:
        return str(UUID(text))
    except ValueError:
        return None


async def save_ticket(desk: Desk, changed: Sale, what: str) -> Sale:
    """Write what changed, charge accounts, and tell of it, also of cards; a sale that is cleared gets its receipt.

    Raises what charging an account raises.
    """
    before, act = desk.sale, desk.act
    if changed.state is SaleState.CLEARED is not before.state and changed.clearing is not Clearing.ZERO:
        changed = replace(changed, receipt_id=await _receipt(desk, changed))
    after = sales.next_version(changed)
    told = [*amounts(before, after), *_told(before, after)]
    saved = await sales.save_and_tell(desk.conn, changed, sales.Step(what, act.actor, act.at), told)
    await charge_accounts(desk.conn, before, saved)
    return saved


async def _receipt(desk: Desk, sale: Sale) -> str:
    return await receipts.issue(desk.conn, await desk.site(), await till_of(desk.conn, desk.act, sale.shift_id), sale)


async def till_of(conn: Connection, act: Act, shift_id: str) -> str:
    """Asked for only when the shift is not that of the act. Raises ShiftNotFound."""
    if act.till and act.shift_id == shift_id:
        return act.till
    shift = await shift_store.get_shift(conn, shift_id)
    if shift is None:
        raise ShiftNotFound("there is no such shift", shift=shift_id)
    return shift.till


async def charge_accounts(conn: Connection, before: Sale | None, sale: Sale) -> None:
    """For the account tenders that are new; accounts are locked in order of id, so that nobody waits in a circle.

    Raises what charging an account raises.
    """
    known = {tender.number for tender in before.tenders} if before else set()
    for tender in sorted(sale.tenders, key=lambda tender: (tender.account_id, tender.number)):
        if tender.kind is TenderKind.ACCOUNT and tender.number not in known:
            charge = AccountCharge(
                site_id=sale.site_id,
                account_id=tender.account_id,
                vehicle_id=tender.vehicle_id,
                odometer_km=tender.odometer_km,
                sale_id=sale.sale_id,
                tender_number=tender.number,
                amount_minor=tender.amount_minor,
                currency=sale.currency,
                at=tender.at,
            )
            await accounts.charge(conn, charge)


def _told(before: Sale, sale: Sale) -> Iterator[Message]:
    if sale.state is before.state:
        return
    match sale.state:
        case SaleState.CLEARED if sale.clearing in OWED:
            yield events.drive_off_recorded(sale)
        case SaleState.CLEARED:
            yield events.sale_completed(sale)
        case SaleState.VOIDED:
            yield events.sale_ended(sale)
        case SaleState.PAYABLE | SaleState.LOCKED:
            yield events.sale_lock_changed(sale)
