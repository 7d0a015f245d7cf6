"""Password hashes, session tokens and the count of wrong passwords."""

import asyncio
from datetime import UTC, datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from limits import RateLimitItemPerMinute
from limits.aio.storage import RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from motorway_kit.errors import Unavailable
from redis.exceptions import RedisError

from api_gateway.domain import FAILURES_PER_MINUTE, NotSignedIn, Session, TooManyFailures

ALGORITHM = "HS256"
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


class FailureLimit:
    """Counts wrong passwords per user and address, in Redis for all replicas together."""

    def __init__(self, redis_url: str) -> None:
        storage = RedisStorage(f"async+{redis_url}", implementation="redispy", key_prefix="motorway:login")
        self._limiter = MovingWindowRateLimiter(storage)
        self._limit = RateLimitItemPerMinute(FAILURES_PER_MINUTE)

    async def check(self, username: str, address: str) -> None:
        """Raises TooManyFailures, or Unavailable when the count cannot be known."""
        try:
            free = await self._limiter.test(self._limit, username, address)
        except (RedisError, OSError) as error:
            raise Unavailable("signing in is not possible at the moment: Redis does not answer") from error
        if not free:
            raise TooManyFailures("too many wrong passwords; try again in a minute")

    async def count(self, username: str, address: str) -> None:
        try:
            await self._limiter.hit(self._limit, username, address)
        except (RedisError, OSError) as error:
            raise Unavailable("signing in is not possible at the moment: Redis does not answer") from error
