"""Password hashes, session tokens and the count of wrong passwords."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from weakref import WeakValueDictionary

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from limits import RateLimitItemPerMinute
from limits.aio.storage import RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from motorway_kit.errors import Unavailable
from redis.asyncio import ConnectionPool
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from api_gateway.domain.identity import FAILURES_PER_MINUTE, InvalidCredentials, NotSignedIn, Session, TooManyFailures

ALGORITHM = "HS256"
REDIS_ANSWER_S = 2.0
ISSUER = "motorway-api-gateway"


class Passwords:
    """Argon2id (OWASP: 19 MiB, 2 passes), two at a time and off the event loop."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        self._slots = asyncio.Semaphore(2)
        self._nobody = self._hasher.hash("the password of nobody")

    async def hash(self, password: str) -> str:
        async with self._slots:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def matches(self, password_hash: str | None, password: str) -> bool:
        """Takes the same time for a user that does not exist (None)."""
        async with self._slots:
            same = await asyncio.to_thread(self._verify, password_hash or self._nobody, password)
        return same and password_hash is not None

    def _verify(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False


class Tokens:
    """Sessions as signed tokens (JWT, HS256)."""

    def __init__(self, secret: str) -> None:
        self._key = OctKey.import_key(secret.encode())

    def write(self, session: Session) -> str:
        claims = {
            "iss": ISSUER,
            "sub": session.user_id,
            "name": session.username,
            "exp": int(session.expires_at.timestamp()),
        }
        return jwt.encode({"alg": ALGORITHM}, claims, self._key)

    def read(self, token: str, now: datetime) -> Session:
        """Raises NotSignedIn for a token that is forged, malformed or over."""
        try:
            claims = jwt.decode(token, self._key, algorithms=[ALGORITHM]).claims
            _registry(now).validate(claims)
        except (JoseError, ValueError) as error:
            raise NotSignedIn("the session is not valid or is over") from error
        return Session(claims["sub"], claims["name"], datetime.fromtimestamp(claims["exp"], UTC))


def _registry(now: datetime) -> jwt.JWTClaimsRegistry:
    return jwt.JWTClaimsRegistry(
        now=int(now.timestamp()),
        iss={"essential": True, "value": ISSUER},
        sub={"essential": True},
        name={"essential": True},
        exp={"essential": True},
    )


@asynccontextmanager
async def failure_limit(redis_url: str) -> AsyncIterator["FailureLimit"]:
    pool = ConnectionPool.from_url(
        redis_url, socket_timeout=REDIS_ANSWER_S, socket_connect_timeout=REDIS_ANSWER_S, retry=Retry(NoBackoff(), 1)
    )
    options: dict[str, Any] = {"implementation": "redispy", "connection_pool": pool, "key_prefix": "motorway:login"}
    try:
        yield FailureLimit(RedisStorage("async+redis://", **options))
    finally:
        await pool.aclose()


class FailureLimit:
    """Counts wrong passwords per user and address, in Redis for all replicas together."""

    def __init__(self, storage: RedisStorage) -> None:
        self._limiter = MovingWindowRateLimiter(storage)
        self._limit = RateLimitItemPerMinute(FAILURES_PER_MINUTE)
        self._turns: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def attempt(self, username: str, address: str) -> AsyncIterator[None]:
        """Attempts of one user from one address take turns, so that many at once are no way around the limit.

        Raises TooManyFailures, or Unavailable when the count cannot be known.
        """
        turn = self._turns.setdefault((username, address), asyncio.Lock())
        async with turn:
            if not await self._known(self._limiter.test(self._limit, username, address)):
                raise TooManyFailures("too many wrong passwords; try again in a minute")
            try:
                yield
            except InvalidCredentials:
                await self._known(self._limiter.hit(self._limit, username, address))
                raise

    async def _known(self, answer: Awaitable[bool]) -> bool:
        try:
            return await answer
        except (RedisError, OSError) as error:
            raise Unavailable("signing in is not possible at the moment: Redis does not answer") from error
