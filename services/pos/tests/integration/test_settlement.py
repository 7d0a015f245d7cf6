"""Settlements and discrepancies through the real door, with tank readings of a stub."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.pos.v1 import events_pb2, sale_pb2, settlement_pb2, settlement_pb2_grpc
from motorway.telemetry.v1 import telemetry_pb2
from motorway_access.roles import Role
from motorway_access.testing import CallerKeys, calling
from motorway_kit.errors import Conflict, InvalidInput, NotFound, Unavailable
from motorway_kit.grpc_client import Remote
from motorway_kit.ids import new_id
from motorway_kit.testing import wait_until
from pos.app.settlement import settle_due, settle_late, settle_nights
from pos.domain.sale import Clearing, SaleState, Tender, TenderKind
from pos.parts import Pos

from .clock import ManualClock
from .shift_world import SITE, World, being, refused
from .sites import a_site, apply
from .stub_readings import StubReadings

DAY = "2026-06-01"
MORNING = datetime(2026, 6, 1, 8, tzinfo=UTC)
E10, DIESEL = (1, 1), (1, 2)


@pytest_asyncio.fixture
async def settlement(client_of: Any, client: Remote) -> Remote:
    """The service of settlements, with a site."""
    await apply(client, a_site())
    remote: Remote = await client_of(settlement_pb2_grpc.SettlementServiceStub)
    return remote


@pytest.fixture
def world(parts: Pos) -> World:
    return World(parts.db, MORNING)


def measured(readings: StubReadings, tank: int, tov_l: float, water_l: float) -> None:
    """The stub says so whenever it is asked: opening and closing are the same."""
    for metric, value in (("total_observed_volume", tov_l), ("water_volume", water_l)):
        readings.series[f"tank/{tank}", metric] = telemetry_pb2.GetSeriesResponse(last=[0.0, value])


async def a_day(world: World, gap_ml: int = 0) -> None:
    """45 l and 10 l of a day, and some the day before."""
    world.at = MORNING - timedelta(days=1)
    await world.fuelled(E10, "e10", 9_000)
    world.at = MORNING
    await world.fuelled(E10, "e10", 20_000)
    await world.fuelled(E10, "e10", 5_000, gap_ml, clearing=Clearing.PUMP_TEST, return_tank=1)
    await world.fuelled(E10, "e10", 20_000, clearing=Clearing.DRIVE_OFF)
    await world.fuelled(DIESEL, "diesel", 10_000, state=SaleState.PAYABLE)


async def get(client: Remote, day: str = DAY) -> settlement_pb2.Settlement:
    request = settlement_pb2.GetSettlementRequest(site_id=SITE, day=day)
    response: settlement_pb2.GetSettlementResponse = await client.call("GetSettlement", request)
    return response.settlement


async def run(client: Remote, day: str = DAY, key: str = "") -> settlement_pb2.StoredSettlement:
    request = settlement_pb2.RunSettlementRequest(site_id=SITE, day=day, idempotency_key=key or new_id())
    response: settlement_pb2.RunSettlementResponse = await client.call("RunSettlement", request)
    return response.settlement


async def stored(client: Remote, **fields: Any) -> list[settlement_pb2.StoredSettlement]:
    request = settlement_pb2.ListSettlementsRequest(site_id=SITE, **fields)
    return list((await client.call("ListSettlements", request)).settlements)


async def discrepancies(client: Remote, *states: Any) -> list[settlement_pb2.Discrepancy]:
    request = settlement_pb2.ListDiscrepanciesRequest(states=states)
    return list((await client.call("ListDiscrepancies", request)).discrepancies)


async def resolve(client: Remote, discrepancy_id: str, resolution: str = "calibrated") -> Any:
    request = settlement_pb2.ResolveDiscrepancyRequest(discrepancy_id=discrepancy_id, resolution=resolution)
    return await client.call("ResolveDiscrepancy", request)


async def test_a_day_with_known_numbers(settlement: Remote, world: World, stub_readings: StubReadings) -> None:
    await a_day(world)
    measured(stub_readings, 1, 20_000.5, 0.5)
    found = await get(settlement)
    assert (found.currency, found.balanced) == ("GBP", True)
    e10, diesel, idle = found.nozzles
    assert (e10.meter.start_ml, e10.meter.end_ml, e10.meter.fuelled_ml) == (1_009_000, 1_054_000, 45_000)
    assert (e10.meter.fuellings, e10.meter.fuelled_minor, e10.meter.difference_ml) == (3, 6_750, 0)
    assert [(sold.clearing, sold.volume_ml, sold.amount_minor) for sold in e10.sold] == [
        (sale_pb2.CLEARING_PAID, 20_000, 3_000),
        (sale_pb2.CLEARING_PUMP_TEST, 5_000, 750),
        (sale_pb2.CLEARING_DRIVE_OFF, 20_000, 3_000),
    ]
    assert [(sold.clearing, sold.volume_ml) for sold in diesel.sold] == [(sale_pb2.CLEARING_UNSPECIFIED, 10_000)]
    assert not idle.meter.HasField("start_ml")
    first, second = found.tanks
    assert (first.opening_ml, first.closing_ml, first.change_ml) == (20_000_000, 20_000_000, 0)
    assert (first.drawn_ml, first.returned_ml, first.unexplained_ml) == (45_000, 5_000, 40_000)
    assert (second.drawn_ml, second.HasField("opening_ml"), second.HasField("unexplained_ml")) == (10_000, False, False)
    assert [(grade.grade_id, grade.meter_ml) for grade in found.grades] == [("diesel", 10_000), ("e10", 45_000)]


async def test_a_day_tells_how_it_was_paid(settlement: Remote, world: World) -> None:
    """Also what no shift has any more; not what was given the day before."""
    card = Tender(1, TenderKind.CARD, 1_500, "", MORNING, payment_id=new_id())
    back = Tender(2, TenderKind.CARD, -500, "", MORNING, payment_id=card.payment_id)
    early = Tender(3, TenderKind.CASH, 700, "", MORNING - timedelta(days=1))
    await world.sold(tenders=(card, back, early))
    await world.sold(tenders=(Tender(1, TenderKind.CASH, 200, "", MORNING),))
    found = await get(settlement)
    takings = [(each.kind, each.count, each.amount_minor) for each in found.takings]
    assert takings == [(sale_pb2.TENDER_KIND_CASH, 1, 200), (sale_pb2.TENDER_KIND_CARD, 1, 1_000)]


async def test_a_running_day_is_shown_as_far_as_it_is_and_kept_only_when_over(
    settlement: Remote, clock: ManualClock
) -> None:
    found = await get(settlement)
    assert found.to.ToDatetime(tzinfo=UTC) == clock()
    assert await refused(run(settlement), Conflict) == "DayNotOver"
    for day in ("2026-06-02", "June"):
        assert await refused(get(settlement, day), InvalidInput) == "InvalidInput"
    request = settlement_pb2.GetSettlementRequest(site_id="nowhere", day=DAY)
    assert await refused(settlement.call("GetSettlement", request), NotFound) == "SiteNotFound"


async def test_kept_settlements_are_numbered_and_come_once(
    settlement: Remote, world: World, clock: ManualClock, keys: CallerKeys
) -> None:
    await a_day(world)
    clock.forward(days=1)
    key = new_id()
    with being(keys, "sue", Role.SUPERVISOR):
        made = await asyncio.gather(*(run(settlement, key=key) for _ in range(4)))
        assert {each.number for each in made} == {1}
        assert await refused(run(settlement, "2026-05-31", key), Conflict) == "IdempotencyKeyReused"
        numbers = [each.number for each in await asyncio.gather(*(run(settlement) for _ in range(4)))]
    assert sorted(numbers) == [2, 3, 4, 5]
    listed = await stored(settlement, page_size=2, day=DAY)
    assert [each.number for each in listed] == [5, 4]
    assert (listed[0].run_by, listed[0].nightly, listed[0].settlement) == ("sue", False, made[0].settlement)
    assert [each.number for each in await stored(settlement, cursor="2")] == [1]
    assert await stored(settlement, day="2026-05-30") == []
    assert await refused(stored(settlement, cursor="x"), InvalidInput) == "InvalidInput"


async def test_what_no_fuelling_holds_opens_a_discrepancy(
    settlement: Remote, world: World, clock: ManualClock, parts: Pos
) -> None:
    await a_day(world, gap_ml=30)
    clock.forward(days=1)
    assert not (await run(settlement)).settlement.balanced
    await run(settlement)
    (one,) = await discrepancies(settlement)
    assert (one.kind, one.pump, one.nozzle, one.sequence) == ("settlement", 1, 1, 20_260_601)
    assert (one.expected, one.found, one.unit) == (45_030, 45_000, "ml")
    await parts.db.execute("UPDATE fuelling SET volume_ml = volume_ml + 30 WHERE sequence = 3")
    await run(settlement)
    (gone,) = await discrepancies(settlement)
    assert (gone.state, gone.resolved_by) == (settlement_pb2.DISCREPANCY_STATE_RESOLVED, "pos")


async def test_a_discrepancy_is_resolved_once_and_told(
    settlement: Remote, world: World, clock: ManualClock, parts: Pos, keys: CallerKeys
) -> None:
    await a_day(world, gap_ml=30)
    clock.forward(days=1)
    await run(settlement)
    (one,) = await discrepancies(settlement, settlement_pb2.DISCREPANCY_STATE_OPEN)
    with being(keys, "sue", Role.SUPERVISOR):
        done = await resolve(settlement, one.discrepancy_id)
        assert await resolve(settlement, one.discrepancy_id) == settlement_pb2.ResolveDiscrepancyResponse(
            discrepancy=done.discrepancy, previous=done.discrepancy
        )
        again = resolve(settlement, one.discrepancy_id, "leak")
        assert await refused(again, Conflict) == "DiscrepancyAlreadyResolved"
    assert (done.previous, done.discrepancy.resolved_by) == (one, "sue")
    assert await discrepancies(settlement, settlement_pb2.DISCREPANCY_STATE_OPEN) == []
    bodies = await parts.db.fetch("SELECT body FROM outbox WHERE type = 'motorway.pos.v1.DiscrepancyResolved'")
    (told,) = [events_pb2.DiscrepancyResolved.FromString(row["body"]) for row in bodies]
    assert (told.discrepancy_id, told.resolution, told.resolved_by) == (one.discrepancy_id, "calibrated", "sue")
    for unknown in ("x", new_id()):
        assert await refused(resolve(settlement, unknown), NotFound) == "DiscrepancyNotFound"


async def test_meters_are_checked_over_any_time(settlement: Remote, world: World) -> None:
    await a_day(world, gap_ml=30)

    async def checked(start: datetime, end: datetime) -> list[tuple[int, int, int]]:
        request = settlement_pb2.CheckMetersRequest(site_id=SITE)
        stamps = {name: Timestamp() for name in ("from", "to")}
        for name, at in (("from", start), ("to", end)):
            stamps[name].FromDatetime(at)
            getattr(request, name).CopyFrom(stamps[name])
        nozzles = (await settlement.call("CheckMeters", request)).nozzles
        return [(row.pump, row.nozzle, row.difference_ml) for row in nozzles]

    assert await checked(MORNING - timedelta(days=2), MORNING) == [(1, 1, 0), (1, 2, 0), (2, 1, 0)]
    assert await checked(MORNING, MORNING + timedelta(hours=1)) == [(1, 1, 30), (1, 2, 0), (2, 1, 0)]
    for end in (MORNING, MORNING + timedelta(days=400)):
        assert await refused(checked(MORNING, end), InvalidInput) == "InvalidInput"


async def test_a_night_is_settled_once_by_two_replicas(
    settlement: Remote, world: World, clock: ManualClock, parts: Pos
) -> None:
    await a_day(world)
    clock.now = datetime(2026, 6, 2, 1, 59, tzinfo=UTC)
    await settle_due(parts)
    clock.forward(minutes=1)  # three in London
    await asyncio.gather(settle_due(parts), settle_due(parts))
    await settle_due(parts)
    found = await stored(settlement)
    assert [(each.settlement.day, each.nightly, each.run_by) for each in found] == [
        (DAY, True, "pos"),
        ("2026-05-31", True, "pos"),
    ]
    assert [each.number for each in found] == [2, 1]


async def test_a_night_without_tank_readings_waits_and_comes_again(
    settlement: Remote, parts: Pos, stub_readings: StubReadings
) -> None:
    stub_readings.away = True
    await settle_due(parts)
    assert await stored(settlement) == []
    assert await refused(get(settlement), Unavailable) == "Unavailable"
    stub_readings.away = False
    work = asyncio.create_task(settle_nights(parts, poll_s=0.02))
    await wait_until(lambda: stored(settlement))
    work.cancel()


async def test_a_night_that_waits_is_not_passed_over(
    settlement: Remote, parts: Pos, clock: ManualClock, stub_readings: StubReadings
) -> None:
    await settle_due(parts)
    clock.forward(days=2)
    stub_readings.away_until = datetime(2026, 6, 1, tzinfo=UTC)
    await settle_due(parts)
    assert [each.settlement.day for each in await stored(settlement)] == ["2026-05-31"]
    stub_readings.away_until = None
    await settle_due(parts)
    assert [each.settlement.day for each in await stored(settlement)] == ["2026-06-02", DAY, "2026-05-31"]


async def test_a_night_waits_while_fuellings_of_the_day_are_uploaded(
    settlement: Remote, world: World, clock: ManualClock, parts: Pos
) -> None:
    await a_day(world)
    clock.now = datetime(2026, 6, 2, 2, 0, tzinfo=UTC)
    await parts.db.execute("UPDATE fuelling SET received_at = $1 WHERE sequence = 3", clock())
    await settle_due(parts)
    assert [each.settlement.day for each in await stored(settlement)] == []
    clock.forward(minutes=11)
    await settle_due(parts)
    assert [each.settlement.day for each in await stored(settlement)] == [DAY]


async def test_a_day_is_settled_again_once_fuellings_have_come_late(
    settlement: Remote, world: World, clock: ManualClock, parts: Pos
) -> None:
    await a_day(world)
    clock.now = datetime(2026, 6, 2, 2, 0, tzinfo=UTC)
    await settle_due(parts)
    before = await stored(settlement)
    await settle_late(parts)
    clock.forward(hours=5)
    await parts.db.execute("UPDATE fuelling SET received_at = $1 WHERE sequence = 3", clock())
    await settle_late(parts)
    assert await stored(settlement) == before, "more of it may come at this moment"
    clock.forward(minutes=11)
    await asyncio.gather(settle_late(parts), settle_late(parts))
    await settle_late(parts)
    again, *others = await stored(settlement)
    assert others == before
    assert (again.settlement.day, again.nightly, again.run_by) == (DAY, False, "pos")


async def test_figures_of_one_site_that_cannot_be_added_up_keep_no_other_from_its_night(
    settlement: Remote, world: World, client: Remote, parts: Pos, clock: ManualClock
) -> None:
    await a_day(world)
    await apply(client, a_site(site_id="n1"))
    await parts.db.execute("UPDATE fuelling SET volume_ml = 9223372036854775807")
    clock.forward(days=1)
    await settle_due(parts)
    assert [row["site_id"] for row in await parts.db.fetch("SELECT site_id FROM settlement")] == ["n1"]


async def test_sites_of_others_are_not_seen(
    settlement: Remote, world: World, clock: ManualClock, keys: CallerKeys
) -> None:
    await a_day(world, gap_ml=30)
    clock.forward(days=1)
    await run(settlement)
    with calling(keys, Role.SUPERVISOR, sites=["m1-leicester"]):
        assert await discrepancies(settlement) == []
