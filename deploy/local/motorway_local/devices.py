"""Certificates of site controllers, from the iot-gateway through the platform's API."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from motorway_local import pki
from motorway_local.platform import PRIVATE, write
from motorway_local.rest import Client, Refused, expect_ok

DEVICES = "/api/v1/devices"


@dataclass(frozen=True)
class Enrolment:
    """What there is to say about a certificate. `serial_number` is hexadecimal."""

    serial_number: str
    expires_at: datetime


def enrol(api: Client, site: str, folder: Path) -> Enrolment:
    """Make a key here, have it certified, and keep both in the folder. Raises Refused or Unreachable."""
    key = pki.new_key()
    wish = {"site": site, "label": "site controller", "csr_pem": pki.signing_request(key, site)}
    answer = expect_ok(f"enrolling {site}", api.post(DEVICES, wish))
    write(folder / "key.pem", pki.key_pem(key), PRIVATE)
    write(folder / "cert.pem", answer["certificate_pem"])
    return _enrolment(answer["device"])


def revoke(api: Client, site: str, folder: Path, reason: str) -> Enrolment:
    """Revoke the certificate that lies in the folder. Raises Refused or Unreachable."""
    certificate = folder / "cert.pem"
    if not certificate.exists():
        raise Refused(f"{certificate} does not exist")
    serial_number = pki.load_certificate(certificate).serial_number
    device = next((found for found in _devices(api, site) if int(found["serial_number"], 16) == serial_number), None)
    if device is None:
        raise Refused(f"the platform does not know this certificate of {site}")
    answer = api.post(f"{DEVICES}/{device['device_id']}/revoke", {"reason": reason})
    return _enrolment(expect_ok(f"revoking {site}", answer))


def _devices(api: Client, site: str) -> Iterator[dict[str, Any]]:
    cursor = ""
    while True:
        query = urlencode({"site": site, "limit": 100, "cursor": cursor})
        page = expect_ok("the list of devices", api.get(f"{DEVICES}?{query}"))
        yield from page["items"]
        cursor = page["next_cursor"]
        if not cursor:
            return


def _enrolment(device: dict[str, Any]) -> Enrolment:
    return Enrolment(device["serial_number"], datetime.fromisoformat(device["expires_at"]))


def is_enrolled(folder: Path, authority: Path) -> bool:
    """True when the folder holds a key and a certificate of this authority that has not ended."""
    certificate = folder / "cert.pem"
    if not (certificate.exists() and (folder / "key.pem").exists()):
        return False
    known = pki.load_certificate(certificate)
    return known.not_valid_after_utc > datetime.now(UTC) and pki.issued_by(known, pki.load_certificate(authority))
