"""Entries of accounts in PostgreSQL, and what of a sale they need to know."""

from collections.abc import Sequence
from typing import Any

import asyncpg
from motorway_kit.db import Connection, Pool

from pos.domain.account import Account
from pos.domain.account_ledger import Entry, EntryKind

ENTRY = (
    "account_id, number, kind, at, amount_minor, balance_minor, recorded_by, site_id, sale_id, tender_number,"
    " registration, odometer_km, odometer_backwards, reference"
)

# An entry is never dated before the one it follows, so that a month is a range of numbers.
INSERT_ENTRY = f"""
INSERT INTO account_entry ({ENTRY}, idempotency_key, request_hash)
VALUES ($1, $2::bigint, $3,
  greatest($4::timestamptz, (SELECT at FROM account_entry WHERE account_id = $1 AND number = $2::bigint - 1)),
  $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
"""  # noqa: S608 - of constants

# What was delivered, or as long as nothing was, what the pump may deliver.
GRADES_OF_SALE = """
SELECT grade_id FROM fuelling WHERE sale_id = $1
UNION
SELECT n.grade_id FROM sale s JOIN nozzle n ON n.site_id = s.site_id AND n.pump = s.pump
WHERE s.sale_id = $1 AND (s.nozzles = '{}' OR n.number = ANY(s.nozzles))
  AND NOT EXISTS (SELECT 1 FROM fuelling f WHERE f.sale_id = s.sale_id)
"""


async def add_entry(
    conn: Connection, entry: Entry, account: Account, key: str | None = None, request_hash: bytes | None = None
) -> None:
    """Write the entry, and the account as it is after it."""
    await conn.execute(
        INSERT_ENTRY,
        *_columns(entry),
        key,
        request_hash,
    )
    await _save_after(conn, entry, account)


def _columns(entry: Entry) -> list[Any]:
    return [
        entry.account_id,
        entry.number,
        entry.kind,
        entry.at,
        entry.amount_minor,
        entry.balance_minor,
        entry.recorded_by,
        entry.site_id,
        entry.sale_id or None,
        entry.tender_number,
        entry.registration,
        entry.odometer_km,
        entry.odometer_backwards,
        entry.reference,
    ]


async def _save_after(conn: Connection, entry: Entry, account: Account) -> None:
    await conn.execute(
        "UPDATE account SET balance_minor = $2, last_entry = $3 WHERE account_id = $1",
        account.account_id,
        account.balance_minor,
        account.last_entry,
    )
    if entry.odometer_km:
        await conn.execute(
            "UPDATE account_vehicle SET odometer_km = $3 WHERE account_id = $1 AND registration = $2",
            entry.account_id,
            entry.registration,
            entry.odometer_km,
        )


async def entry_by_key(conn: Connection, key: str) -> tuple[Entry, bytes] | None:
    """The entry that a request with this key made, and the fingerprint of that request."""
    query = f"SELECT {ENTRY}, request_hash FROM account_entry WHERE idempotency_key = $1"  # noqa: S608 - of constants
    row = await conn.fetchrow(query, key)
    return None if row is None else (entry_of(row), row["request_hash"])


async def list_entries(db: "Pool | Connection", account_id: str, before: int | None, limit: int) -> list[Entry]:
    """Newest first, those with a lower number than `before`."""
    newest = "($2::bigint IS NULL OR number < $2) ORDER BY number DESC LIMIT $3"
    query = f"SELECT {ENTRY} FROM account_entry WHERE account_id = $1 AND {newest}"  # noqa: S608 - of constants
    return [entry_of(row) for row in await db.fetch(query, account_id, before, limit)]


async def charged_for_sale(conn: Connection, account_id: str, sale_id: str) -> int:
    """What the account bears of the sale already, in minor units."""
    query = "SELECT sum(amount_minor) FROM account_entry WHERE account_id = $1 AND sale_id = $2"
    return int(await conn.fetchval(query, account_id, sale_id) or 0)


async def grades_of_sale(conn: Connection, sale_id: str) -> Sequence[str]:
    """Grades that the sale delivered, or else may deliver; none for a sale without a pump."""
    return [row["grade_id"] for row in await conn.fetch(GRADES_OF_SALE, sale_id)]


def entry_of(row: asyncpg.Record) -> Entry:
    return Entry(
        account_id=row["account_id"],
        number=row["number"],
        kind=EntryKind(row["kind"]),
        at=row["at"],
        amount_minor=row["amount_minor"],
        balance_minor=row["balance_minor"],
        recorded_by=row["recorded_by"],
        site_id=row["site_id"],
        sale_id=str(row["sale_id"] or ""),
        tender_number=row["tender_number"],
        registration=row["registration"],
        odometer_km=row["odometer_km"],
        odometer_backwards=row["odometer_backwards"],
        reference=row["reference"],
    )
