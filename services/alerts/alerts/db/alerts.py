"""Alerts and the changes of their conditions in PostgreSQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg
from motorway_access.caller import Scope
from motorway_kit.db import Connection, Pool

from alerts.domain.conditions import Alert, Around, Change, Condition, Severity, State

LOCK_CONDITIONS = """
SELECT pg_advisory_xact_lock(lock)
FROM (SELECT DISTINCT hashtextextended('alerts/' || key, 0) AS lock FROM unnest($1::text[]) AS key ORDER BY 1) AS locks
"""

INSERT_CHANGE = """
INSERT INTO condition_change (key, position, active, time, severity, text, actor)
VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING true
"""

SAVE_ALERT = """
INSERT INTO alert (alert_id, key, site, rule, device, severity, state, text, raised_at, raised_position, version,
                   acknowledged_at, acknowledged_by, resolved_at, resolved_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
ON CONFLICT (alert_id) DO UPDATE SET
  severity = excluded.severity, state = excluded.state, text = excluded.text, raised_at = excluded.raised_at,
  raised_position = excluded.raised_position, version = excluded.version,
  acknowledged_at = excluded.acknowledged_at, acknowledged_by = excluded.acknowledged_by,
  resolved_at = excluded.resolved_at, resolved_by = excluded.resolved_by
"""

LIST_ALERTS = """
SELECT * FROM alert
WHERE ($1::text[] IS NULL OR site = ANY($1)) AND (cardinality($2::text[]) = 0 OR state = ANY($2))
  AND ($3::timestamptz IS NULL OR (raised_at, alert_id) < ($3, $4::uuid))
ORDER BY raised_at DESC, alert_id DESC LIMIT $5
"""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which alerts: no states means every state; `before` is the last one's place."""

    scope: Scope
    states: Sequence[State] = ()
    before: tuple[datetime, str] | None = None


@dataclass(frozen=True, slots=True)
class HeldOffline:
    site: str
    version: int
    time: datetime


async def lock_conditions(conn: Connection, keys: Sequence[str]) -> None:
    """Until the end of the transaction nobody else changes these conditions and their alerts."""
    await conn.execute(LOCK_CONDITIONS, keys)


async def add_change(conn: Connection, change: Change) -> bool:
    """False when the condition has a change at that position already."""
    added = await conn.fetchval(
        INSERT_CHANGE,
        change.condition.key,
        change.position,
        change.active,
        change.time,
        change.severity,
        change.text,
        change.actor,
    )
    return bool(added)


async def get_around(conn: Connection, condition: Condition, position: int) -> Around:
    """What is known next to a position, without the change there itself."""
    before = await conn.fetchrow(
        "SELECT * FROM condition_change WHERE key = $1 AND position < $2 ORDER BY position DESC LIMIT 1",
        condition.key,
        position,
    )
    after = await conn.fetchrow(
        "SELECT * FROM condition_change WHERE key = $1 AND position > $2 ORDER BY position LIMIT 1",
        condition.key,
        position,
    )
    around = Around(_change(condition, before), _change(condition, after))
    if around.row is None:
        return around
    alert = await conn.fetchrow(
        "SELECT * FROM alert WHERE key = $1 AND raised_position <= $2 ORDER BY raised_position DESC LIMIT 1",
        condition.key,
        around.row.position,
    )
    return Around(around.before, around.after, None if alert is None else _alert(alert))


async def get_newest_change(conn: Connection, condition: Condition) -> Change:
    row = await conn.fetchrow(
        "SELECT * FROM condition_change WHERE key = $1 ORDER BY position DESC LIMIT 1", condition.key
    )
    change = _change(condition, row)
    assert change is not None, "an alert has at least the change that raised it"
    return change


async def save_alert(conn: Connection, alert: Alert) -> None:
    await conn.execute(
        SAVE_ALERT,
        alert.alert_id,
        alert.condition.key,
        alert.condition.site,
        alert.condition.rule,
        alert.condition.device,
        alert.severity,
        alert.state,
        alert.text,
        alert.raised_at,
        alert.raised_position,
        alert.version,
        alert.acknowledged_at,
        alert.acknowledged_by,
        alert.resolved_at,
        alert.resolved_by,
    )


async def get_alert(db: "Pool | Connection", alert_id: str) -> Alert | None:
    row = await db.fetchrow("SELECT * FROM alert WHERE alert_id = $1", alert_id)
    return None if row is None else _alert(row)


async def list_alerts(db: "Pool | Connection", chosen: Filter, limit: int) -> list[Alert]:
    """Newest first."""
    raised_at, alert_id = chosen.before or (None, None)
    rows = await db.fetch(LIST_ALERTS, chosen.scope.listed, list(chosen.states), raised_at, alert_id, limit)
    return [_alert(row) for row in rows]


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


def _change(condition: Condition, row: asyncpg.Record | None) -> Change | None:
    if row is None:
        return None
    return Change(
        condition,
        row["position"],
        row["active"],
        row["time"],
        Severity(row["severity"]),
        row["text"],
        row["actor"],
    )


def _alert(row: asyncpg.Record) -> Alert:
    return Alert(
        alert_id=str(row["alert_id"]),
        condition=Condition(row["key"], row["site"], row["rule"], row["device"]),
        severity=Severity(row["severity"]),
        state=State(row["state"]),
        text=row["text"],
        raised_at=row["raised_at"],
        raised_position=row["raised_position"],
        version=row["version"],
        acknowledged_at=row["acknowledged_at"],
        acknowledged_by=row["acknowledged_by"],
        resolved_at=row["resolved_at"],
        resolved_by=row["resolved_by"],
    )
