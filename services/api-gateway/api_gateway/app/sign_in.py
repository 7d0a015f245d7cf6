"""Use cases of the api-gateway itself; what belongs to other services is asked of them directly."""

from dataclasses import dataclass
from datetime import datetime

from motorway_kit.db import Pool, transaction
from motorway_kit.ids import new_id
from motorway_kit.log import get_logger

from api_gateway import metrics
from api_gateway.credentials import FailureLimit, Passwords, Tokens
from api_gateway.db import users
from api_gateway.domain.identity import InvalidCredentials, Session, User, begin_session, normal_username

log = get_logger(__name__)


@dataclass(frozen=True)
class Identity:
    """What signing in works with."""

    db: Pool
    passwords: Passwords
    tokens: Tokens
    failures: FailureLimit


async def ensure_first_user(identity: Identity, username: str, password: str) -> None:
    """Create a user where there is none at all."""
    if not password:
        return
    password_hash = await identity.passwords.hash(password)
    async with transaction(identity.db) as conn:
        if not await users.has_users(conn):
            await users.add_user(conn, User(new_id(), normal_username(username), password_hash))
            log.info("first user created", username=username)


async def log_in(identity: Identity, username: str, password: str, *, address: str, now: datetime) -> Session:
    """Raises InvalidCredentials, or TooManyFailures after several of those within a minute."""
    username = normal_username(username)
    async with identity.failures.attempt(username, address):
        user = await users.find_user(identity.db, username)
        matches = await identity.passwords.matches(user.password_hash if user else None, password)
        if user is None or not matches:
            metrics.logins.labels("refused").inc()
            raise InvalidCredentials("wrong user name or password")
    metrics.logins.labels("accepted").inc()
    return begin_session(user, now)
