"""X reports, and the end of a shift: counted, closed, written down."""

from datetime import datetime

from motorway_access.caller import current_caller
from motorway_access.roles import Operation
from motorway_kit import outbox
from motorway_kit.db import Connection, Pool, transaction

from pos.app.shifts import get_shift, granted
from pos.db import shift_reports as store
from pos.db import shifts
from pos.db.shift_reports import Facts
from pos.domain.idempotency import IdempotencyKeyReused, fingerprint, require_same, sound_key
from pos.domain.receipt_chain import link
from pos.domain.sale import Clearing, TenderKind
from pos.domain.shift import CashKind, Count, Drawer, Shift, ShiftAlreadyClosed
from pos.domain.shift_report import (
    ShiftReport,
    Tally,
    ZDocument,
    ZReport,
    ZReportNotFound,
    blind,
    closed,
    parted,
    require_unaltered,
    vat_totals,
)
from pos.parts import Pos
from pos.shift_events import shift_closed

NONE = Tally()


async def x_report(parts: Pos, shift_id: str) -> ShiftReport:
    """How the open shift stands, of one moment; without its cash for who may not manage shifts.

    Raises ShiftNotFound, NotAllowed, ShiftAlreadyClosed.
    """
    shift = _open(await get_shift(parts.db, shift_id))
    report = await _report(parts.db, shift, parts.clock())
    return report if current_caller().may(Operation.SHIFTS_MANAGE, shift.site_id) else blind(report)


async def drawer(db: Pool, shift_id: str) -> Drawer:
    """What must be in the drawer now. Raises ShiftNotFound, NotAllowed, ShiftAlreadyClosed."""
    shift = _open(granted(await shifts.get_shift(db, shift_id), Operation.SHIFTS_MANAGE, shift_id))
    return _drawer(shift, await store.facts(db, shift))


async def close_shift(parts: Pos, shift_id: str, count: Count, key: str) -> tuple[ZReport, Shift]:
    """Close the shift with the counted cash; also the shift as it was. With the same key once.

    Raises ShiftNotFound, NotAllowed, ShiftAlreadyClosed, ShiftHasLockedSales, IdempotencyKeyReused.
    """
    asked = fingerprint(shift_id, count, current_caller().subject)
    async with transaction(parts.db) as conn:
        await shifts.lock_key(conn, sound_key(key))
        shift = _closable(await shifts.lock_shift(conn, shift_id), shift_id)
        if shift.closed_at is not None:
            await _require_repeated(conn, shift, key, asked)
            return await _stored(conn, shift_id), shift
        if await shifts.is_close_key(conn, key):
            raise IdempotencyKeyReused("the key closed another shift", field="idempotency_key")
        report = await _closed(conn, shift, count, parts.clock())
        after = report.document.report.shift
        await store.close_shift(conn, after, key, asked)
        await outbox.append(conn, shift_closed(after), subject=after.site_id)
    return report, shift


async def z_report(db: Pool, shift_id: str) -> ZReport:
    """Raises ShiftNotFound, NotAllowed, ZReportNotFound, ZReportAltered."""
    shift = await get_shift(db, shift_id)
    return await _stored(db, shift.shift_id)


def _open(shift: Shift) -> Shift:
    if shift.closed_at is not None:
        raise ShiftAlreadyClosed("see its Z report", shift=shift.shift_id, z_number=shift.z_number)
    return shift


def _closable(found: Shift | None, shift_id: str) -> Shift:
    shift = granted(found, Operation.SHIFTS_OPERATE, shift_id)
    if shift.cashier_id != current_caller().subject:
        current_caller().require(Operation.SHIFTS_MANAGE, shift.site_id)
    return shift


async def _require_repeated(conn: Connection, shift: Shift, key: str, asked: bytes) -> None:
    done = await shifts.close_of(conn, shift.shift_id)
    if done is None or done[0] != key:
        raise ShiftAlreadyClosed("the shift is closed", shift=shift.shift_id, z_number=shift.z_number)
    require_same(done[1], asked)


async def _stored(db: "Pool | Connection", shift_id: str) -> ZReport:
    found = await store.get_z(db, shift_id)
    if found is None:
        raise ZReportNotFound("the shift is not closed yet", shift=shift_id)
    return require_unaltered(*found)


async def _closed(conn: Connection, shift: Shift, count: Count, at: datetime) -> ZReport:
    report = await _report(conn, shift, at)
    number, previous = await store.next_z(conn, shift.site_id, shift.till)
    document = closed(report, count, number, current_caller().name)
    z = _written(document, previous)
    await store.insert_z(conn, z)
    return z


def _written(document: ZDocument, previous: bytes) -> ZReport:
    text = store.text_of(document)
    return ZReport(document, text, previous, link(previous, text))


async def _report(db: "Pool | Connection", shift: Shift, at: datetime) -> ShiftReport:
    facts = await store.facts(db, shift)
    carried, unfinished = parted(facts.not_cleared)
    return ShiftReport(
        shift=shift,
        at=at,
        takings=facts.takings,
        drawer=_drawer(shift, facts),
        sales=facts.cleared.get(Clearing.PAID, NONE),
        fuel=facts.fuel,
        shop=facts.shop,
        vat=vat_totals(facts.grosses),
        refunds=facts.refunds,
        voids=facts.voids,
        no_sales=facts.moved.get(CashKind.NO_SALE, NONE),
        drive_offs=facts.cleared.get(Clearing.DRIVE_OFF, NONE),
        no_means=facts.cleared.get(Clearing.NO_MEANS, NONE),
        pump_tests=facts.cleared.get(Clearing.PUMP_TEST, NONE),
        own_use=facts.cleared.get(Clearing.OWN_USE, NONE),
        debts_paid=facts.debts_paid,
        prepaid_before_minor=facts.prepaid_before_minor,
        carried=carried,
        unfinished=unfinished,
        meters=facts.meters,
        refund_vat=facts.refund_vat,
        missing=facts.missing,
        offline_since=facts.offline_since,
        offline_devices=facts.offline_devices,
    )


def _drawer(shift: Shift, facts: Facts) -> Drawer:
    moved = facts.moved
    return Drawer(
        float_minor=shift.float_minor,
        takings_minor=sum(each.amount_minor for each in facts.takings if each.kind is TenderKind.CASH),
        paid_in_minor=moved.get(CashKind.PAID_IN, NONE).amount_minor,
        paid_out_minor=moved.get(CashKind.PAID_OUT, NONE).amount_minor,
        drops_minor=moved.get(CashKind.SAFE_DROP, NONE).amount_minor,
        refunds_minor=facts.refunded_cash_minor,
    )
