"""Storing batches: prepare (series ids, room, encoding), then one transaction of message ids and readings."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypeVar

import numpy as np
import psycopg
from motorway_kit.db import Pool
from motorway_kit.log import get_logger

from telemetry import db, metrics
from telemetry.batch import Batch, now_us
from telemetry.domain.readings import Int32s, Readings, Refused, acceptable
from telemetry.domain.series import SeriesMap
from telemetry.engine import Engine
from telemetry.pgbinary import DELTA_COLUMNS, READING_COLUMNS, UuidArray, UuidArrayDumper, copy_readings

log = get_logger(__name__)
T = TypeVar("T")

CONNECT_TIMEOUT_S = 5
FLUSH_TIMEOUT_S = 60
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.2, 5.0

Copy = Callable[[db.Writing, str, Sequence[str], bytes], Awaitable[None]]


class Patience:
    """Does work again, with growing pauses, as long as the database fails. `failing` tells readiness about it."""

    def __init__(self) -> None:
        self.failing = False

    async def until_done(self, work: Callable[[], Awaitable[T]]) -> T:
        """What is wrong with the data itself is raised at once."""
        pause_s = FIRST_PAUSE_S
        while True:
            try:
                outcome = await work()
            except db.POISON:
                raise
            except db.FAILURES as error:
                self.failing = True
                metrics.retries.inc()
                log.warning("the database failed, the readings wait", error=repr(error))
            else:
                self.failing = False
                return outcome
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * 2, LONGEST_PAUSE_S)


@dataclass(frozen=True, slots=True)
class Flush:
    """What one transaction writes: message ids, readings sorted by series and time, and both encoded for COPY."""

    ids: list[bytes]
    readings: Readings
    rows: bytes
    delta: bytes | None
    oldest_us: int

    def only(self, fresh: set[bytes], engine: Engine) -> "Flush":
        """The same without the readings of messages that are stored already."""
        is_fresh = np.array([message_id in fresh for message_id in self.ids], np.bool_)
        return encode(self.ids, self.readings.where(is_fresh[self.readings.message]), engine, self.oldest_us)


def encode(ids: list[bytes], readings: Readings, engine: Engine, oldest_us: int) -> Flush:
    """`readings` are sorted."""
    return Flush(ids, readings, copy_readings(readings), engine.delta(readings), oldest_us)


class Preparer:
    """Makes a flush out of a batch: looks up or inserts the series, refuses what may not be stored, encodes."""

    def __init__(self, pool: Pool, engine: Engine, retention: timedelta) -> None:
        self._pool, self._engine = pool, engine
        self._retention_us = retention // timedelta(microseconds=1)

    async def prepare(self, batch: Batch) -> Flush:
        received_us = batch.received_us
        slots = batch.columns.readings()
        accepted, refused = acceptable(slots, received_us, now_us(), self._retention_us)
        await self._know_series(batch.series, accepted.series)
        readings = replace(accepted, series=batch.series.ids(accepted.series)).sorted()
        await self._engine.make_room(self._pool, readings.time_us)
        _count(refused)
        return encode(batch.ids, readings, self._engine, int(received_us.min(initial=now_us())))

    async def _know_series(self, series: SeriesMap, slots: Int32s) -> None:
        unknown = series.unknown(slots)
        if unknown:
            series.learn(await db.find_series(self._pool, unknown))
            metrics.series_known.set(len(series))


def _count(refused: Refused) -> None:
    metrics.too_old.inc(refused.too_old)
    metrics.refused.labels("future").inc(refused.future)
    metrics.refused.labels("not_finite").inc(refused.not_finite)


class Writer:
    """One connection that writes flushes; it is made anew after any failure."""

    def __init__(self, url: str, engine: Engine, copy: Copy = db.copy_binary) -> None:
        self._url, self._engine, self._copy = url, engine, copy
        self._conn: db.Writing | None = None

    async def store(self, flush: Flush) -> int:
        """Write what was not stored before, and commit. Returns the number of readings written."""
        try:
            async with asyncio.timeout(FLUSH_TIMEOUT_S):
                return await self._transaction(await self._connected(), flush)
        except db.POISON:
            raise
        except BaseException:
            await self.close()
            raise

    async def _transaction(self, conn: db.Writing, flush: Flush) -> int:
        async with conn.transaction():
            fresh = await db.insert_ingested(conn, flush.ids)
            if len(fresh) < len(flush.ids):
                metrics.duplicates.inc(len(flush.ids) - len(fresh))
                flush = flush.only(fresh, self._engine)
            if len(flush.readings):
                await self._copy(conn, "reading", READING_COLUMNS, flush.rows)
                if flush.delta is not None:
                    await self._copy(conn, "minute_delta", DELTA_COLUMNS, flush.delta)
        self._engine.stored(flush.readings.time_us)
        metrics.messages_stored.labels(self._engine.name).inc(len(fresh))
        return len(flush.readings)

    async def _connected(self) -> db.Writing:
        if self._conn is None:
            conn = await psycopg.AsyncConnection.connect(
                self._url, autocommit=True, connect_timeout=CONNECT_TIMEOUT_S, application_name="telemetry writer"
            )
            conn.adapters.register_dumper(UuidArray, UuidArrayDumper)
            self._conn = conn
        return self._conn

    async def close(self) -> None:
        """Idempotent; the next flush connects again."""
        conn, self._conn = self._conn, None
        if conn is not None:
            with suppress(psycopg.Error, OSError):
                await conn.close()


@asynccontextmanager
async def flush_writer(url: str, engine: Engine) -> AsyncIterator[Writer]:
    writer = Writer(url, engine)
    try:
        yield writer
    finally:
        await writer.close()
