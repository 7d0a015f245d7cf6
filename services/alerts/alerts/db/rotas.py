"""Who stands in on a rota, in PostgreSQL."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import asyncpg
from motorway_kit.db import Connection, Pool

from alerts.domain.rota import StandIn


class Kept(NamedTuple):
    """What an idempotency key stands for."""

    rota: str
    override: StandIn
    request_hash: bytes


async def overrides_of(db: "Pool | Connection", rota: str, since: datetime) -> list[StandIn]:
    """Those that end after `since`, in order of their begin."""
    rows = await db.fetch(
        "SELECT * FROM rota_override WHERE rota = $1 AND ends_at > $2 ORDER BY starts_at, override_id", rota, since
    )
    return list(map(_override, rows))


async def overrides_since(db: "Pool | Connection", since: datetime) -> Mapping[str, Sequence[StandIn]]:
    """Those that end after `since`, by rota."""
    found: dict[str, list[StandIn]] = defaultdict(list)
    for row in await db.fetch("SELECT * FROM rota_override WHERE ends_at > $1", since):
        found[row["rota"]].append(_override(row))
    return found


async def insert(conn: Connection, rota: str, override: StandIn, key: str, request_hash: bytes) -> bool:
    """False when the key is used."""
    added = await conn.fetchval(
        "INSERT INTO rota_override (override_id, rota, recipient, starts_at, ends_at, reason, made_by, made_at,"
        " idempotency_key, request_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
        " ON CONFLICT (idempotency_key) DO NOTHING RETURNING true",
        override.override_id,
        rota,
        override.recipient,
        override.starts_at,
        override.ends_at,
        override.reason,
        override.made_by,
        override.made_at,
        key,
        request_hash,
    )
    return bool(added)


async def kept(conn: Connection, key: str) -> Kept:
    row = await conn.fetchrow("SELECT * FROM rota_override WHERE idempotency_key = $1", key)
    assert row is not None, "the key is used"
    return Kept(row["rota"], _override(row), row["request_hash"])


async def remove(conn: Connection, rota: str, override_id: str) -> StandIn | None:
    row = await conn.fetchrow(
        "DELETE FROM rota_override WHERE rota = $1 AND override_id = $2 RETURNING *", rota, override_id
    )
    return None if row is None else _override(row)


async def remove_all(conn: Connection, rota: str) -> None:
    await conn.execute("DELETE FROM rota_override WHERE rota = $1", rota)


def _override(row: asyncpg.Record) -> StandIn:
    return StandIn(
        str(row["override_id"]),
        row["recipient"],
        row["starts_at"],
        row["ends_at"],
        row["reason"],
        row["made_by"],
        row["made_at"],
    )
