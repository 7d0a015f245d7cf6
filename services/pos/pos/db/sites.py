"""Sites in PostgreSQL."""

from collections.abc import Sequence
from typing import Any

import asyncpg
import orjson
from motorway_access.caller import Scope
from motorway_kit.db import Connection, Pool

from pos.domain.sale import SaleState
from pos.domain.site import BlendPart, Grade, Nozzle, OfflineLimits, Position, Pump, Site, Supplier, Tank

# One statement, so that a site is read as one transaction left it.
SELECT_SITE = """
SELECT site_id, name, time_zone, currency, version, supplier_name, supplier_address, supplier_vat_id,
  max_unpaid, zero_tr_mode, prepay_max_minor, receipt_note, simplified_limit_minor,
  offline_max_sale_minor, offline_max_age_s, offline_max_operations, latitude, longitude,
  (SELECT json_agg(json_build_array(g.grade_id, g.name, g.vat_rate_bp, (
              SELECT json_agg(json_build_array(b.component, b.per_mille) ORDER BY b.component COLLATE "C")
                FROM blend_part b WHERE b.site_id = g.site_id AND b.grade_id = g.grade_id))
            ORDER BY g.grade_id COLLATE "C")
     FROM grade g WHERE g.site_id = site.site_id) AS grades,
  (SELECT json_agg(json_build_array(t.number, t.grade_id, t.capacity_ml, t.max_safe_fill_ml, t.diameter_tenth_mm)
                   ORDER BY t.number)
     FROM tank t WHERE t.site_id = site.site_id) AS tanks,
  (SELECT json_agg(json_build_array(p.number, (
              SELECT json_agg(json_build_array(n.number, n.grade_id, n.tank, coalesce(n.second_tank, 0),
                                               coalesce(n.second_tank_per_mille, 0)) ORDER BY n.number)
                FROM nozzle n WHERE n.site_id = p.site_id AND n.pump = p.number), p.service_level) ORDER BY p.number)
     FROM pump p WHERE p.site_id = site.site_id) AS pumps
FROM site
"""

UPSERT_SITE = """
INSERT INTO site (site_id, name, time_zone, currency, version, supplier_name, supplier_address, supplier_vat_id,
  max_unpaid, zero_tr_mode, prepay_max_minor, receipt_note, simplified_limit_minor,
  offline_max_sale_minor, offline_max_age_s, offline_max_operations, latitude, longitude)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
ON CONFLICT (site_id) DO UPDATE SET
  name = excluded.name, time_zone = excluded.time_zone, currency = excluded.currency,
  version = excluded.version, changed_at = now(), supplier_name = excluded.supplier_name,
  supplier_address = excluded.supplier_address, supplier_vat_id = excluded.supplier_vat_id,
  max_unpaid = excluded.max_unpaid, zero_tr_mode = excluded.zero_tr_mode,
  prepay_max_minor = excluded.prepay_max_minor, receipt_note = excluded.receipt_note,
  simplified_limit_minor = excluded.simplified_limit_minor,
  offline_max_sale_minor = excluded.offline_max_sale_minor, offline_max_age_s = excluded.offline_max_age_s,
  offline_max_operations = excluded.offline_max_operations, latitude = excluded.latitude,
  longitude = excluded.longitude
"""

UPSERT_GRADES = """
INSERT INTO grade (site_id, grade_id, name, vat_rate_bp) SELECT $1, * FROM unnest($2::text[], $3::text[], $4::int[])
ON CONFLICT (site_id, grade_id) DO UPDATE SET name = excluded.name, vat_rate_bp = excluded.vat_rate_bp
"""

INSERT_BLENDS = """
INSERT INTO blend_part (site_id, grade_id, component, per_mille)
SELECT $1, * FROM unnest($2::text[], $3::text[], $4::int[])
"""

UPSERT_TANKS = """
INSERT INTO tank (site_id, number, grade_id, capacity_ml, max_safe_fill_ml, diameter_tenth_mm)
SELECT $1, * FROM unnest($2::int[], $3::text[], $4::bigint[], $5::bigint[], $6::int[])
ON CONFLICT (site_id, number) DO UPDATE SET
  grade_id = excluded.grade_id, capacity_ml = excluded.capacity_ml,
  max_safe_fill_ml = excluded.max_safe_fill_ml, diameter_tenth_mm = excluded.diameter_tenth_mm
"""

UPSERT_PUMPS = """
INSERT INTO pump (site_id, number, service_level) SELECT $1, * FROM unnest($2::int[], $3::text[])
ON CONFLICT (site_id, number) DO UPDATE SET service_level = excluded.service_level
"""

UPSERT_NOZZLES = """
INSERT INTO nozzle (site_id, pump, number, grade_id, tank, tank_grade_id,
  second_tank, second_tank_grade_id, second_tank_per_mille)
SELECT $1, * FROM unnest($2::int[], $3::int[], $4::text[], $5::int[], $6::text[], $7::int[], $8::text[], $9::int[])
ON CONFLICT (site_id, pump, number) DO UPDATE SET
  grade_id = excluded.grade_id, tank = excluded.tank, tank_grade_id = excluded.tank_grade_id,
  second_tank = excluded.second_tank, second_tank_grade_id = excluded.second_tank_grade_id,
  second_tank_per_mille = excluded.second_tank_per_mille
"""

DELETE_NOZZLES = """
DELETE FROM nozzle WHERE site_id = $1 AND (pump, number) NOT IN (SELECT * FROM unnest($2::int[], $3::int[]))
"""

PUMPS_WITH_OPEN_SALES = """
SELECT DISTINCT pump FROM sale WHERE site_id = $1 AND pump = ANY($2::int[]) AND state <= $3 ORDER BY pump
"""


