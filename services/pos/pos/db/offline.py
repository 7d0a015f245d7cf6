"""Tills without a line in PostgreSQL: their devices, and what these handed in."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import asyncpg
from motorway_kit.db import Connection, Pool

from pos.domain.offline import Device, Done, Known, Operation, Outcome
from pos.domain.sale import SaleState

SELECT_DEVICE = """
SELECT device_id, site_id, till, name, ordinal, series, last_number, last_hash, told_number, pending, seen_at,
  registered_at, registered_by,
  coalesce((SELECT last_number FROM receipt_series r WHERE r.site_id = d.site_id AND r.till = d.series), 0)
    AS last_receipt_number
FROM offline_device d
"""
INSERT_DEVICE = """
INSERT INTO offline_device (device_id, site_id, till, name, ordinal, series, last_hash, pending, seen_at, registered_at,
  registered_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10)
"""
LAST_ORDINAL = "SELECT coalesce(max(ordinal), 0) FROM offline_device WHERE site_id = $1 AND till = $2"
ADVANCE = """
UPDATE offline_device SET last_number = $2, last_hash = $3, pending = greatest(pending - 1, 0) WHERE device_id = $1
"""

COLUMNS = (
    "operation_id, device_id, number, site_id, till, series, kind, outcome, reasons, words, sale_id, receipt_id,"
    " receipt_number, shift_id, cash_minor, owed_minor, currency, cashier, at, handed_in_by, handed_in_at, document,"
    " previous_hash, hash, resolution, resolved_by, resolved_at"
)
INSERT_OPERATION = f"""
INSERT INTO offline_operation ({COLUMNS})
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
  '', '', NULL)
"""  # noqa: S608
LIST_OPERATIONS = f"""
SELECT {COLUMNS}, entry FROM offline_operation
WHERE site_id = $1 AND ($2::bigint IS NULL OR entry < $2) AND ($3::smallint[] IS NULL OR outcome = ANY($3))
  AND ($4::uuid IS NULL OR device_id = $4) AND (NOT $5 OR (outcome <> 1 AND resolved_at IS NULL))
