"""Sales in PostgreSQL: the ticket is written with its lines, tenders and step in one statement."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from google.protobuf.message import Message
from motorway_access.caller import Scope
from motorway_kit import outbox
from motorway_kit.db import Connection, Pool, wake_after_commit

from pos.db.card_payments import save_payments
from pos.db.sale_rows import SELECT_SALE, line_columns, sale_of, tender_columns
from pos.domain.sale import Sale, SaleChanged, SaleKind, SaleState

INSERT_SALE = """
WITH opened AS (
  INSERT INTO sale (sale_id, site_id, kind, state, origin, clearing, currency, pump, max_amount_minor, max_volume_ml,
    nozzles, price_set, opened_shift_id, shift_id, opened_by, cleared_by, opened_at, payable_at, cleared_at, reason,
    refusal_code, receipt_id, registration, note, refunded_minor, version, idempotency_key, request_hash)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
    $24, $25, $26, $27, $28)
  ON CONFLICT (idempotency_key) DO NOTHING RETURNING *),
lines AS (
  INSERT INTO sale_line (sale_id, number, description, amount_minor, vat_rate_bp, item_id, quantity, unit_amount_minor)
  SELECT opened.sale_id, l.* FROM opened, unnest($29::int[], $30::text[], $31::bigint[], $32::int[], $33::text[],
    $34::int[], $35::bigint[]) AS l),
tenders AS (
  INSERT INTO tender (sale_id, number, kind, amount_minor, given_minor, change_minor, account_id, vehicle_id,
    odometer_km, shift_id, at, reverses, payment_id, card_brand, card_last4, test)
  SELECT opened.sale_id, t.* FROM opened, unnest($36::int[], $37::smallint[], $38::bigint[], $39::bigint[],
    $40::bigint[], $41::text[], $42::text[], $43::bigint[], $44::text[], $45::timestamptz[], $46::int[], $47::text[],
    $48::text[], $49::text[], $50::bool[]) AS t),
step AS (
  INSERT INTO sale_step (sale_id, version, at, state, what, actor)
  SELECT sale_id, version, $51, state, $52, $53 FROM opened)
SELECT true FROM opened
"""

SAVE_SALE = """
WITH changed AS (
  UPDATE sale SET kind = $3, state = $4, origin = $5, clearing = $6, pump = $7, price_set = $8, shift_id = $9,
    cleared_by = $10, payable_at = $11, cleared_at = $12, reason = $13, refusal_code = $14, receipt_id = $15,
    registration = $16, note = $17, refunded_minor = $18, return_tank = $19, max_amount_minor = $20,
    max_volume_ml = $21, version = version + 1
  WHERE sale_id = $1 AND version = $2 RETURNING sale_id, version, state),
gone_lines AS (
  DELETE FROM sale_line WHERE sale_id = (SELECT sale_id FROM changed) AND number <> ALL($22::int[])),
lines AS (
  INSERT INTO sale_line AS was (sale_id, number, description, amount_minor, vat_rate_bp, item_id, quantity,
    unit_amount_minor)
  SELECT changed.sale_id, l.* FROM changed, unnest($22::int[], $23::text[], $24::bigint[], $25::int[], $26::text[],
    $27::int[], $28::bigint[]) AS l
  ON CONFLICT (sale_id, number) DO UPDATE SET description = excluded.description,
    amount_minor = excluded.amount_minor, vat_rate_bp = excluded.vat_rate_bp, item_id = excluded.item_id,
    quantity = excluded.quantity, unit_amount_minor = excluded.unit_amount_minor
  WHERE was.* IS DISTINCT FROM excluded.*),
gone_tenders AS (
  DELETE FROM tender WHERE sale_id = (SELECT sale_id FROM changed) AND number <> ALL($29::int[])),
tenders AS (
  INSERT INTO tender (sale_id, number, kind, amount_minor, given_minor, change_minor, account_id, vehicle_id,
    odometer_km, shift_id, at, reverses, payment_id, card_brand, card_last4, test)
  SELECT changed.sale_id, t.* FROM changed, unnest($29::int[], $30::smallint[], $31::bigint[], $32::bigint[],
    $33::bigint[], $34::text[], $35::text[], $36::bigint[], $37::text[], $38::timestamptz[], $39::int[], $40::text[],
    $41::text[], $42::text[], $43::bool[]) AS t
  ON CONFLICT (sale_id, number) DO NOTHING),
