"""Devices that subscribe to Web Push: everybody's own."""

import base64
import binascii
from typing import NamedTuple
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from motorway_access.caller import Caller
from motorway_access.roles import Operation
from motorway_kit.db import transaction
from motorway_kit.errors import Conflict, InvalidInput
from motorway_kit.ids import new_id

from alerts.app.on_call import sound_id
from alerts.channels.base import Subscription, Undeliverable
from alerts.db import devices as store
from alerts.db.devices import Device
from alerts.domain.arrangements import PUSH
from alerts.domain.channel import ChannelNotConfigured
from alerts.parts import Alerts

MOST_DEVICES = 20
MAX_ENDPOINT, MAX_LABEL = 1000, 100
POINT_BYTES, AUTH_BYTES = 65, 16


class TooManyDevices(Conflict):
    """A user has no more than so many; one must be removed first."""


class Wanted(NamedTuple):
    """A subscription as the browser says it: keys in base64url."""

    endpoint: str
    p256dh: str
    auth: str
    label: str


def push_key(parts: Alerts) -> str:
    """The public key that browsers subscribe with, in base64url. Raises ChannelNotConfigured."""
    vapid = parts.ways.outside.vapid
    if vapid is None:
        raise ChannelNotConfigured("this platform has no key pair for Web Push")
    point = vapid.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


async def subscribe(parts: Alerts, caller: Caller, wanted: Wanted) -> Device:
    """Raises InvalidInput, TooManyDevices, ChannelNotConfigured."""
    push_key(parts)
    _check(parts, wanted)
    auth = parts.ways.sealer.seal(wanted.auth, _use(wanted.endpoint))
    label = wanted.label or "device"
    said = wanted.endpoint, wanted.p256dh, auth
    scope = caller.scope(Operation.ALERTS_READ)
    device = Device(new_id(), caller.subject, label, *said, parts.clock(), scope)
    async with transaction(parts.db) as conn:
        await conn.execute("SELECT pg_advisory_xact_lock(hashtextextended('alerts/push/' || $1, 0))", caller.subject)
        kept = await store.save(conn, device)
        if len(await store.of_user(conn, caller.subject)) > MOST_DEVICES:
            raise TooManyDevices(f"nobody has more than {MOST_DEVICES} devices")
    return kept


async def list_devices(parts: Alerts, caller: Caller) -> list[Device]:
    """The caller's own, newest first."""
    return await store.of_user(parts.db, caller.subject)


async def unsubscribe(parts: Alerts, caller: Caller, subscription_id: str) -> None:
    """Another's device stays as it is. Raises InvalidInput."""
    await store.remove(parts.db, sound_id(subscription_id, "subscription_id"), caller.subject)


async def list_subscribers(parts: Alerts) -> list[str]:
    """The ids of users who have a device."""
    return await store.users(parts.db)


async def renew(parts: Alerts, caller: Caller) -> None:
    """The caller's devices are told of what the caller may see now."""
    await store.set_scope(parts.db, caller.subject, caller.scope(Operation.ALERTS_READ))


async def subscription_of(parts: Alerts, address: str, site: str | None) -> Subscription | None:
    """The device behind the address of a notification about a site (None: a test, about none).

    None: it is no device, or gone. Raises SealBroken, and Undeliverable where its user may not see alerts of the site.
    """
    if not address.startswith(PUSH):
        return None
    device = await store.get(parts.db, address.removeprefix(PUSH))
    if device is None or not parts.ways.may_push_to(device.endpoint):
        return None
    if site is not None and not device.scope.covers(site):
        raise Undeliverable("the user may not see alerts of this site any more")
    return Subscription(device.endpoint, device.p256dh, parts.ways.sealer.open(device.auth, _use(device.endpoint)))


async def forget_gone(parts: Alerts, address: str) -> None:
    """The push service says that the device has ended its subscription."""
    device = await store.get(parts.db, address.removeprefix(PUSH))
    if device is not None:
        await store.remove(parts.db, device.subscription_id, device.user_id)


def host_of(device: Device) -> str:
    """Of its push service."""
    return urlsplit(device.endpoint).hostname or ""


def _use(endpoint: str) -> str:
    return f"push/{endpoint}"


def _check(parts: Alerts, wanted: Wanted) -> None:
    if len(wanted.endpoint) > MAX_ENDPOINT or not parts.ways.may_push_to(wanted.endpoint):
        raise InvalidInput("is at no push service that this platform sends to", field="endpoint")
    if not _is_point(_decoded(wanted.p256dh, POINT_BYTES)):
        raise InvalidInput("is no uncompressed P-256 point in base64url", field="p256dh")
    if _decoded(wanted.auth, AUTH_BYTES) is None:
        raise InvalidInput(f"must be {AUTH_BYTES} bytes in base64url", field="auth")
    if len(wanted.label) > MAX_LABEL or (wanted.label and not wanted.label.isprintable()):
        raise InvalidInput(f"must be at most {MAX_LABEL} printable characters", field="label")


def _is_point(data: bytes | None) -> bool:
    """Uncompressed, and on the curve."""
    try:
        return data is not None and bool(EllipticCurvePublicKey.from_encoded_point(SECP256R1(), data))
    except ValueError:
        return False


def _decoded(text: str, length: int) -> bytes | None:
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if len(data) == length else None
