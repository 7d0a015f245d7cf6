"""Keys of machines."""

from datetime import datetime
from typing import Any

from motorway_access.roles import Operation
from motorway_kit.db import Connection, Pool

from api_gateway.db.bindings import Queryable, bindings_sql, put, read
from api_gateway.domain.api_keys import ApiKey, NewSecret

KEY = f"""
    SELECT k.api_key_id::text, k.name, k.prefix, k.operations, k.created_at, k.created_by, k.expires_at,
        k.last_used_at, k.revoked_at, {bindings_sql("api_key_grant", "api_key_id", "k.api_key_id")} AS bindings"""


async def get(db: Queryable, api_key_id: str) -> ApiKey | None:
    row = await db.fetchrow(f"{KEY} FROM api_key k WHERE k.api_key_id = $1", api_key_id)
    return _key(row) if row else None


async def page(db: Pool, before: str | None, count: int) -> list[ApiKey]:
    """Newest first: ids grow with time."""
    rows = await db.fetch(
        f"{KEY} FROM api_key k WHERE $1::uuid IS NULL OR k.api_key_id < $1 ORDER BY k.api_key_id DESC LIMIT $2",
        before,
        count,
    )
    return [_key(row) for row in rows]


async def find(db: Pool, prefix: str) -> tuple[ApiKey, bytes] | None:
    """With the SHA-256 of its secret."""
    row = await db.fetchrow(f"{KEY}, k.secret_hash FROM api_key k WHERE k.prefix = $1", prefix)
    if row is None:
        return None
    fields = dict(row)
    digest = bytes(fields.pop("secret_hash"))
    return _key(fields), digest


async def add(conn: Connection, key: ApiKey, secret: NewSecret) -> None:
    await conn.execute(
        """INSERT INTO api_key (api_key_id, name, prefix, secret_hash, operations, created_at, created_by, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""",
        key.api_key_id,
        key.name,
        key.prefix,
        secret.digest,
        [str(operation) for operation in key.operations],
        key.created_at,
        key.created_by,
        key.expires_at,
    )
    await put(conn, "api_key_grant", "api_key_id", key.api_key_id, key.bindings)


async def note_use(db: Pool, api_key_id: str, now: datetime, unless_since: datetime) -> None:
    """Several replicas may want to: the first one in a while does."""
    await db.execute(
        "UPDATE api_key SET last_used_at = $2 WHERE api_key_id = $1 AND (last_used_at IS NULL OR last_used_at <= $3)",
        api_key_id,
        now,
        unless_since,
    )


async def revoke(db: Pool, api_key_id: str, now: datetime) -> None:
    """Once."""
    await db.execute("UPDATE api_key SET revoked_at = $2 WHERE api_key_id = $1 AND revoked_at IS NULL", api_key_id, now)


def _key(row: Any) -> ApiKey:
    operations = tuple(Operation(name) for name in row["operations"])
    return ApiKey(**{**row, "operations": operations, "bindings": read(row["bindings"])})
