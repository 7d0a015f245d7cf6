"""A consumer records the event's id in the transaction of its effect, so an event has its effect once."""

from datetime import timedelta

from motorway_kit.db import Connection, Pool


async def first_time(conn: Connection, event_id: str) -> bool:
    """True when this event was never handled before; it is recorded in the caller's transaction."""
    inserted = await conn.fetchval(
        "INSERT INTO inbox (event_id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING true", event_id
    )
    return bool(inserted)


async def prune(db: Pool, older_than: timedelta) -> int:
    """Forget ids that are too old to come again. Returns how many."""
    status = await db.execute("DELETE FROM inbox WHERE received_at < now() - $1::interval", older_than)
    return int(status.rsplit(" ", 1)[1])
