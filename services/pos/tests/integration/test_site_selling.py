"""How a site sells, through the real door."""

import asyncio

import pytest
from motorway.pos.v1 import pos_pb2
from motorway_kit.db import transaction
from motorway_kit.errors import Conflict, InvalidInput
from motorway_kit.grpc_client import Remote
from motorway_kit.ids import new_id
from motorway_kit.testing import wait_until
from pos.app.sites import get_site
from pos.db.pumps import save_connection
from pos.db.sales import insert_sale
from pos.db.sites import hold_site
from pos.domain.sale import Origin, Sale, SaleKind, SaleState
from pos.domain.site import BlendPart, Nozzle, OfflineLimits, Position, Supplier
from pos.parts import Pos

from .clock import ManualClock
from .pump_world import CLOSED, IDLE, hear, state_message
from .sites import a_site, apply, get


def selling() -> pos_pb2.Site:
    site = a_site()
    site.grades[0].vat_rate_bp = 2_000
    site.grades[1].vat_rate_bp = 0
    site.grades.add(grade_id="e5", name="Super")
    parts = [pos_pb2.BlendPart(grade_id="e5", per_mille=400), pos_pb2.BlendPart(grade_id="e10", per_mille=600)]
    site.grades.add(grade_id="mid", name="Midgrade", vat_rate_bp=2_000, blend=parts)
    site.tanks.add(number=3, grade_id="e5", capacity_ml=1, max_safe_fill_ml=1)
    site.pumps[0].nozzles.add(number=3, grade_id="mid", tank=1, second_tank=3, second_tank_per_mille=400)
    site.pumps[1].service_level = pos_pb2.SERVICE_LEVEL_ATTENDED
    site.supplier.CopyFrom(pos_pb2.Supplier(name="Services Ltd", address=["J9", "Cobham"], vat_id="GB1"))
    site.max_unpaid, site.zero_tr_mode, site.prepay_max_minor = 3, 0, 15_000
    site.receipt_note = "Thank you.\nDrive safely."
    site.offline.CopyFrom(pos_pb2.OfflineLimits(max_sale_minor=0, max_age_s=60, max_operations=1))
    site.position.CopyFrom(pos_pb2.Position(latitude=51.314_800_4, longitude=-0.386_9))
    return site


async def test_what_was_applied_is_read_back(client: Remote, parts: Pos) -> None:
    applied = await apply(client, selling())
    assert await get(client) == applied == await apply(client, selling())
    site = await get_site(parts.db, "m25-cobham")
    assert site.grade("mid").blend == (BlendPart("e10", 600), BlendPart("e5", 400))
    assert [grade.vat_rate_bp for grade in site.grades] == [0, 2_000, None, 2_000]
    assert site.nozzle(1, 3) == Nozzle(3, "mid", 1, 3, 400)
    assert (site.pump(1).service_level, site.pump(2).service_level) == ("self", "attended")
    assert site.supplier == Supplier("Services Ltd", ("J9", "Cobham"), "GB1")
    assert (site.max_unpaid, site.zero_tr_mode, site.prepay_max_minor) == (3, 0, 15_000)
    assert site.receipt_note == "Thank you.\nDrive safely."
    assert site.offline == OfflineLimits(0, 60, 1)
    assert site.position == Position(51.3148, -0.3869)


async def test_a_site_that_says_nothing_has_the_defaults(client: Remote, parts: Pos) -> None:
    applied = await apply(client, a_site())
    assert (applied.max_unpaid, applied.zero_tr_mode, applied.prepay_max_minor) == (2, 1, 0)
    limits = applied.offline
    assert (limits.max_sale_minor, limits.max_age_s, limits.max_operations) == (20_000, 86_400, 200)
    assert not applied.grades[0].HasField("vat_rate_bp")
    assert not applied.HasField("position")
    assert {pump.service_level for pump in applied.pumps} == {pos_pb2.SERVICE_LEVEL_SELF}


async def test_every_part_may_change_and_vanish(client: Remote) -> None:
    await apply(client, selling())
    turned = selling()
    turned.grades[3].blend[0].per_mille, turned.grades[3].blend[1].per_mille = 300, 700
    nozzle = turned.pumps[0].nozzles[2]
    nozzle.tank, nozzle.second_tank, nozzle.second_tank_per_mille = 3, 1, 700
    applied = await apply(client, turned)
    assert (applied.version, await get(client)) == (2, applied)
    plain = await apply(client, a_site())
    assert (plain.version, await get(client), len(plain.grades)) == (3, plain, 2)


