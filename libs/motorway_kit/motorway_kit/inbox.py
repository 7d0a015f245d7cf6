"""A consumer records the event's id in the transaction of its effect, so an event has its effect once."""

from motorway_kit.db import Connection


async def first_time(conn: Connection, event_id: str) -> bool:
    """True when this event was never handled before; it is recorded in the caller's transaction."""
    inserted = await conn.fetchval(
        "INSERT INTO inbox (event_id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING true", event_id
    )
    return bool(inserted)
