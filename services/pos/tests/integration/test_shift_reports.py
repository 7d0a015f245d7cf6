"""X and Z reports through the real door."""

import asyncio
import hashlib
import json
from datetime import timedelta
from typing import Any

import asyncpg
import pytest
import pytest_asyncio
from motorway.pos.v1 import events_pb2, sale_pb2, shifts_pb2
from motorway_access.roles import Role
from motorway_access.testing import CallerKeys
from motorway_kit.db import transaction
from motorway_kit.errors import Conflict, InvalidInput, MotorwayError, NotFound, PermissionDenied
from motorway_kit.grpc_client import Remote
from motorway_kit.ids import new_id
from pos.app.shifts import shift_for
from pos.db.sales import insert_sale
from pos.domain.sale import Clearing, Line, Origin, Sale, SaleKind, SaleState, TenderKind
from pos.parts import Pos

from .clock import ManualClock
from .shift_world import ACCOUNT, CASH, SITE, World, being, close, move, open_shift, paid, refused, x_report, z_report

SHOP = Line(2, "Coffee", 350, 2_000, "coffee", 2, 175)


@pytest_asyncio.fixture
async def world(parts: Pos, clock: ManualClock) -> World:
    return World(parts.db, clock())


async def a_busy_shift(world: World, shift_id: str) -> None:
    """Everything that a report tells of, once or twice."""
    at = world.at
    here: dict[str, Any] = {"shift_id": shift_id, "opened_shift_id": shift_id}
    e10, diesel = (1, 1), (1, 2)
    await world.fuelled(e10, "e10", 20_000, tenders=(paid(CASH, 3_000, shift_id, at),), **here)
    tenders = paid(CASH, 350, shift_id, at), paid(ACCOUNT, 1_500, shift_id, at, number=2)
    await world.fuelled(diesel, "diesel", 10_000, shop=(SHOP,), tenders=tenders, **here)
    for clearing, volume_ml in (
        (Clearing.DRIVE_OFF, 4_000), (Clearing.NO_MEANS, 6_000), (Clearing.PUMP_TEST, 5_000), (Clearing.OWN_USE, 7_000),
    ):  # fmt: skip
        await world.fuelled(e10, "e10", volume_ml, clearing=clearing, **here)
    await world.sold(kind=SaleKind.SHOP, state=SaleState.VOIDED, lines=(SHOP,), opened_shift_id=shift_id)
    prepaid = {"kind": SaleKind.PRE_PAY, "tenders": (paid(CASH, 2_000, shift_id, at),), "opened_shift_id": shift_id}
    await world.sold(state=SaleState.FUELLING, pump=2, **prepaid)
    await world.sold(state=SaleState.AUTHORISED, pump=3, opened_shift_id=shift_id)
    before = paid(CASH, 1_000, new_id(), at - timedelta(days=1)), paid(CASH, -100, shift_id, at, number=2)
    await world.fuelled(e10, "e10", 6_000, kind=SaleKind.PRE_PAY, tenders=before, shift_id=shift_id)


async def refunded(world: World, shift_id: str, kind: TenderKind, amount_minor: int) -> None:
    sale = await world.sold(lines=(SHOP,))
    await world.db.execute(
        "INSERT INTO refund (refund_id, sale_id, site_id, state, amount_minor, tender_kind, reason, shift_id,"
        " requested_by, requested_at) VALUES ($1, $2, $3, 2, $4, $5, 'bad', $6, 'ann', $7)",
        new_id(), sale.sale_id, SITE, amount_minor, kind, shift_id, world.at,
    )  # fmt: skip


async def debt_paid(world: World, shift_id: str) -> None:
    tenders = (paid(CASH, 600, shift_id, world.at),)
    sale = await world.sold(lines=(SHOP,), clearing=Clearing.DRIVE_OFF, shift_id=new_id(), tenders=tenders)
    await world.db.execute(
        "INSERT INTO debt (debt_id, sale_id, site_id, kind, state, amount_minor, recorded_by, recorded_at,"
        " settled_shift_id) VALUES ($1, $2, $3, 1, 2, 600, 'ann', $4, $5)",
        new_id(), sale.sale_id, SITE, world.at, shift_id,
    )  # fmt: skip


def tally(message: shifts_pb2.Tally) -> tuple[int, int, int]:
    return message.count, message.amount_minor, message.volume_ml


