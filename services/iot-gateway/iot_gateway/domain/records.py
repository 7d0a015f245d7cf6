"""What the gateway keeps."""

import hashlib
from datetime import datetime
from typing import NamedTuple

from iot_gateway.domain.errors import IdempotencyKeyReused, InvalidSite
from iot_gateway.domain.topics import valid_site

MAX_KEPT_PAYLOAD = 64 * 1024
MAX_KEPT_TEXT = 1000
# User names with rights of their own at the broker.
RESERVED_NAMES = frozenset({"iot-gateway"})


class Device(NamedTuple):
    """A certificate given to a site controller. `serial_number` is hexadecimal."""

    device_id: str
    site: str
    label: str
    serial_number: str
    certificate_pem: str
    enrolled_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    revocation_reason: str
    request_hash: bytes


class ConnectionChange(NamedTuple):
    site: str
    online: bool
    software_version: str
    at: datetime
    version: int = 0


class Controller(NamedTuple):
    site: str
    online: bool
    software_version: str
    changed_at: datetime
    last_seen_at: datetime | None


class Quarantined(NamedTuple):
    """A message that could not be accepted. `payload` is at most 64 KiB of it."""

    quarantine_id: str
    received_at: datetime
    site: str
    topic: str
    reason: str
    detail: str
    content_type: str
    payload: bytes
    payload_size: int


class PumpNumbers(NamedTuple):
    """A pump's series of transactions: its own numbers count behind `base`, and the highest ever used is `last`.

    `reused` transactions wait in quarantine since then, because their number was used for another one.
    """

    pump: int
    base: int
    last: int
    reused: int
    reused_since: datetime | None


class Enrolment(NamedTuple):
    """A wish for a certificate. Without a CSR the key is made here."""

    site: str
    label: str
    csr_pem: str

    @property
    def request_hash(self) -> bytes:
        return hashlib.sha256("\x1f".join(self).encode()).digest()


class Revocation(NamedTuple):
    """A wish that a certificate is worth nothing any more."""

    device_id: str
    reason: str


def sound(enrolment: Enrolment) -> Enrolment:
    """Raises InvalidSite."""
    if valid_site(enrolment.site) in RESERVED_NAMES:
        raise InvalidSite("the name belongs to a part of the platform", field="site")
    return enrolment._replace(label=clean(enrolment.label))


def same_request(device: Device, enrolment: Enrolment) -> Device:
    """The device of an earlier call with the same key. Raises IdempotencyKeyReused when that asked for another one."""
    if device.request_hash != enrolment.request_hash:
        raise IdempotencyKeyReused("the idempotency key was used for another request", field="idempotency_key")
    return device


def fingerprint(topic: str, payload: bytes, sequence: int | None) -> bytes | None:
    """What a resend of a numbered message has in common with it; unnumbered ones are all taken as different."""
    if sequence is None:
        return None
    return hashlib.blake2b(b"%b\n%d\n%b" % (topic.encode(), sequence, payload), digest_size=16).digest()


def clean(text: str) -> str:
    """Text that can be stored: bounded, without NUL and lone surrogates."""
    return text[:MAX_KEPT_TEXT].replace("\x00", "\ufffd").encode(errors="replace").decode()
