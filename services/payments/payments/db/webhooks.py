"""The inbox of Stripe's webhooks in PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime

import asyncpg
from motorway_kit.db import Connection, Pool

from payments.domain.webhook import Hint, Outcome, Topic, Waiting

INSERT = """
INSERT INTO webhook (event_id, type, topic, subject_id, payment_id, created_at, received_at, next_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
ON CONFLICT (event_id) DO NOTHING
RETURNING true
"""

CLAIM = """
UPDATE webhook SET next_at = $2, attempts = attempts + 1
WHERE event_id IN (SELECT event_id FROM webhook WHERE next_at <= $1
                   ORDER BY next_at LIMIT $3 FOR UPDATE SKIP LOCKED)
RETURNING event_id, type, topic, subject_id, payment_id, created_at, received_at, attempts
"""

END = """
UPDATE webhook SET next_at = NULL, outcome = $2, handled_at = $3 WHERE event_id = ANY($1::text[])
"""

LATER = """
UPDATE webhook SET next_at = $3, outcome = $2 WHERE event_id = $1 AND next_at IS NOT NULL
"""


async def insert(db: "Pool | Connection", hint: Hint, now: datetime) -> bool:
    """False: it was there."""
    stored = await db.fetchval(
        INSERT, hint.event_id, hint.type, hint.topic, hint.subject_id, hint.payment_id, hint.created_at, now
    )
    return bool(stored)


async def claim(conn: "Pool | Connection", now: datetime, until: datetime, limit: int) -> list[Waiting]:
    """Events that are due, for whoever asks, until then."""
    return [_waiting(row) for row in await conn.fetch(CLAIM, now, until, limit)]


async def end(conn: "Pool | Connection", event_ids: Sequence[str], outcome: Outcome, at: datetime) -> None:
    await conn.execute(END, list(event_ids), outcome, at)


async def try_later(conn: "Pool | Connection", event_id: str, outcome: Outcome, next_at: datetime) -> None:
    await conn.execute(LATER, event_id, outcome, next_at)


async def oldest(db: "Pool | Connection") -> datetime | None:
    """When the oldest event came that is not handled."""
    received: datetime | None = await db.fetchval("SELECT min(received_at) FROM webhook WHERE next_at IS NOT NULL")
    return received


async def forget(db: "Pool | Connection", handled_before: datetime) -> None:
    await db.execute("DELETE FROM webhook WHERE handled_at < $1", handled_before)


def _waiting(row: asyncpg.Record) -> Waiting:
    hint = Hint(
        event_id=row["event_id"],
        type=row["type"],
        topic=Topic(row["topic"]),
        subject_id=row["subject_id"],
        payment_id=row["payment_id"],
        created_at=row["created_at"],
    )
    return Waiting(hint, row["received_at"], row["attempts"])
