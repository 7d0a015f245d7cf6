"""Receipts and their series in PostgreSQL."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import asyncpg
import orjson
from motorway_access.caller import Scope
from motorway_kit.db import Connection, Pool

from pos.domain.receipt import ReceiptKind
from pos.domain.receipt_chain import GENESIS, Link

NEXT_NUMBER = """
INSERT INTO receipt_series (site_id, till, last_number, last_hash) VALUES ($1, $2, 1, $3)
ON CONFLICT (site_id, till) DO UPDATE SET last_number = receipt_series.last_number + 1
RETURNING last_number, last_hash
"""

INSERT = """
WITH written AS (
  INSERT INTO receipt (receipt_id, site_id, till, number, kind, sale_id, original_id, content, previous_hash, hash,
                       token, issued_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
  RETURNING site_id, till, hash)
UPDATE receipt_series s SET last_hash = w.hash FROM written w WHERE s.site_id = w.site_id AND s.till = w.till
"""

SELECT = """
SELECT receipt_id, site_id, till, number, kind, sale_id, original_id, content, previous_hash, hash, token, issued_at,
  (SELECT count(*) FROM receipt_print p WHERE p.receipt_id = receipt.receipt_id) AS prints
FROM receipt
"""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt as it is stored; `prints` is how often it went out, the original included."""

    receipt_id: str
    site_id: str
    till: str
    number: int
    kind: ReceiptKind
    sale_id: str
    original_id: str
    content: str
    previous_hash: bytes
    hash: bytes
    token: str
    issued_at: datetime
    prints: int = 0

    @property
    def says(self) -> dict[str, Any]:
        """The content, read."""
        content: dict[str, Any] = orjson.loads(self.content)
        return content


async def next_number(conn: Connection, site_id: str, till: str) -> tuple[int, bytes]:
    """The series' next number and the hash to continue. Nobody else gets one until the transaction ends."""
    row = await conn.fetchrow(NEXT_NUMBER, site_id, till, GENESIS)
    assert row is not None
    return row["last_number"], row["last_hash"]


async def insert(conn: Connection, receipt: Receipt) -> None:
    """Write it as the end of its series."""
    await conn.execute(
        INSERT,
        receipt.receipt_id,
        receipt.site_id,
        receipt.till,
        receipt.number,
        receipt.kind,
        receipt.sale_id or None,
        receipt.original_id or None,
        receipt.content,
        receipt.previous_hash,
        receipt.hash,
        receipt.token,
        receipt.issued_at,
    )


async def get(db: "Pool | Connection", receipt_id: str) -> Receipt | None:
    return _receipt(await db.fetchrow(f"{SELECT} WHERE receipt_id = $1", receipt_id))


async def lock(conn: Connection, receipt_id: str) -> Receipt | None:
    """As `get`; others that lock it wait until the transaction ends, and count what it did."""
    await conn.execute("SELECT FROM receipt WHERE receipt_id = $1 FOR NO KEY UPDATE", receipt_id)
    return await get(conn, receipt_id)


async def of_sale(db: "Pool | Connection", sale_id: str) -> Receipt | None:
    """The receipt or slip that was issued when the sale was cleared."""
    return _receipt(await db.fetchrow(f"{SELECT} WHERE sale_id = $1 AND kind IN (1, 4)", sale_id))


async def by_token(db: "Pool | Connection", token: str) -> Receipt | None:
    return _receipt(await db.fetchrow(f"{SELECT} WHERE token = $1", token))


async def invoice_of(db: "Pool | Connection", receipt_id: str) -> Receipt | None:
    return _receipt(await db.fetchrow(f"{SELECT} WHERE original_id = $1 AND kind = 5", receipt_id))


async def is_credited(db: "Pool | Connection", sale_id: str) -> bool:
    """Whether money was given back for the sale."""
    return bool(await db.fetchval("SELECT EXISTS (SELECT FROM receipt WHERE sale_id = $1 AND kind = 2)", sale_id))


async def tills_of(db: "Pool | Connection", site_id: str) -> list[str]:
    """Every series of the site."""
    rows = await db.fetch("SELECT till FROM receipt_series WHERE site_id = $1 ORDER BY till", site_id)
    return [row["till"] for row in rows]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which receipts to list: of the till and the sale unless empty, issued in [start, end), before `before`."""

    scope: Scope
    till: str = ""
    sale_id: str = ""
    start: datetime | None = None
    end: datetime | None = None
    before: str = ""


async def list_receipts(db: "Pool | Connection", wanted: Wanted, limit: int) -> list[Receipt]:
    """Newest first."""
    rows = await db.fetch(
        f"{SELECT} WHERE ($1::text[] IS NULL OR site_id = ANY($1)) AND ($2 = '' OR till = $2)"
        " AND ($3::uuid IS NULL OR sale_id = $3) AND ($4::timestamptz IS NULL OR issued_at >= $4)"
        " AND ($5::timestamptz IS NULL OR issued_at < $5) AND ($6::uuid IS NULL OR receipt_id < $6)"
        " ORDER BY receipt_id DESC LIMIT $7",
        wanted.scope.listed,
        wanted.till,
        wanted.sale_id or None,
        wanted.start,
        wanted.end,
        wanted.before or None,
        limit,
    )
    return [_of(row) for row in rows]


async def series_end(db: "Pool | Connection", site_id: str, till: str) -> tuple[int, bytes]:
    """The last number of a series and its hash; of one that was never begun (0, GENESIS)."""
    row = await db.fetchrow(
        "SELECT last_number, last_hash FROM receipt_series WHERE site_id = $1 AND till = $2", site_id, till
    )
    return (row["last_number"], row["last_hash"]) if row else (0, GENESIS)


async def chain(conn: Connection, site_id: str, till: str) -> AsyncIterator[Link]:
    """Every receipt of a series in order of its number; within a transaction."""
    query = f"{SELECT} WHERE site_id = $1 AND till = $2 ORDER BY number"
    async for row in conn.cursor(query, site_id, till, prefetch=500):
        receipt = _of(row)
        said = {
            "receipt_id": receipt.receipt_id,
            "series": f"{receipt.site_id}/{receipt.till}",
            "number": receipt.number,
            "kind": receipt.kind.name,
            "sale_id": receipt.sale_id,
        }
        yield Link(receipt.number, receipt.content, receipt.previous_hash, receipt.hash, said)


def _receipt(row: asyncpg.Record | None) -> Receipt | None:
    return None if row is None else _of(row)


def _of(row: asyncpg.Record) -> Receipt:
    return Receipt(
        receipt_id=str(row["receipt_id"]),
        site_id=row["site_id"],
        till=row["till"],
        number=row["number"],
        kind=ReceiptKind(row["kind"]),
        sale_id=str(row["sale_id"] or ""),
        original_id=str(row["original_id"] or ""),
        content=row["content"],
        previous_hash=row["previous_hash"],
        hash=row["hash"],
        token=row["token"],
        issued_at=row["issued_at"],
        prints=row["prints"],
    )