async def test_a_report_tells_of_everything_that_happened(shifts: Remote, world: World) -> None:
    await world.fuelled((1, 1), "e10", 9_000)  # before the shift
    shift_id = (await open_shift(shifts)).shift_id
    await a_busy_shift(world, shift_id)
    await refunded(world, shift_id, CASH, 200)
    await refunded(world, shift_id, ACCOUNT, 50)
    await debt_paid(world, shift_id)
    for kind, amount in (("PAID_IN", 500), ("PAID_OUT", 300), ("SAFE_DROP", 2_500), ("NO_SALE", 0)):
        await move(shifts, shift_id, kind, amount)
    report = await x_report(shifts, shift_id)
    assert [(each.kind, each.count, each.amount_minor) for each in report.takings] == [
        (sale_pb2.TENDER_KIND_CASH, 4, 3_000 + 350 + 2_000 - 100 + 600),
        (sale_pb2.TENDER_KIND_ACCOUNT, 1, 1_500),
    ]
    assert tally(report.sales) == (3, 3_000 + 1_850 + 900, 36_000)
    assert [(each.grade_id, each.count, each.volume_ml, each.amount_minor) for each in report.fuel] == [
        ("diesel", 1, 10_000, 1_500),
        ("e10", 2, 26_000, 3_900),
    ]
    assert tally(report.shop) == (2, 350, 0)
    assert [(each.rate_bp, each.gross_minor, each.net_minor, each.vat_minor) for each in report.vat] == [
        (2_000, 5_750, 4_792, 958)
    ]
    assert tally(report.refunds) == (2, 250, 0)
    assert tally(report.voids) == (1, 350, 0)
    assert tally(report.no_sales) == (1, 0, 0)
    assert [tally(each) for each in (report.drive_offs, report.no_means, report.pump_tests, report.own_use)] == [
        (1, 600, 4_000), (1, 900, 6_000), (1, 750, 5_000), (1, 1_050, 7_000),
    ]  # fmt: skip
    assert tally(report.debts_paid) == (1, 600, 0)
    assert report.prepaid_before_minor == 1_000
    assert [(each.pump, each.tendered_minor) for each in report.carried] == [(2, 2_000)]
    assert [(each.pump, each.state) for each in report.unfinished] == [(3, sale_pb2.SALE_STATE_AUTHORISED)]
    drawer = report.drawer
    assert (drawer.takings_minor, drawer.refunds_minor, drawer.drops_minor) == (5_850, 200, 2_500)
    assert drawer.expected_minor == 10_000 + 5_850 + 500 - 300 - 2_500 - 200


async def test_sales_are_what_was_taken_and_what_is_carried(shifts: Remote, world: World) -> None:
    shift_id = (await open_shift(shifts)).shift_id
    await a_busy_shift(world, shift_id)
    await debt_paid(world, shift_id)
    report = await x_report(shifts, shift_id)
    taken = sum(each.amount_minor for each in report.takings) - report.debts_paid.amount_minor
    carried = sum(each.tendered_minor for each in report.carried)
    assert report.sales.amount_minor == taken + report.prepaid_before_minor - carried


async def test_meters_are_read_at_opening_and_closing(shifts: Remote, world: World) -> None:
    await world.fuelled((1, 1), "e10", 9_000)
    shift_id = (await open_shift(shifts)).shift_id
    await world.fuelled((1, 1), "e10", 2_000)
    await world.fuelled((1, 1), "e10", 3_000, gap_ml=40)
    await world.fuelled((2, 1), "diesel", 1_000)
    z = await close(shifts, shift_id)
    await world.fuelled((1, 1), "e10", 7_000)
    assert [
        (each.pump, each.nozzle, each.grade_id, each.start_ml, each.end_ml, each.fuelled_ml, each.difference_ml)
        for each in z.report.meters
    ] == [(1, 1, "e10", 1_009_000, 1_014_040, 5_000, 40), (2, 1, "diesel", 1_000_000, 1_001_000, 1_000, 0)]


async def test_the_count_is_blind(shifts: Remote, keys: CallerKeys, world: World) -> None:
    with being(keys, "ann"):
        shift_id = (await open_shift(shifts)).shift_id
        await a_busy_shift(world, shift_id)
        report = await x_report(shifts, shift_id)
        assert not report.HasField("drawer")
        assert not report.shift.HasField("expected_minor")
        assert [each.kind for each in report.takings] == [sale_pb2.TENDER_KIND_ACCOUNT]
        shown = await shifts.call("GetShift", shifts_pb2.GetShiftRequest(shift_id=shift_id))
        assert not shown.shift.HasField("expected_minor")
        z = await close(shifts, shift_id, 15_000)
    expected = 10_000 + 3_000 + 350 + 2_000 - 100
    assert (z.report.shift.expected_minor, z.report.shift.counted_minor) == (expected, 15_000)
    assert z.report.shift.over_short_minor == 15_000 - expected
    assert z.report.drawer.expected_minor == expected


