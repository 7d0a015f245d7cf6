"""Certificates of site controllers: given out and taken back."""

from datetime import timedelta
from typing import NamedTuple

from motorway.iot.v1 import device_pb2
from motorway_access.caller import Caller
from motorway_access.roles import Operation
from motorway_kit.db import Pool, transaction
from motorway_kit.ids import new_id
from motorway_kit.log import get_logger

from iot_gateway import events, pki
from iot_gateway.clients import Broker
from iot_gateway.db import devices as store
from iot_gateway.domain.errors import DeviceNotFound, NotConnected
from iot_gateway.domain.records import Device, Enrolment, Revocation, clean, same_request, sound
from iot_gateway.emqx import Emqx
from iot_gateway.pki import Authority, utc_now

log = get_logger(__name__)

CUT_REFRESHES = 2.5


class Enrolled(NamedTuple):
    """`private_key_pem` is only there when the key was made here, and only in the first answer."""

    device: Device
    private_key_pem: str


async def enrol_device(db: Pool, authority: Authority, wish: Enrolment, key: str, days: int) -> Enrolled:
    """Sign and record a certificate. Raises InvalidSite, InvalidRequest, IdempotencyKeyReused."""
    enrolment, key = sound(wish), clean(key) or new_id()
    if known := await store.device_by_key(db, key):
        return Enrolled(same_request(known, enrolment), "")
    public, private_pem = (pki.requested_key(enrolment.csr_pem), "") if enrolment.csr_pem else pki.new_key()
    device = _signed(authority, enrolment, public, days)
    async with transaction(db) as conn:
        if not await store.insert_device(conn, device, key):
            known = await store.device_by_key(conn, key)
            assert known is not None
            return Enrolled(same_request(known, enrolment), "")
    log.info("device enrolled", site=device.site, device=device.device_id, serial=device.serial_number)
    return Enrolled(device, private_pem)


def _signed(authority: Authority, enrolment: Enrolment, public: pki.DeviceKey, days: int) -> Device:
    now = utc_now()
    certificate = authority.sign(public, enrolment.site, now, days)
    return Device(
        device_id=new_id(),
        site=enrolment.site,
        label=enrolment.label,
        serial_number=pki.serial_text(certificate),
        certificate_pem=pki.pem(certificate),
        enrolled_at=now,
        expires_at=certificate.not_valid_after_utc,
        revoked_at=None,
        revocation_reason="",
        request_hash=enrolment.request_hash,
    )


class Revoked(NamedTuple):
    """The device as it is now, and as it was."""

    device: Device
    previous: Device


async def revoke_device(db: Pool, authority: Authority, broker: Broker, caller: Caller, wish: Revocation) -> Revoked:
    """Revoke, let the broker know, and cut the site's live connections. Again is harmless.

    Raises DeviceNotFound, NotAllowed, NotConnected.
    """
    revoked = await _revoke(db, caller, wish)
    device = revoked.device
    await renew_revocations(db, authority, broker)
    # First the state, then the cut: a controller with a newer certificate is back at once and says so itself.
    status = device_pb2.ControllerStatus(online=False, time=events.timestamp(utc_now()))
    await broker.publish_offline(device.site, status.SerializeToString())
    await broker.kick(device.site)
    log.info("device revoked", site=device.site, device=device.device_id, reason=wish.reason)
    return revoked


async def _revoke(db: Pool, caller: Caller, wish: Revocation) -> Revoked:
    async with transaction(db) as conn:
        previous = await store.lock_device(conn, wish.device_id)
        if previous is None:
            raise DeviceNotFound("there is no such device", device=wish.device_id)
        caller.require(Operation.DEVICES_REVOKE, previous.site)
        device = await store.revoke_device(conn, wish.device_id, clean(wish.reason), utc_now())
    return Revoked(device, previous)


async def renew_revocations(db: Pool, authority: Authority, broker: Broker) -> None:
    """Write the revocation list when it does not hold what it must."""
    async with broker.lock:  # else an older list could replace a newer one
        revoked, now = await store.revoked(db), utc_now()
        if not pki.is_current(broker.crl_file, revoked, now):
            await broker.renew_revocations(authority.crl(revoked, now))


async def cut_revoked(db: Pool, broker: Broker, emqx: Emqx) -> None:
    """Cut again where a certificate was revoked a moment ago: until EMQX has read the new list it lets it in once more.

    Asked twice in each `crl_refresh_s`, some time of which is after every node of EMQX has read the list.
    """
    since = utc_now() - timedelta(seconds=emqx.crl_refresh_s * CUT_REFRESHES)
    for site in await store.sites_revoked_since(db, since):
        try:
            await broker.kick(site)
        except NotConnected as error:
            log.warning("put off", what="cut revoked", site=site, error=str(error))
