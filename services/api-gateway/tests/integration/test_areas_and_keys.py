"""Areas, and API keys of machines."""

from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest
from motorway_kit.testing import wait_until

from .conftest import Neighbours, PassedClock, RunningGateway
from .neighbours import SITE, make_site
from .people import API, OTHER, as_new, at, everywhere, field_of, make_user, over, reason_of

SOUTH = {"name": "South", "sites": [SITE, OTHER]}
KEY = {"name": "Export", "grants": [at("auditor")]}


@pytest.fixture(autouse=True)
def two_sites(neighbours: Neighbours) -> None:
    neighbours.pos.sites[OTHER] = make_site(OTHER)


async def make_key(gateway: RunningGateway, **more: Any) -> dict[str, Any]:
    async with gateway.client() as http:
        response = await http.post(f"{API}/api-keys", json=KEY | more)
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()
    return made


async def test_an_area_is_made_replaced_and_removed(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        made = await http.put(f"{API}/areas/south", json=SOUTH | {"sites": [OTHER, SITE, OTHER]})
        again = await http.put(f"{API}/areas/south", json=SOUTH)
        stale = await http.put(f"{API}/areas/south", json=SOUTH | {"name": "S"}, headers={"If-Match": '"7"'})
        renamed = await http.put(f"{API}/areas/south", json=SOUTH | {"name": "S"}, headers={"If-Match": '"1"'})
        listed = (await http.get(f"{API}/areas")).json()["items"]
        gone = await http.delete(f"{API}/areas/south")
        twice = await http.delete(f"{API}/areas/south")
    document = {"area": "south", "name": "South", "sites": [OTHER, SITE], "version": 1}
    assert (made.json(), again.json()) == (document, document)
    assert reason_of(stale) == (412, "PreconditionFailed")
    assert listed == [renamed.json()] == [document | {"name": "S", "version": 2}]
    assert (gone.status_code, reason_of(twice)) == (204, (404, "AreaNotFound"))


async def test_an_area_holds_only_sites_that_exist(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        refused = await http.put(f"{API}/areas/south", json=SOUTH | {"sites": [SITE, "m6-nowhere"]})
        missing = await http.get(f"{API}/areas/south")
    assert (field_of(refused), reason_of(missing)) == ((422, "sites.1"), (404, "AreaNotFound"))


async def test_roles_follow_their_area_which_stays_while_they_need_it(gateway: RunningGateway) -> None:
    async with gateway.client() as admin:
        await admin.put(f"{API}/areas/south", json=SOUTH | {"sites": [SITE]})
        async with as_new(gateway, "jo", over("cashier", "south")) as (jo, _):
            assert (await jo.get(f"{API}/sites/{SITE}")).status_code == 200
            assert (await jo.get(f"{API}/sites/{OTHER}")).status_code == 403
            await admin.put(f"{API}/areas/south", json=SOUTH)

            async def reaches_the_new_one() -> bool:
                return (await jo.get(f"{API}/sites/{OTHER}")).status_code == 200

            await wait_until(reaches_the_new_one)
        assert reason_of(await admin.delete(f"{API}/areas/south")) == (409, "AreaInUse")


async def test_who_reads_some_sites_sees_the_areas_within_them(gateway: RunningGateway) -> None:
    async with gateway.client() as admin:
        for area, sites in (("south", [SITE, OTHER]), ("near", [SITE]), ("empty", [])):
            await admin.put(f"{API}/areas/{area}", json={"name": area, "sites": sites})
    async with as_new(gateway, "jo", at("station_manager")) as (jo, _):
        seen = [area["area"] for area in (await jo.get(f"{API}/areas")).json()["items"]]
        hidden = await jo.get(f"{API}/areas/south")
        refused = await jo.put(f"{API}/areas/near", json=SOUTH)
    assert (seen, reason_of(hidden), reason_of(refused)) == (["near"], (404, "AreaNotFound"), (403, "NotAllowed"))


async def test_an_area_cannot_grow_past_what_its_holders_can_carry(
    gateway: RunningGateway, neighbours: Neighbours
) -> None:
    conn = await asyncpg.connect(gateway.settings.database_url)
    await conn.execute("INSERT INTO area (area_id, name) VALUES ('large', 'Large')")
    await conn.execute("INSERT INTO area_site SELECT 'large', 's' || n FROM generate_series(1, 1999) n")
    await conn.close()
    async with gateway.client() as http:
        await http.put(f"{API}/areas/small", json=SOUTH | {"sites": [SITE]})
        await make_user(http, "jo", over("finance", "large"), over("finance", "small"))
        refused = await http.put(f"{API}/areas/small", json=SOUTH)
        grants = [over("finance", "large"), at("finance"), at("finance", OTHER)]
        too_many = await http.post(f"{API}/users", json={"username": "x", "display_name": "X", "grants": grants})
    assert (reason_of(refused), field_of(refused)) == ((422, "AreaTooLarge"), (422, "sites"))
    assert (reason_of(too_many), field_of(too_many)) == ((422, "TooManySites"), (422, "grants"))


async def test_a_key_works_as_bearer_and_in_its_own_header_within_its_roles(gateway: RunningGateway) -> None:
    made = await make_key(gateway)
    secret, key = made["secret"], made["api_key"]
    assert secret.startswith(key["prefix"])
    assert (key["operations"], key["created_by"], key["last_used_at"], key["revoked_at"]) == ([], "admin", None, None)
    async with gateway.client(token=secret) as http:
        allowed = await http.get(f"{API}/sites/{SITE}")
        elsewhere = await http.get(f"{API}/sites/{OTHER}")
        too_much = await http.post(f"{API}/sites/{SITE}/controller/ping")
        me = (await http.get(f"{API}/me")).json()
    async with gateway.client(token="") as http:
        own_header = await http.get(f"{API}/sites/{SITE}", headers={"X-API-Key": secret})
        misread = secret[:-1] + ("b" if secret.endswith("a") else "a")
        wrong = await http.get(f"{API}/sites/{SITE}", headers={"X-API-Key": misread})
    assert (allowed.status_code, own_header.status_code) == (200, 200)
    assert (reason_of(elsewhere), reason_of(too_much)) == ((403, "NotAllowed"), (403, "NotAllowed"))
    assert reason_of(wrong) == (401, "InvalidApiKey")
    assert (me["kind"], me["user_id"]) == ("api_key", key["api_key_id"])


async def test_a_key_is_narrowed_to_operations(gateway: RunningGateway) -> None:
    made = await make_key(gateway, operations=["telemetry.read", "telemetry.read"])
    assert made["api_key"]["operations"] == ["telemetry.read"]
    async with gateway.client(token=made["secret"]) as http:
        assert (await http.get(f"{API}/telemetry/latest?site={SITE}")).status_code == 200
        assert reason_of(await http.get(f"{API}/sites/{SITE}")) == (403, "NotAllowed")


async def test_the_key_itself_is_kept_nowhere(gateway: RunningGateway) -> None:
    made = await make_key(gateway)
    async with gateway.client() as http:
        assert made["secret"] not in (await http.get(f"{API}/api-keys")).text
    conn = await asyncpg.connect(gateway.settings.database_url)
    for table in ("api_key", "audit_record"):
        rows = await conn.fetch(f"SELECT t::text AS text FROM {table} t")
        assert rows
        assert not any(made["secret"][20:] in row["text"] for row in rows)
    await conn.close()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"grants": []}, "grants"),
        ({"grants": [at("auditor", "m6-nowhere")]}, "grants.0.site"),
        ({"operations": ["sites.read", "devices.enrol"]}, "operations.1"),
        ({"operations": ["everything"]}, "operations.0"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
        ({"expires_at": (datetime.now(UTC) + timedelta(days=800)).isoformat()}, "expires_at"),
        ({"expires_at": "2030-01-01T00:00:00"}, "expires_at"),
        ({"name": " "}, "name"),
    ],
)
async def test_a_key_that_makes_no_sense_is_refused(gateway: RunningGateway, wrong: dict[str, Any], field: str) -> None:
    async with gateway.client() as http:
        assert field_of(await http.post(f"{API}/api-keys", json=KEY | wrong)) == (422, field)


