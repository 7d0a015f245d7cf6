"""The inbox of Stripe's webhooks in PostgreSQL."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import asyncpg
from motorway_kit.db import Connection, Pool

from payments.domain.ids import is_id
from payments.domain.payment import PaymentState
from payments.domain.webhook import Hint, Outcome, Topic, Waiting

INSERT = """
INSERT INTO webhook (event_id, type, topic, subject_id, payment_id, created_at, received_at, next_at, outcome,
                     handled_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
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
UPDATE webhook w SET next_at = l.next_at, outcome = $1
FROM unnest($2::text[], $3::timestamptz[]) AS l (event_id, next_at)
WHERE w.event_id = l.event_id AND w.next_at IS NOT NULL
"""

# By its intent, or by what its metadata say. A call is under way between its sending and the end of its lease.
ABOUT = """
SELECT p.payment_id, p.state, EXISTS (
  SELECT FROM command c WHERE c.payment_id = p.payment_id AND c.refund_id IS NULL AND c.done_at IS NULL
    AND c.first_sent_at IS NOT NULL AND c.outcome = '' AND c.due_at > $3) AS under_way
FROM payment p
WHERE (p.stripe_id = $1 AND $1 <> '') OR p.payment_id = $2::uuid
ORDER BY p.stripe_id = $1 DESC LIMIT 1
"""


class About(NamedTuple):
    """The payment of an event. `under_way`: Stripe is being asked something about it at this moment."""

    payment_id: str
    state: PaymentState
    under_way: bool


async def insert(db: "Pool | Connection", hint: Hint, now: datetime, outcome: Outcome | None) -> bool:
    """To be handled, unless it is known already what comes of it. False: it was there."""
    stored = await db.fetchval(
        INSERT,
        hint.event_id,
        hint.type,
        hint.topic,
        hint.subject_id,
        hint.payment_id,
        hint.created_at,
        now,
        now if outcome is None else None,
        outcome or "",
        None if outcome is None else now,
    )
    return bool(stored)


async def claim(conn: "Pool | Connection", now: datetime, until: datetime, limit: int) -> list[Waiting]:
    """Events that are due, for whoever asks, until then."""
    return [_waiting(row) for row in await conn.fetch(CLAIM, now, until, limit)]


async def end(conn: "Pool | Connection", event_ids: Sequence[str], outcome: Outcome, at: datetime) -> None:
    await conn.execute(END, list(event_ids), outcome, at)


async def try_later(conn: "Pool | Connection", times: Mapping[str, datetime], outcome: Outcome) -> None:
    """By the events' ids: when each is looked at again."""
    await conn.execute(LATER, outcome, list(times), list(times.values()))


async def payment_of(db: "Pool | Connection", hint: Hint, now: datetime) -> About | None:
    """None while it is not known here."""
    named = hint.payment_id if is_id(hint.payment_id) else None
    row = await db.fetchrow(ABOUT, hint.subject_id, named, now)
    return None if row is None else About(str(row["payment_id"]), PaymentState(row["state"]), row["under_way"])


async def oldest(db: "Pool | Connection") -> datetime | None:
    """When the oldest event came that is not handled."""
    received: datetime | None = await db.fetchval("SELECT min(received_at) FROM webhook WHERE next_at IS NOT NULL")
    return received


async def forget(db: "Pool | Connection", received_before: datetime) -> None:
    await db.execute("DELETE FROM webhook WHERE received_at < $1", received_before)


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
