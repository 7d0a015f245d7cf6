import asyncio

import pytest
from motorway.pos.v1 import pos_pb2
from motorway_kit.errors import Conflict, InvalidInput, NotFound
from motorway_kit.grpc_client import Remote

from .sites import a_site, apply, get


async def test_an_applied_site_is_read_back(client: Remote) -> None:
    applied = await apply(client, a_site())
    assert applied.version == 1
    assert [tank.number for tank in applied.tanks] == [1, 2]
    assert await get(client) == applied


async def test_applying_the_same_again_changes_nothing(client: Remote) -> None:
    first = await apply(client, a_site())
    assert await apply(client, a_site()) == first
    assert await apply(client, first) == first


async def test_a_change_tells_what_was_before(client: Remote) -> None:
    created = await client.call("ApplySite", pos_pb2.ApplySiteRequest(site=a_site()))
    assert not created.HasField("previous")
    changed = await client.call("ApplySite", pos_pb2.ApplySiteRequest(site=a_site(name="Cobham Services")))
    assert changed.previous == created.site


async def test_only_the_expected_version_is_changed(client: Remote) -> None:
    """0 stands for a site that is not there yet; what is stored already may be asked for again."""
    new = pos_pb2.ApplySiteRequest(site=a_site(), expected_version=0)
    first = (await client.call("ApplySite", new)).site
    assert (await client.call("ApplySite", new)).site == first
    second = await apply(client, a_site(name="Cobham"), expected_version=1)
    for stale in (0, 1, 3):
        with pytest.raises(Conflict) as refused:
            await apply(client, a_site(name="Lost"), expected_version=stale)
        assert (refused.value.reason, refused.value.context["stored"]) == ("VersionMismatch", "2")
    assert await get(client) == second
    assert (await apply(client, a_site(name="M25"), expected_version=2)).version == 3


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


@pytest.mark.parametrize("cursor", ["%%%", "é", "a", "/w==", "AA=="])
async def test_a_made_up_cursor_is_refused(client: Remote, cursor: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        await client.call("ListSites", pos_pb2.ListSitesRequest(cursor=cursor))
    assert refused.value.context["field"] == "cursor"
