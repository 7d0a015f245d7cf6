"""What is left to do for signs and pumps, in PostgreSQL."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import asyncpg
import orjson
from motorway_kit.db import Connection, Pool

from pos.domain.price_change import LEASE, Wanted, Work, WorkKind

SELECT_WORK = """
SELECT site_id, kind, pump, price_set, prices, round, attempts, due_at, confirmed_at, reason, closed, shown, shown_at
FROM price_work
"""

# `closed` changes by itself: an order to close may be answered while something else is being wanted. A pump that is
# there again does not begin again at round 1, whose keys were used.
UPSERT_WORK = """
INSERT INTO price_work (site_id, kind, pump, price_set, prices, round, attempts, due_at, confirmed_at, reason, shown,
  shown_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (site_id, kind, pump) DO UPDATE SET
  price_set = excluded.price_set, prices = excluded.prices, attempts = excluded.attempts,
  round = CASE WHEN excluded.round < price_work.round THEN price_work.round + 1 ELSE excluded.round END,
  due_at = excluded.due_at, confirmed_at = excluded.confirmed_at, reason = excluded.reason,
  shown = excluded.shown, shown_at = excluded.shown_at
"""

# Whoever claims has the lease's time; then the work is due again, for anybody.
CLAIM = """
UPDATE price_work SET attempts = attempts + 1, due_at = $2
WHERE (site_id, kind, pump) IN (
  SELECT site_id, kind, pump FROM price_work WHERE due_at <= $1 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
RETURNING site_id, kind, pump, price_set, prices, round, attempts, due_at, confirmed_at, reason, closed, shown,
  shown_at
"""

CLOSED = """
UPDATE price_work SET closed = true, due_at = CASE WHEN price_set > 0 THEN coalesce(due_at, $3) END
WHERE site_id = $1 AND kind = 'pump' AND pump = $2
"""

RETIRE = """
UPDATE price_work SET price_set = 0, prices = NULL, round = round + 1, due_at = NULL, confirmed_at = NULL, reason = ''
WHERE site_id = $1 AND kind = 'pump' AND price_set > 0 AND pump <> ALL($2::int[])
"""

OPENED = """
UPDATE price_work SET closed = false, due_at = CASE WHEN confirmed_at IS NULL THEN due_at END
WHERE site_id = $1 AND kind = 'pump' AND pump = $2
"""


async def works(conn: "Pool | Connection", site_id: str) -> list[Work]:
    """All of a site, its pumps in order of number."""
    rows = await conn.fetch(f"{SELECT_WORK} WHERE site_id = $1 ORDER BY kind, pump", site_id)
    return [_work(row) for row in rows]


async def save_works(conn: Connection, changed: Iterable[Work]) -> None:
    for work in changed:
        await conn.execute(
            UPSERT_WORK,
            work.site_id,
            work.kind,
            work.pump,
            work.price_set,
            _json(work.prices),
            work.round,
            work.attempts,
            work.due_at,
            work.confirmed_at,
            work.reason,
            _json(work.shown),
            work.shown_at,
        )


async def retire_pumps(conn: Connection, site_id: str, kept: Sequence[int]) -> None:
    """Nothing is left to do for pumps that are not there any more. Their rounds go on should they come back."""
    await conn.execute(RETIRE, site_id, kept)


async def claim(db: Pool, now: datetime, limit: int) -> list[Work]:
    """Work that is due, for this process alone until the lease is over; each with its new attempt."""
    return [_work(row) for row in await db.fetch(CLAIM, now, now + LEASE, limit)]


async def still(conn: Connection, work: Work) -> Work | None:
    """The same work as it is now; None when it is not this attempt that is waited for any more."""
    row = await conn.fetchrow(
        f"{SELECT_WORK} WHERE site_id = $1 AND kind = $2 AND pump = $3 AND round = $4 AND attempts = $5 FOR UPDATE",
        work.site_id,
        work.kind,
        work.pump,
        work.round,
        work.attempts,
    )
    return None if row is None else _work(row)


async def set_closed(conn: Connection, work: Work, now: datetime) -> None:
    """Whatever is wanted of the pump by now: once it confirms, it must be opened again."""
    await conn.execute(CLOSED, work.site_id, work.pump, now)


async def set_opened(conn: Connection, work: Work) -> None:
    await conn.execute(OPENED, work.site_id, work.pump)


def _json(prices: Wanted | None) -> str | None:
    return None if prices is None else orjson.dumps(prices).decode()


def _prices(text: str | None) -> Wanted | None:
    prices: Wanted | None = None if text is None else orjson.loads(text)
    return prices


def _work(row: asyncpg.Record) -> Work:
    fields = dict(row) | {
        "kind": WorkKind(row["kind"]),
        "prices": _prices(row["prices"]),
        "shown": _prices(row["shown"]),
    }
    return Work(**fields)
