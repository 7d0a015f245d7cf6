"""Changes of conditions in PostgreSQL."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import asyncpg
from motorway_kit.db import Connection

from alerts.db.rows import alert_of
from alerts.domain.chatter import REMEMBERED
from alerts.domain.conditions import Change, Condition, Severity
from alerts.domain.history import History

LOCK_SITES = """
SELECT pg_advisory_xact_lock(lock)
FROM (SELECT DISTINCT hashtextextended('alerts/site/' || site, 0) AS lock FROM unnest($1::text[]) AS site ORDER BY 1)
  AS locks
"""

# From the last change before the first one asked for.
CHANGES = """
SELECT c.* FROM unnest($1::text[], $2::bigint[]) AS asked(key, low)
CROSS JOIN LATERAL (
  SELECT coalesce((SELECT position FROM condition_change WHERE key = asked.key AND position < asked.low
                   ORDER BY position DESC LIMIT 1), asked.low) AS position) AS first
JOIN condition_change c ON c.key = asked.key AND c.position >= first.position
ORDER BY c.position
"""

# From the last alert that was raised before, and those of a while before that.
ALERTS = """
SELECT a.* FROM unnest($1::text[], $2::bigint[], $3::timestamptz[]) AS asked(key, low, since)
CROSS JOIN LATERAL (
  SELECT coalesce((SELECT raised_position FROM alert WHERE key = asked.key AND raised_position <= asked.low
                   ORDER BY raised_position DESC LIMIT 1), asked.low) AS position) AS first
JOIN alert a ON a.key = asked.key AND (a.raised_position >= first.position OR a.raised_at > asked.since)
ORDER BY a.raised_position
"""

ADD = """
INSERT INTO condition_change (key, position, active, time, severity, text, actor)
SELECT * FROM unnest($1::text[], $2::bigint[], $3::boolean[], $4::timestamptz[], $5::text[], $6::text[], $7::text[])
"""


async def lock_sites(conn: Connection, sites: Sequence[str]) -> None:
    """Until the end of the transaction nobody else changes the conditions, alerts and incidents of these sites."""
    await conn.execute(LOCK_SITES, sites)


async def load_histories(conn: Connection, changes: Sequence[Change]) -> Mapping[str, History]:
    """What must be known of the conditions to take these changes: key → history."""
    first: dict[str, Change] = {}
    for change in changes:
        known = first.setdefault(change.condition.key, change)
        if change.position < known.position:
            first[change.condition.key] = change
    conditions = {key: change.condition for key, change in first.items()}
    keys, low = list(first), [change.position for change in first.values()]
    since = [change.time - REMEMBERED for change in first.values()]
    histories: dict[str, History] = defaultdict(History)
    for row in await conn.fetch(CHANGES, keys, low):
        histories[row["key"]].changes.append(_change(conditions[row["key"]], row))
    for row in await conn.fetch(ALERTS, keys, low, since):
        histories[row["key"]].alerts.append(alert_of(row))
    return histories


async def add_changes(conn: Connection, changes: Sequence[Change]) -> None:
    """They must be unknown."""
    if changes:
        rows = [(c.condition.key, c.position, c.active, c.time, c.severity, c.text, c.actor) for c in changes]
        await conn.execute(ADD, *map(list, zip(*rows, strict=True)))


async def get_newest_change(conn: Connection, condition: Condition) -> Change:
    row = await conn.fetchrow(
        "SELECT * FROM condition_change WHERE key = $1 ORDER BY position DESC LIMIT 1", condition.key
    )
    assert row is not None, "an alert has at least the change that raised it"
    return _change(condition, row)


def _change(condition: Condition, row: asyncpg.Record) -> Change:
    severity = Severity(row["severity"])
    return Change(condition, row["position"], row["active"], row["time"], severity, row["text"], row["actor"])