step AS (
  INSERT INTO sale_step (sale_id, version, at, state, what, actor)
  SELECT sale_id, version, $44, state, $45, $46 FROM changed),
told AS (
  INSERT INTO outbox (id, type, subject, body, traceparent)
  SELECT e.* FROM changed, unnest($47::uuid[], $48::text[], $49::text[], $50::bytea[], $51::text[]) AS e)
SELECT version FROM changed
"""


EVENT_COLUMNS = 5


class Step(NamedTuple):
    """Of the time line."""

    what: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SaleFilter:
    """What to list; an empty field: all. `opened_from` <= opened < `opened_until`; `shift_id` opened or cleared it.

    `text` is the number or id of a receipt, or the beginning of a registration.
    """

    states: tuple[SaleState, ...] = ()
    kinds: tuple[SaleKind, ...] = ()
    pump: int = 0
    shift_id: str = ""
    opened_from: datetime | None = None
    opened_until: datetime | None = None
    text: str = ""


LIST_SALES = f"""{SELECT_SALE}
WHERE ($1::text[] IS NULL OR site_id = ANY($1))
  AND ($2::uuid IS NULL OR sale_id < $2)
  AND ($3::smallint[] IS NULL OR state = ANY($3))
  AND ($4::smallint[] IS NULL OR kind = ANY($4))
  AND ($5 = 0 OR pump = $5)
  AND ($6 = '' OR shift_id = $6 OR opened_shift_id = $6)
  AND ($7::timestamptz IS NULL OR opened_at >= $7)
  AND ($8::timestamptz IS NULL OR opened_at < $8)
"""
# Not one more condition beside an OR: what it finds must be looked up, and not every sale held against it.
WITH_TEXT = """
  AND sale_id IN (
    SELECT sale_id FROM sale WHERE registration <> '' AND starts_with(registration, upper($10))
    UNION ALL SELECT sale_id FROM receipt WHERE number = $11
    UNION ALL SELECT sale_id FROM receipt WHERE receipt_id = $12)
