"""Booked fuellings, the totalisers they prove, and discrepancies."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import attrgetter

from motorway_kit.db import Connection, Pool

from pos.domain.fuelling import Facts, Fuelling
from pos.domain.meters import Checked, Discrepancy, Meter, Metered, Missing, NozzleCheck
from pos.domain.site import Grade

RUN_LIMIT = 500

INSERT_FUELLING = """
INSERT INTO fuelling (site_id, pump, sequence, sale_id, line, release_token, amount_minor, currency,
  amount_total_before_minor, amount_total_after_minor, received_at, nozzle, grade_id, volume_ml, unit_price_milli,
  price_set, volume_total_before_ml, volume_total_after_ml, started_at, finished_at, offline, end_reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
"""

# Everybody who books for this pump waits here.
LOCK_PUMP = """
INSERT INTO pump_checked AS c (site_id, pump, sequence) VALUES ($1, $2, 0)
ON CONFLICT (site_id, pump) DO UPDATE SET sequence = c.sequence RETURNING sequence
"""

FACTS = """
SELECT EXISTS (SELECT 1 FROM fuelling WHERE site_id = $1 AND pump = $2 AND sequence = $3) AS booked,
  EXISTS (SELECT 1 FROM fuelling WHERE site_id = $1 AND pump = $2
    AND sequence = CASE WHEN $3 < 9223372036854775807 THEN $3 + 1 END) AS followed,
  s.currency, s.zero_tr_mode, g.name, g.vat_rate_bp, p.unit_price_milli,
  m.volume_total_ml, m.amount_total_minor, m.sequence, m.at
FROM (SELECT 1) AS one
LEFT JOIN nozzle_meter m ON m.site_id = $1 AND m.pump = $2 AND m.nozzle = $6
LEFT JOIN site s ON s.site_id = $1
LEFT JOIN grade g ON g.site_id = $1 AND g.grade_id = $4
LEFT JOIN pump u ON u.site_id = $1 AND u.number = $2
LEFT JOIN price p ON p.site_id = $1 AND p.price_set = $5 AND p.grade_id = $4 AND p.service_level = u.service_level
"""

# What follows the last checked transaction, each with where its nozzle's totalisers were.
UNCHECKED = """
SELECT f.sequence, f.nozzle, f.volume_ml, f.volume_total_before_ml, f.volume_total_after_ml,
  f.amount_total_before_minor, f.amount_total_after_minor, f.finished_at,
  m.volume_total_ml, m.amount_total_minor, m.sequence, m.at
FROM fuelling f LEFT JOIN nozzle_meter m ON m.site_id = f.site_id AND m.pump = f.pump AND m.nozzle = f.nozzle
WHERE f.site_id = $1 AND f.pump = $2 AND f.sequence > $3 ORDER BY f.sequence LIMIT $4
"""

SAVE_CHECKED = """
WITH meters AS (
  INSERT INTO nozzle_meter (site_id, pump, nozzle, volume_total_ml, amount_total_minor, sequence, at)
  SELECT $1, $2, * FROM unnest($4::int[], $5::bigint[], $6::bigint[], $7::bigint[], $8::timestamptz[])
  ON CONFLICT (site_id, pump, nozzle) DO UPDATE SET volume_total_ml = excluded.volume_total_ml,
    amount_total_minor = excluded.amount_total_minor, sequence = excluded.sequence, at = excluded.at)
UPDATE pump_checked SET sequence = $3 WHERE site_id = $1 AND pump = $2
"""

INSERT_DISCREPANCY = """
INSERT INTO discrepancy (discrepancy_id, site_id, kind, pump, nozzle, sequence, expected, found, unit, found_at, state)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING RETURNING true
"""

OUTSTANDING = """
WITH base AS (SELECT greatest(
  (SELECT sequence FROM pump_checked WHERE site_id = $1 AND pump = $2),
  (SELECT max(sequence) FROM fuelling WHERE site_id = $1 AND pump = $2 AND received_at < $4), 0) AS sequence)
SELECT base.sequence + (SELECT count(*) FROM fuelling f
  WHERE f.site_id = $1 AND f.pump = $2 AND f.sequence > base.sequence AND f.sequence <= $3) < $3 FROM base
"""

MISSING = """
SELECT site_id, pump, before + 1, sequence - 1, received_at FROM (
  SELECT f.site_id, f.pump, f.sequence, f.received_at,
    coalesce(lag(f.sequence) OVER (PARTITION BY f.site_id, f.pump ORDER BY f.sequence), c.sequence) AS before
  FROM pump_checked c JOIN fuelling f ON f.site_id = c.site_id AND f.pump = c.pump AND f.sequence > c.sequence
  WHERE $1::text IS NULL OR c.site_id = $1) run
WHERE sequence > before + 1 AND received_at < $2 ORDER BY site_id, pump, sequence
"""

# The opening is where the last transaction before the period ended, so that a gap shows in the period it was found in.
METER_CHECK = """
SELECT f.pump, f.nozzle,
  coalesce((SELECT b.volume_total_after_ml FROM fuelling b WHERE b.site_id = $1 AND b.pump = f.pump
      AND b.nozzle = f.nozzle AND b.sequence < min(f.sequence) ORDER BY b.sequence DESC LIMIT 1),
    (array_agg(f.volume_total_before_ml ORDER BY f.sequence))[1]) AS opening_ml,
  (array_agg(f.volume_total_after_ml ORDER BY f.sequence DESC))[1] AS closing_ml,
  sum(f.volume_ml)::bigint AS volume_ml, count(*) AS fuellings
FROM fuelling f WHERE f.site_id = $1 AND f.finished_at >= $2 AND f.finished_at < $3
GROUP BY f.pump, f.nozzle ORDER BY f.pump, f.nozzle
"""


async def lock_pump(conn: Connection, site_id: str, pump: int) -> int:
    """Up to which sequence the pump is checked. Until the end of the transaction nobody else books for it."""
    sequence: int = await conn.fetchval(LOCK_PUMP, site_id, pump)
    return sequence


async def facts_of(conn: Connection, fuelling: Fuelling) -> Facts:
    fuel = fuelling.fuel
    row = await conn.fetchrow(
        FACTS, fuelling.site_id, fuel.pump, fuel.sequence, fuel.grade_id, fuel.price_set, fuel.nozzle
    )
    assert row is not None
    return Facts(
        booked=row["booked"],
        followed=row["followed"],
        currency=row["currency"],
        clear_zero=row["zero_tr_mode"] != 0,
        grade=None if row["name"] is None else Grade(fuel.grade_id, row["name"], row["vat_rate_bp"]),
        set_price_milli=row["unit_price_milli"],
        meter=None if row["at"] is None else Meter(*row[7:]),
    )


_measured = attrgetter(
    *("nozzle", "grade_id", "volume_ml", "unit_price_milli", "price_set", "volume_total_before_ml"),
    *("volume_total_after_ml", "started_at", "finished_at", "offline", "end_reason"),
)


async def insert_fuelling(conn: Connection, fuelling: Fuelling, sale_id: str, line: int) -> None:
    fuel = fuelling.fuel
    await conn.execute(
        INSERT_FUELLING,
        fuelling.site_id,
        fuel.pump,
        fuel.sequence,
        sale_id,
        line,
        fuelling.release_token,
        fuelling.amount_minor,
        fuelling.currency,
        fuelling.amount_total_before_minor,
        fuelling.amount_total_after_minor,
        fuelling.received_at,
        *_measured(fuel),
    )


async def unchecked(conn: Connection, site_id: str, pump: int, after: int) -> tuple[list[Metered], dict[int, Meter]]:
    """The pump's first transactions after the sequence, in order, and the totalisers of their nozzles."""
    rows = await conn.fetch(UNCHECKED, site_id, pump, after, RUN_LIMIT)
    meters = {row["nozzle"]: Meter(row[8], row[9], row[10], row[11]) for row in rows if row[8] is not None}
    return [Metered(*row[:8]) for row in rows], meters


async def save_checked(conn: Connection, site_id: str, pump: int, checked: Checked) -> None:
    meters = checked.meters
    await conn.execute(
        SAVE_CHECKED,
        site_id,
        pump,
        checked.sequence,
        list(meters),
        [meter.volume_total_ml for meter in meters.values()],
        [meter.amount_total_minor for meter in meters.values()],
        [meter.sequence for meter in meters.values()],
        [meter.at for meter in meters.values()],
    )


async def insert_discrepancies(conn: Connection, found: Iterable[Discrepancy]) -> list[Discrepancy]:
    """Returns the new ones."""
    return [one for one in found if await _insert_discrepancy(conn, one)]


async def _insert_discrepancy(conn: Connection, one: Discrepancy) -> bool:
    inserted = await conn.fetchval(
        INSERT_DISCREPANCY,
        one.discrepancy_id,
        one.site_id,
        one.kind,
        one.pump,
        one.nozzle,
        one.sequence,
        one.expected,
        one.found,
        one.unit,
        one.found_at,
        one.state,
    )
    return bool(inserted)


async def outstanding(
    conn: "Pool | Connection", site_id: str, pump: int, last_sequence: int, given_up_before: datetime
) -> bool:
    """Whether a transaction up to `last_sequence` has not come yet. What is missing since before the time will not."""
    return bool(await conn.fetchval(OUTSTANDING, site_id, pump, last_sequence, given_up_before))


async def missing_sequences(conn: "Pool | Connection", site_id: str | None, before: datetime) -> Sequence[Missing]:
    """Gaps in the numbers (of all sites: None) that a later transaction showed before the time; MISSING_AFTER ago."""
    return [Missing(*row) for row in await conn.fetch(MISSING, site_id, before)]


async def meter_check(conn: "Pool | Connection", site_id: str, start: datetime, end: datetime) -> Sequence[NozzleCheck]:
    """Each nozzle that delivered in the period (by the end of its fuellings): its totaliser against its sales."""
    return [NozzleCheck(*row) for row in await conn.fetch(METER_CHECK, site_id, start, end)]
