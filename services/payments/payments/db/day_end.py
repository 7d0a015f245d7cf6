"""What the ledger has of a site's day, by brand of card."""

from collections.abc import Sequence

from motorway_kit.db import Connection

from payments.domain.day_end import Day, Moved
from payments.domain.ledger import EntryKind

# The debit side of an entry is what it moves; fees and what is owed may go down too.
MOVED = """
SELECT coalesce(p.brand, ''), e.source_kind, count(*)::int,
  coalesce(sum(CASE e.source_kind WHEN 'fee' THEN f.amount_minor WHEN 'reversal' THEN r.amount_minor
                                  ELSE d.amount_minor END), 0)::bigint
FROM ledger_entry e
LEFT JOIN payment p USING (payment_id)
LEFT JOIN ledger_leg f ON f.entry_id = e.entry_id AND f.leg_kind = 'fees'
LEFT JOIN ledger_leg r ON r.entry_id = e.entry_id AND r.leg_kind = 'customer_receivable'
LEFT JOIN LATERAL (
  SELECT sum(amount_minor) AS amount_minor FROM ledger_leg l WHERE l.entry_id = e.entry_id AND l.amount_minor > 0
) d ON true
WHERE e.site_id = $1 AND e.occurred_at >= $2 AND e.occurred_at < $3 AND e.currency = $4
GROUP BY 1, 2 ORDER BY 1, 2
"""
# The balance of Stripe tells of each capture what it costs.
FEES_UNKNOWN = """
SELECT count(*)::int FROM ledger_entry e
WHERE e.site_id = $1 AND e.occurred_at >= $2 AND e.occurred_at < $3 AND e.currency = $4 AND e.source_kind = 'capture'
  AND NOT EXISTS (SELECT FROM stripe_transaction t WHERE t.source_id = e.source_id AND t.booked_at IS NOT NULL)
"""
# Of a payment that the ledger does not have the last word of: something was asked and is not answered.
OPEN = """
SELECT count(DISTINCT p.payment_id)::int FROM payment p JOIN command c USING (payment_id)
WHERE p.site_id = $1 AND p.created_at >= $2 AND p.created_at < $3 AND c.done_at IS NULL AND c.first_sent_at IS NOT NULL
"""


async def moved(conn: Connection, site_id: str, day: Day, currency: str) -> Sequence[Moved]:
    """By when it happened."""
    rows = await conn.fetch(MOVED, site_id, day.start, day.end, currency)
    return [Moved(row[0], EntryKind(row[1]), row[2], row[3]) for row in rows]


async def fees_unknown(conn: Connection, site_id: str, day: Day, currency: str) -> int:
    """Captures whose fee is not booked yet."""
    return int(await conn.fetchval(FEES_UNKNOWN, site_id, day.start, day.end, currency))


async def open_questions(conn: Connection, site_id: str, day: Day) -> int:
    """Payments of the day with a question to Stripe that is not answered."""
    return int(await conn.fetchval(OPEN, site_id, day.start, day.end))
