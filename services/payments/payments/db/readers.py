"""Card readers and the places that they stand at, in PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime

import asyncpg
from motorway_kit.db import Connection, Pool

from payments.domain.reader import Location, Reader, Registration, Seen

COLUMNS = (
    "reader_id, site_id, till, label, stripe_id, device_type, serial_number, status, busy_with, last_seen_at,"
    " registered_at, registered_by, removed_at"
)
WITH_PAYMENT = f"""
SELECT {COLUMNS}, coalesce((SELECT p.payment_id::text FROM payment p
  WHERE p.stripe_id = r.busy_with AND p.stripe_id <> ''), '') AS payment_id
FROM reader r
"""  # noqa: S608 - of constants

INSERT_READER = """
INSERT INTO reader (reader_id, site_id, till, label, idempotency_key, request_hash, registered_at, registered_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (idempotency_key) DO NOTHING
"""

SEEN = """
UPDATE reader SET stripe_id = $2, device_type = $3, serial_number = $4, status = $5, busy_with = $6, last_seen_at = $7
WHERE reader_id = $1
"""

MISSING = """
SELECT reader_id FROM reader WHERE site_id = $1 AND stripe_id = '' AND removed_at IS NULL
"""

SEEN_AT_SITE = """
UPDATE reader r SET device_type = s.device_type, serial_number = s.serial_number, status = s.status,
  busy_with = s.busy_with, last_seen_at = s.last_seen_at
FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])
  AS s (stripe_id, device_type, serial_number, status, busy_with, last_seen_at)
WHERE r.site_id = $1 AND r.stripe_id = s.stripe_id AND r.removed_at IS NULL
"""


async def get(db: "Pool | Connection", reader_id: str) -> Reader | None:
    """Also one that was removed. `reader_id` must be a UUID."""
    row = await db.fetchrow(f"{WITH_PAYMENT} WHERE reader_id = $1", reader_id)
    return None if row is None else _reader(row)


async def of_site(db: "Pool | Connection", site_id: str) -> list[Reader]:
    """Those that are registered, in order of till and label."""
    rows = await db.fetch(
        f"{WITH_PAYMENT} WHERE site_id = $1 AND removed_at IS NULL AND stripe_id <> '' ORDER BY till, label, reader_id",
        site_id,
    )
    return [_reader(row) for row in rows]


async def insert(conn: Connection, reader_id: str, wanted: Registration, by: str, at: datetime) -> None:
    """Asked for, unless its key was used before."""
    await conn.execute(
        INSERT_READER,
        reader_id,
        wanted.site_id,
        wanted.till,
        wanted.label,
        wanted.idempotency_key,
        wanted.request_hash,
        at,
        by,
    )


async def of_key(db: "Pool | Connection", key: str) -> tuple[Reader, bytes] | None:
    """What was asked for with this key, and the hash of the request."""
    row = await db.fetchrow("SELECT reader_id, request_hash FROM reader WHERE idempotency_key = $1", key)
    found = None if row is None else await get(db, row["reader_id"])
    return None if row is None or found is None else (found, row["request_hash"])


async def supersede(conn: Connection, reader_id: str, stripe_id: str, at: datetime) -> None:
    """A device that is registered anew is no longer what it was registered as before."""
    await conn.execute(
        "UPDATE reader SET removed_at = $3 WHERE stripe_id = $2 AND reader_id <> $1 AND removed_at IS NULL",
        reader_id,
        stripe_id,
        at,
    )


async def save_seen(db: "Pool | Connection", reader_id: str, seen: Seen) -> None:
    await db.execute(
        SEEN,
        reader_id,
        seen.stripe_id,
        seen.device_type,
        seen.serial_number,
        seen.status,
        seen.busy_with,
        seen.last_seen_at,
    )


async def save_all_seen(conn: Connection, site_id: str, seen: Sequence[Seen], at: datetime) -> None:
    """Readers of a site as Stripe tells them; those that it does not name are offline."""
    await conn.execute(
        "UPDATE reader SET status = 'offline', busy_with = '' WHERE site_id = $1 AND NOT stripe_id = ANY($2::text[])",
        site_id,
        [each.stripe_id for each in seen],
    )
    columns = ("stripe_id", "device_type", "serial_number", "status", "busy_with", "last_seen_at")
    await conn.execute(SEEN_AT_SITE, site_id, *([getattr(each, name) for each in seen] for name in columns))
    await conn.execute("UPDATE terminal_location SET refreshed_at = $2 WHERE site_id = $1", site_id, at)


async def unanswered(db: "Pool | Connection", site_id: str) -> set[str]:
    """Ids of readers whose registration Stripe has not answered for certain."""
    return {str(row["reader_id"]) for row in await db.fetch(MISSING, site_id)}


async def remove(db: "Pool | Connection", reader_id: str, at: datetime) -> None:
    await db.execute(
        "UPDATE reader SET removed_at = $2, busy_with = '', status = 'offline'"
        " WHERE reader_id = $1 AND removed_at IS NULL",
        reader_id,
        at,
    )


async def drop(db: "Pool | Connection", reader_id: str) -> None:
    """One that Stripe has refused to register."""
    await db.execute("DELETE FROM reader WHERE reader_id = $1 AND stripe_id = ''", reader_id)


async def location(db: "Pool | Connection", site_id: str) -> Location | None:
    query = "SELECT site_id, stripe_id, refreshed_at FROM terminal_location WHERE site_id = $1"
    row = await db.fetchrow(query, site_id)
    return None if row is None else Location(*row)


async def insert_location(db: "Pool | Connection", site_id: str, stripe_id: str) -> None:
    """Unless the site has one."""
    await db.execute(
        "INSERT INTO terminal_location (site_id, stripe_id) VALUES ($1, $2) ON CONFLICT DO NOTHING", site_id, stripe_id
    )


def _reader(row: asyncpg.Record) -> Reader:
    values = {name: row[name] for name in (*COLUMNS.split(", "), "payment_id")}
    return Reader(**{**values, "reader_id": str(row["reader_id"])})
