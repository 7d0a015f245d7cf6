"""Calls that are being served, and the answers kept for repetitions."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from motorway_kit.db import Connection

from api_gateway.domain.idempotency import DEAD_AFTER, KEPT_FOR, Claim

BEGIN = "INSERT INTO pending_call (call_id, call) VALUES ($1, $2)"
# One statement, so that a replica can die at any point of it. A key is free again when its day is over, or when its
# call died: then it is pending no more. The age is for snapshots from before that call began, which do not see it.
BEGIN_ONCE = """
WITH claimed AS (
    INSERT INTO idempotent_call AS held (caller, key, fingerprint, call_id, expires_at)
    VALUES ($3, $4, $5, $1, now() + $6::interval)
    ON CONFLICT (caller, key) DO UPDATE
    SET fingerprint = excluded.fingerprint, call_id = excluded.call_id, started_at = now(),
        expires_at = excluded.expires_at, answer = NULL
    WHERE held.expires_at <= now()
        OR (held.answer IS NULL AND held.fingerprint = excluded.fingerprint AND held.started_at < now() - $7::interval
            AND NOT EXISTS (SELECT FROM pending_call p WHERE p.call_id = held.call_id))
    RETURNING call_id
)
INSERT INTO pending_call (call_id, call) SELECT call_id, $2::json FROM claimed RETURNING call_id
"""
REMOVE_CHUNK = 1000


@dataclass(frozen=True)
class Held:
    """A key that is taken; `answer` is sealed, None while its call is being served."""

    call_id: str
    fingerprint: bytes
    answer: bytes | None
    is_old: bool


async def begin(conn: Connection, call: dict[str, Any]) -> None:
    await conn.execute(BEGIN, call["record_id"], json.dumps(call))


async def begin_once(conn: Connection, call: dict[str, Any], claim: Claim) -> bool:
    """False when the key is taken, and nothing was begun."""
    key = (claim.caller, claim.key, claim.fingerprint)
    begun = await conn.fetchval(BEGIN_ONCE, call["record_id"], json.dumps(call), *key, KEPT_FOR, DEAD_AFTER)
    return begun is not None


async def held(conn: Connection, claim: Claim) -> Held | None:
    sql = """SELECT call_id::text, fingerprint, answer, started_at < now() - $3::interval AS is_old
        FROM idempotent_call WHERE caller = $1 AND key = $2"""
    row = await conn.fetchrow(sql, claim.caller, claim.key, DEAD_AFTER)
    return Held(**row) if row else None


async def end(conn: Connection, call_ids: Sequence[str]) -> set[str]:
    """Those that were still pending: what is not among them has its record already."""
    rows = await conn.fetch("DELETE FROM pending_call WHERE call_id = ANY($1) RETURNING call_id::text", call_ids)
    return {row["call_id"] for row in rows}


async def keep_answers(conn: Connection, answers: Sequence[tuple[Claim, str, bytes]]) -> None:
    """`(claim, call_id, sealed answer)`; a key that another call has taken over stays as it is."""
    sql = "UPDATE idempotent_call SET answer = $4 WHERE caller = $1 AND key = $2 AND call_id = $3"
    await conn.executemany(sql, [(claim.caller, claim.key, call_id, answer) for claim, call_id, answer in answers])


async def free_keys(conn: Connection, claims: Sequence[tuple[Claim, str]]) -> None:
    """`(claim, call_id)` of calls whose answer is not kept."""
    sql = "DELETE FROM idempotent_call WHERE caller = $1 AND key = $2 AND call_id = $3"
    await conn.executemany(sql, [(claim.caller, claim.key, call_id) for claim, call_id in claims])


async def dead(conn: Connection, call_id: str | None = None, limit: int = 100) -> list[dict[str, Any]]:
    """Calls older than any handler runs; all, or this one."""
    sql = """SELECT call FROM pending_call WHERE started_at < now() - $1::interval
        AND ($2::uuid IS NULL OR call_id = $2) ORDER BY started_at LIMIT $3"""
    return [json.loads(row["call"]) for row in await conn.fetch(sql, DEAD_AFTER, call_id, limit)]


async def remove_expired(conn: Connection) -> int:
    """At most a thousand; how many."""
    sql = """DELETE FROM idempotent_call WHERE ctid IN (
        SELECT ctid FROM idempotent_call WHERE expires_at <= now() LIMIT $1 FOR UPDATE SKIP LOCKED)"""
    return int((await conn.execute(sql, REMOVE_CHUNK)).split()[-1])
