"""What was typed at a till without a line, and whose fuelling comes later: the pumps' line went with the till's."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from motorway_kit import outbox
from motorway_kit.db import FAILURES, Connection, transaction
from motorway_kit.errors import MotorwayError
from motorway_kit.log import get_logger

from pos.app.offline_job import Job, move_cash
from pos.app.offline_shifts import Drawer
from pos.app.offline_tickets import pay_typed
from pos.app.sites import get_site
from pos.db import offline as store
from pos.db import shifts
from pos.db.offline import Awaited
from pos.domain.offline import Device, Operation, resolved
from pos.domain.offline_booking import found_later
from pos.domain.offline_document import FuelTyped, read
from pos.domain.shift import CashKind, Shift
from pos.offline_events import conflict_resolved
from pos.parts import Pos

log = get_logger(__name__)

POLL_S = 15.0
PATIENCE = timedelta(days=7)
BY_ITSELF = "pos"


async def keep_matching(parts: Pos, poll_s: float = POLL_S) -> None:
    """Any number of replicas may run: each operation is looked at by one of them at a time."""
    while True:
        try:
            await match_waiting(parts)
        except FAILURES as error:
            log.warning("what was typed cannot be looked at", error=str(error))
        await asyncio.sleep(poll_s)


async def match_waiting(parts: Pos) -> int:
    """Look once for the fuellings that did not come yet; returns how many were found."""
    found = 0
    for one in await store.waiting_for_fuel(parts.db, parts.clock() - PATIENCE):
        try:
            found += await _matched(parts, one)
        except MotorwayError as error:
            log.info("what was typed waits", operation=one.operation_id, reason=error.reason)
    return found


async def _matched(parts: Pos, awaited: Awaited) -> bool:
    async with transaction(parts.db) as conn:
        device = await store.get_device(conn, awaited.device_id)
        one = await store.claim_unresolved(conn, awaited.operation_id)
        shift = await _open_shift(conn, one) if one else None
        if device is None or one is None or shift is None:
            return False
        sale_id = await _paid(conn, parts, device, one, shift)
        if sale_id:
            after = resolved(one, found_later(sale_id), BY_ITSELF, parts.clock())
            await store.save_resolution(conn, replace(after, sale_id=sale_id))
            await outbox.append(conn, conflict_resolved(after), subject=after.site_id)
    return bool(sale_id)


async def _open_shift(conn: Connection, one: Operation) -> Shift | None:
    """The shift that has the cash, or the one that is open at the till by now; nothing is booked in a closed one."""
    shift = await shifts.lock_shift(conn, one.shift_id)
    if shift is None or shift.closed_at is not None:
        later = await shifts.open_of_till(conn, one.site_id, one.till)
        shift = await shifts.lock_shift(conn, later.shift_id) if later else None
    return shift if shift is not None and shift.closed_at is None else None


async def _paid(conn: Connection, parts: Pos, device: Device, one: Operation, shift: Shift) -> str:
    """The ticket that it settles, or nothing. The cash was paid in when it was handed in: now it goes out of that."""
    typed = read(one.done.document)
    assert isinstance(typed, FuelTyped)
    site, drawer = await get_site(conn, one.site_id), Drawer(shift, None, ())
    cashier = drawer.cashier_of(typed, one.handed_in_by)
    without_receipt = replace(typed, receipt_number=None)
    job = Job(conn, parts, site, device, one.done, without_receipt, drawer, cashier)
    ticket = await pay_typed(job, without_receipt)
    if not ticket.is_settled or ticket.sale is None:
        return ""
    await move_cash(job, CashKind.PAID_OUT, typed.amount_minor, f"{job.name}: for the ticket")
    return ticket.sale.sale_id
