"""What goes out next: claims, attempts and their outcomes, in PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from motorway_kit.db import Connection, Pool

from alerts.db.notifications import notification_of
from alerts.domain.notification import Attempt, Notification, State

MINUTE = timedelta(minutes=1)
CLAIM = """
UPDATE notification n SET attempts = attempts + 1, due_at = $4
FROM (
  SELECT notification_id FROM notification WHERE channel = $1 AND state = 'WAITING' AND due_at <= $2
  ORDER BY CASE severity WHEN 'CRITICAL' THEN 0 WHEN 'WARNING' THEN 1 ELSE 2 END, due_at
  LIMIT $3 FOR UPDATE SKIP LOCKED
) AS chosen
WHERE n.notification_id = chosen.notification_id RETURNING n.*
"""
GIVE_UP = """
UPDATE notification SET state = 'FAILED', ended_at = $2, last_error = $4
WHERE channel = $1 AND state = 'WAITING' AND due_at <= $2 AND worth_from <= $3
"""
PRUNE = """
WITH gone AS (
  DELETE FROM notification WHERE notification_id = ANY(ARRAY(
    SELECT notification_id FROM notification WHERE notification_id < $1 AND ended_at < $2
    ORDER BY notification_id LIMIT $3))
  RETURNING 1
)
SELECT count(*) FROM gone
"""
PRUNE_AT_ONCE = 5_000
END = """
UPDATE notification SET state = $3, ended_at = $4, last_error = $5
WHERE notification_id = $1 AND state = 'WAITING' AND attempts = $2
"""


async def channels_with_work(db: Pool, now: datetime) -> list[str]:
    rows = await db.fetch("SELECT DISTINCT channel FROM notification WHERE state = 'WAITING' AND due_at <= $1", now)
    return [row["channel"] for row in rows]


async def lock_channel(conn: Connection, channel: str) -> None:
    """Until the end of the transaction nobody else takes from it, so that its rate holds over all processes."""
    await conn.execute("SELECT pg_advisory_xact_lock(hashtextextended('alerts/channel/' || $1, 0))", channel)


async def attempts_within(conn: Connection, channel: str, now: datetime) -> int:
    """How many attempts the channel made in the last minute."""
    query = "SELECT count(*) FROM notification_attempt WHERE channel = $1 AND at > $2"
    return int(await conn.fetchval(query, channel, now - MINUTE))


async def claim(conn: Connection, channel: str, now: datetime, limit: int, lease: timedelta) -> list[Notification]:
    """What is due, gravest first: ours for the lease, with the attempt written down."""
    rows = await conn.fetch(CLAIM, channel, now, limit, now + lease)
    claimed = [notification_of(row) for row in rows]
    for each in claimed:
        await begin_attempt(conn, each, now)
    return claimed


async def begin_attempt(conn: Connection, notification: Notification, now: datetime) -> None:
    await conn.execute(
        "INSERT INTO notification_attempt (notification_id, number, channel, at, outcome)"
        " VALUES ($1, $2, $3, $4, 'RUNNING')",
        notification.notification_id,
        notification.attempts,
        notification.channel,
        now,
    )


async def end_attempt(conn: Connection, notification: Notification, attempt: Attempt) -> None:
    await conn.execute(
        "UPDATE notification_attempt SET outcome = $3, took_ms = $4, detail = $5"
        " WHERE notification_id = $1 AND number = $2",
        notification.notification_id,
        attempt.number,
        attempt.outcome,
        attempt.took_ms,
        attempt.detail,
    )


async def end(conn: Connection, notification: Notification, state: State, now: datetime, error: str = "") -> None:
    """Nothing where somebody else has tried it since, or it was cancelled."""
    await conn.execute(END, notification.notification_id, notification.attempts, state, now, error)


async def try_later(conn: Connection, notification: Notification, due_at: datetime, error: str) -> None:
    await conn.execute(
        "UPDATE notification SET due_at = $3, last_error = $4"
        " WHERE notification_id = $1 AND state = 'WAITING' AND attempts = $2",
        notification.notification_id,
        notification.attempts,
        due_at,
        error,
    )


async def give_up_old(conn: Connection, channel: str, now: datetime, worth: timedelta, why: str) -> None:
    """What should have gone out longer ago than it is worth."""
    await conn.execute(GIVE_UP, channel, now, now - worth, why)


async def cancel_all(conn: Connection, channel: str, now: datetime, why: str) -> None:
    await conn.execute(
        "UPDATE notification SET state = 'CANCELLED', ended_at = $2, last_error = $3"
        " WHERE channel = $1 AND state = 'WAITING'",
        channel,
        now,
        why,
    )


async def prune(db: Pool, before: datetime) -> None:
    """Forget what was made and ended before, some at a time."""
    eldest = UUID(int=int(before.timestamp() * 1000) << 80)
    while await db.fetchval(PRUNE, eldest, before, PRUNE_AT_ONCE) == PRUNE_AT_ONCE:
        pass


async def waiting(db: Pool) -> Sequence[tuple[str, int, datetime]]:
    """By channel: how many wait, and since when the oldest does."""
    rows = await db.fetch(
        "SELECT channel, count(*) AS waiting, min(worth_from) AS since FROM notification"
        " WHERE state = 'WAITING' GROUP BY channel"
    )
    return [(row["channel"], row["waiting"], row["since"]) for row in rows]
