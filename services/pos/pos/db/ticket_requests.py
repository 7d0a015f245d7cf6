"""What was asked about tickets, so that a repeated request has one effect."""

from datetime import datetime

from motorway_kit.db import Connection, Pool

from pos.domain.idempotency import require_same

LOCK_KEY_AT = """
SELECT pg_advisory_xact_lock(hashtextextended('pos.ticket/' || $1, 0)),
  pg_advisory_xact_lock_shared(hashtextextended('pos.site/' || $2, 0))
"""


async def lock_key(conn: Connection, key: str) -> None:
    """Until the end of the transaction nobody else makes something under this key."""
    await conn.execute("SELECT pg_advisory_xact_lock(hashtextextended('pos.ticket/' || $1, 0))", key)


async def lock_key_at(conn: Connection, key: str, site_id: str) -> None:
    """As `lock_key`; and nobody changes the site's configuration until then, as `sites.hold_site`."""
    await conn.execute(LOCK_KEY_AT, key, site_id)


async def first_time(conn: Connection, key: str, request_hash: bytes, sale_id: str, at: datetime) -> bool:
    """Whether the request under this key is new; it is known from now on. Raises IdempotencyKeyReused."""
    inserted = await conn.fetchval(
        "INSERT INTO ticket_request (idempotency_key, request_hash, sale_id, at) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT DO NOTHING RETURNING true",
        key,
        request_hash,
        sale_id,
        at,
    )
    if not inserted:
        stored = await conn.fetchval("SELECT request_hash FROM ticket_request WHERE idempotency_key = $1", key)
        require_same(stored, request_hash)
    return bool(inserted)


async def prune(db: Pool, before: datetime) -> None:
    """Forget what was asked before the time."""
    await db.execute("DELETE FROM ticket_request WHERE at < $1", before)
