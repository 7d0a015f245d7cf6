"""One-time codes of an authenticator app (RFC 6238), and the recovery codes for when it is lost."""

import base64
import hmac
import io
import secrets
from dataclasses import dataclass
from datetime import datetime

import pyotp
import segno

ISSUER = "Motorway Petroleum"
STEP_S = 30
DRIFT_STEPS = 1
"""Clocks may be apart by one step (RFC 6238, 5.2)."""
RECOVERY_CODES = 10
RECOVERY_BYTES = 10
GROUP = 4


@dataclass(frozen=True)
class Enrolment:
    """What an authenticator app needs, once; `qr_svg` is the same as a picture."""

    secret: str
    uri: str
    qr_svg: str


def new_secret() -> str:
    """160 random bits (RFC 4226, 4) in base 32."""
    return pyotp.random_base32()


def enrolment(secret: str, username: str) -> Enrolment:
    uri = pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=ISSUER)
    picture = io.BytesIO()
    segno.make(uri, error="m").save(picture, kind="svg", xmldecl=False, svgns=True, scale=4, border=2, omitsize=True)
    return Enrolment(secret, uri, picture.getvalue().decode())


def matching_step(secret: str, otp: str, now: datetime) -> int | None:
    """The time step whose code this is, of those that are near enough; None when it is of none."""
    totp, present = pyotp.TOTP(secret), int(now.timestamp()) // STEP_S
    steps = range(present - DRIFT_STEPS, present + DRIFT_STEPS + 1)
    matching = [step for step in steps if hmac.compare_digest(totp.generate_otp(step), otp)]
    return max(matching, default=None)


def new_recovery_codes() -> list[str]:
    """Of 80 random bits each, in groups of four letters."""
    return [_grouped(_base32(secrets.token_bytes(RECOVERY_BYTES))) for _ in range(RECOVERY_CODES)]


def plain_recovery_code(text: str) -> str:
    """As it is hashed: whatever case, with or without its dashes and spaces."""
    return "".join(text.replace("-", "").split()).upper()


def _base32(data: bytes) -> str:
    return base64.b32encode(data).decode()


def _grouped(code: str) -> str:
    return "-".join(code[place : place + GROUP] for place in range(0, len(code), GROUP))
