"""Users as administrators make, see and change them."""

import asyncio
from typing import Any

import pytest
from motorway_kit.testing import wait_until

from .conftest import Neighbours, RunningGateway
from .neighbours import SITE, make_site
from .people import API, OTHER, PASSWORD, as_new, at, everywhere, field_of, make_user, over, reason_of

NEW = {"username": "jo.miller", "display_name": "Jo Miller", "grants": [at("cashier")]}


@pytest.fixture(autouse=True)
def two_sites(neighbours: Neighbours) -> None:
    neighbours.pos.sites[OTHER] = make_site(OTHER)


async def test_a_new_user_gets_a_password_that_must_be_changed(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        made = await http.post(f"{API}/users", json=NEW | {"username": "Jo.Miller", "email": "jo@example.com"})
        user = made.json()["user"]
        seen = await http.get(f"{API}/users/{user['user_id']}")
        twice = await http.post(f"{API}/users", json=NEW)
    assert (made.status_code, user["username"], user["must_change_password"]) == (201, "jo.miller", True)
    assert user["grants"] == [{"role": "cashier", "site": SITE, "area": None, "everything": False}]
    assert (seen.json(), seen.headers["etag"]) == (user, '"1"')
    assert (reason_of(twice), field_of(twice)) == ((409, "UsernameTaken"), (409, "username"))
    signed_in = (await gateway.sign_in(made.json()["initial_password"], "JO.MILLER")).json()
    assert signed_in["restriction"] == "change_password"


async def test_a_given_password_is_kept_and_must_be_good(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        weak = await http.post(f"{API}/users", json=NEW | {"password": "password1234567"})
        made = await http.post(f"{API}/users", json=NEW | {"password": PASSWORD})
    assert (reason_of(weak), field_of(weak)) == ((422, "WeakPassword"), (422, "password"))
    assert (made.json()["initial_password"], made.json()["user"]["must_change_password"]) == (None, False)
    assert (await gateway.sign_in(PASSWORD, "jo.miller")).json()["restriction"] is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"username": "jo miller"}, "username"),
        ({"username": ".jo"}, "username"),
        ({"display_name": ""}, "display_name"),
        ({"display_name": "Jo\u0000"}, "display_name"),
        ({"email": "jo"}, "email"),
        ({"email": "jo@exa\u0000mple.com"}, "email"),
        ({"grants": [at("boss")]}, "grants.0.role"),
        ({"grants": [at("cashier"), at("cashier") | {"area": "south"}]}, "grants.1"),
        ({"grants": [{"role": "cashier"}]}, "grants.0"),
        ({"grants": [at("cashier"), at("cashier", "m6-nowhere")]}, "grants.1.site"),
        ({"grants": [over("cashier", "nowhere")]}, "grants.0.area"),
        ({"colour": "red"}, "colour"),
    ],
)
async def test_what_makes_no_sense_is_named(gateway: RunningGateway, wrong: dict[str, Any], field: str) -> None:
    async with gateway.client() as http:
        assert field_of(await http.post(f"{API}/users", json=NEW | wrong)) == (422, field)


async def test_a_manager_of_sites_makes_and_sees_only_its_own(gateway: RunningGateway) -> None:
    async with gateway.client() as admin:
        await make_user(admin, "far", at("cashier", OTHER))
        both = await make_user(admin, "both", at("cashier"), at("cashier", OTHER))
        boss = await make_user(admin, "boss", at("admin"))
    async with as_new(gateway, "manager", at("station_manager")) as (http, own):
        near = await make_user(http, "near", at("cashier"), at("supervisor"))
        refused = [
            await http.post(f"{API}/users", json=NEW | {"username": "x", "grants": [grant]})
            for grant in (at("station_manager"), at("cashier", OTHER), everywhere("cashier"))
        ]
        nothing = await http.post(f"{API}/users", json=NEW | {"grants": []})
        seen = (await http.get(f"{API}/users")).json()["items"]
        hidden = await http.get(f"{API}/users/{both['user_id']}")
        too_high = await http.post(f"{API}/users/{boss['user_id']}/reset-password")
        elsewhere = await http.get(f"{API}/users?site={OTHER}")
    assert [field_of(response) for response in refused] == [(403, "grants.0")] * 3
    assert field_of(nothing) == (422, "grants")
    assert {user["user_id"] for user in seen} == {own["user_id"], near["user_id"], boss["user_id"]}
    assert reason_of(hidden) == (404, "UserNotFound")
    assert (reason_of(too_high), reason_of(elsewhere)) == ((403, "NotAllowed"), (403, "NotAllowed"))