"""
NEWEST_FIRST = "ORDER BY sale_id DESC LIMIT $9"


NUMBER = re.compile(r"[0-9]{1,18}")  # fits a bigint
RECEIPT_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

_inserted = attrgetter(
    *("sale_id", "site_id", "kind", "state", "origin", "clearing", "currency", "pump", "max_amount_minor"),
    *("max_volume_ml", "nozzles", "price_set", "opened_shift_id", "shift_id", "opened_by", "cleared_by"),
    *("opened_at", "payable_at", "cleared_at", "reason", "refusal_code", "receipt_id", "registration", "note"),
    *("refunded_minor", "version"),
)
"""In the order of INSERT_SALE."""

_saved = attrgetter(
    *("sale_id", "version", "kind", "state", "origin", "clearing", "pump", "price_set", "shift_id", "cleared_by"),
    *("payable_at", "cleared_at", "reason", "refusal_code", "receipt_id", "registration", "note"),
    *("refunded_minor", "return_tank", "max_amount_minor", "max_volume_ml"),
)
"""In the order of SAVE_SALE."""


async def insert_sale(
    conn: Connection, sale: Sale, idempotency_key: str | None, request_hash: bytes | None, what: str = "opened"
) -> bool:
    """A new sale with its first step. False, and nothing written, when the key was used before (see `sale_by_key`).

    Raises PaymentAlreadyUsed.
    """
    inserted = await conn.fetchval(
        INSERT_SALE,
        *_inserted(sale),
        idempotency_key,
        request_hash,
        *line_columns(sale.lines),
        *tender_columns(sale.tenders),
        sale.opened_at,
        what,
        sale.opened_by,
    )
    if inserted:
        await save_payments(conn, sale, sale.opened_at)
    return bool(inserted)


async def get_sale(db: "Pool | Connection", sale_id: str) -> Sale | None:
    """The sale as one transaction left it. `sale_id` must be a UUID."""
    row = await db.fetchrow(f"{SELECT_SALE} WHERE sale_id = $1", sale_id)
    return None if row is None else sale_of(row)


async def lock_sale(conn: Connection, sale_id: str) -> Sale | None:
    """The sale, which nobody else changes until the end of the transaction.

    Locked first and read afterwards: the lines of a row that one had to wait for would be read as they were before.
    """
    await conn.execute("SELECT 1 FROM sale WHERE sale_id = $1 FOR UPDATE", sale_id)
    return await get_sale(conn, sale_id)


async def lock_seen(conn: Connection, seen: Sale) -> Sale:
    """As `lock_sale`, of a sale that was just read: read again only when it was changed meanwhile."""
    version: int = await conn.fetchval("SELECT version FROM sale WHERE sale_id = $1 FOR UPDATE", seen.sale_id)
    if version == seen.version:
        return seen
    changed = await get_sale(conn, seen.sale_id)
    assert changed is not None  # sales are never removed
    return changed


async def save_sale(conn: Connection, sale: Sale, what: str, actor: str, at: datetime) -> Sale:
    """As `save_and_tell`, of which nobody is told."""
    return await save_and_tell(conn, sale, Step(what, actor, at), ())


async def save_and_tell(conn: Connection, sale: Sale, step: Step, events: Sequence[Message]) -> Sale:
    """Write all that may have changed, a step of the time line, and events of the site; returns the sale with its new
    version, which is `next_version`.

    `sale.version` is the version that was read. Raises SaleChanged when another one is stored.
    """
    rows = [outbox.row(event, subject=sale.site_id) for event in events]
    version: int | None = await conn.fetchval(
        SAVE_SALE,
        *_saved(sale),
        *line_columns(sale.lines),
        *tender_columns(sale.tenders),
        *(step.at, step.what, step.actor),
        *(zip(*rows, strict=True) if rows else [()] * EVENT_COLUMNS),
    )
    if version is None:
        raise SaleChanged("the sale was changed meanwhile", sale=sale.sale_id, version=sale.version)
    if rows:
        wake_after_commit()
    await save_payments(conn, sale, step.at)
    return replace(sale, version=version)


def next_version(sale: Sale) -> Sale:
    """As it will be when it is saved."""
    return replace(sale, version=sale.version + 1)


async def sale_by_key(conn: "Pool | Connection", key: str) -> tuple[Sale, bytes] | None:
    """The sale that a request with this idempotency key opened, and the hash of that request."""
    row = await conn.fetchrow(f"{SELECT_SALE} WHERE idempotency_key = $1", key)
    return None if row is None else (sale_of(row), row["request_hash"] or b"")


async def list_sales(
    db: "Pool | Connection", scope: Scope, wanted: SaleFilter, before: str | None, limit: int
) -> list[Sale]:
    """Newest first, those older than the sale `before`."""
    found = _found(wanted.text)
    rows = await db.fetch(
        f"{LIST_SALES} {WITH_TEXT if found else ''} {NEWEST_FIRST}",
        scope.listed,
        before,
        list(wanted.states) or None,
        list(wanted.kinds) or None,
        wanted.pump,
        wanted.shift_id,
        wanted.opened_from,
        wanted.opened_until,
        limit,
        *found,
    )
    return [sale_of(row) for row in rows]


def _found(text: str) -> tuple[str, int | None, str | None] | tuple[()]:
    """A text as the beginning of a registration, the number and the id of a receipt, as far as it can be one."""
    number = int(text) if NUMBER.fullmatch(text) else None
    return (text, number, text if RECEIPT_ID.fullmatch(text) else None) if text else ()


async def unpaid_on_pump(conn: "Pool | Connection", site_id: str, pump: int) -> int:
    """Finished fuellings of the pump that wait to be paid: IFSF's transactions in Payable and Locked."""
    count: int = await conn.fetchval(
        "SELECT count(*) FROM sale WHERE site_id = $1 AND pump = $2 AND state IN (4, 5)", site_id, pump
    )
    return count
