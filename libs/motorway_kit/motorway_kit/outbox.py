"""Events are written in the transaction of the change they tell of, and relayed afterwards, at least once."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from google.protobuf.message import Message
from prometheus_client import Gauge

from motorway_kit.db import FAILURES, Connection, Pool, transaction, wake_after_commit
from motorway_kit.errors import MotorwayError
from motorway_kit.ids import new_id
from motorway_kit.log import get_logger
from motorway_kit.messaging import OutboundEvent
from motorway_kit.tracing import current_traceparent

log = get_logger(__name__)

CHANNEL = "outbox"
RETRY_S = 1.0
oldest_age = Gauge("motorway_outbox_oldest_age_seconds", "Age of the oldest event that is not published yet")

Publish = Callable[[Sequence[OutboundEvent]], Awaitable[None]]


async def append(conn: Connection, event: Message, *, subject: str) -> None:
    """Write an event in the caller's transaction. `subject` is the site."""
    await conn.execute(
        "INSERT INTO outbox (id, type, subject, body, traceparent) VALUES ($1, $2, $3, $4, $5)",
        new_id(),
        event.DESCRIPTOR.full_name,
        subject,
        event.SerializeToString(),
        current_traceparent(),
    )
    await wake_after_commit(conn, CHANNEL)


async def relay(db: Pool, publish: Publish, *, batch: int = 200, poll_s: float = 1.0) -> None:
    """Publish what `append` wrote, oldest first, for ever. A row goes only after `publish` returned."""
    while True:
        try:
            async with _listening(db) as woken:
                await _relay_while_connected(db, publish, woken, batch, poll_s)
        except (MotorwayError, *FAILURES) as error:
            log.warning("outbox relay interrupted", error=str(error))
            await asyncio.sleep(RETRY_S)


async def _relay_while_connected(db: Pool, publish: Publish, woken: asyncio.Event, batch: int, poll_s: float) -> None:
    while True:
        woken.clear()
        while await _relay_batch(db, publish, batch) == batch:
            pass
        await _measure(db)
        try:
            async with asyncio.timeout(poll_s):
                await woken.wait()
        except TimeoutError:
            pass


async def _relay_batch(db: Pool, publish: Publish, batch: int) -> int:
    async with transaction(db) as conn:
        rows = await conn.fetch(
            "SELECT id, type, subject, body, traceparent FROM outbox ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED", batch
        )
        if rows:
            await publish([OutboundEvent(str(r[0]), r[1], r[2], r[3], r[4]) for r in rows])
            await conn.execute("DELETE FROM outbox WHERE id = ANY($1::uuid[])", [r[0] for r in rows])
    return len(rows)


async def _measure(db: Pool) -> None:
    oldest = await db.fetchval("SELECT extract(epoch FROM min(created_at)) FROM outbox")
    oldest_age.set(max(0.0, time.time() - float(oldest)) if oldest is not None else 0.0)


@asynccontextmanager
async def _listening(db: Pool) -> AsyncIterator[asyncio.Event]:
    woken = asyncio.Event()

    def wake(*_: object) -> None:
        woken.set()

    async with db.acquire() as conn:
        await conn.add_listener(CHANNEL, wake)
        try:
            yield woken
        finally:
            if not conn.is_closed():
                await conn.remove_listener(CHANNEL, wake)
