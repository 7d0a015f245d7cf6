"""Balance transactions and payouts as Stripe tells of them, and the ledger held against them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

import asyncpg
from motorway_kit.db import Connection, Pool

from payments.domain.payout import ClearingDifference, Content, Itemised, KeptPayout, Payout, Transaction

COMPARING_S = 150.0
"""Less than the lease of a run; some hundred thousand movements are compared in half a minute."""
TRANSACTION = "transaction_id, kind, source_id, amount_minor, fee_minor, currency, created_at"
INSERT = f"""
INSERT INTO stripe_transaction ({TRANSACTION}) SELECT * FROM unnest(
  $1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::text[], $7::timestamptz[])
ON CONFLICT DO NOTHING
"""  # noqa: S608 - of constants
# With the site and the payment of what it is of; a fee waits until the ledger knows them.
TO_BOOK = """
SELECT t.transaction_id, t.kind, t.source_id, t.amount_minor, t.fee_minor, t.currency, t.created_at,
  coalesce(e.site_id, '') AS site_id, coalesce(e.payment_id::text, '') AS payment_id
FROM stripe_transaction t
LEFT JOIN LATERAL (
  SELECT site_id, payment_id FROM ledger_entry e
  WHERE t.source_id <> '' AND e.source_id = t.source_id ORDER BY entry_id LIMIT 1
) e ON true
WHERE t.booked_at IS NULL AND NOT t.elsewhere AND (t.fee_minor = 0 OR e.site_id IS NOT NULL OR t.created_at < $1)
ORDER BY t.created_at LIMIT $2
FOR UPDATE OF t SKIP LOCKED
"""
# Of a charge or a refund, and the ledger has nothing of the kind.
UNPOSTED = """
SELECT DISTINCT source_id FROM stripe_transaction t
JOIN (VALUES ('charge', 'capture'), ('payment', 'capture'), ('refund', 'refund'), ('payment_refund', 'refund'),
             ('refund_failure', 'refund_failed')) AS posted(kind, source_kind) USING (kind)
WHERE created_at >= $1 AND source_id <> '' AND NOT elsewhere
  AND NOT EXISTS (SELECT FROM ledger_entry e WHERE (e.source_kind, e.source_id) = (posted.source_kind, t.source_id))
ORDER BY 1
"""
PAYOUT = "payout_id, amount_minor, currency, status, arrives_on, created_at, itemised"
SAVE_PAYOUT = f"""
INSERT INTO payout ({PAYOUT}) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (payout_id) DO UPDATE SET status = $4, arrives_on = $5, itemised = $7
"""  # noqa: S608 - of constants
# What both sides have of whatever moved in a range of time, or was found to differ before. An entry that is named after
# a transaction is of the source of that one.
CLEARING = """
WITH broken AS (
  SELECT stripe_id AS key FROM reconciliation_break WHERE break_class = 'clearing_differs' AND resolved_at IS NULL
), touched AS (
  SELECT coalesce(nullif(source_id, ''), transaction_id) AS key FROM stripe_transaction
  WHERE created_at >= $1 AND NOT elsewhere
  UNION
  SELECT coalesce(nullif(t.source_id, ''), e.source_id)
  FROM ledger_entry e LEFT JOIN stripe_transaction t ON t.transaction_id = e.source_id
  WHERE e.occurred_at >= $1
  UNION
  SELECT key FROM broken
), named AS (
  SELECT key, key AS name FROM touched
  UNION
  SELECT key, t.transaction_id FROM touched JOIN stripe_transaction t ON t.source_id = key
), here AS (
  SELECT key, e.currency, sum(l.amount_minor)::bigint AS minor, max(e.occurred_at) AS at, max(e.site_id) AS site_id,
    max(e.payment_id::text) AS payment_id
  FROM named
  JOIN ledger_entry e ON e.source_id = named.name
  JOIN ledger_leg l ON l.entry_id = e.entry_id AND l.leg_kind = 'stripe_clearing'
  GROUP BY 1, 2
), there AS (
  SELECT key, t.currency, sum(t.amount_minor - t.fee_minor)::bigint AS minor, max(t.created_at) AS at
  FROM touched JOIN stripe_transaction t ON t.source_id = key OR (t.source_id = '' AND t.transaction_id = key)
  GROUP BY 1, 2
)
SELECT coalesce(there.key, here.key), coalesce(there.currency, here.currency), coalesce(there.minor, 0),
  coalesce(here.minor, 0), coalesce(here.site_id, ''), coalesce(here.payment_id, '')
