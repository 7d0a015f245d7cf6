"""Keys of access tokens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from motorway_kit.db import Connection


@dataclass(frozen=True)
class StoredKey:
    """`private_key` is sealed."""

    kid: str
    public_key: dict[str, Any]
    private_key: bytes
    created_at: datetime
    active_from: datetime


async def lock_keys(conn: Connection) -> None:
    """Until the end of the transaction no other replica makes or removes keys."""
    await conn.execute("SELECT pg_advisory_xact_lock(hashtext('motorway_signing_key'))")


async def all_keys(conn: Connection) -> list[StoredKey]:
    rows = await conn.fetch(
        "SELECT kid, public_key, private_key, created_at, active_from FROM signing_key ORDER BY active_from, kid"
    )
    return [
        StoredKey(
            row["kid"], orjson.loads(row["public_key"]), row["private_key"], row["created_at"], row["active_from"]
        )
        for row in rows
    ]


async def add_key(conn: Connection, key: StoredKey) -> None:
    await conn.execute(
        "INSERT INTO signing_key (kid, public_key, private_key, created_at, active_from) VALUES ($1, $2, $3, $4, $5)",
        key.kid,
        orjson.dumps(key.public_key).decode(),
        key.private_key,
        key.created_at,
        key.active_from,
    )


async def remove_keys(conn: Connection, kids: Sequence[str]) -> None:
    await conn.execute("DELETE FROM signing_key WHERE kid = ANY($1)", list(kids))