async def test_users_are_searched_filtered_and_paged(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        await http.put(f"{API}/areas/south", json={"name": "South", "sites": [SITE, OTHER]})
        for name, grant in (("ann", at("cashier")), ("bob", over("cashier", "south")), ("cy", at("finance", OTHER))):
            await make_user(http, name, grant, email=f"{name}@example.com")

        async def names(**query: Any) -> list[str]:
            page = (await http.get(f"{API}/users", params=query)).json()
            return [user["username"] for user in page["items"]]

        assert await names() == ["admin", "ann", "bob", "cy"]
        assert await names(q="BOB@ex") == ["bob"]
        assert await names(q="%") == []
        assert await names(role="cashier") == ["ann", "bob"]
        assert await names(site=OTHER) == ["admin", "bob", "cy"]
        assert await names(site=OTHER, role="cashier") == ["bob"]
        pages: list[list[str]] = []
        cursor = ""
        while not pages or cursor:
            page = (await http.get(f"{API}/users", params={"limit": 3, "cursor": cursor})).json()
            pages.append([user["username"] for user in page["items"]])
            cursor = page["next_cursor"]
        assert pages == [["admin", "ann", "bob"], ["cy"]]
        assert field_of(await http.get(f"{API}/users?cursor=%C3%BC")) == (422, "cursor")


async def test_a_change_counts_at_once_and_only_on_what_was_seen(gateway: RunningGateway) -> None:
    async with as_new(gateway, "jo", at("cashier")) as (jo, user), gateway.client() as http:
        path = f"{API}/users/{user['user_id']}"
        assert (await jo.get(f"{API}/users")).status_code == 403
        changed = await http.patch(path, json={"grants": [at("station_manager")]}, headers={"If-Match": '"1"'})
        assert (changed.status_code, changed.json()["version"]) == (200, 2)
        assert (await jo.get(f"{API}/users")).status_code == 200
        late = await http.patch(path, json={"display_name": "Late"}, headers={"If-Match": '"1"'})
        same = await http.patch(path, json={"display_name": user["display_name"], "email": None})
        named = await http.patch(path, json={"email": "jo@example.com"})
        removed = await http.patch(path, json={"email": None})
    assert reason_of(late) == (412, "PreconditionFailed")
    assert (same.json()["version"], named.json()["email"], removed.json()["email"]) == (2, "jo@example.com", None)


async def test_a_disabled_user_is_out_and_stays_out(gateway: RunningGateway) -> None:
    async with as_new(gateway, "jo", at("cashier")) as (jo, user), gateway.client() as http:
        path = f"{API}/users/{user['user_id']}"
        assert (await http.patch(path, json={"disabled": True})).json()["disabled"] is True
        assert (await jo.get(f"{API}/me")).status_code == 401
        assert (await gateway.sign_in(PASSWORD, "jo")).status_code == 401
        await http.patch(path, json={"disabled": False})
    assert (await gateway.sign_in(PASSWORD, "jo")).status_code == 200


async def test_another_replica_hears_of_it_within_seconds(
    gateway: RunningGateway, second_gateway: RunningGateway
) -> None:
    async with as_new(gateway, "jo", at("cashier")) as (jo, user), gateway.client() as http:
        there = second_gateway.client(token=jo.headers["authorization"].removeprefix("Bearer "))
        async with there:
            assert (await there.get(f"{API}/sites")).status_code == 200
            await http.patch(f"{API}/users/{user['user_id']}", json={"disabled": True})

            async def is_out() -> bool:
                return (await there.get(f"{API}/sites")).status_code == 401

            await wait_until(is_out, timeout_s=6)


@pytest.mark.parametrize("verb", ["reset-password", "reset-second-factor", "sign-out"])
async def test_resets_end_every_session(gateway: RunningGateway, verb: str) -> None:
    async with as_new(gateway, "jo", at("cashier")) as (jo, user), gateway.client() as http:
        answer = await http.post(f"{API}/users/{user['user_id']}/{verb}")
        assert (answer.status_code, (await jo.get(f"{API}/me")).status_code) == (200, 401)


async def test_a_reset_password_is_the_only_one_and_must_be_changed(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        user = await make_user(http, "jo", at("cashier"))
        made = (await http.post(f"{API}/users/{user['user_id']}/reset-password")).json()["initial_password"]
    assert (await gateway.sign_in(PASSWORD, "jo")).status_code == 401
    assert (await gateway.sign_in(made, "jo")).json()["restriction"] == "change_password"


async def test_nobody_changes_their_own_rights_and_one_admin_stays(gateway: RunningGateway) -> None:
    async with as_new(gateway, "second", everywhere("admin")) as (second, user), gateway.client() as http:
        admin = (await http.get(f"{API}/users?q=admin&role=admin")).json()["items"]
        first = next(found["user_id"] for found in admin if found["username"] == "admin")
        own = f"{API}/users/{user['user_id']}"
        for body in ({"grants": [everywhere("admin"), at("cashier")]}, {"disabled": True}):
            assert reason_of(await second.patch(own, json=body)) == (403, "OwnAccount")
        for verb in ("reset-password", "reset-second-factor"):
            assert reason_of(await second.post(f"{own}/{verb}")) == (403, "OwnAccount")
        assert (await second.patch(own, json={"display_name": "Me"})).status_code == 200
        both = await asyncio.gather(
            second.patch(f"{API}/users/{first}", json={"grants": [at("admin")]}),
            http.patch(own, json={"disabled": True}),
        )
    assert sorted(response.status_code for response in both)[0] == 200
    assert {reason_of(response)[1] for response in both} - {""} <= {"LastAdmin", "NotAllowed", "SessionOver"}
    assert sum(response.status_code == 200 for response in both) == 1


async def test_the_last_admin_is_not_demoted_by_a_key_either(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        body = {"name": "key", "grants": [everywhere("admin")]}
        secret = (await http.post(f"{API}/api-keys", json=body)).json()["secret"]
        me = (await http.get(f"{API}/me")).json()["user_id"]
    async with gateway.client(token=secret) as key:
        changes: list[dict[str, Any]] = [{"disabled": True}, {"grants": []}]
        for change in changes:
            assert reason_of(await key.patch(f"{API}/users/{me}", json=change)) == (409, "LastAdmin")


async def test_a_locked_user_is_unlocked(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        user = await make_user(http, "jo", at("cashier"))
        for _ in range(4):
            await gateway.sign_in("wrong wrong wrong", "jo")
        assert (await gateway.sign_in(PASSWORD, "jo")).status_code == 429
        unlocked = await http.post(f"{API}/users/{user['user_id']}/unlock")
    assert (unlocked.status_code, unlocked.json()["locked"]) == (200, False)
    assert (await gateway.sign_in(PASSWORD, "jo")).status_code == 200