async def test_a_supervisor_checks_a_drawer_on_the_spot(shifts: Remote, keys: CallerKeys, world: World) -> None:
    request = shifts_pb2.GetDrawerRequest(shift_id=(await open_shift(shifts)).shift_id)
    await a_busy_shift(world, request.shift_id)
    with being(keys, "sue", Role.SUPERVISOR):
        drawer = (await shifts.call("GetDrawer", request)).drawer
        assert (drawer.takings_minor, drawer.expected_minor) == (5_250, 15_250)
    with being(keys, "ann"):
        assert await refused(shifts.call("GetDrawer", request), PermissionDenied) == "NotAllowed"
    await close(shifts, request.shift_id)
    assert await refused(shifts.call("GetDrawer", request), Conflict) == "ShiftAlreadyClosed"


async def test_a_shift_is_closed_once_and_told(shifts: Remote, parts: Pos, clock: ManualClock) -> None:
    shift_id, key = (await open_shift(shifts)).shift_id, new_id()
    notes = [shifts_pb2.Denomination(value_minor=2_000, count=5), shifts_pb2.Denomination(value_minor=1, count=3)]
    z = await close(shifts, shift_id, counted_minor=10_003, denominations=notes, idempotency_key=key)
    clock.forward(hours=1)
    assert await close(shifts, shift_id, 10_003, denominations=notes, idempotency_key=key) == z
    assert await z_report(shifts, shift_id) == z
    assert list(z.denominations) == notes
    assert await refused(close(shifts, shift_id, 10_004, idempotency_key=key), Conflict) == "IdempotencyKeyReused"
    assert await refused(close(shifts, shift_id, 10_003), Conflict) == "ShiftAlreadyClosed"
    assert await refused(x_report(shifts, shift_id), Conflict) == "ShiftAlreadyClosed"
    bodies = await parts.db.fetch("SELECT body FROM outbox WHERE type = 'motorway.pos.v1.ShiftClosed'")
    (told,) = [events_pb2.ShiftClosed.FromString(row["body"]) for row in bodies]
    assert (told.z_number, told.expected_minor, told.counted_minor, told.over_short_minor) == (1, 10_000, 10_003, 3)


async def test_the_key_of_one_closing_closes_no_other(shifts: Remote, keys: CallerKeys) -> None:
    key, first = new_id(), (await open_shift(shifts)).shift_id
    await close(shifts, first, idempotency_key=key)
    second = (await open_shift(shifts)).shift_id
    assert await refused(close(shifts, second, idempotency_key=key), Conflict) == "IdempotencyKeyReused"


async def test_a_wrong_count_closes_nothing(shifts: Remote) -> None:
    shift_id = (await open_shift(shifts)).shift_id
    for fields in ({"counted_minor": -1}, {"denominations": [shifts_pb2.Denomination(value_minor=5, count=1)]}):
        assert await refused(close(shifts, shift_id, **fields), InvalidInput) == "InvalidInput"
    nothing = shifts_pb2.CloseShiftRequest(shift_id=shift_id, idempotency_key="k")
    assert await refused(shifts.call("CloseShift", nothing), InvalidInput) == "InvalidInput"
    assert await refused(z_report(shifts, shift_id), NotFound) == "ZReportNotFound"


async def test_only_a_manager_closes_the_shift_of_another(shifts: Remote, keys: CallerKeys) -> None:
    with being(keys, "ann"):
        shift_id = (await open_shift(shifts, mode=shifts_pb2.SHIFT_MODE_PER_TILL)).shift_id
    with being(keys, "bob"):
        assert await refused(close(shifts, shift_id), PermissionDenied) == "NotAllowed"
    with being(keys, "sue", Role.SUPERVISOR):
        assert (await close(shifts, shift_id)).report.shift.closed_by == "sue"


async def test_a_shift_that_holds_a_sale_is_not_closed(shifts: Remote, world: World) -> None:
    shift_id = (await open_shift(shifts)).shift_id
    held = await world.fuelled((1, 1), "e10", 2_000, state=SaleState.LOCKED, shift_id=shift_id)
    await world.fuelled((1, 1), "e10", 2_000, state=SaleState.LOCKED, shift_id=new_id(), opened_shift_id=shift_id)
    with pytest.raises(Conflict) as caught:
        await close(shifts, shift_id)
    assert (caught.value.reason, caught.value.context["sales"]) == ("ShiftHasLockedSales", held.sale_id)
    await world.db.execute("UPDATE sale SET state = 4, shift_id = '' WHERE sale_id = $1", held.sale_id)
    z = await close(shifts, shift_id)
    assert [each.state for each in z.report.unfinished] == [sale_pb2.SALE_STATE_LOCKED]


