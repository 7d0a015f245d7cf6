"""Price sets in PostgreSQL."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import asyncpg
import orjson
from motorway_kit.db import Connection, Pool

from pos.domain.price import PriceSet, PriceSetState, PriceSetStep

PUMP_NOW = """
SELECT s.number, w.prices, w.confirmed_at IS NOT NULL AS confirmed, coalesce(w.reason, '') AS reason,
  (SELECT json_agg(json_build_array(p.grade_id, p.service_level, p.unit_price_milli))
     FROM price p WHERE p.site_id = s.site_id AND p.price_set = s.number) AS of_set
FROM price_set s
LEFT JOIN price_work w ON w.site_id = s.site_id AND w.kind = 'pump' AND w.pump = $2 AND w.price_set = s.number
WHERE s.site_id = $1 AND s.state = 'in_force'
"""

SELECT_SET = """
SELECT site_id, number, effective_at, tried_at, site_version, version, request_hash,
  (SELECT coalesce(json_agg(json_build_array(p.grade_id, p.service_level, p.unit_price_milli)
                            ORDER BY p.grade_id COLLATE "C", p.service_level DESC), '[]')
     FROM price p WHERE p.site_id = s.site_id AND p.price_set = s.number) AS prices,
  (SELECT json_agg(json_build_array(t.state, t.at, t.actor) ORDER BY t.number)
     FROM price_set_step t WHERE t.site_id = s.site_id AND t.price_set = s.number) AS steps
FROM price_set s
"""

INSERT_SET = """
INSERT INTO price_set (site_id, number, state, effective_at, version, idempotency_key, request_hash)
VALUES ($1, $2, $3, $4, $5, $6, $7)
"""

INSERT_PRICES = """
INSERT INTO price (site_id, price_set, grade_id, service_level, unit_price_milli)
SELECT $1, $2, * FROM unnest($3::text[], $4::text[], $5::bigint[])
"""

INSERT_STEPS = """
INSERT INTO price_set_step (site_id, price_set, number, state, at, actor)
SELECT $1, $2, * FROM unnest($3::int[], $4::text[], $5::timestamptz[], $6::text[]) ON CONFLICT DO NOTHING
"""

UPDATE_SET = """
UPDATE price_set SET state = $3, tried_at = $4, site_version = $5, version = $6 WHERE site_id = $1 AND number = $2
"""

SITES_TO_ADVANCE = """
SELECT site_id FROM price_set WHERE state = 'scheduled' AND effective_at <= $1
UNION SELECT site_id FROM price_set WHERE state = 'sending' OR (state = 'in_force' AND tried_at IS NULL)
UNION SELECT site_id FROM price_set JOIN site USING (site_id)
  WHERE state = 'in_force' AND price_set.site_version <> site.version
