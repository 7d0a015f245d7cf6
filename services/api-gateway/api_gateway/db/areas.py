"""Areas: groups of sites."""

from typing import Any

from motorway_access.caller import Scope
from motorway_kit.db import Connection, Pool

from api_gateway.db.bindings import Queryable
from api_gateway.domain.areas import Area
from api_gateway.domain.grants import MAX_SITES

AREA = """
    SELECT a.area_id, a.name, a.version,
        ARRAY(SELECT site FROM area_site s WHERE s.area = a.area_id ORDER BY site) AS sites
    FROM area a"""

# $1: the sites of a reader who may not see everything.
WITHIN = """
    ($1::text[] IS NULL OR EXISTS (SELECT FROM area_site s WHERE s.area = a.area_id) AND NOT EXISTS (
        SELECT FROM area_site s WHERE s.area = a.area_id AND s.site <> ALL($1)))"""


async def get(db: Queryable, area_id: str, *, locked: bool = False) -> Area | None:
    """`locked`: nobody else changes it before the transaction ends."""
    row = await db.fetchrow(f"{AREA} WHERE a.area_id = $1 {'FOR UPDATE OF a' if locked else ''}", area_id)
    return _area(row) if row else None


async def page(db: Pool, within: Scope, after: str, count: int) -> list[Area]:
    """By id."""
    sql = f"{AREA} WHERE {WITHIN} AND a.area_id > $2 ORDER BY a.area_id LIMIT $3"
    return [_area(row) for row in await db.fetch(sql, within.listed, after, count)]


async def put(conn: Connection, area: Area) -> None:
    await conn.execute(
        """INSERT INTO area (area_id, name, version) VALUES ($1, $2, $3)
        ON CONFLICT (area_id) DO UPDATE SET name = excluded.name, version = excluded.version""",
        area.area_id,
        area.name,
        area.version,
    )
    await conn.execute("DELETE FROM area_site WHERE area = $1 AND site <> ALL($2)", area.area_id, list(area.sites))
    await conn.execute(
        "INSERT INTO area_site (area, site) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING",
        area.area_id,
        list(area.sites),
    )


async def remove(conn: Connection, area_id: str) -> None:
    await conn.execute("DELETE FROM area WHERE area_id = $1", area_id)


async def bound(conn: Connection, area_id: str) -> int:
    """How many roles of users and of keys that still count are bound to it."""
    count = await conn.fetchval(
        """SELECT (SELECT count(*) FROM role_grant WHERE area = $1)
            + (SELECT count(*) FROM api_key_grant JOIN api_key USING (api_key_id)
                WHERE area = $1 AND revoked_at IS NULL AND expires_at > now())""",
        area_id,
    )
    return int(count)


async def holders(conn: Connection, area_id: str) -> list[str]:
    """Users with a role bound to it."""
    rows = await conn.fetch("SELECT DISTINCT user_id::text FROM role_grant WHERE area = $1", area_id)
    return [row["user_id"] for row in rows]


async def overloaded(conn: Connection, area_id: str) -> str:
    """The name of a user or key with a role bound to it who has too many sites by now; empty: nobody has."""
    name = await conn.fetchval(
        """WITH held (owner, name, site, area, everything) AS (
            SELECT user_id, username, site, area, everything FROM role_grant JOIN app_user USING (user_id)
            WHERE user_id IN (SELECT user_id FROM role_grant WHERE area = $1)
            UNION ALL
            SELECT api_key_id, name, site, area, everything FROM api_key_grant JOIN api_key USING (api_key_id)
            WHERE api_key_id IN (SELECT api_key_id FROM api_key_grant WHERE area = $1))
        SELECT h.name FROM held h LEFT JOIN area_site s ON s.area = h.area
        GROUP BY h.owner, h.name HAVING count(DISTINCT coalesce(h.site, s.site)) > $2 LIMIT 1""",
        area_id,
        MAX_SITES,
    )
    return str(name or "")


def _area(row: Any) -> Area:
    return Area(row["area_id"], row["name"], tuple(row["sites"]), row["version"])
