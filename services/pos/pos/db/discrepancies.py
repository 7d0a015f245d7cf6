"""Discrepancies as they are listed, settled over and resolved. What a transaction shows is inserted by `db/meters`."""

from collections.abc import Collection

import asyncpg
from motorway_access.caller import Scope
from motorway_kit.db import Connection, Pool

from pos.domain.meters import Discrepancy, DiscrepancyState

COLUMNS = (
    "discrepancy_id, site_id, kind, pump, nozzle, sequence, expected, found, unit, found_at, state, resolution,"
    " resolved_by, resolved_at"
)


async def list_discrepancies(
    db: Pool, scope: Scope, states: Collection[DiscrepancyState], before: str | None, limit: int
) -> list[Discrepancy]:
    """Newest first, before the one of that id; no states: all of them."""
    rows = await db.fetch(
        f"SELECT {COLUMNS} FROM discrepancy WHERE ($1::text[] IS NULL OR site_id = ANY($1))"  # noqa: S608
        " AND ($2::smallint[] IS NULL OR state = ANY($2)) AND ($3::uuid IS NULL OR discrepancy_id < $3)"
        " ORDER BY discrepancy_id DESC LIMIT $4",
        scope.listed,
        sorted(states) or None,
        before,
        limit,
    )
    return [_discrepancy(row) for row in rows]


async def lock_discrepancy(conn: Connection, discrepancy_id: str) -> Discrepancy | None:
    """`discrepancy_id` must be a UUID. Nobody else changes it until the end of the transaction."""
    row = await conn.fetchrow(
        f"SELECT {COLUMNS} FROM discrepancy WHERE discrepancy_id = $1 FOR UPDATE",  # noqa: S608
        discrepancy_id,
    )
    return None if row is None else _discrepancy(row)


async def missing_from(conn: Connection, site_id: str, pump: int, first: int) -> Discrepancy | None:
    """The one of fuellings that never came, by the first number."""
    row = await conn.fetchrow(
        f"SELECT {COLUMNS} FROM discrepancy WHERE site_id = $1 AND kind = 'missing' AND pump = $2 AND nozzle = 0"  # noqa: S608
        " AND sequence = $3",
        site_id,
        pump,
        first,
    )
    return None if row is None else _discrepancy(row)


async def save_resolution(conn: Connection, resolved: Discrepancy) -> None:
    await conn.execute(
        "UPDATE discrepancy SET state = $2, resolution = $3, resolved_by = $4, resolved_at = $5"
        " WHERE discrepancy_id = $1",
        resolved.discrepancy_id,
        resolved.state,
        resolved.resolution,
        resolved.resolved_by,
        resolved.resolved_at,
    )


async def correct_open(conn: Connection, one: Discrepancy) -> None:
    """What the same discrepancy comes to now, unless somebody has resolved it."""
    await conn.execute(
        "UPDATE discrepancy SET expected = $6, found = $7 WHERE site_id = $1 AND kind = $2 AND pump = $3"
        " AND nozzle = $4 AND sequence = $5 AND state = 1",
        one.site_id,
        one.kind,
        one.pump,
        one.nozzle,
        one.sequence,
        one.expected,
        one.found,
    )


async def open_of(conn: Connection, site_id: str, kind: str, sequence: int) -> list[Discrepancy]:
    """Those of a kind that are not resolved; nobody else changes them until the end of the transaction."""
    rows = await conn.fetch(
        f"SELECT {COLUMNS} FROM discrepancy WHERE site_id = $1 AND kind = $2 AND sequence = $3 AND state = 1"  # noqa: S608
        " ORDER BY discrepancy_id FOR UPDATE",
        site_id,
        kind,
        sequence,
    )
    return [_discrepancy(row) for row in rows]


def _discrepancy(row: asyncpg.Record) -> Discrepancy:
    fields = dict(row.items())
    return Discrepancy(
        **{**fields, "discrepancy_id": str(row["discrepancy_id"]), "state": DiscrepancyState(row["state"])}
    )
