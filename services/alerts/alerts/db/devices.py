"""Devices that subscribed to Web Push, in PostgreSQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg
from motorway_access.caller import EVERYTHING, Scope
from motorway_kit.db import Connection, Pool

SAVE = """
INSERT INTO push_subscription (subscription_id, user_id, label, endpoint, p256dh, auth, created_at, sites)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (endpoint) DO UPDATE SET
  subscription_id = CASE WHEN push_subscription.user_id = excluded.user_id
                         THEN push_subscription.subscription_id ELSE excluded.subscription_id END,
  user_id = excluded.user_id, label = excluded.label, p256dh = excluded.p256dh, auth = excluded.auth,
  created_at = excluded.created_at, sites = excluded.sites
RETURNING *
"""


@dataclass(frozen=True, slots=True)
class Device:
    """`auth` is sealed, for the use `push/<endpoint>`. Whoever signs in last on a device has its endpoint. `scope` is
    what the user may read alerts of.
    """

    subscription_id: str
    user_id: str
    label: str
    endpoint: str
    p256dh: str
    auth: bytes
    created_at: datetime
    scope: Scope


async def save(conn: Connection, device: Device) -> Device:
    """As it is kept: with its former id where the user had it."""
    values = device.subscription_id, device.user_id, device.label, device.endpoint, device.p256dh, device.auth
    row = await conn.fetchrow(SAVE, *values, device.created_at, device.scope.listed)
    assert row is not None, "it was saved"
    return _device(row)


async def of_user(db: "Pool | Connection", user_id: str) -> list[Device]:
    """Newest first."""
    rows = await db.fetch(
        "SELECT * FROM push_subscription WHERE user_id = $1 ORDER BY created_at DESC, subscription_id", user_id
    )
    return list(map(_device, rows))


async def get(db: "Pool | Connection", subscription_id: str) -> Device | None:
    row = await db.fetchrow("SELECT * FROM push_subscription WHERE subscription_id = $1", subscription_id)
    return None if row is None else _device(row)


async def users(db: Pool) -> list[str]:
    """Who has a device."""
    return [row["user_id"] for row in await db.fetch("SELECT DISTINCT user_id FROM push_subscription ORDER BY 1")]


async def set_scope(db: Pool, user_id: str, scope: Scope) -> None:
    """Of all devices of the user."""
    query = "UPDATE push_subscription SET sites = $2 WHERE user_id = $1 AND sites IS DISTINCT FROM $2"
    await db.execute(query, user_id, scope.listed)


async def remove(db: "Pool | Connection", subscription_id: str, user_id: str) -> None:
    await db.execute(
        "DELETE FROM push_subscription WHERE subscription_id = $1 AND user_id = $2", subscription_id, user_id
    )


def _device(row: asyncpg.Record) -> Device:
    return Device(
        str(row["subscription_id"]),
        row["user_id"],
        row["label"],
        row["endpoint"],
        row["p256dh"],
        row["auth"],
        row["created_at"],
        scope_of(row["sites"]),
    )


def scope_of(sites: Sequence[str] | None) -> Scope:
    """As `listed` gives it."""
    return EVERYTHING if sites is None else Scope(frozenset(sites))
