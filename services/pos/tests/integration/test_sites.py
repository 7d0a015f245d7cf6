import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pos
import pytest
import pytest_asyncio
from motorway.pos.v1 import pos_pb2, pos_pb2_grpc
from motorway_kit.db import pool
from motorway_kit.errors import InvalidInput, NotFound
from motorway_kit.grpc_client import Remote, remote
from motorway_kit.grpc_server import grpc_server, open_to_all
from motorway_kit.health import Health
from motorway_kit.testing import DatabaseFactory
from pos.grpc_api import PosServicer

MIGRATIONS = Path(str(pos.__file__)).parent / "migrations"


@pytest_asyncio.fixture
async def client(database: DatabaseFactory) -> AsyncIterator[Remote]:
    health = Health()
    async with pool(await database(MIGRATIONS), health) as db:
        servicers = [(pos_pb2_grpc.add_PosServiceServicer_to_server, PosServicer(db))]
        async with (
            grpc_server("127.0.0.1:0", servicers, guard=open_to_all) as port,
            remote(pos_pb2_grpc.PosServiceStub, f"127.0.0.1:{port}") as stub,
        ):
            yield stub


def a_site(site_id: str = "m25-cobham", name: str = "M25 Cobham") -> pos_pb2.Site:
    return pos_pb2.Site(
        site_id=site_id,
        name=name,
        time_zone="Europe/London",
        currency="GBP",
        grades=[pos_pb2.Grade(grade_id="e10", name="Unleaded"), pos_pb2.Grade(grade_id="diesel", name="Diesel")],
        tanks=[
            pos_pb2.Tank(number=2, grade_id="diesel", capacity_ml=60_000_000, max_safe_fill_ml=57_000_000),
            pos_pb2.Tank(number=1, grade_id="e10", capacity_ml=40_000_000, max_safe_fill_ml=38_000_000),
        ],
        pumps=[
            pos_pb2.Pump(
                number=1,
                nozzles=[
                    pos_pb2.Nozzle(number=1, grade_id="e10", tank=1),
                    pos_pb2.Nozzle(number=2, grade_id="diesel", tank=2),
                ],
            ),
            pos_pb2.Pump(number=2, nozzles=[pos_pb2.Nozzle(number=1, grade_id="diesel", tank=2)]),
        ],
    )


async def apply(client: Remote, site: pos_pb2.Site) -> pos_pb2.Site:
    response: pos_pb2.ApplySiteResponse = await client.call("ApplySite", pos_pb2.ApplySiteRequest(site=site))
    return response.site


async def get(client: Remote, site_id: str = "m25-cobham") -> pos_pb2.Site:
    response: pos_pb2.GetSiteResponse = await client.call("GetSite", pos_pb2.GetSiteRequest(site_id=site_id))
    return response.site


async def test_an_applied_site_is_read_back(client: Remote) -> None:
    applied = await apply(client, a_site())
    assert applied.version == 1
    assert [tank.number for tank in applied.tanks] == [1, 2]
    assert await get(client) == applied


async def test_applying_the_same_again_changes_nothing(client: Remote) -> None:
    first = await apply(client, a_site())
    assert await apply(client, a_site()) == first
    assert await apply(client, first) == first


async def test_what_vanishes_is_removed_and_what_stays_may_change(client: Remote) -> None:
    await apply(client, a_site())
    site = a_site(name="Cobham Services")
    del site.pumps[0]
    site.tanks[1].grade_id = "diesel"
    site.pumps[0].nozzles[0].tank = 1
    del site.tanks[0]
    del site.grades[0]
    applied = await apply(client, site)
    assert applied.version == 2
    assert [pump.number for pump in applied.pumps] == [2]
    assert [(tank.number, tank.grade_id) for tank in applied.tanks] == [(1, "diesel")]
    assert await get(client) == applied


async def test_a_refused_site_changes_nothing(client: Remote) -> None:
    first = await apply(client, a_site())
    wrong = a_site(name="other")
    wrong.tanks[1].capacity_ml = 0
    with pytest.raises(InvalidInput) as refused:
        await apply(client, wrong)
    assert refused.value.context["field"] == "tanks[1].capacity_ml"
    assert await get(client) == first


async def test_an_unknown_site_is_not_found(client: Remote) -> None:
    with pytest.raises(NotFound) as missing:
        await get(client, "nowhere")
    assert missing.value.reason == "SiteNotFound"


async def test_sites_applied_at_once_each_count_once(client: Remote) -> None:
    applied = await asyncio.gather(*(apply(client, a_site(name=f"Name {i % 2}")) for i in range(8)))
    assert (await get(client)).version == max(site.version for site in applied)
    same = await asyncio.gather(*(apply(client, a_site("m1-leicester")) for _ in range(8)))
    assert {site.version for site in same} == {1}


async def test_sites_are_listed_page_by_page_in_order_of_id(client: Remote) -> None:
    for site_id in ("m1-leicester", "a14-cambridge", "m25-cobham", "a1", "m-25"):
        await apply(client, a_site(site_id))
    seen, cursor = [], ""
    while True:
        page = await client.call("ListSites", pos_pb2.ListSitesRequest(page_size=2, cursor=cursor))
        seen += [site.site_id for site in page.sites]
        cursor = page.next_cursor
        if not cursor:
            break
    assert seen == ["a1", "a14-cambridge", "m-25", "m1-leicester", "m25-cobham"]


@pytest.mark.parametrize("cursor", ["%%%", "é", "a", "/w=="])
async def test_a_made_up_cursor_is_refused(client: Remote, cursor: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        await client.call("ListSites", pos_pb2.ListSitesRequest(cursor=cursor))
    assert refused.value.context["field"] == "cursor"
