"""Browsers at tills that may go on without a line."""

from dataclasses import replace
from typing import NamedTuple

from motorway_access.caller import current_caller
from motorway_kit.db import Connection, Pool, transaction
from motorway_kit.errors import InvalidInput

from pos.app.desk import as_uuid
from pos.app.sites import get_site
from pos.db import offline as store
from pos.domain.checks import check_line
from pos.domain.offline import (
    MAX_DEVICES,
    Device,
    OfflineDeviceElsewhere,
    TooManyOfflineDevices,
    series_of,
    sound_place,
)
from pos.domain.site import OfflineLimits
from pos.parts import Pos


class DeviceWish(NamedTuple):
    """Which browser is at which till, and how much it has not handed in."""

    site_id: str
    till: str
    device_id: str
    name: str
    pending: int


class Registered(NamedTuple):
    """The device as it is now, and as it was."""

    device: Device
    limits: OfflineLimits
    previous: Device | None


async def register_device(parts: Pos, wish: DeviceWish) -> Registered:
    """Harmless when repeated. Raises InvalidInput, SiteNotFound, OfflineDeviceElsewhere, TooManyOfflineDevices."""
    sound_place(wish.till, wish.name, wish.pending)
    wish = wish._replace(device_id=sound_id(wish.device_id, "device_id"))
    async with transaction(parts.db) as conn:
        site = await get_site(conn, wish.site_id)
        await store.lock_place(conn, wish.device_id, wish.site_id, wish.till)
        previous = await store.lock_device(conn, wish.device_id)
        device = await _seen(conn, parts, previous, wish) if previous else await _begun(conn, parts, wish)
    return Registered(device, site.offline, previous)


def sound_id(text: str, field: str) -> str:
    """Raises InvalidInput."""
    known = as_uuid(text)
    if known is None:
        raise InvalidInput(f"{field} must be a UUID", field=field)
    return known


async def _seen(conn: Connection, parts: Pos, device: Device, wish: DeviceWish) -> Device:
    if (device.site_id, device.till) != (wish.site_id, wish.till):
        raise OfflineDeviceElsewhere(f"the device is known at {device.till}", site=device.site_id, till=device.till)
    seen = replace(device, name=wish.name, pending=wish.pending, seen_at=parts.clock())
    await store.save_seen(conn, seen)
    return seen


async def _begun(conn: Connection, parts: Pos, wish: DeviceWish) -> Device:
    ordinal = await store.last_ordinal(conn, wish.site_id, wish.till) + 1
    if ordinal > MAX_DEVICES:
        raise TooManyOfflineDevices("the till has no series left for another device", till=wish.till)
    now = parts.clock()
    device = Device(
        device_id=wish.device_id,
        site_id=wish.site_id,
        till=wish.till,
        name=wish.name,
        ordinal=ordinal,
        series=series_of(wish.till, ordinal),
        registered_at=now,
        registered_by=current_caller().name,
        seen_at=now,
        pending=wish.pending,
    )
    await store.insert_device(conn, device)
    return device


async def list_devices(db: Pool, site_id: str, till: str) -> list[Device]:
    """By till and series. Raises InvalidInput."""
    check_line(till, "till")
    return await store.list_devices(db, site_id, till)
