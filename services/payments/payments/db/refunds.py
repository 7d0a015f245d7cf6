"""Refunds to cards in PostgreSQL."""

from collections.abc import Sequence
from dataclasses import dataclass

import asyncpg
from motorway_access.caller import Scope
from motorway_kit.db import Connection, Pool

from payments.domain.refund import CardRefund, CardRefundState
from payments.domain.steps import SETTLED_OTHERWISE

COLUMNS = (
    "refund_id, payment_id, sale_id, site_id, state, amount_minor, currency, reason, failure_reason, stripe_id,"
    " approved_by, created_at, updated_at, version"
)
SELECT = f"SELECT {COLUMNS} FROM card_refund"  # noqa: S608 - of constants
INSERT = f"""
INSERT INTO card_refund ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
ON CONFLICT (refund_id) DO NOTHING RETURNING true
"""  # noqa: S608 - of constants
SAVE = """
UPDATE card_refund SET state = $2, failure_reason = $3, stripe_id = $4, updated_at = $5, version = $6
WHERE refund_id = $1
"""
LIST = f"""{SELECT}
WHERE ($1::text[] IS NULL OR site_id = ANY($1))
  AND ($2::smallint[] IS NULL OR state = ANY($2))
  AND ($3::uuid IS NULL OR payment_id = $3)
  AND ($4::uuid IS NULL OR refund_id < $4)
ORDER BY refund_id DESC LIMIT $5
"""


@dataclass(frozen=True)
class RefundFilter:
    """An empty field: all."""

    states: tuple[CardRefundState, ...] = ()
    payment_id: str = ""


async def insert(conn: Connection, refund: CardRefund) -> bool:
    """False: there is one with this id."""
    values = [
        *(refund.refund_id, refund.payment_id, refund.sale_id or None, refund.site_id, refund.state),
        *(refund.amount_minor, refund.currency, refund.reason, refund.failure_reason, refund.stripe_id),
        *(refund.approved_by, refund.created_at, refund.updated_at, refund.version),
    ]
    return bool(await conn.fetchval(INSERT, *values))


async def save(conn: Connection, refund: CardRefund) -> None:
    """What Stripe's word changes."""
    changed = (refund.state, refund.failure_reason, refund.stripe_id, refund.updated_at, refund.version)
    await conn.execute(SAVE, refund.refund_id, *changed)


async def get(db: "Pool | Connection", refund_id: str) -> CardRefund | None:
    """Its payment must be locked by whoever changes it. `refund_id` must be a UUID."""
    row = await db.fetchrow(f"{SELECT} WHERE refund_id = $1", refund_id)
    return None if row is None else _refund(row)


async def at_stripe(db: "Pool | Connection", stripe_id: str) -> CardRefund | None:
    """The one that is this refund at Stripe (re_…)."""
    row = await db.fetchrow(f"{SELECT} WHERE stripe_id = $1 AND stripe_id <> ''", stripe_id)
    return None if row is None else _refund(row)


async def of_payment(db: "Pool | Connection", payment_id: str) -> Sequence[CardRefund]:
    """Oldest first."""
    rows = await db.fetch(f"{SELECT} WHERE payment_id = $1 ORDER BY created_at, refund_id", payment_id)
    return [_refund(row) for row in rows]


async def refunded_minor(conn: Connection, payment_id: str) -> int:
    """What went back to the card, or is on its way."""
    query = "SELECT coalesce(sum(amount_minor), 0)::bigint FROM card_refund WHERE payment_id = $1 AND state <> $2"
    return int(await conn.fetchval(query, payment_id, CardRefundState.FAILED))


async def by_rule_minor(conn: Connection, payment_id: str) -> int:
    """What of it was given back because the sale did not take it."""
    return int(
        await conn.fetchval(
            "SELECT coalesce(sum(amount_minor), 0)::bigint FROM card_refund"
            " WHERE payment_id = $1 AND state <> $2 AND reason = $3 AND approved_by = ''",
            payment_id,
            CardRefundState.FAILED,
            SETTLED_OTHERWISE,
        )
    )


async def list_refunds(
    db: "Pool | Connection", scope: Scope, wanted: RefundFilter, before: str | None, limit: int
) -> list[CardRefund]:
    """Newest first, those older than `before`."""
    states = list(wanted.states) or None
    rows = await db.fetch(LIST, scope.listed, states, wanted.payment_id or None, before, limit)
    return [_refund(row) for row in rows]


def _refund(row: asyncpg.Record) -> CardRefund:
    ids = {name: str(row[name] or "") for name in ("refund_id", "payment_id", "sale_id")}
    return CardRefund(**{**dict(row.items()), **ids, "state": CardRefundState(row["state"])})
