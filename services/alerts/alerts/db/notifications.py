"""What is told, to whom, and every attempt at it, in PostgreSQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg
from motorway_access.caller import Scope
from motorway_kit.db import Connection, Pool

from alerts.domain.conditions import Severity
from alerts.domain.notification import Attempt, Message, News, Notification, Outcome, State

# Nobody is reminded of what still waits to be told: after a quiet night, or an outage, it comes once.
INSERT = """
INSERT INTO notification (
  notification_id, alert_id, site, channel, address, recipient, policy, occasion, news, severity, rule, device, text,
  response, happened_at, state, created_at, worth_from, due_at, attempts)
SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20
WHERE $9 <> 'REMINDED' OR NOT EXISTS (
  SELECT FROM notification known WHERE known.alert_id = $2 AND known.channel = $4 AND known.address = $5
    AND known.state = 'WAITING' AND known.news <> 'ENDED' AND known.severity = $10)
ON CONFLICT DO NOTHING RETURNING true
"""
LIST = """
SELECT * FROM notification
WHERE ($1::text[] IS NULL OR site = ANY($1)) AND (cardinality($2::text[]) = 0 OR state = ANY($2))
  AND ($3 = '' OR channel = $3) AND ($4::uuid IS NULL OR alert_id = $4)
  AND ($5::uuid IS NULL OR notification_id < $5)
ORDER BY notification_id DESC LIMIT $6
"""
CANCEL = """
UPDATE notification SET state = 'CANCELLED', ended_at = $2, last_error = $3
WHERE alert_id = ANY($1::uuid[]) AND state = 'WAITING' AND news <> 'ENDED'
"""
TOLD = """
SELECT DISTINCT ON (alert_id, channel, address) * FROM notification
WHERE alert_id = ANY($1::uuid[]) AND news <> 'ENDED' AND attempts > 0
ORDER BY alert_id, channel, address, notification_id
"""


@dataclass(frozen=True, slots=True)
class Search:
    """Which notifications: no states means every state; `before` is the id of the last one of the page before."""

    scope: Scope
    states: Sequence[State] = ()
    channel: str = ""
    alert_id: str | None = None
    before: str | None = None


async def insert(conn: Connection, notification: Notification) -> bool:
    """False when the address is told of this occasion already."""
    message = notification.message
    added = await conn.fetchval(
        INSERT,
        notification.notification_id,
        message.alert_id or None,
        message.site,
        notification.channel,
        notification.address,
        notification.recipient,
        notification.policy,
        notification.occasion,
        message.news,
        message.severity,
        message.rule,
        message.device,
        message.text,
        message.response,
        message.at,
        notification.state,
        notification.created_at,
        notification.worth_from,
        notification.due_at,
        notification.attempts,
    )
    return bool(added)


async def cancel(conn: Connection, alert_ids: Sequence[str], now: datetime, why: str) -> None:
    """What waits about these alerts, except that they are over."""
    await conn.execute(CANCEL, alert_ids, now, why)


async def told(conn: Connection, alert_ids: Sequence[str]) -> list[Notification]:
    """One for each address that something about these alerts went to, or may have."""
    return [notification_of(row) for row in await conn.fetch(TOLD, alert_ids)]


async def get(db: "Pool | Connection", notification_id: str) -> Notification | None:
    row = await db.fetchrow("SELECT * FROM notification WHERE notification_id = $1", notification_id)
    return None if row is None else notification_of(row)


async def test_of(db: "Pool | Connection", occasion: str) -> Notification | None:
    row = await db.fetchrow("SELECT * FROM notification WHERE alert_id IS NULL AND occasion = $1", occasion)
    return None if row is None else notification_of(row)


async def attempts_of(db: "Pool | Connection", notification_id: str) -> list[Attempt]:
    rows = await db.fetch(
        "SELECT * FROM notification_attempt WHERE notification_id = $1 ORDER BY number", notification_id
    )
    return [Attempt(r["number"], r["at"], Outcome(r["outcome"]), r["took_ms"], r["detail"]) for r in rows]


async def list_notifications(db: "Pool | Connection", search: Search, limit: int) -> list[Notification]:
    """Newest first."""
    chosen = search.scope.listed, list(search.states), search.channel, search.alert_id, search.before
    return [notification_of(row) for row in await db.fetch(LIST, *chosen, limit)]


def notification_of(row: asyncpg.Record) -> Notification:
    message = Message(
        News(row["news"]),
        Severity(row["severity"]),
        row["site"],
        "" if row["alert_id"] is None else str(row["alert_id"]),
        row["rule"],
        row["device"],
        row["text"],
        row["response"],
        row["happened_at"],
    )
    return Notification(
        notification_id=str(row["notification_id"]),
        channel=row["channel"],
        address=row["address"],
        recipient=row["recipient"],
        policy=row["policy"],
        occasion=row["occasion"],
        message=message,
        state=State(row["state"]),
        created_at=row["created_at"],
        worth_from=row["worth_from"],
        due_at=row["due_at"],
        attempts=row["attempts"],
        last_error=row["last_error"],
        ended_at=row["ended_at"],
    )
