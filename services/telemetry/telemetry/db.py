"""SQL: what is written with psycopg (binary COPY), what is read with asyncpg."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

import asyncpg
import psycopg
from motorway_kit.db import FAILURES as DATABASE_FAILURES
from motorway_kit.db import Connection, Pool, transaction

from telemetry.domain.readings import unit_of
from telemetry.domain.series import SeriesName
from telemetry.pgbinary import UuidArray

# The data is at fault: trying again cannot help.
POISON = (
    psycopg.DataError,
    psycopg.IntegrityError,
    asyncpg.DataError,
    asyncpg.IntegrityConstraintViolationError,
)
# The database, the network or the schema is at fault: the data is kept and tried again.
FAILURES = (psycopg.Error, *DATABASE_FAILURES)

Writing = psycopg.AsyncConnection[tuple[object, ...]]


async def insert_ingested(conn: Writing, ids: Sequence[bytes]) -> set[bytes]:
    """Record these message ids; returns those that were not recorded before."""
    sql = "INSERT INTO ingested (message_id) SELECT unnest(%s) ON CONFLICT DO NOTHING RETURNING message_id"
    async with conn.cursor(binary=True) as cursor:
        await cursor.execute(sql, [UuidArray(sorted(ids))])
        if cursor.rowcount == len(ids):
            return set(ids)
        result = cursor.pgresult
        assert result is not None
        return {bytes(result.get_value(row, 0) or b"") for row in range(result.ntuples)}


async def copy_binary(conn: Writing, table: str, columns: Sequence[str], data: bytes) -> None:
    """COPY rows that are encoded already (pgbinary) into a table of ours."""
    sql = f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT binary)"
    async with conn.cursor() as cursor, cursor.copy(sql.encode()) as copy:
        await copy.write(data)


async def find_series(db: Pool, names: Sequence[SeriesName]) -> dict[SeriesName, int]:
    """The ids of these series; new ones are inserted."""
    found = await _select_series(db, names)
    missing = sorted(set(names) - found.keys())
    if missing:
        units = [unit_of(name.metric) for name in missing]
        await db.execute(
            "INSERT INTO series (site, device, metric, unit)"
            " SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) ON CONFLICT DO NOTHING",
            *_columns(missing),
            units,
        )
        found |= await _select_series(db, missing)
    return found


async def _select_series(db: Pool, names: Sequence[SeriesName]) -> dict[SeriesName, int]:
    rows = await db.fetch(
        "SELECT site, device, metric, series_id FROM series"
        " JOIN unnest($1::text[], $2::text[], $3::text[]) AS asked (site, device, metric)"
        " USING (site, device, metric)",
        *_columns(names),
    )
    return {SeriesName(site, device, metric): series_id for site, device, metric, series_id in rows}


def _columns(names: Sequence[SeriesName]) -> list[list[str]]:
    return [[name[part] for name in names] for part in range(3)]


async def select_latest(db: Pool, site: str, device: str) -> list[asyncpg.Record]:
    """(device, metric, unit, time, value) of the newest reading of each series; `device` empty: of all."""
    return await db.fetch(
        "SELECT s.device, s.metric, s.unit, l.time, l.value FROM series s JOIN latest_reading l USING (series_id)"
        " WHERE s.site = $1 AND ($2 = '' OR s.device = $2) ORDER BY s.device, s.metric",
        site,
        device,
    )


async def select_series(db: Pool, name: SeriesName) -> tuple[int, str] | None:
    """(series id, unit), or None."""
    row = await db.fetchrow("SELECT series_id, unit FROM series WHERE site = $1 AND device = $2 AND metric = $3", *name)
    return (row["series_id"], row["unit"]) if row else None


async def select_raw(
    db: Pool, series_id: int, span: tuple[datetime, datetime], limit: int | None, arrival: str
) -> list[asyncpg.Record]:
    """(time_us, value) in order of time, then of arrival as far as the engine keeps it."""
    return await db.fetch(
        f"SELECT {_unix_us('time')}, value FROM reading"  # noqa: S608 - no outside text
        f" WHERE series_id = $1 AND time >= $2 AND time < $3 ORDER BY {arrival} LIMIT $4",
        series_id,
        *span,
        limit,
    )


async def select_rollup(
    db: Pool, table: str, series_id: int, span: tuple[datetime, datetime], limit: int | None
) -> list[asyncpg.Record]:
    """(bucket_us, minimum, maximum, sum, count, last, last_us) of the buckets that start within the span."""
    return await db.fetch(
        f"SELECT {_unix_us('bucket')}, minimum, maximum, sum, count, last, {_unix_us('last_time')}"  # noqa: S608
        f" FROM {table} WHERE series_id = $1 AND bucket >= $2 AND bucket < $3 ORDER BY bucket LIMIT $4",
        series_id,
        *span,
        limit,
    )


async def select_last(db: Pool, table: str, series_ids: Sequence[int], since: datetime) -> list[asyncpg.Record]:
    """(series_id, last_us, last) of the buckets from `since` on, in order of time."""
    return await db.fetch(
        f"SELECT series_id, {_unix_us('last_time')}, last FROM {table}"  # noqa: S608
        " WHERE series_id = ANY($1) AND bucket >= $2 ORDER BY bucket",
        list(series_ids),
        since,
    )


def _unix_us(column: str) -> str:
    return f"(extract(epoch FROM {column}) * 1000000)::bigint"


async def select_series_of(db: Pool, name: SeriesName) -> dict[int, tuple[str, str]]:
    """series id → (device, metric) of a site; an empty device or metric means every one."""
    rows = await db.fetch(
        "SELECT series_id, device, metric FROM series"
        " WHERE site = $1 AND ($2 = '' OR device = $2) AND ($3 = '' OR metric = $3)",
        *name,
    )
    return {series_id: (device, metric) for series_id, device, metric in rows}


async def select_extent(db: Pool, series_ids: Sequence[int]) -> tuple[datetime, datetime] | None:
    """Times of the first and the last stored reading of these series."""
    row = await db.fetchrow(
        "SELECT min(first.time), max(last.time) FROM unnest($1::int[]) AS asked (series_id)"
        " CROSS JOIN LATERAL (SELECT time FROM reading r WHERE r.series_id = asked.series_id"
        " ORDER BY time LIMIT 1) first"
        " CROSS JOIN LATERAL (SELECT time FROM reading r WHERE r.series_id = asked.series_id"
        " ORDER BY time DESC LIMIT 1) last",
        list(series_ids),
    )
    return (row[0], row[1]) if row and row[0] is not None else None


async def stream_readings(
    db: Pool, series_ids: Sequence[int], span: tuple[datetime, datetime], block: int
) -> AsyncIterator[list[asyncpg.Record]]:
    """Blocks of (series_id, time_us, value) in order of time, through a server-side cursor."""
    sql = (
        f"SELECT series_id, {_unix_us('time')}, value FROM reading"  # noqa: S608
        " WHERE series_id = ANY($1) AND time >= $2 AND time < $3 ORDER BY time, series_id"
    )
    async with transaction(db) as conn:
        cursor = await conn.cursor(sql, list(series_ids), *span)
        while rows := await cursor.fetch(block):
            yield rows


async def delete_ingested(conn: Connection, before: datetime) -> None:
    """Forget message ids that were stored before this time."""
    await conn.execute("DELETE FROM ingested WHERE stored_at < $1", before, timeout=600)
