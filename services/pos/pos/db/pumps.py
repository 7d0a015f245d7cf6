"""What the pumps said last, and what waits for their word."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import asyncpg
from motorway_kit.db import Connection, Pool

from pos.db.sale_rows import SELECT_SALE, sale_of
from pos.domain.pump import PumpState, PumpStatus, Sighting
from pos.domain.sale import Sale

# Newer by the pump's own time wins. Who does not speak of the emergency stop leaves it as it is known.
STORE = """
INSERT INTO pump_status AS was
  (site_id, pump, state, nozzle, reason, release_token, time, since, seen_at, emergency_stopped)
SELECT new.site_id, new.pump, new.state, new.nozzle, new.reason, new.token, new.time, new.time, $9,
  coalesce(new.stopped, false)
FROM unnest($1::text[], $2::int[], $3::smallint[], $4::int[], $5::text[], $6::text[], $7::timestamptz[], $8::bool[])
  AS new (site_id, pump, state, nozzle, reason, token, time, stopped)
ORDER BY new.site_id, new.pump
ON CONFLICT (site_id, pump) DO UPDATE SET
  state = excluded.state, nozzle = excluded.nozzle, release_token = excluded.release_token, time = excluded.time,
  reason = CASE WHEN was.state = excluded.state AND excluded.reason = '' THEN was.reason ELSE excluded.reason END,
  since = CASE WHEN was.state = excluded.state THEN was.since ELSE excluded.time END,
  seen_at = excluded.seen_at, emergency_stopped = coalesce((
    SELECT said.stopped FROM unnest($1::text[], $2::int[], $8::bool[]) AS said (site_id, pump, stopped)
    WHERE said.site_id = excluded.site_id AND said.pump = excluded.pump), was.emergency_stopped)
WHERE excluded.time >= was.time
"""

# What is over begins again only when it is the last word of a pump: an old one may come late.
TOLD = f"""{SELECT_SALE}
JOIN unnest($1::uuid[], $2::text[], $3::bool[]) AS told (id, site, started) ON id = sale_id AND site = site_id
WHERE state = 1 OR (state = 2 AND started) OR (state IN (7, 8) AND EXISTS (
  SELECT FROM pump_status p WHERE p.site_id = sale.site_id AND p.release_token = sale.sale_id::text))
ORDER BY sale_id
"""

# Sales whose outcome nobody told: an order that was not answered, and an authorisation that its pump speaks of no more.
CLAIM = """
UPDATE sale SET ask_after = $1::timestamptz + $4::interval WHERE sale_id IN (
  SELECT sale_id FROM sale
  LEFT JOIN pump_status p ON p.site_id = sale.site_id AND p.pump = sale.pump
  WHERE sale.state <= 3 AND (ask_after IS NULL OR ask_after <= $1::timestamptz)
    AND CASE WHEN sale.state = 1 THEN opened_at <= $1::timestamptz - $2::interval
        ELSE p.release_token <> sale.sale_id::text AND p.seen_at <= $1::timestamptz - $3::interval END
  ORDER BY opened_at LIMIT $5 FOR UPDATE OF sale SKIP LOCKED)
RETURNING sale_id, site_id, state = 1 AND EXISTS (
  SELECT FROM sale_card_payment c WHERE c.sale_id = sale.sale_id AND c.state = 1 AND c.hold) AS unclaimed
