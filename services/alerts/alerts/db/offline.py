"""Controllers that went offline a moment ago, in PostgreSQL."""

from dataclasses import dataclass
from datetime import datetime

from motorway_kit.db import Connection, Pool


@dataclass(frozen=True, slots=True)
class HeldOffline:
    site: str
    version: int
    time: datetime


async def hold_offline(conn: Connection, held: HeldOffline, due_at: datetime) -> None:
    await conn.execute(
        "INSERT INTO offline_grace (site, version, time, due_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        held.site,
        held.version,
        held.time,
        due_at,
    )


async def take_held_before(conn: Connection, site: str, version: int) -> list[HeldOffline]:
    """Remove what is held of the site below a version, in order."""
    rows = await conn.fetch(
        "DELETE FROM offline_grace WHERE site = $1 AND version < $2 RETURNING site, version, time", site, version
    )
    return sorted((HeldOffline(*row) for row in rows), key=lambda held: held.version)


async def take_held_due(conn: Connection, site: str, now: datetime) -> list[HeldOffline]:
    """Remove what is held of the site and due, in order."""
    rows = await conn.fetch(
        "DELETE FROM offline_grace WHERE site = $1 AND due_at <= $2 RETURNING site, version, time", site, now
    )
    return sorted((HeldOffline(*row) for row in rows), key=lambda held: held.version)


async def list_due_sites(db: "Pool | Connection", now: datetime) -> list[str]:
    rows = await db.fetch("SELECT DISTINCT site FROM offline_grace WHERE due_at <= $1", now)
    return [row["site"] for row in rows]
