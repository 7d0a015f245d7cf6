"""Native range partitions on plain PostgreSQL: read from the catalogue, added without blocking readers, dropped."""

import asyncpg
from motorway_kit.db import Connection, Pool, transaction
from motorway_kit.log import get_logger

from telemetry import metrics
from telemetry.domain.partitions import Span, Width, expired, missing, to_datetime, to_us

log = get_logger(__name__)

LIST = """
SELECT c.relname, (regexp_match(pg_get_expr(c.relpartbound, c.oid), $$FROM \\('([^']+)'\\) TO \\('([^']+)'\\)$$))
           ::timestamptz[] AS bounds
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent = $1::regclass AND NOT i.inhdetachpending
"""
LOCK = "SELECT pg_advisory_xact_lock(hashtext('telemetry_partitions'))"
DROP_TIMEOUT_S = 600


async def existing(conn: Connection, table: str) -> dict[Span, str]:
    """The partitions of a table, by span."""
    rows = await conn.fetch(LIST, table)
    return {Span(*map(to_us, bounds)): name for name, bounds in rows if bounds is not None}


async def add_missing(db: Pool, table: str, times_us: list[int], width: Width) -> None:
    """Make the partitions that these times need."""
    async with transaction(db) as conn:
        await conn.execute(LOCK)
        spans = await existing(conn, table)
        for span in missing(spans, times_us, width):
            await _add(conn, table, span)


async def _add(conn: Connection, table: str, span: Span) -> None:
    # ATTACH takes a lock that lets readers and writers go on; CREATE … PARTITION OF would stop them.
    start, end = to_datetime(span.start_us), to_datetime(span.end_us)
    name = f"{table}_{start:%Y%m%d}"
    like = f"LIKE {table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS"
    await conn.execute(f"CREATE TABLE {name} ({like}) WITH (fillfactor = {_fill(table)})")
    await conn.execute(
        f"ALTER TABLE {table} ATTACH PARTITION {name} FOR VALUES FROM ('{start.isoformat()}') TO ('{end.isoformat()}')"
    )
    metrics.partitions_made.inc()
    log.info("partition made", partition=name, start=start.isoformat(), end=end.isoformat())


def _fill(table: str) -> int:
    """Raw rows are never updated; rollup rows are, in place."""
    return 100 if table == "reading" else 80


async def drop_expired(db: Pool, table: str, before_us: int) -> None:
    """Drop the partitions that lie wholly before this time."""
    async with db.acquire() as conn:
        spans = await existing(conn, table)
        for span in expired(spans, before_us):
            await _drop(conn, table, spans[span])


async def _drop(conn: Connection, table: str, name: str) -> None:
    try:
        await conn.execute(f"ALTER TABLE {table} DETACH PARTITION {name} CONCURRENTLY", timeout=DROP_TIMEOUT_S)
    except asyncpg.ObjectNotInPrerequisiteStateError:
        await conn.execute(f"ALTER TABLE {table} DETACH PARTITION {name} FINALIZE", timeout=DROP_TIMEOUT_S)
    await conn.execute(f"DROP TABLE {name}")
    metrics.partitions_dropped.inc()
    log.info("partition dropped", partition=name)
