"""Shifts and their cash in PostgreSQL."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

import asyncpg
from motorway_access.caller import Scope
from motorway_kit.db import Connection, Pool

from pos.domain.shift import CashKind, CashMovement, Shift, ShiftMode

SHIFT = (
    "shift_id, site_id, till, mode, cashier_id, cashier_name, currency, float_minor, opened_at, closed_at, closed_by,"
    " counted_minor, expected_minor, z_number"
)
MOVEMENT = "shift_id, number, kind, amount_minor, reason, actor, at"

INSERT_SHIFT = """
INSERT INTO shift (shift_id, site_id, till, mode, cashier_id, cashier_name, currency, float_minor, opened_at,
  idempotency_key, request_hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
"""

SNAPSHOT_METERS = """
INSERT INTO shift_meter (shift_id, pump, nozzle, volume_total_ml, amount_total_minor, sequence)
SELECT $1, pump, nozzle, volume_total_ml, amount_total_minor, sequence FROM nozzle_meter WHERE site_id = $2
"""


class Kept(NamedTuple):
    """A shift, and what the request that made it asked for."""

    shift: Shift
    request_hash: bytes


async def lock_key(conn: Connection, key: str) -> None:
    """A repetition that comes at the same time waits until this transaction has ended."""
    await conn.execute("SELECT pg_advisory_xact_lock(hashtextextended('pos.key/' || $1, 0))", key)


async def lock_shifts(conn: Connection, site_id: str) -> None:
    """Until the end of the transaction nobody else opens a shift at the site."""
    await conn.execute("SELECT pg_advisory_xact_lock(hashtextextended('pos.shift/' || $1, 0))", site_id)


async def insert_shift(conn: Connection, shift: Shift, key: str, request_hash: bytes) -> None:
    """With the totalisers as they are now."""
    await conn.execute(
        INSERT_SHIFT,
        shift.shift_id,
        shift.site_id,
        shift.till,
        shift.mode,
        shift.cashier_id,
        shift.cashier_name,
        shift.currency,
        shift.float_minor,
        shift.opened_at,
        key,
        request_hash,
    )
    await conn.execute(SNAPSHOT_METERS, shift.shift_id, shift.site_id)


async def shift_by_key(conn: Connection, key: str) -> Kept | None:
    row = await conn.fetchrow(f"SELECT {SHIFT}, request_hash FROM shift WHERE idempotency_key = $1", key)  # noqa: S608
    return None if row is None else Kept(_shift(row), row["request_hash"])


async def get_shift(db: "Pool | Connection", shift_id: str) -> Shift | None:
    return await _one(db, "shift_id = $1", _uuid(shift_id))


async def share_shift(conn: Connection, shift_id: str) -> Shift | None:
    """Nobody closes it until the end of the transaction."""
    return await _one(conn, "shift_id = $1 FOR SHARE", _uuid(shift_id))


async def lock_shift(conn: Connection, shift_id: str) -> Shift | None:
    """Nobody else works with it until the end of the transaction."""
    return await _one(conn, "shift_id = $1 FOR UPDATE", _uuid(shift_id))


async def share_own(conn: Connection, site_id: str, cashier_id: str) -> Shift | None:
    """The cashier's open shift; nobody closes it until the end of the transaction."""
    return await _one(conn, "site_id = $1 AND cashier_id = $2 AND closed_at IS NULL FOR SHARE", site_id, cashier_id)


async def open_of_cashier(db: "Pool | Connection", site_id: str, cashier_id: str) -> Shift | None:
    return await _one(db, "site_id = $1 AND cashier_id = $2 AND closed_at IS NULL", site_id, cashier_id)


async def open_of_till(db: "Pool | Connection", site_id: str, till: str) -> Shift | None:
    return await _one(db, "site_id = $1 AND till = $2 AND closed_at IS NULL", site_id, till)


async def list_shifts(db: Pool, scope: Scope, is_open: bool | None, before: str | None, limit: int) -> list[Shift]:
    """Newest first, before the one of that id. `is_open` None: whether open or not."""
    rows = await db.fetch(
        f"SELECT {SHIFT} FROM shift WHERE ($1::text[] IS NULL OR site_id = ANY($1))"  # noqa: S608
        " AND ($2::boolean IS NULL OR (closed_at IS NULL) = $2) AND ($3::uuid IS NULL OR shift_id < $3)"
        " ORDER BY shift_id DESC LIMIT $4",
        scope.listed,
        is_open,
        before,
        limit,
    )
    return [_shift(row) for row in rows]


async def _one(db: "Pool | Connection", where: str, *values: object) -> Shift | None:
    row = await db.fetchrow(f"SELECT {SHIFT} FROM shift WHERE {where}", *values)  # noqa: S608
    return None if row is None else _shift(row)


def _uuid(text: str) -> UUID | None:
    """None, which no row has, for what is no id."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _shift(row: asyncpg.Record) -> Shift:
    fields = {name: value for name, value in row.items() if name != "request_hash"}
    return Shift(**{**fields, "shift_id": str(row["shift_id"]), "mode": ShiftMode(row["mode"])})


async def insert_movement(conn: Connection, movement: CashMovement, key: str, request_hash: bytes) -> None:
    await conn.execute(
        f"INSERT INTO cash_movement ({MOVEMENT}, idempotency_key, request_hash)"  # noqa: S608
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        movement.shift_id,
        movement.number,
        movement.kind,
        movement.amount_minor,
        movement.reason,
        movement.actor,
        movement.at,
        key,
        request_hash,
    )


async def next_movement(conn: Connection, shift_id: str) -> int:
    """The number of the next cash movement; they have no gaps."""
    number: int = await conn.fetchval(
        "UPDATE shift SET movements = movements + 1 WHERE shift_id = $1 RETURNING movements", shift_id
    )
    return number


async def movement_by_key(conn: Connection, key: str) -> tuple[CashMovement, bytes] | None:
    row = await conn.fetchrow(
        f"SELECT {MOVEMENT}, request_hash FROM cash_movement WHERE idempotency_key = $1",  # noqa: S608
        key,
    )
    return None if row is None else (_movement(row), row["request_hash"])


async def list_movements(db: Pool, shift_id: str) -> Sequence[CashMovement]:
    """In the order of their numbers."""
    rows = await db.fetch(f"SELECT {MOVEMENT} FROM cash_movement WHERE shift_id = $1 ORDER BY number", shift_id)  # noqa: S608
    return [_movement(row) for row in rows]


def _movement(row: asyncpg.Record) -> CashMovement:
    return CashMovement(
        shift_id=str(row["shift_id"]),
        number=row["number"],
        kind=CashKind(row["kind"]),
        amount_minor=row["amount_minor"],
        reason=row["reason"],
        actor=row["actor"],
        at=row["at"],
    )


async def close_of(conn: Connection, shift_id: str) -> tuple[str, bytes] | None:
    """The idempotency key with which the shift was closed, and what that request asked for."""
    row = await conn.fetchrow("SELECT close_key, close_hash FROM shift WHERE shift_id = $1", shift_id)
    return None if row is None or row[0] is None else (row[0], row[1])


async def is_close_key(conn: Connection, key: str) -> bool:
    """Whether some shift was closed with it."""
    return bool(await conn.fetchval("SELECT EXISTS (SELECT FROM shift WHERE close_key = $1)", key))
