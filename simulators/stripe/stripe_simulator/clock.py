"""The simulator's time: real time and what was added to it. It never goes back."""

import time


class Clock:
    """Seconds since 1970; `advance` jumps forward."""

    def __init__(self, ahead_s: float = 0.0) -> None:
        self.ahead_s = ahead_s

    def now(self) -> float:
        return time.time() + self.ahead_s

    def advance(self, seconds: float) -> None:
        """Raises ValueError for a jump back."""
        if seconds < 0:
            raise ValueError("time does not go back")
        self.ahead_s += seconds
