"""Reconciliation breaks in PostgreSQL."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

import asyncpg
from motorway_access.caller import Scope
from motorway_kit.db import Connection, Pool

from payments.domain.reconciliation import Break, BreakClass, KeptBreak, Resolution

FOUND = "break_class, site_id, payment_id, stripe_id, amount_minor, currency, details, found_at"
COLUMNS = f"break_id, {FOUND}, resolved_at, resolution, note, resolved_by"

# What a person has explained, and is as it was then, is not asked again.
INSERT = f"""
INSERT INTO reconciliation_break (break_id, subject, {FOUND})
SELECT $1::uuid, $2::text, $3::text, $4::text, $5::uuid, $6::text, $7::bigint, $8::text, $9::text, $10::timestamptz
WHERE NOT EXISTS (
  SELECT FROM (
    SELECT resolution, amount_minor, details FROM reconciliation_break
    WHERE subject = $2 AND break_class = $3 ORDER BY break_id DESC LIMIT 1
  ) last WHERE (last.resolution, last.amount_minor, last.details) = ('explained', $7, $9)
)
ON CONFLICT (break_class, subject) WHERE resolved_at IS NULL DO NOTHING
RETURNING break_id
"""  # noqa: S608 - of constants


class OpenCount(NamedTuple):
    """How many of a class are open, and since when the oldest is."""

    break_class: str
    number: int
    oldest: datetime


async def insert(conn: Connection, break_id: str, found: Break) -> bool:
    """False: it is open already, or was explained as it is."""
    return await conn.fetchval(INSERT, break_id, found.subject, *_columns(found)) is not None


def _columns(found: Break) -> tuple[object, ...]:
    return (
        found.break_class,
        found.site_id,
        found.payment_id or None,
        found.stripe_id,
        found.amount_minor,
        found.currency,
        found.details,
        found.found_at,
    )


async def lock(conn: Connection, break_id: str) -> KeptBreak | None:
    """`break_id` must be a UUID. Nobody else changes it until the end of the transaction."""
    query = f"SELECT {COLUMNS} FROM reconciliation_break WHERE break_id = $1 FOR UPDATE"  # noqa: S608 - of constants
    row = await conn.fetchrow(query, break_id)
    return None if row is None else _kept(row)


async def lock_open(
    conn: Connection, classes: Collection[BreakClass], about: Collection[str] | None
) -> Sequence[KeptBreak]:
    """Open ones of these classes; `about`: these subjects or payments, None: whatever."""
    rows = await conn.fetch(
        f"SELECT {COLUMNS} FROM reconciliation_break WHERE resolved_at IS NULL AND break_class = ANY($1::text[])"  # noqa: S608
        " AND ($2::text[] IS NULL OR subject = ANY($2) OR payment_id::text = ANY($2)) ORDER BY break_id FOR UPDATE",
        list(classes),
        None if about is None else list(about),
    )
    return [_kept(row) for row in rows]


async def open_stripe_ids(db: Pool, classes: Collection[BreakClass]) -> Sequence[str]:
    """What open ones of these classes are about at Stripe."""
    query = (
        "SELECT DISTINCT stripe_id FROM reconciliation_break"
        " WHERE resolved_at IS NULL AND break_class = ANY($1::text[]) AND stripe_id <> ''"
    )
    return [row[0] for row in await db.fetch(query, list(classes))]


async def save_resolution(conn: Connection, kept: KeptBreak) -> None:
    await conn.execute(
        "UPDATE reconciliation_break SET resolved_at = $2, resolution = $3, note = $4, resolved_by = $5"
        " WHERE break_id = $1",
        kept.break_id,
        kept.resolved_at,
        kept.resolution,
        kept.note,
        kept.resolved_by,
    )


async def list_open(db: Pool, scope: Scope, after: str | None, limit: int) -> list[KeptBreak]:
    """Oldest first, after the one of that id."""
    rows = await db.fetch(
        f"SELECT {COLUMNS} FROM reconciliation_break WHERE resolved_at IS NULL"  # noqa: S608 - of constants
        " AND ($1::text[] IS NULL OR site_id = ANY($1)) AND ($2::uuid IS NULL OR break_id > $2)"
        " ORDER BY break_id LIMIT $3",
        scope.listed,
        after,
        limit,
    )
    return [_kept(row) for row in rows]


async def list_resolved(db: Pool, scope: Scope, before: str | None, limit: int) -> list[KeptBreak]:
    """Newest first, before the one of that id."""
    rows = await db.fetch(
        f"SELECT {COLUMNS} FROM reconciliation_break WHERE resolved_at IS NOT NULL"  # noqa: S608 - of constants
        " AND ($1::text[] IS NULL OR site_id = ANY($1)) AND ($2::uuid IS NULL OR break_id < $2)"
        " ORDER BY break_id DESC LIMIT $3",
        scope.listed,
        before,
        limit,
    )
    return [_kept(row) for row in rows]


async def count_open(db: Pool) -> Sequence[OpenCount]:
    query = "SELECT break_class, count(*), min(found_at) FROM reconciliation_break WHERE resolved_at IS NULL GROUP BY 1"
    return [OpenCount(*row) for row in await db.fetch(query)]


def _kept(row: asyncpg.Record) -> KeptBreak:
    found = Break(
        break_class=BreakClass(row["break_class"]),
        found_at=row["found_at"],
        site_id=row["site_id"],
        payment_id=str(row["payment_id"] or ""),
        stripe_id=row["stripe_id"],
        amount_minor=row["amount_minor"],
        currency=row["currency"],
        details=row["details"],
    )
    resolution = None if row["resolution"] is None else Resolution(row["resolution"])
    return KeptBreak(str(row["break_id"]), found, row["resolved_at"], resolution, row["note"], row["resolved_by"])
