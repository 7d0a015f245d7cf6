"""Whoever is bound to sites reads the records of those sites; rights come before answers that are kept."""

from typing import Any

import httpx
import pytest
import pytest_asyncio

from .conftest import RunningGateway
from .neighbours import SITE

OTHER = "m1-leicester"
SECRET = "seven green lorries wait"


async def add(gateway: RunningGateway, username: str, *grants: dict[str, Any]) -> dict[str, Any]:
    body = {"username": username, "display_name": username, "password": SECRET, "grants": list(grants)}
    async with gateway.client() as http:
        made = await http.post("/api/v1/users", json=body)
    assert made.status_code == 201, made.text
    user: dict[str, Any] = made.json()["user"]
    return user


async def signed_in(gateway: RunningGateway, username: str) -> httpx.AsyncClient:
    token = (await gateway.sign_in(SECRET, username)).json()["access_token"]
    return gateway.client(token=token)


@pytest_asyncio.fixture
async def changed(gateway: RunningGateway) -> RunningGateway:
    """A change at each of two sites, and one that belongs to none."""
    async with gateway.client() as http:
        for site in (SITE, OTHER):
            await http.post(f"/api/v1/sites/{site}/controller/ping")
        await http.post("/api/v1/alerts/a1/resolve")
    await add(gateway, "fin", {"role": "finance", "site": SITE})
    return gateway


async def test_only_the_records_of_ones_sites_are_listed_found_and_exported(changed: RunningGateway) -> None:
    async with changed.client() as admin, await signed_in(changed, "fin") as http:
        everything = (await admin.get("/api/v1/audit")).json()["items"]
        mine = (await http.get("/api/v1/audit")).json()["items"]
        exported = (await http.get("/api/v1/audit/export")).text
        other = next(record for record in everything if record["site"] == OTHER)
        hidden = await http.get(f"/api/v1/audit/{other['record_id']}")
        shown = await http.get(f"/api/v1/audit/{mine[0]['record_id']}")
        elsewhere = await http.get(f"/api/v1/audit?site={OTHER}")
    assert {record["site"] for record in mine} == {SITE}
    assert {SITE, OTHER, ""} <= {record["site"] for record in everything}
    assert '"day":{' not in exported
    assert exported.count("\n") == len(mine)
    assert OTHER not in exported
    assert (hidden.status_code, shown.status_code) == (404, 200)
    assert (elsewhere.status_code, elsewhere.json()["reason"]) == (403, "NotAllowed")


async def test_checking_needs_everything(changed: RunningGateway) -> None:
    async with await signed_in(changed, "fin") as http:
        refused = await http.get("/api/v1/audit/verification")
    assert (refused.status_code, refused.json()["reason"]) == (403, "NotAllowed")


@pytest.mark.parametrize("path", ["", "/export", "/verification", "/00000000-0000-7000-8000-000000000000"])
async def test_a_cashier_reads_nothing(gateway: RunningGateway, path: str) -> None:
    await add(gateway, "cash", {"role": "cashier", "everything": True})
    async with await signed_in(gateway, "cash") as http:
        refused = await http.get(f"/api/v1/audit{path}")
    assert (refused.status_code, refused.json()["reason"]) == (403, "NotAllowed")


async def test_whose_right_is_gone_gets_no_answer_that_was_kept(gateway: RunningGateway) -> None:
    key = {"Idempotency-Key": "k1"}
    user = await add(gateway, "tech", {"role": "technician", "everything": True})
    async with await signed_in(gateway, "tech") as http:
        done = [await http.post("/api/v1/devices", json={"site": SITE}, headers=key) for _ in range(2)]
    async with gateway.client() as admin:
        grants = {"grants": [{"role": "cashier", "everything": True}]}
        assert (await admin.patch(f"/api/v1/users/{user['user_id']}", json=grants)).status_code == 200
    async with await signed_in(gateway, "tech") as http:
        refused = await http.post("/api/v1/devices", json={"site": SITE}, headers=key)
    assert [answer.status_code for answer in done] == [201, 201]
    assert done[1].headers["idempotency-replayed"] == "true"
    assert (refused.status_code, refused.json()["reason"]) == (403, "NotAllowed")


async def test_an_initial_password_is_in_no_record(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        body = {"username": "new", "display_name": "New", "grants": [{"role": "cashier", "site": SITE}]}
        made = (await http.post("/api/v1/users", json=body)).json()
        text = (await http.get("/api/v1/audit/export")).text
    assert made["initial_password"]
    assert made["initial_password"] not in text
    assert '"initial_password":"[removed]"' in text
