"""The chain of audit records: appended through one function of the database, read, searched, streamed."""

import json
from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime
from typing import Any

import asyncpg
from motorway_access.chain import Head, Record, canonical
from motorway_kit.db import Connection

from api_gateway.domain.audit import rfc3339
from api_gateway.domain.audit_search import Place, Search

LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('motorway_audit', 0))"
"""Until the transaction ends only this connection appends."""
HEAD = "SELECT day, records, last_hash, previous_day, previous_hash, seal FROM audit_day"
RECORD = """SELECT day, sequence, record_id, at, actor_kind, actor_id, actor_name, roles, site, operation, method,
    route, target, address, user_agent, session_id, request_id, trace_id, before, after, outcome, status, reason,
    previous_hash, hash, seal FROM audit_record"""
WORDS = "audit_words(actor_name, operation, target, site, address, reason)"
CHUNK = 200
MAX_SEARCH_S = 20.0


async def last_head(conn: Connection) -> Head | None:
    row = await conn.fetchrow(f"{HEAD} ORDER BY day DESC LIMIT 1")
    return _head(row) if row else None


async def head_before(conn: Connection, day: date) -> Head | None:
    """The newest one before this day."""
    row = await conn.fetchrow(f"{HEAD} WHERE day < $1 ORDER BY day DESC LIMIT 1", day)
    return _head(row) if row else None


async def heads(conn: Connection, first: date, last: date) -> dict[str, Head]:
    """By day, in order."""
    rows = await conn.fetch(f"{HEAD} WHERE day BETWEEN $1 AND $2 ORDER BY day", first, last)
    return {head.day: head for head in map(_head, rows)}


async def append(conn: Connection, head: Head, records: Sequence[Record]) -> None:
    """The next records and the new head. Raises IntegrityConstraintViolationError where that breaks the chain."""
    await conn.execute(
        "SELECT audit_append($1, $2, $3, $4)",
        json.dumps(vars(head)),
        [canonical(record).decode() for record in records],
        [bytes.fromhex(record["hash"]) for record in records],
        [bytes.fromhex(record["seal"]) for record in records],
    )


async def find(conn: Connection, record_id: str) -> Record | None:
    row = await conn.fetchrow(f"{RECORD} WHERE record_id = $1", record_id)
    return record_of(row) if row else None


async def search(conn: Connection, wanted: Search, before: Place | None, limit: int) -> list[Record]:
    """Newest first, those before this place."""
    conditions, values = _conditions(wanted)
    if before:
        values += [before.day, before.sequence]
        conditions.append(f"(day, sequence) < (${len(values) - 1}, ${len(values)})")
    sql = f"{RECORD} {_where(conditions)} ORDER BY day DESC, sequence DESC LIMIT {limit}"
    return [record_of(row) for row in await conn.fetch(sql, *values, timeout=MAX_SEARCH_S)]


async def stream(conn: Connection, first: date, last: date, sites: list[str] | None) -> AsyncIterator[Record]:
    """Records of these days in order of the chain, a chunk at a time; within a transaction. `sites` None: all."""
    sql = f"{RECORD} WHERE day BETWEEN $1 AND $2 AND ($3::text[] IS NULL OR site = ANY($3)) ORDER BY day, sequence"
    async for row in conn.cursor(sql, first, last, sites, prefetch=CHUNK):
        yield record_of(row)


async def days_with_records(conn: Connection, first: date, last: date) -> list[date]:
    """Those that have records, whatever the heads say; one step of the index for each."""
    sql = """WITH RECURSIVE days AS (
        SELECT min(day) AS day FROM audit_record WHERE day >= $1
        UNION ALL SELECT (SELECT min(r.day) FROM audit_record r WHERE r.day > days.day) FROM days WHERE day IS NOT NULL)
        SELECT day FROM days WHERE day <= $2"""
    return [row["day"] for row in await conn.fetch(sql, first, last)]


def record_of(row: asyncpg.Record | dict[str, Any]) -> Record:
    """As it was when it was chained: rebuilt from every single column."""
    return {name: _plain(name, value) for name, value in row.items()}


def _plain(name: str, value: Any) -> Any:
    match value:
        case datetime():
            return rfc3339(value)
        case date():
            return value.isoformat()
        case bytes():
            return value.hex()
        case str() if name in ("before", "after"):
            return json.loads(value)
        case None | int() | str() | list():
            return value
        case _:
            return str(value)


def _head(row: asyncpg.Record) -> Head:
    return Head(
        day=row["day"].isoformat(),
        records=row["records"],
        last_hash=row["last_hash"].hex(),
        previous_day=row["previous_day"].isoformat() if row["previous_day"] else "",
        previous_hash=row["previous_hash"].hex(),
        seal=row["seal"].hex(),
    )


def _conditions(wanted: Search) -> tuple[list[str], list[Any]]:
    asked: list[tuple[str, Any]] = [
        ("at >= ${0}", wanted.start),
        ("day >= ${0}", wanted.first_day),
        ("at < ${0}", wanted.end),
        ("day <= ${0}", wanted.last_day),
        ("operation = ${0}", wanted.operation),
        ("outcome = ${0}", wanted.outcome),
        ("target = ${0}", wanted.target),
        ("(actor_id = ${0} OR actor_name = ${0})", wanted.actor),
        ("site = ANY(${0})", wanted.sites),
        (
            f"{WORDS} @@ to_tsquery('simple', ${{0}})",
            wanted.words,
        ),
    ]
    chosen = [(condition, value) for condition, value in asked if value not in (None, "")]
    conditions = [condition.format(number) for number, (condition, _) in enumerate(chosen, start=1)]
    return conditions, [value for _, value in chosen]


def _where(conditions: list[str]) -> str:
    return f"WHERE {' AND '.join(conditions)}" if conditions else ""
