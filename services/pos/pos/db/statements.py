"""Statements of accounts in PostgreSQL, and what they are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from motorway_kit.db import Connection, Pool

from pos.db.account_ledger import ENTRY, entry_of
from pos.domain.account_ledger import Entry
from pos.domain.sale import SaleState
from pos.domain.statement import Content, Counted, Part, Purchase

INSERT_STATEMENT = """
INSERT INTO account_statement (account_id, number, month, last_entry, closing_minor, issued_at, content)
VALUES ($1, $2, $3, $4, $5, $6, $7)
"""

INSERT_COUNTED = """
INSERT INTO account_statement_sale (account_id, statement, sale_id, counted_minor)
SELECT $1, $2, * FROM unnest($3::uuid[], $4::bigint[])
"""

# What the account bears of its sales up to an entry, and has not been counted into VAT.
UNCOUNTED = """
SELECT e.sale_id, e.borne - coalesce(c.counted, 0) AS amount_minor
FROM (SELECT sale_id, sum(amount_minor)::bigint AS borne FROM account_entry
      WHERE account_id = $1 AND number <= $2 AND sale_id IS NOT NULL GROUP BY sale_id) e
LEFT JOIN (SELECT sale_id, sum(counted_minor)::bigint AS counted FROM account_statement_sale
           WHERE account_id = $1 GROUP BY sale_id) c USING (sale_id)
WHERE e.borne <> coalesce(c.counted, 0)
ORDER BY e.sale_id
"""

PURCHASES = """
SELECT s.sale_id, s.state, r.site_id || '/' || r.till || '/' || r.number AS receipt,
  (SELECT json_agg(json_build_array(l.description, l.amount_minor, l.vat_rate_bp, l.quantity,
                                    coalesce(f.volume_ml, 0)) ORDER BY l.number)
     FROM sale_line l LEFT JOIN fuelling f ON f.sale_id = l.sale_id AND f.line = l.number
     WHERE l.sale_id = s.sale_id) AS parts
FROM sale s LEFT JOIN receipt r ON r.sale_id = s.sale_id AND r.kind IN (1, 4)
WHERE s.sale_id = ANY($1::uuid[])
"""


@dataclass(frozen=True)
class Issued:
    """A statement that was issued."""

    number: int
    month: date
    last_entry: int
    closing_minor: int


@dataclass(frozen=True)
class Sold:
    """A sale, and whether nothing of it changes any more."""

    purchase: Purchase
    settled: bool


async def content_of(db: "Pool | Connection", account_id: str, month: date) -> Content | None:
    query = "SELECT content FROM account_statement WHERE account_id = $1 AND month = $2"
    content: Content | None = orjson.loads(await db.fetchval(query, account_id, month) or "null")
    return content


async def last_issued(conn: Connection, account_id: str) -> Issued | None:
    query = "SELECT number, month, last_entry, closing_minor FROM account_statement WHERE account_id = $1"
    row = await conn.fetchrow(f"{query} ORDER BY number DESC LIMIT 1", account_id)
    return None if row is None else Issued(**row)


async def entries_until(conn: Connection, account_id: str, first: int, end: datetime) -> list[Entry]:
    """From the number on, before the time, in order."""
    query = f"SELECT {ENTRY} FROM account_entry WHERE account_id = $1 AND number >= $2 AND at < $3 ORDER BY number"  # noqa: S608 - of constants
    return [entry_of(row) for row in await conn.fetch(query, account_id, first, end)]


async def uncounted(conn: Connection, account_id: str, last_entry: int) -> dict[str, int]:
    """Sale → what of it, up to the entry, is in the VAT of no statement yet."""
    rows = await conn.fetch(UNCOUNTED, account_id, last_entry)
    return {str(row["sale_id"]): row["amount_minor"] for row in rows}


async def sold(conn: Connection, sale_ids: Sequence[str]) -> dict[str, Sold]:
    rows = await conn.fetch(PURCHASES, sale_ids)
    return {str(row["sale_id"]): _sold(row) for row in rows}


def _sold(row: Any) -> Sold:
    parts = tuple(Part(*fields) for fields in orjson.loads(row["parts"] or "[]"))
    purchase = Purchase(str(row["sale_id"]), row["receipt"] or "", parts)
    settled = row["state"] == SaleState.CLEARED and sum(part.amount_minor for part in parts) != 0
    return Sold(purchase, settled)


async def save_statement(
    conn: Connection, issued: Issued, content: Content, counted: Sequence[Counted], at: datetime
) -> None:
    account_id = content["account_id"]
    await conn.execute(
        INSERT_STATEMENT,
        account_id,
        issued.number,
        issued.month,
        issued.last_entry,
        issued.closing_minor,
        at,
        orjson.dumps(content).decode(),
    )
    sales, amounts = [one.purchase.sale_id for one in counted], [one.amount_minor for one in counted]
    await conn.execute(INSERT_COUNTED, account_id, issued.number, sales, amounts)