async def test_a_key_ends_at_its_time(gateway: RunningGateway, clock: PassedClock) -> None:
    secret = (await make_key(gateway, expires_at=(datetime.now(UTC) + timedelta(hours=1)).isoformat()))["secret"]
    async with gateway.client(token=secret) as http:
        assert (await http.get(f"{API}/sites")).status_code == 200
        clock.turn(hours=2)
        assert reason_of(await http.get(f"{API}/sites")) == (401, "InvalidApiKey")


async def test_a_revoked_key_is_refused_within_seconds(gateway: RunningGateway, second_gateway: RunningGateway) -> None:
    made = await make_key(gateway)
    async with second_gateway.client(token=made["secret"]) as there, gateway.client() as http:
        assert (await there.get(f"{API}/sites")).status_code == 200
        path = f"{API}/api-keys/{made['api_key']['api_key_id']}/revoke"
        revoked, again = await http.post(path), await http.post(path)

        async def is_out() -> bool:
            return (await there.get(f"{API}/sites")).status_code == 401

        await wait_until(is_out)
    assert revoked.json()["revoked_at"] == again.json()["revoked_at"] is not None


async def test_the_last_use_of_a_key_is_shown(gateway: RunningGateway, clock: PassedClock) -> None:
    made = await make_key(gateway)

    async def used_at() -> str | None:
        async with gateway.client(token=made["secret"]) as key, gateway.client() as http:
            assert (await key.get(f"{API}/sites")).status_code == 200
            used: str | None = (await http.get(f"{API}/api-keys")).json()["items"][0]["last_used_at"]
        return used

    first = await used_at()
    clock.turn(seconds=30)
    assert first == await used_at() is not None
    clock.turn(seconds=60)
    assert first != await used_at()


async def test_only_people_who_may_do_everything_make_keys(gateway: RunningGateway) -> None:
    key = (await make_key(gateway, grants=[everywhere("admin")]))["secret"]
    async with gateway.client(token=key) as http:
        assert reason_of(await http.post(f"{API}/api-keys", json=KEY)) == (403, "KeyMakesKey")
    async with as_new(gateway, "jo", at("admin")) as (jo, _):
        assert reason_of(await jo.post(f"{API}/api-keys", json=KEY)) == (403, "NotAllowed")
        assert reason_of(await jo.get(f"{API}/api-keys")) == (403, "NotAllowed")