async def test_a_shift_is_not_closed_while_a_sale_is_written_into_it(
    shifts: Remote, keys: CallerKeys, parts: Pos, world: World
) -> None:
    with being(keys, "ann"):
        shift_id = (await open_shift(shifts)).shift_id
        async with transaction(parts.db) as conn:
            await shift_for(conn, SITE)
            closing = asyncio.create_task(close(shifts, shift_id, 10_350))
            done, _ = await asyncio.wait([closing], timeout=0.2)
            assert not done
            fields: dict[str, Any] = {"cleared_at": world.at, "shift_id": shift_id, "clearing": Clearing.PAID}
            sale = Sale(
                new_id(), SITE, SaleKind.SHOP, SaleState.CLEARED, Origin.POS, "GBP", world.at,
                lines=(Line(1, "Coffee", 350, 2_000),), tenders=(paid(CASH, 350, shift_id, world.at),), **fields,
            )  # fmt: skip
            await insert_sale(conn, sale, None, None)
        z = await closing
    assert (z.report.sales.count, z.report.shift.over_short_minor) == (1, 0)


async def test_z_numbers_have_no_gap_and_each_continues_the_one_before(
    shifts: Remote, keys: CallerKeys, parts: Pos
) -> None:
    async def a_shift(name: str, till: str) -> shifts_pb2.ZReport:
        with being(keys, name):
            while True:
                try:
                    shift_id = (await open_shift(shifts, till)).shift_id
                except MotorwayError:
                    continue
                return await close(shifts, shift_id)

    made = await asyncio.gather(*(a_shift(f"c{number}", f"Counter {number % 2}") for number in range(10)))
    for till in ("Counter 0", "Counter 1"):
        chain = sorted((z for z in made if z.report.shift.till == till), key=lambda z: z.number)
        assert [z.number for z in chain] == [1, 2, 3, 4, 5]
        previous = bytes(32)
        for z in chain:
            assert (z.previous_hash, z.hash) == (previous, hashlib.sha256(previous + z.document.encode()).digest())
            previous = z.hash


async def test_closings_at_once_make_one_z_report(shifts: Remote, parts: Pos) -> None:
    shift_id = (await open_shift(shifts)).shift_id
    results = await asyncio.gather(*(close(shifts, shift_id) for _ in range(5)), return_exceptions=True)
    assert sum(isinstance(result, shifts_pb2.ZReport) for result in results) == 1
    assert {each.reason for each in results if isinstance(each, MotorwayError)} == {"ShiftAlreadyClosed"}
    assert await parts.db.fetchval("SELECT number FROM z_counter") == 1


async def test_a_z_report_is_never_changed(shifts: Remote, parts: Pos) -> None:
    shift_id = (await open_shift(shifts)).shift_id
    z = await close(shifts, shift_id, 9_000)
    document = json.loads(z.document)
    assert (document["number"], document["over_short_minor"]) == (1, -1_000)
    for change in ("UPDATE z_report SET number = 2", "DELETE FROM z_report", "TRUNCATE z_report"):
        with pytest.raises(asyncpg.RaiseError):
            await parts.db.execute(change)


async def test_an_altered_z_report_is_not_shown(shifts: Remote, parts: Pos) -> None:
    shift_id = (await open_shift(shifts)).shift_id
    await close(shifts, shift_id, 9_000)
    await parts.db.execute("ALTER TABLE z_report DISABLE TRIGGER z_report_changed")
    await parts.db.execute("UPDATE z_report SET document = replace(document, '-1000', '0')")
    with pytest.raises(MotorwayError) as caught:
        await z_report(shifts, shift_id)
    assert caught.value.reason == "ZReportAltered"


async def test_a_carried_prepay_is_settled_in_the_next_shift(shifts: Remote, world: World) -> None:
    first = (await open_shift(shifts)).shift_id
    tenders = (paid(CASH, 2_000, first, world.at),)
    sale = await world.sold(
        kind=SaleKind.PRE_PAY, state=SaleState.AUTHORISED, pump=1, tenders=tenders, opened_shift_id=first
    )
    z = await close(shifts, first, 12_000)
    assert [(each.sale_id, each.tendered_minor) for each in z.report.carried] == [(sale.sale_id, 2_000)]
    assert (z.report.sales.count, z.report.shift.over_short_minor) == (0, 0)
    second = (await open_shift(shifts)).shift_id
    await world.db.execute(
        "UPDATE sale SET state = 6, clearing = 1, shift_id = $2, cleared_at = now() WHERE sale_id = $1",
        sale.sale_id, second,
    )  # fmt: skip
    await world.db.execute(
        "INSERT INTO sale_line (sale_id, number, description, amount_minor, vat_rate_bp)"
        " VALUES ($1, 1, 'e10', 2000, 0)",
        sale.sale_id,
    )
    report = (await close(shifts, second, 10_000)).report
    assert (report.sales.amount_minor, report.prepaid_before_minor, list(report.takings)) == (2_000, 2_000, [])
    assert report.shift.over_short_minor == 0
