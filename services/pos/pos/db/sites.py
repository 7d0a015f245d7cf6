"""Sites in PostgreSQL."""

from collections.abc import Sequence
from typing import Any

import asyncpg
import orjson
from motorway_access.caller import Scope
from motorway_kit.db import Connection, Pool

from pos.domain.site import Grade, Nozzle, Pump, Site, Tank

# One statement, so that a site is read as one transaction left it.
SELECT_SITE = """
SELECT site_id, name, time_zone, currency, version,
  (SELECT json_agg(json_build_array(g.grade_id, g.name) ORDER BY g.grade_id COLLATE "C")
     FROM grade g WHERE g.site_id = site.site_id) AS grades,
  (SELECT json_agg(json_build_array(t.number, t.grade_id, t.capacity_ml, t.max_safe_fill_ml, t.diameter_tenth_mm)
                   ORDER BY t.number)
     FROM tank t WHERE t.site_id = site.site_id) AS tanks,
  (SELECT json_agg(json_build_array(p.number, (
              SELECT json_agg(json_build_array(n.number, n.grade_id, n.tank) ORDER BY n.number)
                FROM nozzle n WHERE n.site_id = p.site_id AND n.pump = p.number)) ORDER BY p.number)
     FROM pump p WHERE p.site_id = site.site_id) AS pumps
FROM site
"""

UPSERT_SITE = """
INSERT INTO site (site_id, name, time_zone, currency, version) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (site_id) DO UPDATE SET
  name = excluded.name, time_zone = excluded.time_zone, currency = excluded.currency,
  version = excluded.version, changed_at = now()
"""

UPSERT_GRADES = """
INSERT INTO grade (site_id, grade_id, name) SELECT $1, * FROM unnest($2::text[], $3::text[])
ON CONFLICT (site_id, grade_id) DO UPDATE SET name = excluded.name
"""

UPSERT_TANKS = """
INSERT INTO tank (site_id, number, grade_id, capacity_ml, max_safe_fill_ml, diameter_tenth_mm)
SELECT $1, * FROM unnest($2::int[], $3::text[], $4::bigint[], $5::bigint[], $6::int[])
ON CONFLICT (site_id, number) DO UPDATE SET
  grade_id = excluded.grade_id, capacity_ml = excluded.capacity_ml,
  max_safe_fill_ml = excluded.max_safe_fill_ml, diameter_tenth_mm = excluded.diameter_tenth_mm
"""

UPSERT_PUMPS = "INSERT INTO pump (site_id, number) SELECT $1, unnest($2::int[]) ON CONFLICT DO NOTHING"

UPSERT_NOZZLES = """
INSERT INTO nozzle (site_id, pump, number, grade_id, tank)
SELECT $1, * FROM unnest($2::int[], $3::int[], $4::text[], $5::int[])
ON CONFLICT (site_id, pump, number) DO UPDATE SET grade_id = excluded.grade_id, tank = excluded.tank
"""

DELETE_NOZZLES = """
DELETE FROM nozzle WHERE site_id = $1 AND (pump, number) NOT IN (SELECT * FROM unnest($2::int[], $3::int[]))
"""


async def lock_site(conn: Connection, site_id: str) -> None:
    """Until the end of the transaction nobody else changes the site, nor creates it."""
    await conn.execute("SELECT pg_advisory_xact_lock(hashtextextended('pos.site/' || $1, 0))", site_id)


async def get_site(db: "Pool | Connection", site_id: str) -> Site | None:
    row = await db.fetchrow(f"{SELECT_SITE} WHERE site_id = $1", site_id)
    return None if row is None else _site(row)


async def list_sites(db: "Pool | Connection", scope: Scope, after: str, limit: int) -> list[Site]:
    """Sites of the scope whose id comes after `after`, in order of id."""
    rows = await db.fetch(
        f'{SELECT_SITE} WHERE site_id COLLATE "C" > $1 AND ($2::text[] IS NULL OR site_id = ANY($2))'
        ' ORDER BY site_id COLLATE "C" LIMIT $3',
        after,
        scope.listed,
        limit,
    )
    return [_site(row) for row in rows]


async def save_site(conn: Connection, site: Site) -> None:
    """Make the stored site equal to this one. What vanished from it is deleted."""
    key = site.site_id
    await conn.execute(UPSERT_SITE, key, site.name, site.time_zone, site.currency, site.version)
    await conn.execute(UPSERT_GRADES, key, [g.grade_id for g in site.grades], [g.name for g in site.grades])
    await _upsert_tanks(conn, key, site.tanks)
    pumps = [pump.number for pump in site.pumps]
    await conn.execute(UPSERT_PUMPS, key, pumps)
    nozzles = [(pump.number, nozzle) for pump in site.pumps for nozzle in pump.nozzles]
    at, numbers = [pump for pump, _ in nozzles], [nozzle.number for _, nozzle in nozzles]
    grades, tanks = [nozzle.grade_id for _, nozzle in nozzles], [nozzle.tank for _, nozzle in nozzles]
    await conn.execute(UPSERT_NOZZLES, key, at, numbers, grades, tanks)
    await conn.execute(DELETE_NOZZLES, key, at, numbers)
    await _delete_vanished(conn, site)


async def _upsert_tanks(conn: Connection, site_id: str, tanks: Sequence[Tank]) -> None:
    await conn.execute(
        UPSERT_TANKS,
        site_id,
        [tank.number for tank in tanks],
        [tank.grade_id for tank in tanks],
        [tank.capacity_ml for tank in tanks],
        [tank.max_safe_fill_ml for tank in tanks],
        [tank.diameter_tenth_mm for tank in tanks],
    )


async def _delete_vanished(conn: Connection, site: Site) -> None:
    numbers = [pump.number for pump in site.pumps]
    await conn.execute("DELETE FROM pump WHERE site_id = $1 AND number <> ALL($2::int[])", site.site_id, numbers)
    numbers = [tank.number for tank in site.tanks]
    await conn.execute("DELETE FROM tank WHERE site_id = $1 AND number <> ALL($2::int[])", site.site_id, numbers)
    ids = [grade.grade_id for grade in site.grades]
    await conn.execute("DELETE FROM grade WHERE site_id = $1 AND grade_id <> ALL($2::text[])", site.site_id, ids)


def _site(row: asyncpg.Record) -> Site:
    return Site(
        site_id=row["site_id"],
        name=row["name"],
        time_zone=row["time_zone"],
        currency=row["currency"],
        grades=tuple(Grade(*fields) for fields in _items(row["grades"])),
        tanks=tuple(Tank(*fields) for fields in _items(row["tanks"])),
        pumps=tuple(
            Pump(number, tuple(Nozzle(*fields) for fields in nozzles or [])) for number, nozzles in _items(row["pumps"])
        ),
        version=row["version"],
    )


def _items(text: str | None) -> list[list[Any]]:
    items: list[list[Any]] = orjson.loads(text) if text else []
    return items
