"""The running platform keeps to its OpenAPI document: schemathesis asks every operation, well and badly."""

import asyncio
import os
import sys
import tomllib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import orjson
import pytest
import redis.asyncio as redis

from tests.support.desk import Desk, done
from tests.support.platform import Platform
from tests.support.station import PRICES, configured

pytestmark = pytest.mark.e2e

CONFIG = Path(__file__).with_name("schemathesis.toml")
EXAMPLES = 20
TIMEOUT_S = 1_200
SITE = "m25-cobham"

ACCOUNT = {"name": "Acme", "currency": "GBP", "home_site": SITE, "sites": [SITE], "credit_limit_minor": 100_000}
TEA = {"name": "Tea", "price_minor": 250, "vat_rate_bp": 2000}

EXCLUDED = {
    "stream_events": "it never ends",
    "delete_session": "it ends the session that asks",
    "end_own_session": "the list of sessions gives it the one that asks",
    "sign_out_everywhere": "it ends the session that asks",
    "sign_out_user": "the list of users gives it the administrator, whose session asks",
    "change_password": "each wrong guess makes the administrator wait longer",
    "confirm_totp": "the same",
    "remove_totp": "the same",
}
"""Operations that schemathesis may not call, and why. The tests below it ask them, the stream as the administrator and
the others as somebody who may lose a session; what they do is tested in services/api-gateway: test_sessions.py,
test_second_factor.py, test_users.py."""


@pytest.fixture
def document(platform: Platform) -> dict[str, Any]:
    made: dict[str, Any] = httpx.get(f"{platform['URL']}/openapi.json", timeout=30).json()
    return made


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and description of each."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


async def asked(platform: Platform, place: Path) -> tuple[int, str]:
    """Run schemathesis; its exit code and what it says."""
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG), "--no-color", "run"]
    command += [f"{platform['URL']}/openapi.json", "--phases", "examples,coverage,fuzzing"]
    command += ["--max-examples", str(EXAMPLES), "--workers", "1", "--seed", "1", "--continue-on-failure"]
    for name in EXCLUDED:
        command += ["--exclude-operation-id", name]
    process = await asyncio.create_subprocess_exec(
        *command,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env=os.environ | {"COLUMNS": "160", "CONTRACT_TEST_TOKEN": platform.login()},
        cwd=place,
    )
    try:
        output, _ = await asyncio.wait_for(process.communicate(), TIMEOUT_S)
    finally:
        if process.returncode is None:
            process.kill()
    return process.returncode or 0, output.decode()


async def test_every_operation_keeps_to_the_document(
    platform: Platform, api: httpx.AsyncClient, document: dict[str, Any], tmp_path: Path
) -> None:
    names = {operation["operationId"] for _, _, operation in operations(document)}
    assert names >= EXCLUDED.keys()
    await furnish(api)
    code, said = await asked(platform, tmp_path)
    await forget_failures(platform)
    assert code == 0, said
    assert f"Tested: {len(names) - len(EXCLUDED)}" in said
    assert (await api.get("/me")).status_code == 200


async def furnish(api: httpx.AsyncClient) -> None:
    """What the examples of the document speak of exists, and something of all that is listed."""
    desk = await station_that_is_away(api)
    done(await desk.ask("PUT", f"/sites/{SITE}/items/tea", TEA))
    done(await desk.ask("PUT", "/accounts/acme-haulage", ACCOUNT))
    await desk.ask("POST", "/shifts", {"site": SITE, "till": "Contract"})  # it may be open from a run before
    sold, waiting = await desk.release(0, "SHOP"), await desk.release(0, "SHOP")
    for sale in (sold, waiting):
        await desk.lock(sale["sale_id"])
        await desk.post(f"/sales/{sale['sale_id']}/lines", {"item_id": "tea"})
    await desk.pay_cash(sold["sale_id"], 1_000)
    await desk.post(f"/sales/{sold['sale_id']}/refunds", {"reason": "cold", "amount_minor": 100})


async def station_that_is_away(api: httpx.AsyncClient) -> Desk:
    """A desk at SITE, whose controller is known not to be connected."""
    desk = Desk(api, SITE, "admin")
    site = {name: value for name, value in configured(SITE, 1, {}).items() if name != "simulation"}
    done(await desk.ask("PUT", f"/sites/{SITE}", site))
    listed = [{"grade_id": grade, "unit_price_milli": price} for grade, price in PRICES.items()]
    await desk.post(f"/sites/{SITE}/prices", {"prices": listed, "effective_at": "now"})
    device = (await desk.post("/devices", {"site": SITE, "label": "contract"}))["device"]
    await desk.post(f"/devices/{device['device_id']}/revoke", {"reason": "no controller is to come"})
    return desk


async def forget_failures(platform: Platform) -> None:
    """Hundreds of wrong passwords came from here: whoever signs in next would have to wait for them."""
    async with redis.from_url(platform["REDIS_URL"]) as store:
        async for key in store.scan_iter("{motorway:sign_in}:*"):
            await store.delete(key)


