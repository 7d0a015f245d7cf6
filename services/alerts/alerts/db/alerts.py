"""Alerts in PostgreSQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from motorway_access.caller import Scope
from motorway_kit.db import Connection, Pool

from alerts.db.rows import COLUMNS, alert_of, row_of
from alerts.domain.conditions import Alert, Severity, State

# `recorded_at` is when it became known, which stays.
SAVE_ALERTS = f"""
INSERT INTO alert ({", ".join(COLUMNS)}, recorded_at)
SELECT {", ".join(COLUMNS)}, $2 FROM jsonb_populate_recordset(NULL::alert, $1::jsonb)
ON CONFLICT (alert_id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in COLUMNS[5:])}
"""  # noqa: S608 - names of columns

LIST_ALERTS = """
SELECT * FROM alert
WHERE ($1::text[] IS NULL OR site = ANY($1)) AND (cardinality($2::text[]) = 0 OR state = ANY($2))
  AND ($3::timestamptz IS NULL OR (raised_at, alert_id) < ($3, $4::uuid))
  AND (cardinality($6::text[]) = 0 OR severity = ANY($6)) AND (cardinality($7::text[]) = 0 OR rule = ANY($7))
  AND ($8::uuid IS NULL OR incident_id = $8) AND ($9 = '' OR assignee = $9)
  AND ($10 = '' OR strpos(lower(text || ' ' || device || ' ' || rule), lower($10)) > 0)
  AND ($11::boolean IS NULL OR (suppression <> '') = $11)
  AND ($12::boolean IS NULL OR (suppression = 'INCIDENT') = $12)
ORDER BY raised_at DESC, alert_id DESC LIMIT $5
"""

OPEN_OF_INCIDENT = """
SELECT a.* FROM alert a JOIN incident i USING (incident_id)
WHERE incident_id = $1 AND a.state <> 'RESOLVED' AND a.alert_id <> i.head_alert_id AND ($2 = '' OR a.state = $2)
ORDER BY a.alert_id LIMIT $3
"""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which alerts: what is empty or None does not matter; `before` is the last one's place; `text` is in its words."""

    scope: Scope
    states: Sequence[State] = ()
    before: tuple[datetime, str] | None = None
    severities: Sequence[Severity] = ()
    rules: Sequence[str] = ()
    incident_id: str = ""
    assignee: str = ""
    text: str = ""
    suppressed: bool | None = None
    grouped: bool | None = None


async def save_alerts(conn: Connection, alerts: Sequence[Alert], now: datetime) -> None:
    """In their order: what ends must come before what begins anew."""
    if alerts:
        await conn.execute(SAVE_ALERTS, orjson.dumps([row_of(alert) for alert in alerts]).decode(), now)


async def get_alert(db: "Pool | Connection", alert_id: str) -> Alert | None:
    row = await db.fetchrow("SELECT * FROM alert WHERE alert_id = $1", alert_id)
    return None if row is None else alert_of(row)


async def get_alerts(conn: Connection, alert_ids: Sequence[str]) -> list[Alert]:
    rows = await conn.fetch("SELECT * FROM alert WHERE alert_id = ANY($1::uuid[])", list(alert_ids))
    return [alert_of(row) for row in rows]


async def list_alerts(db: "Pool | Connection", chosen: Filter, limit: int) -> list[Alert]:
    """Newest first."""
    raised_at, alert_id = chosen.before or (None, None)
    rows = await db.fetch(
        LIST_ALERTS,
        chosen.scope.listed,
        list(chosen.states),
        raised_at,
        alert_id,
        limit,
        list(chosen.severities),
        list(chosen.rules),
        chosen.incident_id or None,
        chosen.assignee,
        chosen.text,
        chosen.suppressed,
        chosen.grouped,
    )
    return [alert_of(row) for row in rows]


async def list_open(conn: Connection, site: str) -> list[Alert]:
    rows = await conn.fetch("SELECT * FROM alert WHERE site = $1 AND state <> 'RESOLVED'", site)
    return [alert_of(row) for row in rows]


async def list_open_of_incident(conn: Connection, incident_id: str, state: str, limit: int) -> list[Alert]:
    """Those that are not its head, in one state or (empty) in any."""
    return [alert_of(row) for row in await conn.fetch(OPEN_OF_INCIDENT, incident_id, state, limit)]


async def list_calm(db: "Pool | Connection", before: datetime) -> list[Alert]:
    """Alerts held open although their condition was over before then."""
    rows = await db.fetch(
        "SELECT * FROM alert WHERE state <> 'RESOLVED' AND cleared_at <= $1 ORDER BY cleared_at LIMIT 500", before
    )
    return [alert_of(row) for row in rows]