FROM here FULL JOIN there ON here.key = there.key AND here.currency = there.currency
WHERE coalesce(here.minor, 0) <> coalesce(there.minor, 0)
  AND (greatest(here.at, there.at) < $2 OR coalesce(there.key, here.key) IN (SELECT key FROM broken))
ORDER BY 1, 2
"""


class ToBook(NamedTuple):
    """A transaction whose own entries are not posted, and the site and payment that it is of, if they are known."""

    transaction: Transaction
    site_id: str
    payment_id: str


async def insert_transactions(conn: Connection, transactions: Sequence[Transaction]) -> None:
    """Those that are there stay as they are: they do not change."""
    if transactions:
        await conn.execute(INSERT, *([getattr(one, name) for one in transactions] for name in TRANSACTION.split(", ")))


async def to_book(conn: Connection, unplaced_before: datetime, limit: int) -> Sequence[ToBook]:
    """Oldest first; fees of what the ledger does not know only when they are that old. Nobody else books them until the
    end of the transaction."""
    rows = await conn.fetch(TO_BOOK, unplaced_before, limit)
    return [ToBook(_transaction(row), row["site_id"], row["payment_id"]) for row in rows]


async def booked(conn: Connection, transaction_ids: Iterable[str], at: datetime) -> None:
    query = "UPDATE stripe_transaction SET booked_at = $2 WHERE transaction_id = ANY($1::text[])"
    await conn.execute(query, list(transaction_ids), at)


async def leave_alone(db: Pool, source_ids: Collection[str]) -> None:
    """They are of payments that another deployment made: neither posted here nor compared."""
    query = "UPDATE stripe_transaction SET elsewhere = true WHERE source_id <> '' AND source_id = ANY($1::text[])"
    await db.execute(query, list(source_ids))


async def unposted(db: Pool, since: datetime) -> Sequence[str]:
    """Charges and refunds that moved money at Stripe since then, of which the ledger does not know."""
    return [row[0] for row in await db.fetch(UNPOSTED, since)]


async def clearing_differences(db: Pool, moved_since: datetime, quiet_since: datetime) -> Sequence[ClearingDifference]:
    """What Stripe holds otherwise than the ledger says, of what moved since the one and not since the other."""
    rows = await db.fetch(CLEARING, moved_since, quiet_since, timeout=COMPARING_S)
    return [ClearingDifference(*row) for row in rows]


async def save_payout(conn: Connection, payout: Payout) -> None:
    await conn.execute(SAVE_PAYOUT, *(getattr(payout, name) for name in PAYOUT.split(", ")))


async def save_content(conn: Connection, payout_id: str, content: Content) -> None:
    await conn.execute(
        "UPDATE payout SET gross_minor = $2, fees_minor = $3, transactions = $4, reconciled = $5 WHERE payout_id = $1",
        payout_id,
        content.gross_minor,
        content.fees_minor,
        content.transactions,
        content.reconciled,
    )


async def unreconciled(db: Pool) -> Sequence[Payout]:
    query = f"SELECT {PAYOUT} FROM payout WHERE NOT reconciled ORDER BY created_at"  # noqa: S608 - of constants
    return [_payout(row) for row in await db.fetch(query)]


async def list_payouts(db: Pool, before: tuple[datetime, str] | None, limit: int) -> Sequence[KeptPayout]:
    """Newest first, before the one of that time and id."""
    rows = await db.fetch(
        f"SELECT {PAYOUT}, gross_minor, fees_minor, transactions, reconciled FROM payout"  # noqa: S608 - of constants
        " WHERE $1::timestamptz IS NULL OR (created_at, payout_id) < ($1, $2)"
        " ORDER BY created_at DESC, payout_id DESC LIMIT $3",
        *(before or (None, None)),
        limit,
    )
    return [KeptPayout(_payout(row), Content(*list(row)[7:])) for row in rows]


def _transaction(row: asyncpg.Record) -> Transaction:
    return Transaction(**{name: row[name] for name in TRANSACTION.split(", ")})


def _payout(row: asyncpg.Record) -> Payout:
    fields = {name: row[name] for name in PAYOUT.split(", ")}
    return Payout(**{**fields, "itemised": Itemised(row["itemised"])})
