"""Simulated time: real time, or a past that runs faster until it meets the present. Never the future."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

SECOND_US = 1_000_000


def wall_us() -> int:
    """UTC now in microseconds."""
    return time.time_ns() // 1000


@dataclass
class Clock:
    """Runs from `start_us` at `speed` from the call of `begin` on; None starts at the present."""

    speed: float = 1.0
    start_us: int | None = None
    wall: Callable[[], int] = wall_us
    _begun_us: int = field(default=0, init=False)

    @property
    def follows_present(self) -> bool:
        return self.start_us is None

    def begin(self) -> None:
        self._begun_us = self.wall()

    def now_us(self, start_us: int | None = None) -> int:
        """Simulated now; `start_us` is where a site resumes when it is not at the common start."""
        now = self.wall()
        if self.start_us is None:
            return now
        origin = self.start_us if start_us is None else start_us
        return min(now, origin + round((now - self._begun_us) * self.speed))
