"""The storage without the service around it, on plain PostgreSQL and on TimescaleDB."""

import asyncio
import subprocess
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import cast

import asyncpg
import numpy as np
import pytest
import pytest_asyncio
from motorway_kit.db import Pool
from motorway_kit.messaging import Delivery, Event
from motorway_kit.testing import DatabaseFactory, free_port
from telemetry.__main__ import MIGRATIONS
from telemetry.batch import Batch
from telemetry.db import Writing, copy_binary
from telemetry.domain.partitions import Width
from telemetry.domain.series import SeriesMap
from telemetry.engine import Engine, detect
from telemetry.ingest import Copy, Preparer, Writer
from telemetry.pgbinary import COPY_HEADER, COPY_TRAILER, POSTGRES_EPOCH_US

TIMESCALE = Path(__file__).parents[2] / "timescale"


@dataclass
class Store:
    """The storage of one engine without the service around it. TimescaleDB serves one connection at a time here."""

    url: str
    copy: Copy
    on_pglite: bool
    known: Engine | None = None
    retention: timedelta = timedelta(days=730)

    @asynccontextmanager
    async def pool(self) -> AsyncIterator[Pool]:
        options = {"statement_cache_size": 0, "reset": _no_reset} if self.on_pglite else {}
        pool = await asyncpg.create_pool(self.url, min_size=1, max_size=1 if self.on_pglite else 4, **options)
        try:
            yield pool
        finally:
            pool.terminate()

    async def ingest(self, *events: Event) -> int:
        """Store these events in one transaction; returns the number of readings written."""
        batch = Batch(SeriesMap())
        for event in events:
            batch.add(event, cast(Delivery, None))
        async with self.pool() as pool:
            engine = await self.engine(pool)
            flush = await Preparer(pool, engine, self.retention).prepare(batch)
        writer = Writer(self.url, engine, self.copy)
        try:
            return await writer.store(flush)
        finally:
            await writer.close()

    async def engine(self, pool: Pool) -> Engine:
        self.known = self.known or await detect(pool, Width.MONTH)
        return self.known

    async def catch_up(self) -> None:
        """What runs every few seconds in the background."""
        async with self.pool() as pool:
            await (await self.engine(pool)).roll_up(pool)


async def _no_reset(_: object) -> None:
    return


async def insert_rows(conn: Writing, table: str, columns: Sequence[str], data: bytes) -> None:
    """Takes the place of COPY, which does not get through pglite's socket."""
    body = data[len(COPY_HEADER) : -len(COPY_TRAILER)]
    layout = [
        ("n", ">i2"),
        ("_1", ">i4"),
        ("time", ">i8"),
        ("_2", ">i4"),
        ("series", ">i4"),
        ("_3", ">i4"),
        ("v", ">f8"),
    ]
    rows = np.frombuffer(body, layout)
    await conn.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT 'epoch'::timestamptz + t * interval '1 microsecond', s, v"
        " FROM unnest(%s::int8[], %s::int4[], %s::float8[]) AS row (t, s, v)",
        [(rows["time"] + POSTGRES_EPOCH_US).tolist(), rows["series"].tolist(), rows["v"].tolist()],
    )


@pytest.fixture(scope="session")
def timescale_url() -> Iterator[str]:
    """Real TimescaleDB code under node, migrated; one server for all tests, each of which uses a site of its own."""
    if not (TIMESCALE / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=TIMESCALE, check=True, capture_output=True)
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