async def lock_site(conn: Connection, site_id: str) -> None:
    """Until the end of the transaction nobody else changes the site, nor creates it."""
    await conn.execute("SELECT pg_advisory_xact_lock(hashtextextended('pos.site/' || $1, 0))", site_id)


async def hold_site(conn: Connection, site_id: str) -> None:
    """Until the end of the transaction nobody changes the site's configuration; others may hold it too."""
    await conn.execute("SELECT pg_advisory_xact_lock_shared(hashtextextended('pos.site/' || $1, 0))", site_id)


async def get_site(db: "Pool | Connection", site_id: str) -> Site | None:
    row = await db.fetchrow(f"{SELECT_SITE} WHERE site_id = $1", site_id)
    return None if row is None else _site(row)


async def version_of(conn: "Pool | Connection", site_id: str) -> int | None:
    """Of the configuration; it grows with every change, and sites are never removed."""
    version: int | None = await conn.fetchval("SELECT version FROM site WHERE site_id = $1", site_id)
    return version


async def existing(db: "Pool | Connection", site_ids: Sequence[str]) -> set[str]:
    """Those of the ids that are sites."""
    rows = await db.fetch("SELECT site_id FROM site WHERE site_id = ANY($1::text[])", site_ids)
    return {row["site_id"] for row in rows}


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


async def pumps_with_open_sales(conn: Connection, site_id: str, pumps: Sequence[int]) -> list[int]:
    """Those of the pumps that have sales which are not settled."""
    rows = await conn.fetch(PUMPS_WITH_OPEN_SALES, site_id, pumps, SaleState.LOCKED)
    return [row["pump"] for row in rows]


async def save_site(conn: Connection, site: Site) -> None:
    """Make the stored site equal to this one. What vanished from it is deleted."""
    await _upsert_site(conn, site)
    await _save_grades(conn, site)
    await _upsert_tanks(conn, site.site_id, site.tanks)
    levels = [pump.service_level for pump in site.pumps]
    await conn.execute(UPSERT_PUMPS, site.site_id, [pump.number for pump in site.pumps], levels)
    await _save_nozzles(conn, site)
    await _delete_vanished(conn, site)


async def _upsert_site(conn: Connection, site: Site) -> None:
    await conn.execute(
        UPSERT_SITE,
        site.site_id,
        site.name,
        site.time_zone,
        site.currency,
        site.version,
        site.supplier.name,
        site.supplier.address,
        site.supplier.vat_id,
        site.max_unpaid,
        site.zero_tr_mode,
        site.prepay_max_minor,
        site.receipt_note,
        site.simplified_limit_minor,
        *(site.offline.max_sale_minor, site.offline.max_age_s, site.offline.max_operations),
        *((site.position.latitude, site.position.longitude) if site.position else (None, None)),
    )


async def _save_grades(conn: Connection, site: Site) -> None:
    key, grades = site.site_id, site.grades
    names, rates = [grade.name for grade in grades], [grade.vat_rate_bp for grade in grades]
    await conn.execute(UPSERT_GRADES, key, [grade.grade_id for grade in grades], names, rates)
    await conn.execute("DELETE FROM blend_part WHERE site_id = $1", key)
    parts = [(grade.grade_id, part.grade_id, part.per_mille) for grade in grades for part in grade.blend]
    await conn.execute(INSERT_BLENDS, key, *columns(parts, 3))


async def _save_nozzles(conn: Connection, site: Site) -> None:
    holds = {tank.number: tank.grade_id for tank in site.tanks}
    nozzles = [
        (
            pump.number,
            nozzle.number,
            nozzle.grade_id,
            nozzle.tank,
            holds[nozzle.tank],
            nozzle.second_tank or None,
            holds.get(nozzle.second_tank),
            nozzle.second_tank_per_mille or None,
        )
        for pump in site.pumps
        for nozzle in pump.nozzles
    ]
    table = columns(nozzles, 8)
    await conn.execute(UPSERT_NOZZLES, site.site_id, *table)
    await conn.execute(DELETE_NOZZLES, site.site_id, table[0], table[1])


def columns(rows: Sequence[tuple[Any, ...]], width: int) -> list[list[Any]]:
    """The rows turned, for `unnest`; `width` empty columns when there is none."""
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(width)]


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
        grades=tuple(_grade(*fields) for fields in _items(row["grades"])),
        tanks=tuple(Tank(*fields) for fields in _items(row["tanks"])),
        pumps=tuple(_pump(*fields) for fields in _items(row["pumps"])),
        version=row["version"],
        supplier=Supplier(row["supplier_name"], tuple(row["supplier_address"]), row["supplier_vat_id"]),
        max_unpaid=row["max_unpaid"],
        zero_tr_mode=row["zero_tr_mode"],
        prepay_max_minor=row["prepay_max_minor"],
        receipt_note=row["receipt_note"],
        simplified_limit_minor=row["simplified_limit_minor"],
        offline=OfflineLimits(row["offline_max_sale_minor"], row["offline_max_age_s"], row["offline_max_operations"]),
        position=None if row["latitude"] is None else Position(row["latitude"], row["longitude"]),
    )


def _grade(grade_id: str, name: str, vat_rate_bp: int | None, blend: list[list[Any]] | None) -> Grade:
    return Grade(grade_id, name, vat_rate_bp, tuple(BlendPart(*part) for part in blend or []))


def _pump(number: int, nozzles: list[list[Any]] | None, service_level: str) -> Pump:
    return Pump(number, tuple(Nozzle(*fields) for fields in nozzles or []), service_level)


def _items(text: str | None) -> list[list[Any]]:
    items: list[list[Any]] = orjson.loads(text) if text else []
    return items