async def sale_in(parts: Pos, state: SaleState, pump: int = 1) -> Sale:
    sale = Sale(
        new_id(), "m25-cobham", SaleKind.POST_PAY, state, Origin.POS, "GBP", parts.clock(), pump=pump, nozzles=(1,)
    )
    async with transaction(parts.db) as conn:
        await insert_sale(conn, sale, None, None)
    return sale


OPEN = [SaleState.REQUESTED, SaleState.AUTHORISED, SaleState.FUELLING, SaleState.PAYABLE, SaleState.LOCKED]


@pytest.mark.parametrize("state", OPEN)
async def test_a_pump_with_open_sales_stays(client: Remote, parts: Pos, state: SaleState) -> None:
    before = await apply(client, selling())
    await sale_in(parts, state)
    without_pump, without_nozzle = selling(), selling()
    del without_pump.pumps[0]
    del without_nozzle.pumps[0].nozzles[1]
    for smaller in (without_pump, without_nozzle):
        with pytest.raises(Conflict) as refused:
            await apply(client, smaller)
        assert (refused.value.reason, refused.value.context["pumps"]) == ("PumpHasOpenSales", "1")
    assert await get(client) == before
    other = selling()
    other.name = "Cobham"
    del other.pumps[1]
    assert (await apply(client, other)).version == 2


async def test_a_check_says_what_would_be_and_changes_nothing(client: Remote, parts: Pos) -> None:
    async def check(site: pos_pb2.Site) -> pos_pb2.CheckSiteResponse:
        answer: pos_pb2.CheckSiteResponse = await client.call("CheckSite", pos_pb2.CheckSiteRequest(site=site))
        return answer

    new = await check(a_site())
    assert (new.site.version, new.site.max_unpaid, new.HasField("previous")) == (1, 2, False)
    before = await apply(client, selling())
    changed = selling()
    changed.name = "Cobham"
    told = await check(changed)
    assert (told.site.version, told.site.name, told.previous) == (2, "Cobham", before)
    assert (await check(selling())).site == before == await get(client)
    await sale_in(parts, SaleState.PAYABLE)
    del changed.pumps[0]
    with pytest.raises(Conflict) as refused:
        await check(changed)
    assert refused.value.reason == "PumpHasOpenSales"
    changed.tanks[0].capacity_ml = 0
    with pytest.raises(InvalidInput):
        await check(changed)


async def test_nozzles_change_only_while_their_pump_is_closed(client: Remote, parts: Pos, clock: ManualClock) -> None:
    """IFSF 0x32: configuration is written in Inoperative or Closed."""
    await apply(client, a_site())
    smaller = a_site()
    del smaller.pumps[0].nozzles[1]
    await hear(parts, state_message(clock(), IDLE), state_message(clock(), IDLE, pump=2))
    for call in (apply(client, smaller), client.call("CheckSite", pos_pb2.CheckSiteRequest(site=smaller))):
        with pytest.raises(Conflict) as refused:
            await call
        assert refused.value.reason == "PumpRefused"
        assert {"code": "0x32", "pumps": "1", "by": "pos"}.items() <= refused.value.context.items()
    renamed = a_site(name="Cobham")
    assert (await apply(client, renamed)).version == 2
    clock.forward(seconds=1)
    await hear(parts, state_message(clock(), CLOSED))
    assert (await apply(client, smaller)).version == 3


async def test_what_a_lost_controller_said_last_stands_in_no_way(
    client: Remote, parts: Pos, clock: ManualClock
) -> None:
    await apply(client, a_site())
    await hear(parts, state_message(clock(), IDLE))
    await save_connection(parts.db, "m25-cobham", clock(), 1, online=False)
    smaller = a_site()
    del smaller.pumps[0].nozzles[1]
    assert (await apply(client, smaller)).version == 2


async def test_a_pump_does_not_go_while_a_sale_of_it_is_opened(client: Remote, parts: Pos) -> None:
    await apply(client, selling())
    smaller = selling()
    del smaller.pumps[0]
    async with transaction(parts.db) as conn:
        await hold_site(conn, "m25-cobham")
        applying = asyncio.create_task(apply(client, smaller))
        await wait_until(lambda: parts.db.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted"))
        await sale_in(parts, SaleState.REQUESTED)
    with pytest.raises(Conflict) as refused:
        await applying
    assert refused.value.reason == "PumpHasOpenSales"


async def test_a_pump_whose_sales_are_settled_may_go(client: Remote, parts: Pos) -> None:
    await apply(client, selling())
    for state in (SaleState.CLEARED, SaleState.REFUSED, SaleState.ENDED, SaleState.VOIDED):
        await sale_in(parts, state)
    site = selling()
    del site.pumps[0]
    assert [pump.number for pump in (await apply(client, site)).pumps] == [2]
