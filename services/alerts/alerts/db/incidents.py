"""Incidents in PostgreSQL."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import asyncpg
from motorway_access.caller import Scope
from motorway_kit.db import Connection, Pool

from alerts.db.rows import alert_of
from alerts.domain.conditions import Alert
from alerts.domain.incident import DARK_RULE, Incident, Kind, Members, Recent

SAVE = """
INSERT INTO incident (incident_id, site, kind, head_alert_id, opened_at, joined_at, alerts, gathering, closed_at,
                      version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (incident_id) DO UPDATE SET kind = excluded.kind, head_alert_id = excluded.head_alert_id,
  joined_at = excluded.joined_at, alerts = excluded.alerts, gathering = excluded.gathering,
  closed_at = excluded.closed_at, version = excluded.version
"""

LIST = """
SELECT * FROM incident
WHERE ($1::text[] IS NULL OR site = ANY($1)) AND ($2::boolean IS NULL OR (closed_at IS NULL) = $2)
  AND ($3::timestamptz IS NULL OR (opened_at, incident_id) < ($3, $4::uuid))
ORDER BY opened_at DESC, incident_id DESC LIMIT $5
"""

# Alerts that call for somebody and belong to no incident.
RECENT = """
SELECT * FROM alert
WHERE site = ANY($1) AND state <> 'RESOLVED' AND recorded_at > $2 AND incident_id IS NULL AND suppression = ''
ORDER BY recorded_at
"""

GATHERING = """
SELECT * FROM incident WHERE gathering AND site = ANY($1) ORDER BY kind = 'SITE_DARK' DESC
"""

HEADS = """
SELECT a.* FROM alert a JOIN incident i ON i.head_alert_id = a.alert_id WHERE i.incident_id = ANY($1::uuid[])
"""

OPEN = """
SELECT incident.*, members.* FROM incident CROSS JOIN LATERAL (
  SELECT count(*) AS open_members, count(*) FILTER (WHERE a.state = 'RAISED') AS waiting_members FROM alert a
  WHERE a.incident_id = incident.incident_id AND a.state <> 'RESOLVED' AND a.alert_id <> incident.head_alert_id
) AS members
WHERE closed_at IS NULL AND ($1::uuid IS NULL OR incident_id = $1) ORDER BY incident_id
"""


@dataclass(slots=True)
class SiteNow:
    """What alerts may be grouped by: the incidents that gather with their heads, at most one of a kind and the dark
    site's first; the alert of a dark site. Where no storm gathers, recent alerts too.
    """

    gathering: list[tuple[Incident, Alert]] = field(default_factory=list)
    dark: Alert | None = None
    recent: list[Recent] = field(default_factory=list)


async def load_sites(conn: Connection, sites: Sequence[str], since: datetime) -> Mapping[str, SiteNow]:
    found: dict[str, SiteNow] = defaultdict(SiteNow)
    gathering = [_incident(row) for row in await conn.fetch(GATHERING, sites)]
    heads = {head.alert_id: head for head in await load_head_alerts(conn, [one.incident_id for one in gathering])}
    for incident in gathering:
        found[incident.site].gathering.append((incident, heads[incident.head_alert_id]))
    dark = "SELECT * FROM alert WHERE site = ANY($1) AND state <> 'RESOLVED' AND rule = $2"
    for row in await conn.fetch(dark, sites, DARK_RULE):
        found[row["site"]].dark = alert_of(row)
    stormy = {incident.site for incident in gathering if incident.kind is Kind.STORM}
    calm = [site for site in sites if site not in stormy]
    for row in await conn.fetch(RECENT, calm, since) if calm else []:
        found[row["site"]].recent.append(Recent(alert_of(row), row["recorded_at"]))
    return found


async def load_head_alerts(conn: Connection, incident_ids: Sequence[str]) -> list[Alert]:
    """The alerts that stand for these incidents."""
    return [alert_of(row) for row in await conn.fetch(HEADS, incident_ids)]


async def save_incident(conn: Connection, incident: Incident) -> None:
    await conn.execute(
        SAVE,
        incident.incident_id,
        incident.site,
        incident.kind,
        incident.head_alert_id,
        incident.opened_at,
        incident.joined_at,
        incident.alerts,
        incident.gathering,
        incident.closed_at,
        incident.version,
    )


async def get_incident(db: "Pool | Connection", incident_id: str) -> Incident | None:
    row = await db.fetchrow("SELECT * FROM incident WHERE incident_id = $1", incident_id)
    return None if row is None else _incident(row)


async def list_incidents(
    db: "Pool | Connection", scope: Scope, before: tuple[datetime, str] | None, limit: int, *, is_open: bool | None
) -> list[Incident]:
    """Newest first."""
    opened_at, incident_id = before or (None, None)
    return [_incident(row) for row in await db.fetch(LIST, scope.listed, is_open, opened_at, incident_id, limit)]


async def list_open(db: "Pool | Connection", incident_id: str | None = None) -> list[tuple[Incident, Members]]:
    """Incidents that are not closed, or one of them, with what is known of their alerts beside the head."""
    rows = await db.fetch(OPEN, incident_id)
    return [(_incident(row), Members(row["open_members"], row["waiting_members"])) for row in rows]


def _incident(row: asyncpg.Record) -> Incident:
    return Incident(
        incident_id=str(row["incident_id"]),
        site=row["site"],
        kind=Kind(row["kind"]),
        head_alert_id=str(row["head_alert_id"]),
        opened_at=row["opened_at"],
        joined_at=row["joined_at"],
        alerts=row["alerts"],
        gathering=row["gathering"],
        closed_at=row["closed_at"],
        version=row["version"],
    )
