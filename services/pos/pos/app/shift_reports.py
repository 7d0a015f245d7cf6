"""X reports, and the end of a shift: counted, closed, written down."""

from collections.abc import Mapping
from datetime import datetime

from motorway_access.caller import current_caller
from motorway_access.roles import Operation
from motorway_kit import outbox
from motorway_kit.db import Connection, Pool, transaction

from pos.app.shifts import get_shift, granted
from pos.db import shift_reports as store
from pos.db import shifts
from pos.domain.idempotency import IdempotencyKeyReused, fingerprint, require_same, sound_key
from pos.domain.receipt_chain import link
from pos.domain.sale import Clearing, TenderKind
from pos.domain.shift import CashKind, Count, Drawer, Shift, ShiftAlreadyClosed
from pos.domain.shift_report import (
    ShiftReport,
    Takings,
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
    async with transaction(parts.db) as conn:
        await conn.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        shift = granted(await shifts.get_shift(conn, shift_id), Operation.SHIFTS_READ, shift_id)
        if shift.closed_at is not None:
            raise ShiftAlreadyClosed("the shift is closed: see its Z report", shift=shift_id, z_number=shift.z_number)
        report = await _report(conn, shift, parts.clock())
    return report if current_caller().may(Operation.SHIFTS_MANAGE, shift.site_id) else blind(report)


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


async def _report(conn: Connection, shift: Shift, at: datetime) -> ShiftReport:
    shift_id = shift.shift_id
    cleared = await store.by_clearing(conn, shift_id)
    takings, moved = await store.takings(conn, shift_id), await store.movements(conn, shift_id)
    refunds, refunded_cash = await store.refunds(conn, shift_id)
    carried, unfinished = parted(await store.unfinished(conn, shift_id))
    return ShiftReport(
        shift=shift,
        at=at,
        takings=takings,
        drawer=_drawer(shift, takings, moved, refunded_cash),
        sales=cleared.get(Clearing.PAID, NONE),
        fuel=await store.fuel(conn, shift_id),
        shop=await store.shop(conn, shift_id),
        vat=vat_totals(await store.grosses(conn, shift_id)),
        refunds=refunds,
        voids=await store.voids(conn, shift_id),
        no_sales=moved.get(CashKind.NO_SALE, NONE),
        drive_offs=cleared.get(Clearing.DRIVE_OFF, NONE),
        no_means=cleared.get(Clearing.NO_MEANS, NONE),
        pump_tests=cleared.get(Clearing.PUMP_TEST, NONE),
        own_use=cleared.get(Clearing.OWN_USE, NONE),
        debts_paid=await store.debts_paid(conn, shift_id),
        prepaid_before_minor=await store.prepaid_before(conn, shift_id),
        carried=carried,
        unfinished=unfinished,
        meters=await store.meters(conn, shift),
    )


def _drawer(shift: Shift, takings: tuple[Takings, ...], moved: Mapping[CashKind, Tally], refunded_minor: int) -> Drawer:
    in_cash = sum(each.amount_minor for each in takings if each.kind is TenderKind.CASH)
    return Drawer(
        float_minor=shift.float_minor,
        takings_minor=in_cash,
        paid_in_minor=moved.get(CashKind.PAID_IN, NONE).amount_minor,
        paid_out_minor=moved.get(CashKind.PAID_OUT, NONE).amount_minor,
        drops_minor=moved.get(CashKind.SAFE_DROP, NONE).amount_minor,
        refunds_minor=refunded_minor,
    )
