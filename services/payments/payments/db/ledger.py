"""The ledger in PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime

import asyncpg
from motorway_kit.db import Connection, Pool

from payments.domain.ledger import Account, Balance, Entry, EntryKind, Filter, Leg, Of, PostedEntry

POST = """
WITH entry AS (
  INSERT INTO ledger_entry (entry_id, source_kind, source_id, site_id, payment_id, currency, legs, occurred_at)
  VALUES ($1, $2, $3, $4, $5, $6, cardinality($8::text[]), $7)
  ON CONFLICT (source_kind, source_id) DO NOTHING
  RETURNING entry_id
)
INSERT INTO ledger_leg (entry_id, source_kind, source_id, leg_kind, amount_minor)
SELECT entry.entry_id, $2, $3, leg.* FROM entry, unnest($8::text[], $9::bigint[]) AS leg
RETURNING entry_id
"""
WITH_LEGS = """
CROSS JOIN LATERAL (
  SELECT array_agg(leg_kind ORDER BY amount_minor DESC, leg_kind) AS accounts,
    array_agg(amount_minor ORDER BY amount_minor DESC, leg_kind) AS amounts
  FROM ledger_leg l WHERE l.entry_id = e.entry_id
) legs
"""
BY_SOURCE = f"SELECT * FROM ledger_entry e {WITH_LEGS} WHERE e.source_kind = $1 AND e.source_id = $2"  # noqa: S608
LIST = f"""
SELECT * FROM (
  SELECT * FROM ledger_entry e
  WHERE ($1::text IS NULL OR EXISTS (SELECT FROM ledger_leg a WHERE a.entry_id = e.entry_id AND a.leg_kind = $1))
    AND ($2::text IS NULL OR site_id = $2)
    AND ($3::uuid IS NULL OR payment_id = $3)
    AND ($4::timestamptz IS NULL OR occurred_at >= $4)
    AND ($5::timestamptz IS NULL OR occurred_at < $5)
    AND ($6::uuid IS NULL OR entry_id < $6)
  ORDER BY entry_id DESC LIMIT $7
) e
{WITH_LEGS}
ORDER BY e.entry_id DESC
"""  # noqa: S608 - of constants
BALANCES = """
SELECT l.leg_kind, e.currency, sum(l.amount_minor)::bigint
FROM ledger_leg l JOIN ledger_entry e USING (entry_id)
WHERE $1::timestamptz IS NULL OR e.occurred_at < $1
GROUP BY 1, 2 ORDER BY 1, 2
"""


async def post(conn: Connection, entry_id: str, entry: Entry) -> bool:
    """False: there is one of this fact. That it balances is checked by the database at the commit."""
    of = entry.of
    posted = await conn.fetch(
        POST,
        entry_id,
        entry.kind,
        entry.source_id,
        of.site_id,
        of.payment_id or None,
        of.currency,
        of.at,
        [leg.account for leg in entry.legs],
        [leg.amount_minor for leg in entry.legs],
    )
    return bool(posted)


async def by_source(conn: Connection, kind: EntryKind, source_id: str) -> PostedEntry | None:
    row = await conn.fetchrow(BY_SOURCE, kind, source_id)
    return None if row is None else _posted(row)


async def list_entries(db: Pool, wanted: Filter, before: str | None, limit: int) -> list[PostedEntry]:
    """Newest first, before the one of that id."""
    args = (wanted.account, wanted.site_id, wanted.payment_id, wanted.start, wanted.end)
    return [_posted(row) for row in await db.fetch(LIST, *args, before, limit)]


async def balances(db: "Pool | Connection", before: datetime | None) -> Sequence[Balance]:
    """Of every account that was ever posted to, by what happened before the instant."""
    return [Balance(Account(row[0]), row[1], row[2]) for row in await db.fetch(BALANCES, before)]


def _posted(row: asyncpg.Record) -> PostedEntry:
    legs = tuple(Leg(Account(name), amount) for name, amount in zip(row["accounts"], row["amounts"], strict=True))
    of = Of(str(row["payment_id"] or ""), row["site_id"], row["currency"], row["occurred_at"])
    entry = Entry(EntryKind(row["source_kind"]), row["source_id"], of, legs)
    return PostedEntry(str(row["entry_id"]), entry, row["posted_at"])
