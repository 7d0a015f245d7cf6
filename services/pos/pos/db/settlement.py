"""What a day's settlement is made of, and settlements as they were kept."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import asyncpg
from motorway_kit.db import Connection, Pool
from pydantic import TypeAdapter

from pos.db.meters import meter_check
from pos.domain.business_day import Day
from pos.domain.sale import Clearing, TenderKind
from pos.domain.settlement import Fuelled, Ledger, Settlement, StoredSettlement
from pos.domain.shift_report import Takings

DOCUMENT = TypeAdapter(Settlement)
STORED = "number, document, run_at, run_by, nightly"

# 6: CLEARED.
FUELLED = """
SELECT f.pump, f.nozzle, f.grade_id, CASE WHEN s.state = 6 THEN s.clearing END, count(*), sum(f.volume_ml)::bigint,
  sum(f.amount_minor)::bigint, coalesce(sum(f.volume_ml) FILTER (WHERE l.number IS NOT NULL), 0)::bigint,
  coalesce(sum(l.amount_minor), 0)::bigint
FROM fuelling f
JOIN sale s USING (sale_id)
LEFT JOIN sale_line l ON l.sale_id = f.sale_id AND l.number = f.line
WHERE f.site_id = $1 AND f.finished_at >= $2 AND f.finished_at < $3
GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""
# 3: PUMP_TEST.
RETURNED = """
SELECT s.return_tank, sum(f.volume_ml)::bigint
FROM fuelling f JOIN sale s USING (sale_id)
WHERE f.site_id = $1 AND f.finished_at >= $2 AND f.finished_at < $3 AND s.state = 6 AND s.clearing = 3
GROUP BY s.return_tank
"""
TAKINGS = """
SELECT t.kind, count(*) FILTER (WHERE t.amount_minor > 0), sum(t.amount_minor)::bigint
FROM tender t JOIN sale s USING (sale_id) WHERE s.site_id = $1 AND t.at >= $2 AND t.at < $3
GROUP BY t.kind ORDER BY t.kind
"""
NEXT_NUMBER = """
INSERT INTO settlement_counter AS c (site_id, number) VALUES ($1, 1)
ON CONFLICT (site_id) DO UPDATE SET number = c.number + 1 RETURNING number
"""


# The index fuelling_late holds just these; whoever is settled at three in the morning cannot have missed any other.
LATE_DAYS = """
SELECT l.site_id, l.day, max(l.received_at) FROM (
  SELECT f.site_id, (f.finished_at AT TIME ZONE s.time_zone)::date AS day, f.received_at
  FROM fuelling f JOIN site s USING (site_id)
  WHERE f.received_at - f.finished_at > interval '3 hours' AND f.received_at > $1 AND f.received_at <= $2) l
GROUP BY l.site_id, l.day
HAVING max(l.received_at) > (SELECT max(t.run_at) FROM settlement t WHERE t.site_id = l.site_id AND t.day = l.day)
ORDER BY l.site_id, l.day
"""


async def late_days(db: Pool, since: datetime, until: datetime) -> Sequence[tuple[str, date, datetime]]:
    """Settled days of sites for which fuellings came after that, received in the span, with the newest of them."""
    return [(row[0], row[1], row[2]) for row in await db.fetch(LATE_DAYS, since, until)]


async def received_since(db: Pool, site_id: str, day: Day, at: datetime) -> bool:
    """Whether a fuelling of the day has come after that."""
    query = (
        "SELECT EXISTS (SELECT FROM fuelling"
        " WHERE site_id = $1 AND finished_at >= $2 AND finished_at < $3 AND received_at > $4)"
    )
    return bool(await db.fetchval(query, site_id, day.start, day.end, at))


async def settled_since(conn: Connection, site_id: str, day: date, at: datetime) -> bool:
    query = "SELECT EXISTS (SELECT FROM settlement WHERE site_id = $1 AND day = $2 AND run_at >= $3)"
    return bool(await conn.fetchval(query, site_id, day, at))


async def ledger(conn: Connection, site_id: str, day: Day) -> Ledger:
    """Of one moment: to be read in a transaction that sees one."""
    checks = await meter_check(conn, site_id, day.start, day.end)
    fuelled = [_fuelled(row) for row in await conn.fetch(FUELLED, site_id, day.start, day.end)]
    returned = {row[0]: row[1] for row in await conn.fetch(RETURNED, site_id, day.start, day.end)}
    takings = [
        Takings(TenderKind(kind), *sums) for kind, *sums in await conn.fetch(TAKINGS, site_id, day.start, day.end)
    ]
    return Ledger(checks, fuelled, returned, takings)


def _fuelled(row: asyncpg.Record) -> Fuelled:
    pump, nozzle, grade_id, clearing, *sums = row
    return Fuelled(pump, nozzle, grade_id, None if clearing is None else Clearing(clearing), *sums)


async def next_number(conn: Connection, site_id: str) -> int:
    """Without gaps: no other settlement of the site gets one before the end of the transaction."""
    number: int = await conn.fetchval(NEXT_NUMBER, site_id)
    return number


async def has_nightly(conn: Connection, site_id: str, day: date) -> bool:
    query = "SELECT EXISTS (SELECT FROM settlement WHERE site_id = $1 AND day = $2 AND nightly)"
    return bool(await conn.fetchval(query, site_id, day))


async def last_nightly(db: Pool) -> Mapping[str, date]:
    """The newest day of each site that was settled by itself."""
    return {
        row[0]: row[1]
        for row in await db.fetch("SELECT site_id, max(day) FROM settlement WHERE nightly GROUP BY site_id")
    }


async def insert(conn: Connection, stored: StoredSettlement, key: str | None, request_hash: bytes | None) -> None:
    await conn.execute(
        "INSERT INTO settlement (site_id, day, number, nightly, run_at, run_by, document, idempotency_key,"
        " request_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        stored.settlement.site_id,
        stored.settlement.day,
        stored.number,
        stored.nightly,
        stored.run_at,
        stored.run_by,
        DOCUMENT.dump_json(stored.settlement).decode(),
        key,
        request_hash,
    )


async def by_key(db: "Pool | Connection", key: str) -> tuple[StoredSettlement, bytes] | None:
    row = await db.fetchrow(f"SELECT {STORED}, request_hash FROM settlement WHERE idempotency_key = $1", key)  # noqa: S608
    return None if row is None else (_stored(row), row["request_hash"])


async def list_settlements(
    db: Pool, site_id: str, day: date | None, before: int | None, limit: int
) -> Sequence[StoredSettlement]:
    """Newest first, before that number."""
    rows = await db.fetch(
        f"SELECT {STORED} FROM settlement WHERE site_id = $1 AND ($2::date IS NULL OR day = $2)"  # noqa: S608
        " AND ($3::bigint IS NULL OR number < $3) ORDER BY number DESC LIMIT $4",
        site_id,
        day,
        before,
        limit,
    )
    return [_stored(row) for row in rows]


def _stored(row: asyncpg.Record) -> StoredSettlement:
    settlement = DOCUMENT.validate_json(row["document"])
    return StoredSettlement(row["number"], settlement, row["run_at"], row["run_by"], row["nightly"])
