"""Silences and maintenance windows in PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime

import asyncpg
from motorway_access.caller import Scope
from motorway_kit.db import Connection, Pool

from alerts.domain.shelving import Kind, Silence

INSERT = """
INSERT INTO silence (silence_id, kind, sites, rule, device, critical, reason, starts_at, ends_at, created_at,
                     created_by, idempotency_key, request_hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
ON CONFLICT (idempotency_key) DO NOTHING RETURNING true
"""

IN_FORCE = """
SELECT * FROM silence
WHERE released_at IS NULL AND cancelled_at IS NULL AND starts_at <= $2 AND ends_at > $2
  AND (sites = '{}' OR sites && $1)
"""

# Silences of every site are everybody's to see.
LIST = """
SELECT * FROM silence
WHERE ($1::text[] IS NULL OR sites = '{}' OR sites && $1)
  AND (NOT $2 OR (cancelled_at IS NULL AND ends_at > $3))
  AND ($4::timestamptz IS NULL OR (created_at, silence_id) < ($4, $5::uuid))
ORDER BY created_at DESC, silence_id DESC LIMIT $6
"""

DUE = """
SELECT * FROM silence WHERE released_at IS NULL
  AND ((applied_at IS NULL AND starts_at <= $1) OR ends_at <= $1 OR cancelled_at IS NOT NULL)
ORDER BY silence_id
"""

DONE = """
UPDATE silence SET applied_at = coalesce(applied_at, $2),
  released_at = CASE WHEN ends_at <= $2 OR cancelled_at IS NOT NULL THEN $2 END
WHERE silence_id = $1
"""

LEFT = """
SELECT DISTINCT a.site FROM alert a JOIN silence s USING (silence_id)
WHERE a.state <> 'RESOLVED' AND s.released_at IS NOT NULL
"""


async def insert_silence(conn: Connection, silence: Silence, key: str, request_hash: bytes) -> bool:
    """False when there is one with this idempotency key already; an empty key is none."""
    inserted = await conn.fetchval(
        INSERT,
        silence.silence_id,
        silence.kind,
        list(silence.sites),
        silence.rule,
        silence.device,
        silence.critical,
        silence.reason,
        silence.starts_at,
        silence.ends_at,
        silence.created_at,
        silence.created_by,
        key or None,
        request_hash,
    )
    return bool(inserted)


async def get_by_key(conn: Connection, key: str) -> tuple[Silence, bytes]:
    row = await conn.fetchrow("SELECT * FROM silence WHERE idempotency_key = $1", key)
    assert row is not None, "it is kept for longer than anybody repeats a request"
    return _silence(row), row["request_hash"]


async def lock_silence(conn: Connection, silence_id: str) -> Silence | None:
    row = await conn.fetchrow("SELECT * FROM silence WHERE silence_id = $1 FOR UPDATE", silence_id)
    return None if row is None else _silence(row)


async def get_silence(db: "Pool | Connection", silence_id: str) -> Silence | None:
    row = await db.fetchrow("SELECT * FROM silence WHERE silence_id = $1", silence_id)
    return None if row is None else _silence(row)


async def save_cancelled(conn: Connection, silence: Silence) -> None:
    await conn.execute(
        "UPDATE silence SET cancelled_at = $2, cancelled_by = $3 WHERE silence_id = $1",
        silence.silence_id,
        silence.cancelled_at,
        silence.cancelled_by,
    )


async def list_in_force(conn: Connection, sites: Sequence[str], now: datetime) -> list[Silence]:
    return [_silence(row) for row in await conn.fetch(IN_FORCE, sites, now)]


async def list_silences(
    db: "Pool | Connection",
    scope: Scope,
    before: tuple[datetime, str] | None,
    limit: int,
    *,
    to_come_from: datetime | None,
) -> list[Silence]:
    """Newest first. `to_come_from`: only those that are not over then."""
    created_at, silence_id = before or (None, None)
    rows = await db.fetch(LIST, scope.listed, to_come_from is not None, to_come_from, created_at, silence_id, limit)
    return [_silence(row) for row in rows]


async def list_due(db: "Pool | Connection", now: datetime) -> list[Silence]:
    """Those that began, or that are over, since the open alerts were last looked at."""
    return [_silence(row) for row in await db.fetch(DUE, now)]


async def set_done(db: "Pool | Connection", silence_id: str, now: datetime) -> None:
    await db.execute(DONE, silence_id, now)


async def list_sites_with_open_alerts(db: "Pool | Connection") -> list[str]:
    return [row["site"] for row in await db.fetch("SELECT DISTINCT site FROM alert WHERE state <> 'RESOLVED'")]


async def list_sites_left_silenced(db: "Pool | Connection") -> list[str]:
    """Where open alerts are silenced by one that is over, and whose alerts were looked at for the last time."""
    return [row["site"] for row in await db.fetch(LEFT)]


def _silence(row: asyncpg.Record) -> Silence:
    return Silence(
        silence_id=str(row["silence_id"]),
        kind=Kind(row["kind"]),
        sites=tuple(row["sites"]),
        rule=row["rule"],
        device=row["device"],
        critical=row["critical"],
        reason=row["reason"],
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        created_at=row["created_at"],
        created_by=row["created_by"],
        cancelled_at=row["cancelled_at"],
        cancelled_by=row["cancelled_by"],
    )