ORDER BY entry DESC LIMIT $6
"""  # noqa: S608
KNOWN = """
SELECT operation_id, device_id, number, hash FROM offline_operation
WHERE operation_id = ANY($1::uuid[]) OR (device_id = $2 AND number = ANY($3::bigint[]))
"""
COUNTS = """
SELECT outcome, count(*) FROM offline_operation WHERE device_id = $1 AND number > $2 AND number <= $3 GROUP BY outcome
"""
WAITING_FOR_FUEL = """
SELECT operation_id, device_id FROM offline_operation
WHERE outcome <> 1 AND resolved_at IS NULL AND reasons @> '{NO_FUELLING}' AND handed_in_at >= $1
ORDER BY entry
"""


class Awaited(NamedTuple):
    """An operation whose fuelling did not come yet."""

    operation_id: str
    device_id: str


class Filter(NamedTuple):
    """What to list; an empty field: all."""

    site_id: str
    outcomes: tuple[Outcome, ...] = ()
    device_id: str = ""
    unresolved: bool = False


class Listed(NamedTuple):
    """An operation and its place in the list."""

    operation: Operation
    entry: int


async def lock_place(conn: Connection, device_id: str, site_id: str, till: str) -> None:
    """Until the end of the transaction nobody else registers the device, nor another one at the till."""
    for key in (device_id, f"{site_id}/{till}"):
        await conn.execute("SELECT pg_advisory_xact_lock(hashtextextended('pos.offline/' || $1, 0))", key)


async def last_ordinal(conn: Connection, site_id: str, till: str) -> int:
    ordinal: int = await conn.fetchval(LAST_ORDINAL, site_id, till)
    return ordinal


async def insert_device(conn: Connection, device: Device) -> None:
    await conn.execute(
        INSERT_DEVICE,
        device.device_id,
        device.site_id,
        device.till,
        device.name,
        device.ordinal,
        device.series,
        device.last_hash,
        device.pending,
        device.seen_at,
        device.registered_by,
    )


async def get_device(db: "Pool | Connection", device_id: str) -> Device | None:
    """`device_id` must be a UUID."""
    return _device(await db.fetchrow(f"{SELECT_DEVICE} WHERE device_id = $1", device_id))


async def lock_device(conn: Connection, device_id: str) -> Device | None:
    """Nobody else books anything of it until the end of the transaction. Locked first and read afterwards."""
    await conn.execute("SELECT 1 FROM offline_device WHERE device_id = $1 FOR UPDATE", device_id)
    return await get_device(conn, device_id)


async def list_devices(db: Pool, site_id: str, till: str) -> list[Device]:
    """By till and series."""
    rows = await db.fetch(
        f"{SELECT_DEVICE} WHERE site_id = $1 AND ($2 = '' OR till = $2) ORDER BY till, ordinal", site_id, till
    )
    return [_device_of(row) for row in rows]


async def save_seen(conn: Connection, device: Device) -> None:
    """Its name, and what it said of itself."""
    await conn.execute(
        "UPDATE offline_device SET name = $2, pending = $3, seen_at = $4 WHERE device_id = $1",
        device.device_id,
        device.name,
        device.pending,
        device.seen_at,
    )


async def save_told(conn: Connection, device: Device) -> None:
    await conn.execute(
        "UPDATE offline_device SET told_number = $2 WHERE device_id = $1", device.device_id, device.told_number
    )


async def known(conn: Connection, device_id: str, done: Sequence[Done]) -> dict[str, Known]:
    """What is booked under these ids, and under these numbers of the device; by id."""
    rows = await conn.fetch(KNOWN, [one.operation_id for one in done], device_id, [one.number for one in done])
    return {str(row["operation_id"]): Known(str(row["device_id"]), row["number"], row["hash"]) for row in rows}


async def insert_operation(conn: Connection, one: Operation) -> None:
    """As the last one of its device."""
    done = one.done
    await conn.execute(
        INSERT_OPERATION,
        *(done.operation_id, one.device_id, done.number, one.site_id, one.till, one.series, one.kind, one.outcome),
        *(list(one.reasons), one.words, one.sale_id, one.receipt_id, one.receipt_number, one.shift_id),
        *(one.cash_minor, one.owed_minor, one.currency, one.cashier, one.at, one.handed_in_by, one.handed_in_at),
        *(done.document, done.previous_hash, done.hash),
    )
    await conn.execute(ADVANCE, one.device_id, done.number, done.hash)


async def get_operation(db: "Pool | Connection", operation_id: str) -> Operation | None:
    """`operation_id` must be a UUID."""
    row = await db.fetchrow(f"SELECT {COLUMNS} FROM offline_operation WHERE operation_id = $1", operation_id)  # noqa: S608
    return None if row is None else _operation(row)


async def lock_operation(conn: Connection, operation_id: str) -> Operation | None:
    """Nobody else resolves it until the end of the transaction. `operation_id` must be a UUID."""
    await conn.execute("SELECT 1 FROM offline_operation WHERE operation_id = $1 FOR UPDATE", operation_id)
    return await get_operation(conn, operation_id)


async def list_operations(db: Pool, wanted: Filter, before: int | None, limit: int) -> list[Listed]:
    """Newest first, those booked before the entry `before`."""
    rows = await db.fetch(
        LIST_OPERATIONS,
        wanted.site_id,
        before,
        list(wanted.outcomes) or None,
        wanted.device_id or None,
        wanted.unresolved,
        limit,
    )
    return [Listed(_operation(row), row["entry"]) for row in rows]


async def save_resolution(conn: Connection, one: Operation) -> None:
    """Also the ticket that was found for it."""
    await conn.execute(
        "UPDATE offline_operation SET resolution = $2, resolved_by = $3, resolved_at = $4, sale_id = $5"
        " WHERE operation_id = $1",
        one.done.operation_id,
        one.resolution,
        one.resolved_by,
        one.resolved_at,
        one.sale_id,
    )


async def waiting_for_fuel(db: Pool, since: datetime) -> list[Awaited]:
    """What was typed, and had no fuelling when it was handed in; the oldest first."""
    rows = await db.fetch(WAITING_FOR_FUEL, since)
    return [Awaited(str(row["operation_id"]), str(row["device_id"])) for row in rows]


async def claim_unresolved(conn: Connection, operation_id: str) -> Operation | None:
    """None when somebody else has it, or explained it."""
    free = await conn.fetchval(
        "SELECT true FROM offline_operation WHERE operation_id = $1 AND resolved_at IS NULL FOR UPDATE SKIP LOCKED",
        operation_id,
    )
    return await get_operation(conn, operation_id) if free else None


async def counts(conn: Connection, device: Device) -> dict[Outcome, int]:
    """Of its operations that nobody has heard of yet."""
    rows = await conn.fetch(COUNTS, device.device_id, device.told_number, device.last_number)
    return {Outcome(row["outcome"]): row["count"] for row in rows}


async def payable_at(conn: Connection, site_id: str, pump: int) -> list[str]:
    """Ids of the pump's tickets that wait to be paid, the oldest first."""
    rows = await conn.fetch(
        "SELECT sale_id FROM sale WHERE site_id = $1 AND pump = $2 AND state = $3 ORDER BY sale_id",
        site_id,
        pump,
        SaleState.PAYABLE,
    )
    return [str(row["sale_id"]) for row in rows]


def _device(row: asyncpg.Record | None) -> Device | None:
    return None if row is None else _device_of(row)


def _device_of(row: asyncpg.Record) -> Device:
    return Device(**{**row, "device_id": str(row["device_id"])})


def _operation(row: asyncpg.Record) -> Operation:
    fields = {name: value for name, value in row.items() if name not in DONE and name != "entry"}
    done = Done(str(row["operation_id"]), row["number"], row["document"], row["previous_hash"], row["hash"])
    typed = {"outcome": Outcome(row["outcome"]), "reasons": tuple(row["reasons"])}
    return Operation(done=done, **{**fields, **typed, "device_id": str(row["device_id"])})


DONE = ("operation_id", "number", "document", "previous_hash", "hash")
"""Columns of what the device did itself."""
