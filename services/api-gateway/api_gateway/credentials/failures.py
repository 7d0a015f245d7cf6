"""The count of failures, in Redis for all replicas together."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import redis.asyncio as redis
from motorway_kit.errors import Unauthenticated, Unavailable
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from api_gateway.credentials.tokens import Clock
from api_gateway.domain.backoff import MAX_FAILURES, PER_ADDRESS, PER_USER, Allowance
from api_gateway.domain.identity import LOCKED, AccountLocked, SecondFactorRequired, TooManyFailures

REDIS_ANSWER_S = 2.0
LANDED_BY_MS = 15_000
"""An attempt that takes longer belongs to a process that died."""
TURN_S = 10.0
POLL_S = 0.02
PREFIX = "{motorway:sign_in}"
FAILED, NEUTRAL, SUCCEEDED = "failed", "neutral", "succeeded"


@dataclass
class Attempt:
    """`failures` in a row of this subject, this attempt included once it has failed."""

    failures: int = 0


@dataclass(frozen=True)
class _Key:
    name: str
    allowance: Allowance

    @classmethod
    def of(cls, kind: str, text: str, allowance: Allowance) -> "_Key":
        """Only a hash of the text: some people type their password as their name."""
        return cls(f"{PREFIX}:{kind}:{hashlib.sha256(text.encode()).hexdigest()[:32]}", allowance)


@asynccontextmanager
async def counted_failures(redis_url: str, clock: Clock) -> AsyncIterator["Failures"]:
    store = redis.from_url(
        redis_url, socket_timeout=REDIS_ANSWER_S, socket_connect_timeout=REDIS_ANSWER_S, retry=Retry(NoBackoff(), 1)
    )
    async with store:
        yield Failures(store, clock)


class Failures:
    """Who failed has to wait, ever longer. Many attempts at once are no way around it, at no number of replicas."""

    def __init__(self, store: redis.Redis, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._begin, self._end = (store.register_script(_script(name)) for name in ("begin", "end"))

    @asynccontextmanager
    async def attempt(self, subject: str, address: str) -> AsyncIterator[Attempt]:
        """Whatever Unauthenticated the block raises is a failure, but SecondFactorRequired is neither nor.

        Raises TooManyFailures, AccountLocked after MAX_FAILURES, or Unavailable when the count cannot be known.
        """
        keys = (_Key.of("user", subject, PER_USER), _Key.of("address", address, PER_ADDRESS))
        attempt = Attempt(await self._begun(keys))
        outcome = NEUTRAL
        try:
            yield attempt
            outcome = SUCCEEDED
        except SecondFactorRequired:
            raise
        except Unauthenticated:
            outcome = FAILED
            raise
        finally:
            attempt.failures = await self._ended(keys, outcome)

    async def forgive(self, subject: str) -> None:
        """Forget the failures of a subject, as somebody vouches for it. Raises Unavailable."""
        await self._known(self._store.delete(_Key.of("user", subject, PER_USER).name))

    async def _begun(self, keys: tuple[_Key, ...]) -> int:
        free = [key.allowance.free for key in keys]
        deadline = asyncio.get_running_loop().time() + TURN_S
        while asyncio.get_running_loop().time() < deadline:
            args = [self._now_ms(), LANDED_BY_MS, *free]
            verdict, number = await self._known(self._begin(keys=[key.name for key in keys], args=args))
            match verdict.decode():
                case "go" if number >= MAX_FAILURES:
                    await self._ended(keys, NEUTRAL)
                    raise AccountLocked(LOCKED)
                case "go":
                    return int(number)
                case "wait":
                    raise _refused(int(number))
            await asyncio.sleep(POLL_S)
        raise _refused(1000)

    async def _ended(self, keys: tuple[_Key, ...], outcome: str) -> int:
        args: list[Any] = [self._now_ms(), outcome]
        for key in keys:
            waits = [key.allowance.wait_s(failures) for failures in range(MAX_FAILURES + 1)]
            args += [key.allowance.memory_s, ",".join(map(str, waits))]
        return int(await self._known(self._end(keys=[key.name for key in keys], args=args)))

    def _now_ms(self) -> int:
        return int(self._clock().timestamp() * 1000)

    async def _known(self, answer: Awaitable[Any]) -> Any:
        try:
            return await answer
        except (RedisError, OSError) as error:
            raise Unavailable("signing in is not possible at the moment: Redis does not answer") from error


def _refused(wait_ms: int) -> TooManyFailures:
    wait_s = -(-wait_ms // 1000)
    return TooManyFailures(f"too many wrong passwords; try again in {wait_s} s", retry_after_s=wait_s)


def _script(name: str) -> str:
    return (files("api_gateway.credentials") / f"{name}_attempt.lua").read_text()
