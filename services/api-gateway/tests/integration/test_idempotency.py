"""A POST with an Idempotency-Key has one effect and one answer, however often and wherever it comes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import httpx
import pytest
import pytest_asyncio
from api_gateway.__main__ import wire
from api_gateway.settings import Settings
from motorway_kit.runtime import serve
from motorway_kit.testing import free_port, wait_until
from motorway_kit.testing_engines import Postgres, killed

from .conftest import GatewayProcess, Neighbours, RunningGateway, started
from .neighbours import SITE
from .records import audit, findings, owned_by_postgres

ENROL = {"site": SITE, "label": "till"}
KEY = {"Idempotency-Key": "c1f0a7ac-6f0f-4d6b-9f55-1d1c2a1c4a52"}


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[RunningGateway]:
    stop = asyncio.Event()
    task = asyncio.create_task(serve("api-gateway", settings, wire, stop=stop))
    yield await started(settings)
    stop.set()
    await task


@pytest_asyncio.fixture
async def second(settings: Settings, gateway: RunningGateway) -> AsyncIterator[RunningGateway]:
    """Another replica."""
    async with running(settings.model_copy(update={"http_bind": f"127.0.0.1:{free_port()}"})) as replica:
        yield replica


async def post(
    gateway: RunningGateway, json: Any = ENROL, path: str = "/api/v1/devices", **headers: str
) -> httpx.Response:
    async with gateway.client() as http:
        return await http.post(path, json=json, headers=KEY | headers)


async def enrolments(gateway: RunningGateway) -> list[str]:
    return [record["outcome"] for record in await audit(gateway, operation="devices.enrol")]


async def test_a_repetition_gets_the_same_answer_from_every_replica_and_has_no_effect(
    gateway: RunningGateway, second: RunningGateway, neighbours: Neighbours
) -> None:
    first, again, elsewhere = [await post(replica) for replica in (gateway, gateway, second)]
    assert (first.status_code, first.json()["private_key_pem"]) == (201, "PRIVATE")
    for repeated in (again, elsewhere):
        assert (repeated.status_code, repeated.content) == (201, first.content)
        assert repeated.headers["content-type"] == first.headers["content-type"]
        assert repeated.headers["idempotency-replayed"] == "true"
    assert "idempotency-replayed" not in first.headers
    assert len(neighbours.iot.devices) == 1
    assert await enrolments(gateway) == ["accepted"]


async def test_another_request_with_the_key_is_refused_and_recorded(
    gateway: RunningGateway, neighbours: Neighbours
) -> None:
    await post(gateway)
    others = [
        await post(gateway, {"site": SITE, "label": "other"}),
        await post(gateway, path="/api/v1/devices?x=1"),
        await post(gateway, {}, "/api/v1/devices/d0/revoke"),
    ]
    assert [(r.status_code, r.json()["reason"]) for r in others] == [(422, "IdempotencyKeyReused")] * 3
    assert len(neighbours.iot.devices) == 1
    assert await enrolments(gateway) == ["refused", "refused", "accepted"]


async def test_the_key_of_one_caller_is_not_that_of_another(gateway: RunningGateway) -> None:
    await post(gateway)
    async with gateway.client(token="") as http:
        form = {"username": "admin", "password": "wrong"}
        wrong = await http.post("/api/v1/auth/token", data=form, headers=KEY)
    assert (wrong.status_code, wrong.json()["reason"]) == (401, "InvalidCredentials")


@pytest.mark.parametrize("key", ["", "x" * 256, "caf\u00e9", "a\tb"])
async def test_a_key_that_is_none_is_named(gateway: RunningGateway, key: str) -> None:
    async with gateway.client() as http:
        response = await http.post("/api/v1/devices", json=ENROL, headers={b"Idempotency-Key": key.encode("latin-1")})
    assert (response.status_code, response.json()["reason"]) == (422, "IdempotencyKeyInvalid")
    assert response.json()["errors"][0]["field"] == "Idempotency-Key"
    assert await enrolments(gateway) == ["refused"]


async def test_a_hundred_at_once_on_two_replicas_have_one_effect(
    gateway: RunningGateway, second: RunningGateway, neighbours: Neighbours
) -> None:
    neighbours.iot.delay_s = 0.3
    async with gateway.client() as one, second.client() as other:
        clients = [one, other] * 50
        answers = await asyncio.gather(*(http.post("/api/v1/devices", json=ENROL, headers=KEY) for http in clients))
    assert len(neighbours.iot.devices) == 1
    assert sum(answer.status_code == 201 and "idempotency-replayed" not in answer.headers for answer in answers) == 1
    waiting = [answer for answer in answers if answer.status_code != 201]
    assert {(a.status_code, a.json()["reason"]) for a in waiting} <= {(409, "IdempotencyInProgress")}
    assert all(answer.headers["retry-after"] == "1" for answer in waiting)
    assert await enrolments(gateway) == ["accepted"]
    assert (await post(second)).headers["idempotency-replayed"] == "true"


async def test_a_refusal_is_kept_and_a_failure_is_not(gateway: RunningGateway) -> None:
    refused = [await post(gateway, None, "/api/v1/alerts/a1/resolve", **{"Idempotency-Key": "r"}) for _ in range(2)]
    failed = [
        await post(gateway, None, "/api/v1/sites/m1-leicester/controller/ping", **{"Idempotency-Key": "f"})
        for _ in range(2)
    ]
    assert [(r.status_code, "idempotency-replayed" in r.headers) for r in refused] == [(409, False), (409, True)]
    assert [(r.status_code, "idempotency-replayed" in r.headers) for r in failed] == [(504, False), (504, False)]


async def test_a_process_that_dies_leaves_a_record_and_a_key_that_can_be_taken_over(
    gateway_process: GatewayProcess, settings: Settings, neighbours: Neighbours
) -> None:
    neighbours.iot.delay_s = 4
    async with asyncpg.create_pool(settings.database_url, min_size=1) as db:
        call = asyncio.create_task(post(gateway_process))
        await wait_until(lambda: db.fetchval("SELECT call_id FROM idempotent_call"))
        await killed_process(gateway_process)
        await asyncio.wait([call])
        neighbours.iot.delay_s = 0
        async with running(settings) as gateway:
            waiting = await post(gateway)
            assert (waiting.status_code, waiting.json()["reason"]) == (409, "IdempotencyInProgress")
            for table in ("pending_call", "idempotent_call"):
                await db.execute(f"UPDATE {table} SET started_at = started_at - interval '61 s'")
            taken_over = await post(gateway)
            assert (taken_over.status_code, "idempotency-replayed" in taken_over.headers) == (201, False)
            assert await enrolments(gateway) == ["accepted", "unknown"]
            assert await findings(gateway) == []
    assert isinstance(call.exception(), httpx.TransportError)


async def killed_process(gateway: GatewayProcess) -> None:
    """As `kill -9` does."""
    assert gateway.process is not None
    gateway.process.kill()
    await gateway.process.wait()


async def test_answers_are_sealed_and_kept_for_a_day(gateway: RunningGateway, settings: Settings) -> None:
    await post(gateway)
    conn = await asyncpg.connect(owned_by_postgres(settings.database_url))
    row = await conn.fetchrow("SELECT *, expires_at - started_at AS kept FROM idempotent_call")
    assert row
    assert row["kept"].total_seconds() == 24 * 3600
    assert b"PRIVATE" not in row["answer"]
    assert b"till" not in row["fingerprint"]
    await conn.execute("UPDATE idempotent_call SET expires_at = now()")
    await conn.close()
    assert "idempotency-replayed" not in (await post(gateway)).headers


async def test_without_its_database_nothing_is_done(
    gateway: RunningGateway, neighbours: Neighbours, postgres_server: Postgres
) -> None:
    assert postgres_server.engine is not None
    async with killed(postgres_server.engine):
        refused = await post(gateway)
    assert (refused.status_code, refused.json()["reason"]) == (503, "Unavailable")
    assert neighbours.iot.devices == {}
    await wait_until(lambda: answers(gateway))
    assert len(neighbours.iot.devices) == 1


async def answers(gateway: RunningGateway) -> bool:
    return (await post(gateway)).status_code == 201
