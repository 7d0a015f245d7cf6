"""The storage without the service around it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import asyncpg
import numpy as np
from motorway_kit.db import Pool
from motorway_kit.messaging import Delivery, Event
from telemetry.batch import Batch
from telemetry.db import Writing
from telemetry.domain.partitions import Width
from telemetry.domain.series import SeriesMap
from telemetry.engine import Engine, detect
from telemetry.ingest import Copy, Preparer, Writer
from telemetry.pgbinary import COPY_HEADER, COPY_TRAILER, POSTGRES_EPOCH_US
from telemetry.settings import TelemetrySettings

TIMESCALE = Path(__file__).parents[2] / "timescale"


def house_rules(**days: int) -> TelemetrySettings:
    """Settings as housekeeping takes them."""
    unused = {"database_url": "unused", "amqp_url": "unused", "caller_keys_file": Path("unused")}
    return TelemetrySettings.model_validate(unused | days)


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
        options: dict[str, Any] = {"statement_cache_size": 0, "reset": _no_reset, "max_size": 1}
        pool = await asyncpg.create_pool(self.url, min_size=1, **(options if self.on_pglite else {}))
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
