"""Events are written in the transaction of the change they tell of, and relayed afterwards, at least once."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from google.protobuf.message import Message
from prometheus_client import Gauge

from motorway_kit.db import FAILURES, Connection, Pool, sleeps, transaction, wake_after_commit
from motorway_kit.errors import MotorwayError
from motorway_kit.ids import new_id
from motorway_kit.log import get_logger
from motorway_kit.messaging import OutboundEvent
from motorway_kit.tracing import current_traceparent

log = get_logger(__name__)

RETRY_S = 1.0
INSERT = "INSERT INTO outbox (id, type, subject, body, traceparent)"
TAKE = """
DELETE FROM outbox
WHERE id = ANY(ARRAY(SELECT id FROM outbox ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED))
RETURNING id, type, subject, body, traceparent
"""
oldest_age = Gauge("motorway_outbox_oldest_age_seconds", "Age of the oldest event that is not published yet")

Publish = Callable[[Sequence[OutboundEvent]], Awaitable[None]]


async def append(conn: Connection, event: Message, *, subject: str) -> None:
    """Write an event in the caller's transaction. `subject` is the site."""
    await append_all(conn, [(event, subject)])


async def append_all(conn: Connection, events: Sequence[tuple[Message, str]]) -> None:
    """Write events, each with its subject, in the caller's transaction and in this order."""
    rows = [row(event, subject=subject) for event, subject in events]
    await conn.executemany(f"{INSERT} VALUES ($1, $2, $3, $4, $5)", rows)
    wake_after_commit()


def row(event: Message, *, subject: str) -> tuple[str, str, str, bytes, str]:
    """The values for INSERT, for a statement that writes an event among other things; call `wake` after its commit."""
    return new_id(), event.DESCRIPTOR.full_name, subject, event.SerializeToString(), current_traceparent()


async def relay(db: Pool, publish: Publish, *, batch: int = 200, poll_s: float = 1.0) -> None:
    """Publish what `append` wrote, oldest first, for ever. A row goes only after `publish` returned.

    What this process commits wakes it; what another one left behind is found by looking every `poll_s`.
    """
    with sleeps(db) as woken:
        while True:
            try:
                await _relay_until_failure(db, publish, woken, batch, poll_s)
            except (MotorwayError, *FAILURES) as error:
                log.warning("outbox relay interrupted", error=str(error))
                with suppress(*FAILURES):  # how old it gets matters most while nothing can be published
                    await _measure(db)
                await asyncio.sleep(RETRY_S)


async def _relay_until_failure(db: Pool, publish: Publish, woken: asyncio.Event, batch: int, poll_s: float) -> None:
    measured = 0.0
    while True:
        woken.clear()
        while await _relay_batch(db, publish, batch) == batch:
            pass
        if time.monotonic() - measured >= poll_s:
            await _measure(db)
            measured = time.monotonic()
        with suppress(TimeoutError):
            async with asyncio.timeout(poll_s):
                await woken.wait()


async def _relay_batch(db: Pool, publish: Publish, batch: int) -> int:
    async with transaction(db) as conn:
        rows = sorted(await conn.fetch(TAKE, batch), key=lambda row: row["id"])
        if rows:
            await publish([OutboundEvent(str(r[0]), r[1], r[2], r[3], r[4]) for r in rows])
    return len(rows)


async def _measure(db: Pool) -> None:
    oldest = await db.fetchval("SELECT extract(epoch FROM min(created_at)) FROM outbox")
    oldest_age.set(max(0.0, time.time() - float(oldest)) if oldest is not None else 0.0)
