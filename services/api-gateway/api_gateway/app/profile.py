"""What people do to their own account."""

import asyncio

from motorway_access.caller import NotAllowed
from motorway_access.roles import Operation
from motorway_kit.db import transaction

from api_gateway.app import second_factor
from api_gateway.app.identity import Identity
from api_gateway.app.sessions import ANSWER_S, Known, end_sessions
from api_gateway.credentials.totp import Enrolment
from api_gateway.db import accounts, users
from api_gateway.domain.identity import InvalidCredentials, NotSignedIn, User
from api_gateway.domain.passwords import PasswordContext, strong_password
from api_gateway.domain.pins import checked_pin
from api_gateway.domain.sessions import EndReason, Method


async def change_password(identity: Identity, known: Known, current: str, new: str) -> None:
    """Ends every other session. Raises InvalidCredentials, TooManyFailures, or WeakPassword."""
    user = await _proven(identity, known, current)
    context = PasswordContext(user.username, user.display_name, user.email, user.second_factor)
    new_hash = await identity.passwords.hash(await asyncio.to_thread(strong_password, new, context))
    async with transaction(identity.db) as conn:
        await users.set_password(conn, user.user_id, new_hash)
        await end_sessions(
            identity.sessions, conn, user.user_id, EndReason.PASSWORD_CHANGED, but=known.session.session_id
        )
    identity.sessions.forget([known.session.session_id])


async def set_pin(identity: Identity, known: Known, pin: str) -> None:
    """For taking over on tills; also unlocks it. Raises WeakPin, or NotAllowed for whoever is in by a PIN alone."""
    if known.session.method is Method.PIN:
        raise NotAllowed("sign in with your password to choose another PIN", operation=Operation.PROFILE)
    pin_hash = await identity.passwords.hash(checked_pin(pin))
    async with transaction(identity.db) as conn:
        await accounts.set_pin(conn, known.session.user_id, pin_hash)
    identity.sessions.forget([known.session.session_id])


async def begin_second_factor(identity: Identity, known: Known) -> Enrolment:
    """Raises SecondFactorEnrolled."""
    return await second_factor.begin_enrolment(identity, await _user(identity, known))


async def confirm_second_factor(identity: Identity, known: Known, otp: str) -> list[str]:
    """The recovery codes. Raises SecondFactorEnrolled, SecondFactorMissing, InvalidCredentials, TooManyFailures."""
    user = await _user(identity, known)
    async with identity.failures.attempt(user.username, known.session.address):
        codes = await second_factor.confirm_enrolment(identity, user, otp)
    identity.sessions.forget([known.session.session_id])
    return codes


async def remove_second_factor(identity: Identity, known: Known, password: str) -> None:
    """Raises InvalidCredentials, TooManyFailures, or SecondFactorMissing."""
    user = await _proven(identity, known, password)
    async with transaction(identity.db) as conn:
        await second_factor.remove(conn, user.user_id)
    identity.sessions.forget([known.session.session_id])


async def sign_out_everywhere(identity: Identity, known: Known) -> None:
    """This session too."""
    async with transaction(identity.db) as conn:
        await end_sessions(identity.sessions, conn, known.session.user_id, EndReason.SIGNED_OUT_EVERYWHERE)


async def _proven(identity: Identity, known: Known, password: str) -> User:
    """Whoever has a session still has to know the password. Raises InvalidCredentials or TooManyFailures."""
    user = await _user(identity, known)
    async with identity.failures.attempt(user.username, known.session.address):
        if not await identity.passwords.matches(user.password_hash, password):
            raise InvalidCredentials("this is not your present password")
    return user


async def _user(identity: Identity, known: Known) -> User:
    async with identity.db.acquire(timeout=ANSWER_S) as conn:
        user = await users.find(conn, known.session.user_id)
    if user is None:
        raise NotSignedIn("this user does not exist any more")
    return user