async def test_orders_to_a_site_that_is_away_keep_to_the_document(
    api: httpx.AsyncClient, document: dict[str, Any]
) -> None:
    """What schemathesis does not take for a failure there."""
    await station_that_is_away(api)
    orders = {name for one in tomllib.loads(CONFIG.read_text())["operations"] for name in one["include-operation-id"]}
    for path, _, operation in operations(document):
        if (name := operation["operationId"]) in orders:
            body = {"site": SITE, "kind": "POST_PAY", "pump": 1} if name == "open_sale" else None
            answer = await api.post(path.removeprefix("/api/v1").format(site=SITE, pump=1), json=body)
            expected = CLOSED_FOR_SALE if name in {"open_sale", "authorise_pump"} else AWAY
            assert (answer.status_code, answer.json()["reason"]) in expected, f"{name}: {answer.text}"
            assert str(answer.status_code) in operation["responses"], name
            orders.remove(name)
    assert not orders


AWAY = {(503, "ControllerOffline"), (504, "NoAnswer")}
CLOSED_FOR_SALE = {(409, "PriceNotConfirmed")}
"""A pump that was away when prices changed; it is not asked any more."""


async def test_the_stream_keeps_to_the_document(platform: Platform, document: dict[str, Any]) -> None:
    described = document["paths"]["/events"]["get"]["responses"]
    headers = {"Authorization": f"Bearer {platform.login()}"}
    async with httpx.AsyncClient(base_url=platform["URL"], headers=headers, timeout=30) as http:
        async with http.stream("GET", "/events", params={"site": SITE}) as answer:
            assert answer.status_code == 200
            assert answer.headers["content-type"].split(";")[0] in described["200"]["content"]
            assert answer.headers["x-request-id"]
        bad = await http.get("/events", params={"site": "No Site"})
        unknown = await http.get("/events", headers={"Authorization": "Bearer wrong"})
    assert (bad.status_code, unknown.status_code) == (422, 401)
    assert {"422", "401"} <= described.keys()
    assert orjson.loads(bad.content)["errors"][0]["field"] == "site"


async def test_what_schemathesis_may_not_ask_keeps_to_the_document(
    platform: Platform, api: httpx.AsyncClient, document: dict[str, Any]
) -> None:
    made = (await api.post("/users", json=somebody())).raise_for_status().json()
    user, password = made["user"], made["initial_password"]
    asked = set()
    async with signed_in(platform, user["username"], password) as own:
        answers = [
            ("change_password", await own.put("/me/password", json={"current_password": "", "new_password": "short"})),
            ("change_password", await own.put("/me/password", json=change(password, NEW))),
            ("confirm_totp", await own.post("/me/totp/confirm", json={"otp": "000000"})),
            ("remove_totp", await own.post("/me/totp/remove", json={"password": NEW})),
            ("end_own_session", await own.delete(f"/me/sessions/{user['user_id']}")),
            ("sign_out_user", await api.post(f"/users/{user['user_id']}/sign-out")),
            ("sign_out_everywhere", await own.post("/me/sign-out-everywhere")),
            ("delete_session", await own.delete("/auth/session")),
        ]
    for name, answer in answers:
        described = next(one for _, _, one in operations(document) if one["operationId"] == name)["responses"]
        assert str(answer.status_code) in described, f"{name}: {answer.status_code}"
        assert answer.status_code < 500
        asked.add(name)
    assert asked | {"stream_events"} == EXCLUDED.keys()


NEW = "a sentence that only the contract knows"


def somebody() -> dict[str, Any]:
    name = f"contract-{uuid4().hex[:8]}"
    grants = [{"role": "cashier", "site": SITE}]
    return {"username": name, "display_name": "Contract", "grants": grants}


def change(current: str, new: str) -> dict[str, str]:
    return {"current_password": current, "new_password": new}


@asynccontextmanager
async def signed_in(platform: Platform, username: str, password: str) -> AsyncIterator[httpx.AsyncClient]:
    form = {"grant_type": "password", "username": username, "password": password}
    async with httpx.AsyncClient(base_url=f"{platform['URL']}/api/v1", timeout=30) as http:
        token = (await http.post("/auth/token", data=form)).raise_for_status().json()["access_token"]
        http.headers["Authorization"] = f"Bearer {token}"
        yield http


async def test_whoever_is_not_signed_in_gets_what_is_public_and_nothing_else(
    platform: Platform, document: dict[str, Any]
) -> None:
    own_page = {"Sec-Fetch-Site": "same-origin"}  # else a POST with nothing is taken for another site's
    async with httpx.AsyncClient(base_url=platform["URL"], headers=own_page, timeout=30) as http:
        for path, method, operation in operations(document):
            if operation["security"]:
                answer = await http.request(method, path.replace("{", "").replace("}", ""))
                assert answer.status_code == 401, f"{method} {path}"
                assert answer.headers["content-type"] == "application/problem+json"
