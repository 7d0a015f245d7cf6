"""Calls that are being served, and the answers kept for repetitions."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from motorway_kit.db import Connection

from api_gateway.db.audit import LOCK
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
# With the answers that are kept, and the keys that are free again; one statement, as every answer waits for it.
END = f"""
WITH ended AS (
    DELETE FROM pending_call WHERE call_id = ANY($1::uuid[]) RETURNING call_id
), claimed AS (
    SELECT * FROM unnest($2::uuid[], $3::text[], $4::text[], $5::bytea[]) AS c (call_id, caller, key, answer)
    JOIN ended USING (call_id)
), kept AS (
    UPDATE idempotent_call i SET answer = c.answer FROM claimed c
    WHERE (i.caller, i.key, i.call_id) = (c.caller, c.key, c.call_id) AND c.answer IS NOT NULL
), freed AS (
    DELETE FROM idempotent_call i USING claimed c
    WHERE (i.caller, i.key, i.call_id) = (c.caller, c.key, c.call_id) AND c.answer IS NULL
)
SELECT call_id::text, ({LOCK}) FROM ended
"""  # noqa: S608 - of constants
REMOVE_CHUNK = 1000


class Ending(NamedTuple):
    """A call that is over, with its key, and the sealed answer that is given again; None: the key is free again."""

    call_id: str
    claim: Claim | None
    answer: bytes | None


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


async def end(conn: Connection, endings: Sequence[Ending]) -> set[str]:
    """Those that were still pending: what is not among them has its record already. If there are any, the audit chain
    is locked (`audit.LOCK`). A key that another call has taken over stays as it is.
    """
    claimed = [ending for ending in endings if ending.claim]
    rows = await conn.fetch(
        END,
        [ending.call_id for ending in endings],
        [ending.call_id for ending in claimed],
        [ending.claim.caller for ending in claimed if ending.claim],
        [ending.claim.key for ending in claimed if ending.claim],
        [ending.answer for ending in claimed],
    )
    return {row["call_id"] for row in rows}


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
