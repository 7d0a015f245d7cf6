"""Payments as they are compared with Stripe, and those that wait for something for too long."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

import asyncpg
from motorway_kit.db import Pool

from payments.domain.comparison import Known
from payments.domain.payment import HELD, PaymentState

COLUMNS = (
    "payment_id, site_id, sale_id, stripe_id, state, amount_minor, captured_minor, refunded_minor, take_minor,"
    " currency, capture_before, state_at, updated_at"
)
KNOWN = f"SELECT {COLUMNS} FROM payment"  # noqa: S608 - of constants
UNSETTLED = f"""
{KNOWN} WHERE state <> ALL($1::smallint[]) AND stripe_id <> '' AND created_at < $2 ORDER BY state_at LIMIT $3
"""
OVER = [PaymentState.CAPTURED, PaymentState.VOIDED, PaymentState.EXPIRED, PaymentState.DECLINED]


class Question(NamedTuple):
    """Something asked of Stripe that is not answered for certain."""

    payment_id: str
    site_id: str
    kind: str
    amount_minor: int
    currency: str


async def by_ids(db: Pool, stripe_ids: Collection[str], payment_ids: Collection[str]) -> Sequence[Known]:
    """Those that Stripe names; `payment_ids` must be UUIDs."""
    rows = await db.fetch(
        f"{KNOWN} WHERE (stripe_id <> '' AND stripe_id = ANY($1::text[])) OR payment_id = ANY($2::uuid[])",
        list(stripe_ids),
        list(payment_ids),
    )
    return [_known(row) for row in rows]


async def made_between(db: Pool, start: datetime, end: datetime) -> Sequence[Known]:
    """Those that Stripe knows of, by when they were asked for."""
    query = f"{KNOWN} WHERE stripe_id <> '' AND created_at >= $1 AND created_at < $2"
    return [_known(row) for row in await db.fetch(query, start, end)]


async def unsettled(db: Pool, made_before: datetime, limit: int) -> Sequence[Known]:
    """Older ones that are not over, and that Stripe knows of; those that moved least lately first."""
    rows = await db.fetch(UNSETTLED, OVER, made_before, limit)
    return [_known(row) for row in rows]


async def undecided(db: Pool, held_before: datetime, limit: int) -> Sequence[Known]:
    """Holds whose sale has not said what it takes."""
    rows = await db.fetch(
        f"{KNOWN} WHERE state = $1 AND sale_id IS NOT NULL AND take_minor IS NULL AND state_at < $2"
        " ORDER BY state_at LIMIT $3",
        PaymentState.AUTHORISED,
        held_before,
        limit,
    )
    return [_known(row) for row in rows]


async def expiring(db: Pool, before: datetime) -> Sequence[Known]:
    """Holds of sales that the bank will soon let go of."""
    query = f"{KNOWN} WHERE state = ANY($1::smallint[]) AND sale_id IS NOT NULL AND capture_before < $2"
    return [_known(row) for row in await db.fetch(query, sorted(HELD), before)]


async def old_questions(db: Pool, sent_before: datetime) -> Sequence[Question]:
    """Asked since then without an answer; or wanted since then, and refused again and again."""
    rows = await db.fetch(
        "SELECT c.payment_id::text, p.site_id, min(c.kind), p.amount_minor, p.currency"
        " FROM command c JOIN payment p USING (payment_id)"
        " WHERE c.done_at IS NULL AND (c.first_sent_at < $1"
        "   OR (c.refund_id IS NULL AND p.state = ANY($2::smallint[]) AND p.state_at < $1))"
        " GROUP BY p.payment_id, c.payment_id",
        sent_before,
        [PaymentState.CAPTURING, PaymentState.VOIDING],
    )
    return [Question(*row) for row in rows]


def _known(row: asyncpg.Record) -> Known:
    fields = dict(row.items())
    return Known(
        **{
            **fields,
            "payment_id": str(row["payment_id"]),
            "sale_id": str(row["sale_id"] or ""),
            "state": PaymentState(row["state"]),
        }
    )
