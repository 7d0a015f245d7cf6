"""Card payments of sales in PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import asyncpg
from motorway_kit.db import Connection, Pool

from pos.domain.card_payment import NOT_APPROVED, PaymentAlreadyUsed
from pos.domain.sale import CardPaymentState, Sale

# A sale that was certainly refused the payment has nothing of it: it is free for the sale whose it is.
SAVE = """
INSERT INTO sale_card_payment AS was (payment_id, sale_id, state, hold, amount_minor, fixed_minor, reason, shift_id,
  asked_by, asked_at, key, for_debt, ask_after)
SELECT p.payment_id, $1, p.state, p.hold, p.amount_minor, p.fixed_minor, p.reason, p.shift_id, p.asked_by, p.asked_at,
  p.key, p.for_debt, $13::timestamptz + $14::interval
FROM unnest($2::uuid[], $3::smallint[], $4::bool[], $5::bigint[], $6::bigint[], $7::text[], $8::text[], $9::text[],
  $10::timestamptz[], $11::text[], $12::bool[]) AS p (payment_id, state, hold, amount_minor, fixed_minor, reason,
  shift_id, asked_by, asked_at, key, for_debt)
ON CONFLICT (payment_id) DO UPDATE SET sale_id = excluded.sale_id, state = excluded.state, hold = excluded.hold,
  amount_minor = excluded.amount_minor, fixed_minor = excluded.fixed_minor, reason = excluded.reason,
  shift_id = excluded.shift_id, asked_by = excluded.asked_by, asked_at = excluded.asked_at, key = excluded.key,
  for_debt = excluded.for_debt,
  ask_after = CASE WHEN was.state = excluded.state THEN was.ask_after ELSE excluded.ask_after END
WHERE was.sale_id = excluded.sale_id OR (was.state = $15 AND was.fixed_minor IS NULL AND was.reason = $16)
RETURNING payment_id
"""

CLAIM = """
UPDATE sale_card_payment SET ask_after = $1::timestamptz + $2::interval WHERE payment_id IN (
  SELECT payment_id FROM sale_card_payment
  WHERE state IN (1, 3) AND NOT (state = 1 AND hold) AND ask_after <= $1::timestamptz
  ORDER BY ask_after LIMIT $3 FOR UPDATE SKIP LOCKED)
RETURNING payment_id, sale_id
"""

ASK_AFTER = timedelta(seconds=60)
"""What payments tells of itself takes less."""


class Waiting(NamedTuple):
    payment_id: str
    sale_id: str


async def save_payments(conn: Connection, sale: Sale, at: datetime) -> None:
    """All of the sale, in the transaction that saves it. Raises PaymentAlreadyUsed for one of another sale."""
    rows = sale.card_payments
    if not rows:
        return
    saved = await conn.fetch(
        SAVE,
        sale.sale_id,
        [row.payment_id for row in rows],
        [row.state for row in rows],
        [row.hold for row in rows],
        [row.amount_minor for row in rows],
        [row.fixed_minor for row in rows],
        [row.reason for row in rows],
        [row.shift_id for row in rows],
        [row.asked_by for row in rows],
        [row.asked_at for row in rows],
        [row.key for row in rows],
        [row.for_debt for row in rows],
        at,
        ASK_AFTER,
        CardPaymentState.ENDED,
        NOT_APPROVED,
    )
    if len(saved) < len(rows):
        raise PaymentAlreadyUsed("the payment is another sale's", field="payment_id")


async def sale_id_of(db: "Pool | Connection", payment_id: str) -> str | None:
    """The sale that the payment is for; `payment_id` must be a UUID."""
    found = await db.fetchval("SELECT sale_id FROM sale_card_payment WHERE payment_id = $1", payment_id)
    return None if found is None else str(found)


async def claim_waiting(db: Pool, now: datetime, again: timedelta, limit: int) -> Sequence[Waiting]:
    """Payments that must be asked about now; nobody else is given them before `again` is over."""
    rows: list[asyncpg.Record] = await db.fetch(CLAIM, now, again, limit)
    return [Waiting(str(row["payment_id"]), str(row["sale_id"])) for row in rows]


async def count_waiting(db: Pool) -> int:
    """Payments whose outcome is not known yet."""
    count: int = await db.fetchval("SELECT count(*) FROM sale_card_payment WHERE state IN (1, 3)")
    return count
