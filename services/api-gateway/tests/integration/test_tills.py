"""Tills, and cashiers who come in on them by PIN."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import httpx
import pytest
from api_gateway.domain.tills import MAX_PIN_FAILURES
from motorway_kit.testing import wait_until

from .browser import Browser
from .conftest import Neighbours, PassedClock, RunningGateway
from .neighbours import SITE, make_site
from .people import API, OTHER, PASSWORD, as_new, as_user, at, everywhere, field_of, make_user, over, reason_of

PIN = "7093"


@pytest.fixture(autouse=True)
def two_sites(neighbours: Neighbours) -> None:
    neighbours.pos.sites[OTHER] = make_site(OTHER)


async def make_cashier(gateway: RunningGateway, username: str, *grants: dict[str, Any], pin: str = PIN) -> str:
    async with gateway.client() as http:
        user = await make_user(http, username, *(grants or (at("cashier"),)))
        assert (await http.put(f"{API}/users/{user['user_id']}/pin", json={"pin": pin})).status_code == 204
    return str(user["user_id"])


@asynccontextmanager
async def till(gateway: RunningGateway, site: str = SITE) -> AsyncIterator[tuple[Browser, dict[str, Any]]]:
    """A browser that an administrator made a till, and left."""
    async with Browser(gateway.url) as browser:
        await browser.sign_in()
        made = await browser.post(f"{API}/tills", json={"site": site, "name": "Counter 1"})
        assert made.status_code == 201, made.text
        await browser.sign_out()
        yield browser, made.json()


async def pin_in(browser: httpx.AsyncClient, user_id: str, pin: str = PIN) -> httpx.Response:
    return await browser.post(f"{API}/auth/pin", json={"user_id": user_id, "pin": pin})


async def test_a_till_knows_its_site_and_who_may_come_in(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        await http.put(f"{API}/areas/south", json={"name": "South", "sites": [SITE, OTHER]})
        without_pin = await make_user(http, "ann", at("cashier"))
    bob = await make_cashier(gateway, "bob")
    cy = await make_cashier(gateway, "cy", over("supervisor", "south"))
    await make_cashier(gateway, "di", at("cashier", OTHER))
    await make_cashier(gateway, "ed", at("station_manager"))
    async with till(gateway) as (browser, made), Browser(gateway.url) as nowhere:
        here = (await browser.get(f"{API}/auth/till")).json()
        offered = (await browser.get(f"{API}/auth/methods")).json()
        none = await nowhere.get(f"{API}/auth/till")
        unoffered = (await nowhere.get(f"{API}/auth/methods")).json()
    assert (here["till_id"], here["site"], here["name"]) == (made["till_id"], SITE, "Counter 1")
    shown = [{"user_id": bob, "display_name": "Bob"}, {"user_id": cy, "display_name": "Cy"}]
    assert here["cashiers"] == shown
    assert without_pin["has_pin"] is False
    assert offered["till"] == {"till_id": made["till_id"], "name": "Counter 1", "site": SITE}
    assert (reason_of(none), unoffered) == ((404, "TillNotEnrolled"), {"password": True, "oidc": None, "till": None})


async def test_the_secret_of_a_till_is_in_its_cookie_only(gateway: RunningGateway) -> None:
    async with Browser(gateway.url) as browser:
        await browser.sign_in()
        made = await browser.post(f"{API}/tills", json={"site": SITE, "name": "Counter 1"})
    cookie = made.headers["set-cookie"]
    assert all(part in cookie for part in ("motorway_till=", "HttpOnly", "SameSite=strict", "Path=/api/v1/auth"))
    secret = cookie.split("=", 1)[1].split(";")[0].split(".")[1]
    conn = await asyncpg.connect(gateway.settings.database_url)
    assert secret not in made.text + str(await conn.fetch("SELECT t::text FROM till t"))
    await conn.close()


async def test_a_pin_lets_in_as_cashier_at_the_site_of_the_till_only(gateway: RunningGateway) -> None:
    user_id = await make_cashier(gateway, "jo", everywhere("supervisor"), everywhere("admin"))
    async with till(gateway) as (browser, made):
        session = await pin_in(browser, user_id)
        me = (await browser.me()).json()
        own, other = [(await browser.get(f"{API}/sites/{site}")).status_code for site in (SITE, OTHER)]
        users = await browser.get(f"{API}/users")
        ping = await browser.post(f"{API}/sites/{SITE}/controller/ping")
    assert (session.status_code, session.json()["user_id"], session.json()["restriction"]) == (200, user_id, None)
    scopes = {permission["operation"]: permission["sites"] for permission in me["permissions"]}
    assert scopes["alerts.resolve"] == [SITE]
    assert "users.read" not in scopes
    assert (own, other, reason_of(users), ping.status_code) == (200, 403, (403, "NotAllowed"), 200)
    assert made["last_used_at"] is None


async def test_who_comes_in_puts_out_who_was(gateway: RunningGateway) -> None:
    ann, bob = await make_cashier(gateway, "ann"), await make_cashier(gateway, "bob", pin="860391")
    async with till(gateway) as (browser, _):
        await pin_in(browser, ann)
        async with browser.copied() as of_ann:
            assert (await of_ann.me()).json()["username"] == "ann"
            assert (await pin_in(browser, bob, "860391")).status_code == 200
            assert (await browser.me()).json()["username"] == "bob"

            async def is_out() -> bool:
                return (await of_ann.me()).status_code == 401

            await wait_until(is_out)


async def test_an_idle_cashier_is_out(gateway: RunningGateway, clock: PassedClock) -> None:
    user_id = await make_cashier(gateway, "jo")
    async with till(gateway) as (browser, _):
        await pin_in(browser, user_id)
        clock.turn(minutes=14)
        assert (await browser.refresh()).status_code == 200
        clock.turn(minutes=16)
        assert (await browser.refresh()).status_code == 401
        assert (await pin_in(browser, user_id)).status_code == 200


async def test_wrong_pins_wait_ever_longer_and_are_locked_until_a_supervisor_comes(
    gateway: RunningGateway, clock: PassedClock
) -> None:
    user_id = await make_cashier(gateway, "jo")
    await make_cashier(gateway, "sue", at("supervisor"))
    async with till(gateway) as (browser, made):
        statuses = [reason_of(await pin_in(browser, user_id, "1593"))[1] for _ in range(4)]
        assert statuses == ["WrongPin"] * 3 + ["TooManyFailures"]
        for _ in range(MAX_PIN_FAILURES - 3):
            clock.turn(minutes=20)
            assert reason_of(await pin_in(browser, user_id, "1593")) == (401, "WrongPin")
        clock.turn(minutes=20)
        assert reason_of(await pin_in(browser, user_id)) == (403, "PinLocked")
        unlock = f"{API}/tills/{made['till_id']}/unlock-pin"
        async with as_user(gateway, "sue") as sue, as_user(gateway, "jo") as jo:
            assert reason_of(await jo.post(unlock, json={"user_id": user_id})) == (403, "NotAllowed")
            assert (await sue.post(unlock, json={"user_id": user_id})).status_code == 204
        assert (await pin_in(browser, user_id)).status_code == 200


async def test_a_pin_that_cannot_be_right_tells_nothing(gateway: RunningGateway) -> None:
    far = await make_cashier(gateway, "far", at("cashier", OTHER))
    manager = await make_cashier(gateway, "manager", at("station_manager"))
    nobody = "01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e42"
    async with till(gateway) as (browser, _), Browser(gateway.url) as nowhere:
        for user_id in (far, manager, nobody):
            assert reason_of(await pin_in(browser, user_id)) == (401, "WrongPin")
        assert reason_of(await pin_in(nowhere, far)) == (404, "TillNotEnrolled")
        browser.headers["Sec-Fetch-Site"] = "cross-site"
        assert reason_of(await pin_in(browser, far)) == (403, "CrossSiteRequest")


async def test_a_pin_must_not_be_easily_guessed(gateway: RunningGateway) -> None:
    async with as_new(gateway, "jo", at("cashier")) as (jo, user), gateway.client() as http:
        for weak in ("1234", "0000", "1984"):
            refused = await http.put(f"{API}/users/{user['user_id']}/pin", json={"pin": weak})
            assert (reason_of(refused), field_of(refused)) == ((422, "WeakPin"), (422, "pin"))
        assert (await jo.put(f"{API}/me/pin", json={"pin": PIN})).status_code == 204
        assert (await http.get(f"{API}/users/{user['user_id']}")).json()["has_pin"] is True


async def test_a_revoked_till_is_none_and_its_sessions_end(gateway: RunningGateway) -> None:
    user_id = await make_cashier(gateway, "jo")
    async with till(gateway) as (browser, made), gateway.client() as http:
        await pin_in(browser, user_id)
        path = f"{API}/tills/{made['till_id']}/revoke"
        revoked, again = await http.post(path), await http.post(path)
        assert (await browser.me()).status_code == 401
        assert reason_of(await pin_in(browser, user_id)) == (404, "TillNotEnrolled")
        listed = (await http.get(f"{API}/tills?site={SITE}")).json()["items"]
    assert revoked.json()["revoked_at"] == again.json()["revoked_at"] == listed[0]["revoked_at"] is not None
    assert listed[0]["last_used_at"] is not None


async def test_supervisors_enrol_tills_of_their_own_site(gateway: RunningGateway) -> None:
    async with till(gateway, OTHER) as (_, far), as_new(gateway, "sue", at("supervisor")) as (sue, _):
        made = await sue.post(f"{API}/tills", json={"site": SITE, "name": "Counter 2"})
        elsewhere = await sue.post(f"{API}/tills", json={"site": OTHER, "name": "Counter 2"})
        hidden = await sue.post(f"{API}/tills/{far['till_id']}/revoke")
        asked = await sue.get(f"{API}/tills?site={OTHER}")
        seen = (await sue.get(f"{API}/tills")).json()["items"]
    assert (made.status_code, reason_of(elsewhere)) == (201, (403, "NotAllowed"))
    assert (reason_of(hidden), reason_of(asked)) == ((404, "TillNotFound"), (403, "NotAllowed"))
    assert [one["name"] for one in seen] == ["Counter 2"]
    async with gateway.client() as http:
        refused = await http.post(f"{API}/tills", json={"site": "m6-nowhere", "name": "Counter 3"})
    assert (reason_of(refused), field_of(refused)) == ((422, "UnknownSite"), (422, "site"))


async def test_a_disabled_cashier_is_not_shown(gateway: RunningGateway) -> None:
    user_id = await make_cashier(gateway, "jo")
    async with till(gateway) as (browser, _), gateway.client() as http:
        await http.patch(f"{API}/users/{user_id}", json={"disabled": True})
        assert (await browser.get(f"{API}/auth/till")).json()["cashiers"] == []
        assert reason_of(await pin_in(browser, user_id)) == (401, "WrongPin")


async def test_a_session_of_a_pin_is_no_way_to_a_password(gateway: RunningGateway) -> None:
    user_id = await make_cashier(gateway, "jo")
    async with till(gateway) as (browser, _):
        await pin_in(browser, user_id)
        assert (await browser.put(f"{API}/me/pin", json={"pin": "860391"})).status_code == 403
        body = {"current_password": "not the password", "new_password": "eleven yellow boats"}
        assert (await browser.put(f"{API}/me/password", json=body)).status_code == 401
    assert (await gateway.sign_in(PASSWORD, "jo")).status_code == 200
