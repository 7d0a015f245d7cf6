"""Password hashes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from motorway_kit.errors import Unavailable

from api_gateway.domain.passwords import normalised

SLOTS = 2
WAITING_MAX = 100


def _hasher(memory_kib: int, passes: int) -> PasswordHasher:
    return PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=1)


@cache
def _of_nobody(memory_kib: int, passes: int) -> str:
    return _hasher(memory_kib, passes).hash("the password of nobody")


class Passwords:
    """Argon2id (OWASP: 19 MiB, 2 passes), two at a time and off the event loop; also for PINs."""

    def __init__(self, *, memory_kib: int = 19 * 1024, passes: int = 2) -> None:
        self._hasher = _hasher(memory_kib, passes)
        self._slots = asyncio.Semaphore(SLOTS)
        self._waiting = 0
        self._nobody = _of_nobody(memory_kib, passes)

    async def hash(self, password: str) -> str:
        """Raises Unavailable when too many are waiting."""
        async with self._turn():
            return await asyncio.to_thread(self._hasher.hash, normalised(password))

    async def matches(self, password_hash: str | None, password: str) -> bool:
        """Takes the same time for a user that does not exist (None). Raises Unavailable when too many are waiting."""
        async with self._turn():
            same = await asyncio.to_thread(self._verify, password_hash or self._nobody, normalised(password))
        return same and password_hash is not None

    def is_outdated(self, password_hash: str) -> bool:
        """Whether it was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(password_hash)

    def _verify(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        if self._waiting >= WAITING_MAX:
            raise Unavailable("too many are signing in at once; try again in a moment")
        self._waiting += 1
        try:
            async with self._slots:
                yield
        finally:
            self._waiting -= 1
