"""Not faster than so many calls a second, whoever calls."""

import asyncio
import time


class Pace:
    """`await pace()` before each call. After a rest `burst` calls may come at once."""

    def __init__(self, per_s: float, burst: int = 5) -> None:
        self._gap_s, self._ahead_s = 1 / per_s, (burst - 1) / per_s
        self._next = 0.0

    async def __call__(self) -> None:
        now = time.monotonic()
        turn = max(self._next, now - self._ahead_s)
        self._next = turn + self._gap_s
        if turn > now:
            await asyncio.sleep(turn - now)