"""


@dataclass(frozen=True, slots=True)
class PumpNow:
    """The set in force at the site, and what the pump was given of it: nozzle → unit price.

    `of_set`: (grade, service level) → unit price.
    """

    price_set: int
    of_set: dict[tuple[str, str], int]
    prices: dict[int, int]
    confirmed: bool
    reason: str


class Kept(NamedTuple):
    """A price set, and what the request that made it asked for."""

    price_set: PriceSet
    request_hash: bytes


async def lock_prices(conn: Connection, site_id: str) -> None:
    """Until the end of the transaction nobody else changes price sets of the site, or what is left to do for them."""
    await conn.execute("SELECT pg_advisory_xact_lock(hashtextextended('pos.price/' || $1, 0))", site_id)


async def try_lock_prices(conn: Connection, site_id: str) -> bool:
    """As `lock_prices`, or False when another has it at the moment."""
    sql = "SELECT pg_try_advisory_xact_lock(hashtextextended('pos.price/' || $1, 0))"
    return bool(await conn.fetchval(sql, site_id))


async def pump_now(conn: "Pool | Connection", site_id: str, pump: int) -> PumpNow | None:
    """None when no set is in force at the site."""
    row = await conn.fetchrow(PUMP_NOW, site_id, pump)
    if row is None:
        return None
    prices = {int(nozzle): price for nozzle, price in orjson.loads(row["prices"] or "{}").items()}
    of_set = {(grade_id, level): price for grade_id, level, price in orjson.loads(row["of_set"] or "[]")}
    return PumpNow(row["number"], of_set, prices, row["confirmed"], row["reason"])


async def prices_of(conn: "Pool | Connection", site_id: str, price_set: int) -> dict[tuple[str, str], int]:
    """(grade, service level) → unit price; empty when there is no such set."""
    rows = await conn.fetch(
        "SELECT grade_id, service_level, unit_price_milli FROM price WHERE site_id = $1 AND price_set = $2",
        site_id,
        price_set,
    )
    return {(row["grade_id"], row["service_level"]): row["unit_price_milli"] for row in rows}


async def insert_set(conn: Connection, price_set: PriceSet, key: str, request_hash: bytes) -> None:
    site_id, number = price_set.site_id, price_set.number
    await conn.execute(
        INSERT_SET,
        site_id,
        number,
        price_set.state,
        price_set.effective_at,
        price_set.version,
        key,
        request_hash,
    )
    grades, levels = [grade for grade, _ in price_set.prices], [level for _, level in price_set.prices]
    await conn.execute(INSERT_PRICES, site_id, number, grades, levels, list(price_set.prices.values()))
    await _add_steps(conn, price_set)


async def save_set(conn: Connection, price_set: PriceSet) -> None:
    """Its state and what is kept with it; its prices and its time never change."""
    await conn.execute(
        UPDATE_SET,
        price_set.site_id,
        price_set.number,
        price_set.state,
        price_set.tried_at,
        price_set.site_version,
        price_set.version,
    )
    await _add_steps(conn, price_set)


async def _add_steps(conn: Connection, price_set: PriceSet) -> None:
    steps = price_set.steps
    await conn.execute(
        INSERT_STEPS,
        price_set.site_id,
        price_set.number,
        list(range(1, len(steps) + 1)),
        [step.state for step in steps],
        [step.at for step in steps],
        [step.actor for step in steps],
    )


async def add_confirmation(conn: Connection, price_set: PriceSet, pump: int, at: datetime) -> None:
    await conn.execute(
        "INSERT INTO price_confirmation (site_id, price_set, pump, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        price_set.site_id,
        price_set.number,
        pump,
        at,
    )


async def get_set(conn: "Pool | Connection", site_id: str, number: int) -> PriceSet | None:
    row = await conn.fetchrow(f"{SELECT_SET} WHERE s.site_id = $1 AND s.number = $2", site_id, number)
    return None if row is None else _set(row)


async def set_by_key(conn: Connection, site_id: str, key: str) -> Kept | None:
    row = await conn.fetchrow(f"{SELECT_SET} WHERE s.site_id = $1 AND s.idempotency_key = $2", site_id, key)
    return None if row is None else Kept(_set(row), row["request_hash"])


async def last_number(conn: Connection, site_id: str) -> int:
    """Of the site's sets; 0 when it has none."""
    number: int = await conn.fetchval("SELECT coalesce(max(number), 0) FROM price_set WHERE site_id = $1", site_id)
    return number


async def set_at(conn: Connection, site_id: str, at: datetime) -> int | None:
    """The number of the set that begins at this instant and is not cancelled."""
    sql = "SELECT number FROM price_set WHERE site_id = $1 AND effective_at = $2 AND state <> 'cancelled'"
    number: int | None = await conn.fetchval(sql, site_id, at)
    return number


async def set_before(conn: Connection, site_id: str, at: datetime) -> PriceSet | None:
    """The one that is, or will be, in force just before the instant."""
    row = await conn.fetchrow(
        f"{SELECT_SET} WHERE s.site_id = $1 AND s.effective_at < $2 AND s.state <> 'cancelled'"
        " ORDER BY s.effective_at DESC LIMIT 1",
        site_id,
        at,
    )
    return None if row is None else _set(row)


async def open_sets(conn: "Pool | Connection", site_id: str) -> list[PriceSet]:
    """Those in force, being sent and scheduled, in the order in which they begin."""
    states = [PriceSetState.IN_FORCE, PriceSetState.SENDING, PriceSetState.SCHEDULED]
    rows = await conn.fetch(
        f"{SELECT_SET} WHERE s.site_id = $1 AND s.state = ANY($2::text[]) ORDER BY s.effective_at", site_id, states
    )
    return [_set(row) for row in rows]


async def list_sets(conn: "Pool | Connection", site_id: str, before: int | None, limit: int) -> list[PriceSet]:
    """Newest number first, those with a lower number than `before`."""
    rows = await conn.fetch(
        f"{SELECT_SET} WHERE s.site_id = $1 AND ($2::int IS NULL OR s.number < $2) ORDER BY s.number DESC LIMIT $3",
        site_id,
        before,
        limit,
    )
    return [_set(row) for row in rows]


async def sites_to_advance(db: Pool, now: datetime) -> list[str]:
    """Sites where a set may have to take its next step."""
    return [row["site_id"] for row in await db.fetch(SITES_TO_ADVANCE, now)]


def _set(row: asyncpg.Record) -> PriceSet:
    return PriceSet(
        site_id=row["site_id"],
        number=row["number"],
        effective_at=row["effective_at"],
        prices={(grade, level): price for grade, level, price in orjson.loads(row["prices"])},
        steps=tuple(
            PriceSetStep(PriceSetState(state), datetime.fromisoformat(at), actor)
            for state, at, actor in orjson.loads(row["steps"])
        ),
        tried_at=row["tried_at"],
        site_version=row["site_version"],
        version=row["version"],
    )
