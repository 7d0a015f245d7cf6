"""Debts of drive-offs and of customers without means of payment, in PostgreSQL."""

from typing import NamedTuple

import asyncpg
from motorway_access.caller import Scope
from motorway_kit.db import Connection, Pool

from pos.domain.debt import Debt, DebtKind, DebtState, Seen

SELECT_DEBT = "SELECT debt.*, sale.currency, sale.pump FROM debt JOIN sale USING (sale_id)"

INSERT_DEBT = """
INSERT INTO debt (debt_id, sale_id, site_id, kind, state, amount_minor, registration, person, note, photo_ref,
  recorded_by, recorded_at, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
"""

SAVE_DEBT = """
UPDATE debt SET state = $2, settled_by = $3, settled_at = $4, settled_shift_id = $5, settled_reason = $6, version = $7,
  receipt_id = $8
WHERE debt_id = $1
"""

LIST_DEBTS = f"""{SELECT_DEBT}
WHERE ($1::text[] IS NULL OR debt.site_id = ANY($1))
  AND ($2::uuid IS NULL OR debt_id < $2)
  AND ($3::smallint[] IS NULL OR debt.state = ANY($3))
  AND starts_with(debt.registration, $4)
ORDER BY debt_id DESC LIMIT $5
"""


class DebtFilter(NamedTuple):
    """An empty field: all. `registration` is its beginning."""

    states: tuple[DebtState, ...] = ()
    registration: str = ""


async def insert_debt(conn: Connection, debt: Debt) -> None:
    await conn.execute(
        INSERT_DEBT,
        debt.debt_id,
        debt.sale_id,
        debt.site_id,
        debt.kind,
        debt.state,
        debt.amount_minor,
        debt.seen.registration,
        debt.seen.person,
        debt.seen.note,
        debt.seen.photo_ref,
        debt.recorded_by,
        debt.recorded_at,
        debt.version,
    )


async def save_debt(conn: Connection, debt: Debt) -> None:
    """What an end of it changes."""
    await conn.execute(
        SAVE_DEBT,
        debt.debt_id,
        debt.state,
        debt.settled_by,
        debt.settled_at,
        debt.settled_shift_id,
        debt.settled_reason,
        debt.version,
        debt.receipt_id,
    )


async def get_debt(db: "Pool | Connection", debt_id: str) -> Debt | None:
    """`debt_id` must be a UUID."""
    row = await db.fetchrow(f"{SELECT_DEBT} WHERE debt_id = $1", debt_id)
    return None if row is None else _debt(row)


async def lock_debt(conn: Connection, debt_id: str) -> Debt | None:
    """Nobody else changes it until the end of the transaction. `debt_id` must be a UUID."""
    await conn.execute("SELECT 1 FROM debt WHERE debt_id = $1 FOR UPDATE", debt_id)
    return await get_debt(conn, debt_id)


async def debt_of(db: "Pool | Connection", sale_id: str) -> Debt | None:
    row = await db.fetchrow(f"{SELECT_DEBT} WHERE sale_id = $1", sale_id)
    return None if row is None else _debt(row)


async def list_debts(db: Pool, scope: Scope, wanted: DebtFilter, before: str | None, limit: int) -> list[Debt]:
    """Newest first, those older than the debt `before`."""
    rows = await db.fetch(LIST_DEBTS, scope.listed, before, list(wanted.states) or None, wanted.registration, limit)
    return [_debt(row) for row in rows]


def _debt(row: asyncpg.Record) -> Debt:
    return Debt(
        debt_id=str(row["debt_id"]),
        sale_id=str(row["sale_id"]),
        site_id=row["site_id"],
        kind=DebtKind(row["kind"]),
        amount_minor=row["amount_minor"],
        currency=row["currency"],
        pump=row["pump"],
        seen=Seen(row["registration"], row["person"], row["note"], row["photo_ref"]),
        recorded_by=row["recorded_by"],
        recorded_at=row["recorded_at"],
        state=DebtState(row["state"]),
        settled_by=row["settled_by"],
        settled_at=row["settled_at"],
        settled_shift_id=row["settled_shift_id"],
        settled_reason=row["settled_reason"],
        receipt_id=row["receipt_id"],
        version=row["version"],
    )
