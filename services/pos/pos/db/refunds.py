"""Refunds in PostgreSQL."""

from collections.abc import Sequence
from typing import NamedTuple

import asyncpg
from motorway_access.caller import Scope
from motorway_kit.db import Connection, Pool

from pos.domain.refund import CardOutcome, Refund, RefundState
from pos.domain.sale import TenderKind

SELECT_REFUND = "SELECT refund.*, sale.currency FROM refund JOIN sale USING (sale_id)"

INSERT_REFUND = """
INSERT INTO refund (refund_id, sale_id, site_id, state, amount_minor, tender_kind, account_id, reason, requested_by,
  requested_at, lines, idempotency_key, payment_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
"""

SAVE_REFUND = """
UPDATE refund SET state = $2, shift_id = $3, receipt_id = $4, decided_by = $5, decided_at = $6, decision_reason = $7,
  card_outcome = $8, outcome_at = $9
WHERE refund_id = $1
"""

LIST_REFUNDS = f"""{SELECT_REFUND}
WHERE ($1::text[] IS NULL OR refund.site_id = ANY($1))
  AND ($2::uuid IS NULL OR refund_id < $2)
  AND ($3::smallint[] IS NULL OR refund.state = ANY($3))
  AND ($4::uuid IS NULL OR sale_id = $4)
ORDER BY refund_id DESC LIMIT $5
"""


class RefundFilter(NamedTuple):
    """An empty field: all."""

    states: tuple[RefundState, ...] = ()
    sale_id: str | None = None


async def insert_refund(conn: Connection, refund: Refund, key: str) -> None:
    await conn.execute(
        INSERT_REFUND,
        refund.refund_id,
        refund.sale_id,
        refund.site_id,
        refund.state,
        refund.amount_minor,
        refund.tender_kind,
        refund.account_id,
        refund.reason,
        refund.requested_by,
        refund.requested_at,
        list(refund.lines),
        key,
        refund.payment_id,
    )


async def save_refund(conn: Connection, refund: Refund) -> None:
    """What a decision changes, and what became of the money."""
    await conn.execute(
        SAVE_REFUND,
        refund.refund_id,
        refund.state,
        refund.shift_id,
        refund.receipt_id,
        refund.decided_by,
        refund.decided_at,
        refund.decision_reason,
        refund.card_outcome,
        refund.outcome_at,
    )


async def get_refund(db: "Pool | Connection", refund_id: str) -> Refund | None:
    """`refund_id` must be a UUID."""
    row = await db.fetchrow(f"{SELECT_REFUND} WHERE refund_id = $1", refund_id)
    return None if row is None else _refund(row)


async def refund_by_key(conn: Connection, key: str) -> Refund | None:
    row = await conn.fetchrow(f"{SELECT_REFUND} WHERE refund.idempotency_key = $1", key)
    return None if row is None else _refund(row)


async def refunds_of(db: "Pool | Connection", sale_id: str) -> Sequence[Refund]:
    """Oldest first."""
    rows = await db.fetch(f"{SELECT_REFUND} WHERE sale_id = $1 ORDER BY refund_id", sale_id)
    return [_refund(row) for row in rows]


async def list_refunds(db: Pool, scope: Scope, wanted: RefundFilter, before: str | None, limit: int) -> list[Refund]:
    """Newest first, those older than the refund `before`."""
    rows = await db.fetch(LIST_REFUNDS, scope.listed, before, list(wanted.states) or None, wanted.sale_id, limit)
    return [_refund(row) for row in rows]


def _refund(row: asyncpg.Record) -> Refund:
    return Refund(
        refund_id=str(row["refund_id"]),
        sale_id=str(row["sale_id"]),
        site_id=row["site_id"],
        amount_minor=row["amount_minor"],
        currency=row["currency"],
        tender_kind=TenderKind(row["tender_kind"]),
        reason=row["reason"],
        requested_by=row["requested_by"],
        requested_at=row["requested_at"],
        account_id=row["account_id"],
        lines=tuple(row["lines"]),
        state=RefundState(row["state"]),
        shift_id=row["shift_id"],
        receipt_id=row["receipt_id"],
        decided_by=row["decided_by"],
        decided_at=row["decided_at"],
        decision_reason=row["decision_reason"],
        payment_id=row["payment_id"],
        card_outcome=CardOutcome(row["card_outcome"]),
        outcome_at=row["outcome_at"],
    )
