"""Somebody with every right in the database changes the audit, and is found out."""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import asyncpg
import pytest
import pytest_asyncio
from motorway_access.chain import Head, canonical, extend
from motorway_access.testing import CallerKeys
from motorway_kit.ids import new_id
from motorway_kit.testing import DatabaseFactory
from motorway_kit.testing_engines import Postgres
from typer.testing import Result

MIGRATIONS = Path(__file__).parents[4] / "services" / "api-gateway" / "api_gateway" / "migrations"
DAYS = ("2026-11-20", "2026-11-22")
WHO = ("actor_kind", "actor_id", "actor_name", "address", "user_agent", "session_id")
WHAT = ("site", "operation", "method", "route", "target", "request_id", "trace_id", "reason")
Tamper = Callable[[str], Awaitable[None]]
Ids = dict[tuple[str, int], str]


@pytest_asyncio.fixture
async def url(database: DatabaseFactory) -> str:
    """Of the application's role."""
    return await database(MIGRATIONS, application_role=True)


@pytest_asyncio.fixture
async def ids(url: str, keys: CallerKeys) -> Ids:
    """Two days of four records each: their ids by day and sequence."""
    conn, head = await asyncpg.connect(url), None
    made: Ids = {}
    for day in DAYS:
        head, records = extend(head, day, [content(day, number) for number in range(4)], keys.signer.seal)
        await append(conn, head, records)
        made |= {(day, record["sequence"]): record["record_id"] for record in records}
    await conn.close()
    return made


def content(day: str, number: int) -> dict[str, Any]:
    litres = {"litres": 0.1 + number, "big": 2**70, "text": 'é " \\ \u2028', "none": None}
    texts = {name: f"{name} {number}" for name in (*WHO, *WHAT)}
    at = f"{day}T08:0{number}:00.000001Z"
    rest = {"record_id": new_id(), "at": at, "roles": ["admin"], "outcome": "accepted", "status": 200}
    return {**texts, **rest, "before": None if number else [1, 2], "after": litres}


async def append(conn: "asyncpg.Connection[asyncpg.Record]", head: Head, records: list[Any]) -> None:
    """As the gateway does it."""
    texts = [canonical(record).decode() for record in records]
    hashes, seals = ([bytes.fromhex(record[name]) for record in records] for name in ("hash", "seal"))
    await conn.execute("SELECT audit_append($1, $2, $3, $4)", json.dumps(vars(head)), texts, hashes, seals)


@pytest.fixture
def tamper(url: str, postgres_server: Postgres) -> Tamper:
    """Run SQL with every right, and without the triggers that would refuse it."""

    async def run(sql: str) -> None:
        conn = await asyncpg.connect(postgres_server.url(urlsplit(url).path[1:]))
        await conn.execute("SET session_replication_role = replica")
        assert (await conn.execute(sql)).rpartition(" ")[2] != "0"
        await conn.close()

    return run


@pytest.fixture
def verify(url: str, keys: CallerKeys, motorway: Callable[..., Result]) -> Callable[..., Result]:
    return lambda *more: motorway("audit", "verify", "--database-url", url, "--keys", keys.public_file, *more)


async def test_what_the_gateway_wrote_is_intact(ids: Ids, verify: Callable[..., Result]) -> None:
    done = verify()
    assert done.exit_code == 0, done.output
    assert f"intact: {len(ids)} records, 2026-11-20 to 2026-11-22" in done.output
    assert "4 records" in verify("--from", "2026-11-22").output


@pytest.mark.parametrize(
    "change",
    ["actor_name = 'bob'", "after = '{}'", "at = at + interval '1 microsecond'", "roles = '{}'", "status = 201"],
)
async def test_an_altered_record_is_named(ids: Ids, tamper: Tamper, verify: Callable[..., Result], change: str) -> None:
    await tamper(f"UPDATE audit_record SET {change} WHERE record_id = '{ids[DAYS[1], 2]}'")
    done = verify()
    assert done.exit_code == 1
    assert f"altered  {DAYS[1]} {ids[DAYS[1], 2]}" in done.output


async def test_a_removed_record_is_named(ids: Ids, tamper: Tamper, verify: Callable[..., Result]) -> None:
    await tamper(f"DELETE FROM audit_record WHERE record_id = '{ids[DAYS[0], 3]}'")
    done = verify()
    assert done.exit_code == 1
    assert f"removed  {DAYS[0]} record 3 is missing" in done.output
    assert "1 of 2 days" in done.output


async def test_a_removed_day_is_named(ids: Ids, tamper: Tamper, verify: Callable[..., Result]) -> None:
    for table in ("audit_record", "audit_day"):
        await tamper(f"DELETE FROM {table} WHERE day = '{DAYS[0]}'")
    done = verify()
    assert done.exit_code == 1
    assert f"removed  {DAYS[0]} {DAYS[1]} continues {DAYS[0]}" in done.output


async def test_an_inserted_record_is_named(ids: Ids, tamper: Tamper, verify: Callable[..., Result]) -> None:
    foreign = new_id()
    changes = json.dumps({"record_id": foreign, "sequence": 5})
    copy = f"SELECT (json_populate_record(r, '{changes}')).* FROM audit_record r"
    await tamper(f"INSERT INTO audit_record {copy} WHERE record_id = '{ids[DAYS[0], 2]}'")
    done = verify()
    assert done.exit_code == 1
    assert foreign in done.output


async def test_a_database_that_is_away_is_told(motorway: Callable[..., Result], keys: CallerKeys) -> None:
    url = "postgresql://nobody@127.0.0.1:1/none"
    done = motorway("audit", "verify", "--database-url", url, "--keys", keys.public_file)
    assert done.exit_code == 2
    assert "the database: " in done.output
