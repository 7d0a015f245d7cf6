"""Who may do what with sites, through the real door."""

from pathlib import Path

import pytest
from motorway.pos.v1 import pos_pb2
from motorway_access.roles import Role
from motorway_access.testing import OTHER, OWN, Ask, CallerKeys, calling, contradictions, refusals
from motorway_kit.errors import PermissionDenied
from motorway_kit.grpc_client import Remote
from pos.grpc_api.sites import RULES

from .sites import a_site, apply, get


@pytest.fixture
def ask(door: Remote) -> Ask:
    async def call(method: str, site: str) -> object:
        match method:
            case "ApplySite":
                return await apply(door, a_site(site))
            case "CheckSite":
                return await door.call("CheckSite", pos_pb2.CheckSiteRequest(site=a_site(site)))
            case "GetSite":
                return await get(door, site)
        if site not in await listed(door):  # a list names no site: not to be shown is to be refused
            raise PermissionDenied("not in the list")
        return None

    return call


async def listed(door: Remote) -> list[str]:
    return [site.site_id for site in (await door.call("ListSites", pos_pb2.ListSitesRequest())).sites]


async def test_the_door_is_as_the_table_of_roles(client: Remote, keys: CallerKeys, ask: Ask) -> None:
    await apply(client, a_site(OWN))
    await apply(client, a_site(OTHER))
    assert await contradictions(keys, RULES, ask) == []


async def test_a_call_without_a_caller_is_refused(ask: Ask) -> None:
    assert await refusals(RULES, ask) == dict.fromkeys(RULES, "UNAUTHENTICATED")


async def test_a_forged_caller_is_refused(ask: Ask, tmp_path: Path) -> None:
    with calling(CallerKeys.make(tmp_path / "forger")):
        assert await refusals(RULES, ask) == dict.fromkeys(RULES, "UNAUTHENTICATED")


async def test_a_site_of_others_is_not_changed(client: Remote, keys: CallerKeys) -> None:
    before = await apply(client, a_site(OTHER))
    with calling(keys, Role.AREA_MANAGER, sites=[OWN]):
        with pytest.raises(PermissionDenied):
            await apply(client, a_site(OTHER, name="Mine"))
        assert (await apply(client, a_site(OWN, name="Mine"))).name == "Mine"
    assert await get(client, OTHER) == before


async def test_one_lists_ones_own_sites_page_by_page(client: Remote, keys: CallerKeys) -> None:
    for site_id in ("a1", "a2", "b1", "b2", "c1", "c2"):
        await apply(client, a_site(site_id))
    with calling(keys, Role.CASHIER, sites=["c1", "a2", "b2", "gone"]):
        first = await client.call("ListSites", pos_pb2.ListSitesRequest(page_size=2))
        rest = await client.call("ListSites", pos_pb2.ListSitesRequest(page_size=2, cursor=first.next_cursor))
    assert [site.site_id for site in [*first.sites, *rest.sites]] == ["a2", "b2", "c1"]
    assert rest.next_cursor == ""
