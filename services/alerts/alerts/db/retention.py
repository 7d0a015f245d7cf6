"""What is too old to be kept, in PostgreSQL. Whatever is open stays, and what it needs."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from motorway_kit.db import Connection, Pool

AT_ONCE = 500
CHANGES_AT_ONCE = 10_000
SITES = "SELECT DISTINCT site FROM alert WHERE state = 'RESOLVED' AND resolved_at < $1"

# The head of an incident stays as long as the incident.
ALERTS = """
SELECT alert_id FROM alert
WHERE site = $1 AND state = 'RESOLVED' AND resolved_at < $2
  AND NOT EXISTS (SELECT FROM incident WHERE head_alert_id = alert.alert_id)
ORDER BY resolved_at LIMIT $3
"""
OF_ALERTS = ("escalation", "notification", "alert_step")

INCIDENTS = """
DELETE FROM incident WHERE incident_id = ANY(ARRAY(
  SELECT incident_id FROM incident i WHERE site = $1 AND closed_at < $2 AND NOT EXISTS (
    SELECT FROM alert a WHERE a.incident_id = i.incident_id AND a.alert_id <> i.head_alert_id)
  LIMIT $3)) RETURNING incident_id
"""

# Of a condition everything before its first alert that is kept.
CHANGES = """
DELETE FROM condition_change c WHERE key = ANY($1) AND time < $2
  AND NOT EXISTS (SELECT FROM alert a WHERE a.key = c.key AND a.raised_position <= c.position)
"""
LONE_CHANGES = """
DELETE FROM condition_change WHERE ctid = ANY(ARRAY(
  SELECT ctid FROM condition_change c WHERE time < $1 AND NOT EXISTS (SELECT FROM alert a WHERE a.key = c.key)
  LIMIT $2))
"""
SILENCES = """
DELETE FROM silence s WHERE released_at < $1 AND NOT EXISTS (SELECT FROM alert WHERE silence_id = s.silence_id)
"""
STAND_INS = "DELETE FROM rota_override WHERE ends_at < $1"


async def sites_with_old_alerts(db: Pool, before: datetime) -> list[str]:
    return [row["site"] for row in await db.fetch(SITES, before)]


async def forget_alerts(conn: Connection, site: str, before: datetime) -> int:
    """Some of the alerts that were resolved before then, with all that was said of them. The site must be locked.

    Returns how many.
    """
    ids = [row["alert_id"] for row in await conn.fetch(ALERTS, site, before, AT_ONCE)]
    for table in OF_ALERTS:
        await _delete_of(conn, table, ids)
    rows = await conn.fetch("DELETE FROM alert WHERE alert_id = ANY($1) RETURNING key", ids)
    await conn.execute(CHANGES, sorted({row["key"] for row in rows}), before)
    return len(ids)


async def forget_incidents(conn: Connection, site: str, before: datetime) -> int:
    """Some of those that were closed before then and whose alerts are forgotten but for the head. Returns how many."""
    return len(await conn.fetch(INCIDENTS, site, before, AT_ONCE))


async def forget_lone_changes(db: Pool, before: datetime) -> int:
    """Some of the changes of conditions that no alert is left of. Returns how many."""
    done: str = await db.execute(LONE_CHANGES, before, CHANGES_AT_ONCE)
    return int(done.rpartition(" ")[2])


async def forget_arrangements(db: Pool, before: datetime) -> None:
    """Silences and stand-ins that were over before then."""
    await db.execute(SILENCES, before)
    await db.execute(STAND_INS, before)


async def _delete_of(conn: Connection, table: str, alert_ids: Sequence[UUID]) -> None:
    await conn.execute(f"DELETE FROM {table} WHERE alert_id = ANY($1)", alert_ids)  # noqa: S608 - of constants
