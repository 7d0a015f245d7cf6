"""Roles of users and keys, and the areas they are bound to."""

import json
from collections.abc import Iterable
from typing import Any, TypeAlias

import asyncpg
from motorway_access.roles import Role
from motorway_kit.db import Connection, Pool

from api_gateway.domain.administration import UnknownArea
from api_gateway.domain.grants import Areas, Binding

Queryable: TypeAlias = "Pool | Connection"


def bindings_sql(table: str, owner: str, value: str) -> str:
    """An expression for all bindings of one owner, as JSON for `read`."""
    return f"""(
        SELECT coalesce(json_agg(json_build_array(g.role, coalesce(g.site, ''), coalesce(g.area, ''), g.everything)
            ORDER BY g.role, g.everything DESC, g.area, g.site), '[]')
        FROM {table} g WHERE g.{owner} = {value})"""  # noqa: S608 - names of ours


def read(text: str) -> tuple[Binding, ...]:
    return tuple(Binding(Role(role), site, area, everything) for role, site, area, everything in json.loads(text))


async def areas_of(db: Queryable, bindings: Iterable[Binding]) -> Areas:
    """The areas that these are bound to, as far as they exist."""
    names = sorted({binding.area for binding in bindings if binding.area})
    return await areas_named(db, names) if names else {}


async def areas_named(db: Queryable, names: list[str]) -> Areas:
    rows = await db.fetch(
        """SELECT a.area_id, array_agg(s.site) FILTER (WHERE s.site IS NOT NULL) AS sites
        FROM area a LEFT JOIN area_site s ON s.area = a.area_id WHERE a.area_id = ANY($1) GROUP BY a.area_id""",
        names,
    )
    return {row["area_id"]: frozenset(row["sites"] or ()) for row in rows}


async def put(conn: Connection, table: str, owner: str, value: str, bindings: Iterable[Binding]) -> None:
    """Of an owner that has none yet. Raises UnknownArea for one that was removed just now."""
    sql = f"""INSERT INTO {table} ({owner}, role, site, area, everything)
        SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::boolean[])"""  # noqa: S608 - names of ours
    try:
        await conn.execute(sql, value, *_columns(bindings))
    except asyncpg.ForeignKeyViolationError as error:
        raise UnknownArea("an area was removed meanwhile", field="grants") from error


def _columns(bindings: Iterable[Binding]) -> tuple[list[Any], ...]:
    """Roles, sites, areas, everything: arrays for `unnest`."""
    unique = sorted(set(bindings))
    return (
        [str(binding.role) for binding in unique],
        [binding.site or None for binding in unique],
        [binding.area or None for binding in unique],
        [binding.everything for binding in unique],
    )
