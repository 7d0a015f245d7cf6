"""SQL of devices."""

from datetime import datetime

import asyncpg
from motorway_access.caller import Scope
from motorway_kit.db import Connection

from iot_gateway.db import Reader
from iot_gateway.domain.records import Device

DEVICE = (
    "device_id::text, site, label, serial_number, certificate_pem, enrolled_at, expires_at, revoked_at,"
    " revocation_reason, request_hash"
)


async def insert_device(conn: Connection, device: Device, idempotency_key: str) -> bool:
    """False when the key was used before."""
    status = await conn.execute(
        "INSERT INTO device (device_id, site, label, serial_number, certificate_pem, enrolled_at, expires_at,"
        " idempotency_key, request_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        " ON CONFLICT (idempotency_key) DO NOTHING",
        device.device_id,
        device.site,
        device.label,
        device.serial_number,
        device.certificate_pem,
        device.enrolled_at,
        device.expires_at,
        idempotency_key,
        device.request_hash,
    )
    return status == "INSERT 0 1"


async def device_by_key(conn: Reader, idempotency_key: str) -> Device | None:
    row = await conn.fetchrow(f"SELECT {DEVICE} FROM device WHERE idempotency_key = $1", idempotency_key)  # noqa: S608
    return _device(row) if row else None


async def device_by_serial(conn: Reader, serial_number: str) -> Device | None:
    row = await conn.fetchrow(f"SELECT {DEVICE} FROM device WHERE serial_number = $1", serial_number)  # noqa: S608
    return _device(row) if row else None


async def lock_device(conn: Connection, device_id: str) -> Device | None:
    """The device, which nobody else changes until the end of the transaction."""
    row = await conn.fetchrow(f"SELECT {DEVICE} FROM device WHERE device_id = $1 FOR UPDATE", device_id)  # noqa: S608
    return _device(row) if row else None


async def revoke_device(conn: Connection, device_id: str, reason: str, now: datetime) -> Device:
    """Of a device that is there; the first revocation stands."""
    row = await conn.fetchrow(
        "UPDATE device SET revocation_reason = CASE WHEN revoked_at IS NULL THEN $2 ELSE revocation_reason END,"  # noqa: S608
        f" revoked_at = coalesce(revoked_at, $3) WHERE device_id = $1 RETURNING {DEVICE}",
        device_id,
        reason,
        now,
    )
    assert row is not None, "the device was locked"
    return _device(row)


async def list_devices(conn: Reader, scope: Scope, before: str | None, limit: int) -> list[Device]:
    rows = await conn.fetch(
        f"SELECT {DEVICE} FROM device WHERE ($1::text[] IS NULL OR site = ANY($1))"  # noqa: S608
        " AND ($2::uuid IS NULL OR device_id < $2) ORDER BY device_id DESC LIMIT $3",
        scope.listed,
        before,
        limit,
    )
    return [_device(row) for row in rows]


async def revoked(conn: Reader) -> list[tuple[str, datetime]]:
    """Serial number and time of every revoked certificate that has not ended anyway."""
    rows = await conn.fetch(
        "SELECT serial_number, revoked_at FROM device WHERE revoked_at IS NOT NULL AND expires_at > now()"
    )
    return [(row[0], row[1]) for row in rows]


async def sites_revoked_since(conn: Reader, since: datetime) -> list[str]:
    rows = await conn.fetch("SELECT DISTINCT site FROM device WHERE revoked_at > $1 ORDER BY site", since)
    return [row[0] for row in rows]


async def certificate_ends(conn: Reader) -> list[tuple[str, datetime]]:
    """When each site's newest certificate ends."""
    rows = await conn.fetch("SELECT site, max(expires_at) FROM device WHERE revoked_at IS NULL GROUP BY site")
    return [(row[0], row[1]) for row in rows]


def _device(row: asyncpg.Record) -> Device:
    return Device(*row)
