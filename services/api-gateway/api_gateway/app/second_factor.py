"""A second factor: enrolled, asked for at sign-in, removed."""

from motorway_kit.db import Connection, transaction
from motorway_kit.log import get_logger

from api_gateway.app.identity import Identity
from api_gateway.credentials import totp
from api_gateway.credentials.sealing import SealBroken
from api_gateway.credentials.totp import Enrolment
from api_gateway.db import second_factors as db
from api_gateway.domain.identity import (
    InvalidCredentials,
    SecondFactorEnrolled,
    SecondFactorMissing,
    SecondFactorRequired,
    User,
)

log = get_logger(__name__)


async def begin_enrolment(identity: Identity, user: User) -> Enrolment:
    """Raises SecondFactorEnrolled. A repetition makes another secret."""
    secret = totp.new_secret()
    sealed = identity.sealer.seal(secret.encode(), _context(user.user_id))
    async with transaction(identity.db) as conn:
        if not await db.begin_enrolment(conn, user.user_id, sealed):
            raise SecondFactorEnrolled("there is a second factor already; remove it first")
    return totp.enrolment(secret, user.username)


async def confirm_enrolment(identity: Identity, user: User, otp: str) -> list[str]:
    """With a code of the app; gives the recovery codes, once.

    Raises SecondFactorEnrolled, SecondFactorMissing, or InvalidCredentials for a wrong code.
    """
    if user.second_factor:
        raise SecondFactorEnrolled("there is a second factor already")
    if user.totp_secret is None:
        raise SecondFactorMissing("begin with a new secret first")
    step = totp.matching_step(_secret(identity, user), otp, identity.clock())
    if step is None:
        raise InvalidCredentials("this is not the code that the app shows now")
    codes = totp.new_recovery_codes()
    async with transaction(identity.db) as conn:
        if not await db.confirm(conn, user.user_id, user.totp_secret, step):
            raise SecondFactorMissing("begin with a new secret first")
        await db.set_recovery_codes(conn, user.user_id, [_code_hash(identity, user, code) for code in codes])
    return codes


async def remove(conn: Connection, user_id: str) -> None:
    """With its recovery codes. Raises SecondFactorMissing."""
    if not await db.remove(conn, user_id):
        raise SecondFactorMissing("there is no second factor")


async def prove(identity: Identity, user: User, otp: str) -> None:
    """At sign-in, where the user has one. Raises SecondFactorRequired when no code came, InvalidCredentials for a wrong
    one, also for one that was used before."""
    if not user.second_factor:
        return
    if not otp:
        raise SecondFactorRequired("send the code of your authenticator app, or a recovery code, as otp")
    async with transaction(identity.db) as conn:
        if not await _is_proven(identity, conn, user, otp):
            raise InvalidCredentials("wrong one-time code")


async def _is_proven(identity: Identity, conn: Connection, user: User, otp: str) -> bool:
    code = "".join(otp.split())
    if code.isascii() and code.isdigit():
        step = totp.matching_step(_secret(identity, user), code, identity.clock())
        return step is not None and await db.use_step(conn, user.user_id, step)
    return await db.use_recovery_code(conn, user.user_id, _code_hash(identity, user, otp))


def _secret(identity: Identity, user: User) -> str:
    """Raises InvalidCredentials where it cannot be opened, as after a change of `key_secret`."""
    assert user.totp_secret is not None
    try:
        return identity.sealer.open(user.totp_secret, _context(user.user_id)).decode()
    except SealBroken as error:
        log.warning("a second factor cannot be opened with this key_secret; reset it", user_id=user.user_id)
        raise InvalidCredentials("wrong one-time code") from error


def _code_hash(identity: Identity, user: User, code: str) -> bytes:
    parts = [user.user_id.encode(), totp.plain_recovery_code(code).encode()]
    return identity.sealer.fingerprint("recovery_code", parts)


def _context(user_id: str) -> str:
    return f"totp/{user_id}"