"""


class Patience(NamedTuple):
    """How long to wait: for the end of an order, for a transaction that should follow, and between two questions."""

    order: timedelta
    silence: timedelta
    again: timedelta


class Waiting(NamedTuple):
    """`unclaimed`: its pump was never ordered, since its hold is not known to be claimed."""

    sale_id: str
    site_id: str
    unclaimed: bool


async def store_sightings(conn: "Pool | Connection", sightings: Iterable[Sighting], seen_at: datetime) -> None:
    """At most one of each pump. One that is older than what is stored changes nothing."""
    rows = list(sightings)
    if not rows:
        return
    await conn.execute(
        STORE,
        [row.site_id for row in rows],
        [row.pump for row in rows],
        [row.state for row in rows],
        [row.nozzle for row in rows],
        [row.reason for row in rows],
        [row.release_token for row in rows],
        [row.time for row in rows],
        [row.emergency_stopped for row in rows],
        seen_at,
    )


async def lock_status(conn: Connection, site_id: str, pump: int) -> PumpStatus | None:
    """Nobody else authorises the pump until the end of the transaction."""
    row = await conn.fetchrow("SELECT * FROM pump_status WHERE site_id = $1 AND pump = $2 FOR UPDATE", site_id, pump)
    return None if row is None else _status(row)


async def get_status(db: "Pool | Connection", site_id: str, pump: int) -> PumpStatus | None:
    row = await db.fetchrow("SELECT * FROM pump_status WHERE site_id = $1 AND pump = $2", site_id, pump)
    return None if row is None else _status(row)


async def list_statuses(db: "Pool | Connection", site_id: str) -> dict[int, PumpStatus]:
    """By pump."""
    rows = await db.fetch("SELECT * FROM pump_status WHERE site_id = $1", site_id)
    return {row["pump"]: _status(row) for row in rows}


async def open_on_pump(conn: Connection, site_id: str, pump: int) -> tuple[int, str]:
    """How many finished sales wait to be paid, and the sale whose order is not answered yet, if there is one."""
    row = await conn.fetchrow(
        "SELECT count(*) FILTER (WHERE state IN (4, 5)), coalesce(max(sale_id::text) FILTER (WHERE state = 1), '')"
        " FROM sale WHERE site_id = $1 AND pump = $2 AND state <= 5",
        site_id,
        pump,
    )
    assert row is not None
    return row[0], row[1]


async def open_sales(db: "Pool | Connection", site_id: str) -> list[Sale]:
    """Sales with a pump that are not over, oldest first."""
    rows = await db.fetch(f"{SELECT_SALE} WHERE site_id = $1 AND pump > 0 AND state <= 5 ORDER BY sale_id", site_id)
    return [sale_of(row) for row in rows]


async def told_sales(conn: Connection, told: Sequence[tuple[str, str, bool]]) -> list[tuple[Sale, bool]]:
    """Sales that what was told of them may change, of (sale id, site, whether it is started)."""
    ids, sites, started = zip(*told, strict=True)
    rows = await conn.fetch(TOLD, list(ids), list(sites), list(started))
    is_started = {sale_id: started for sale_id, _, started in told}
    return [(sale, is_started[sale.sale_id]) for sale in map(sale_of, rows)]


async def claim_waiting(db: Pool, now: datetime, patience: Patience, limit: int) -> list[Waiting]:
    """Sales that must be asked about now; nobody else is given them before `patience.again` is over."""
    rows = await db.fetch(CLAIM, now, patience.order, patience.silence, patience.again, limit)
    return [Waiting(str(row["sale_id"]), row["site_id"], row["unclaimed"]) for row in rows]


async def ask_at_once(conn: "Pool | Connection", site_id: str) -> None:
    """The site can be asked again: its waiting sales need not wait any longer."""
    await conn.execute("UPDATE sale SET ask_after = NULL WHERE site_id = $1 AND state <= 3", site_id)


async def order_hash(conn: Connection, key: str, request_hash: bytes, at: datetime) -> bytes | None:
    """None: the key is new, and kept. Otherwise the hash of the request that it was used for."""
    stored: bytes | None = await conn.fetchval(
        "WITH new AS (INSERT INTO pump_order (idempotency_key, request_hash, at) VALUES ($1, $2, $3)"
        " ON CONFLICT DO NOTHING RETURNING true)"
        " SELECT request_hash FROM pump_order WHERE idempotency_key = $1 AND NOT EXISTS (SELECT 1 FROM new)",
        key,
        request_hash,
        at,
    )
    return stored


async def prune_orders(db: Pool, before: datetime) -> None:
    """Forget the keys of orders that are older."""
    await db.execute("DELETE FROM pump_order WHERE at < $1", before)


async def count_requested(db: Pool) -> int:
    """Sales whose order is not answered yet."""
    count: int = await db.fetchval("SELECT count(*) FROM sale WHERE state = 1 AND state <= 3")
    return count


def _status(row: asyncpg.Record) -> PumpStatus:
    return PumpStatus(
        site_id=row["site_id"],
        pump=row["pump"],
        state=PumpState(row["state"]),
        nozzle=row["nozzle"],
        reason=row["reason"],
        release_token=row["release_token"],
        time=row["time"],
        since=row["since"],
        seen_at=row["seen_at"],
        emergency_stopped=row["emergency_stopped"],
    )


async def save_connection(db: "Pool | Connection", site_id: str, at: datetime, version: int, *, online: bool) -> None:
    """What was told later stands, in whatever order it comes."""
    await db.execute(
        "INSERT INTO site_connection AS c (site_id, online, changed_at, version) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (site_id) DO UPDATE SET online = $2, changed_at = $3, version = $4 WHERE c.version < $4",
        site_id,
        online,
        at,
        version,
    )


async def is_online(db: "Pool | Connection", site_id: str) -> bool:
    """Whether the site's controller is there, as far as was told."""
    gone = await db.fetchval("SELECT 1 FROM site_connection WHERE site_id = $1 AND NOT online", site_id)
    return gone is None
