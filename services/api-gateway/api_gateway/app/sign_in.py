"""Signing in with name and password."""

from dataclasses import dataclass, field

from motorway_kit.db import AWAY, transaction
from motorway_kit.errors import Unauthenticated, Unavailable
from motorway_kit.ids import new_id
from motorway_kit.log import get_logger

from api_gateway import metrics
from api_gateway.app import second_factor
from api_gateway.app.identity import Identity
from api_gateway.app.locking import lock_account
from api_gateway.app.sessions import ANSWER_S, SignedIn, begin_session
from api_gateway.db import users
from api_gateway.db.users import NewUser
from api_gateway.domain.backoff import MAX_FAILURES
from api_gateway.domain.identity import LOCKED, AccountLocked, InvalidCredentials, User, normal_username
from api_gateway.domain.sessions import Method, SignIn

log = get_logger(__name__)


@dataclass(frozen=True)
class Credentials:
    """What was typed in; `otp` is a one-time or a recovery code, empty when none was."""

    username: str
    password: str = field(repr=False)
    otp: str = field(default="", repr=False)


@dataclass(frozen=True)
class Origin:
    """Where a request came from."""

    address: str
    user_agent: str


async def ensure_first_user(identity: Identity, username: str, password: str) -> None:
    """Where there is no user at all, create one who may do everything."""
    if not password:
        return
    user = NewUser(new_id(), normal_username(username), username, await identity.passwords.hash(password))
    async with transaction(identity.db) as conn:
        if not await users.has_users(conn):
            await users.add(conn, user)
            await users.make_admin(conn, user.user_id)
            log.info("first user created", username=username)


async def log_in(identity: Identity, credentials: Credentials, origin: Origin) -> SignedIn:
    """Raises InvalidCredentials, SecondFactorRequired, AccountLocked, or TooManyFailures with the time to wait."""
    username = normal_username(credentials.username)
    try:
        async with identity.failures.attempt(username, origin.address) as attempt:
            user = await _proven(identity, username, credentials)
    except Unauthenticated as error:
        metrics.sign_ins.labels(Method.PASSWORD, error.reason).inc()
        if attempt.failures >= MAX_FAILURES:
            await lock_account(identity, username)
            raise AccountLocked(LOCKED) from error
        raise
    signed_in = await begin_session(
        identity.sessions, SignIn(user.user_id, Method.PASSWORD, origin.address, origin.user_agent)
    )
    metrics.sign_ins.labels(Method.PASSWORD, "accepted").inc()
    return signed_in


async def _proven(identity: Identity, username: str, credentials: Credentials) -> User:
    """Takes the same time for a name that does not exist. A disabled user is like one of these."""
    user = await _found(identity, username)
    matches = await identity.passwords.matches(user.password_hash if user else None, credentials.password)
    if user is not None and user.locked:
        raise AccountLocked(LOCKED)
    if user is None or not matches or user.disabled:
        raise InvalidCredentials("wrong user name or password")
    await second_factor.prove(identity, user, credentials.otp)
    await _rehash(identity, user, credentials.password)
    return user


async def _found(identity: Identity, username: str) -> User | None:
    try:
        async with identity.db.acquire(timeout=ANSWER_S) as conn:
            return await users.find_by_name(conn, username)
    except AWAY as error:
        raise Unavailable("signing in is not possible at the moment: the database does not answer") from error


async def _rehash(identity: Identity, user: User, password: str) -> None:
    """When the parameters of the hash were raised since."""
    if identity.passwords.is_outdated(user.password_hash):
        new_hash = await identity.passwords.hash(password)
        async with identity.db.acquire() as conn:
            await users.rehash_password(conn, user.user_id, user.password_hash, new_hash)
