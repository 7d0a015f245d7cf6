"""The storage on plain PostgreSQL and on real TimescaleDB code."""

import asyncio
import subprocess
from collections.abc import Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio
from motorway_kit.testing import DatabaseFactory, free_port
from telemetry.__main__ import MIGRATIONS
from telemetry.db import copy_binary

from .store import Store, insert_rows

TIMESCALE = Path(__file__).parents[2] / "timescale"


@pytest.fixture(scope="session")
def timescale_url() -> Iterator[str]:
    """Real TimescaleDB code under node, migrated; one server for all tests, each of which uses a site of its own."""
    _installed()
    port = free_port()
    with subprocess.Popen(["node", "server.mjs", str(port)], cwd=TIMESCALE, stdout=subprocess.PIPE) as server:
        try:
            assert server.stdout is not None
            assert server.stdout.readline() == b"ready\n"
            url = f"postgresql://postgres:postgres@127.0.0.1:{port}/postgres?sslmode=disable"
            asyncio.run(_migrate_pglite(url))
            yield url
        finally:
            server.kill()


def _installed() -> None:
    """By one process; the others wait for it."""
    with (TIMESCALE / "package-lock.json").open() as lock:
        flock(lock, LOCK_EX)
        if not (TIMESCALE / "node_modules" / ".package-lock.json").exists():
            subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=TIMESCALE, check=True, capture_output=True)


async def _migrate_pglite(url: str) -> None:
    # Not by the kit's runner: the socket server never answers its orderly goodbye.
    conn = await asyncpg.connect(url, statement_cache_size=0)
    await conn.execute("SET search_path TO public")
    for path in sorted(MIGRATIONS.glob("*.sql")):
        async with conn.transaction():
            await conn.execute(path.read_text())
    conn.terminate()


@pytest_asyncio.fixture(params=["postgresql", "timescaledb"])
async def store(request: pytest.FixtureRequest, database: DatabaseFactory, timescale_url: str) -> Store:
    """Every test that takes this runs on both engines."""
    if request.param == "timescaledb":
        return Store(timescale_url, insert_rows, on_pglite=True)
    return Store(await database(MIGRATIONS), copy_binary, on_pglite=False)


@pytest_asyncio.fixture
async def plain_store(database: DatabaseFactory) -> Store:
    return Store(await database(MIGRATIONS), copy_binary, on_pglite=False)


@pytest.fixture
def timescale_store(timescale_url: str) -> Store:
    return Store(timescale_url, insert_rows, on_pglite=True)
