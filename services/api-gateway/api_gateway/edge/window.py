"""The rule of the rate limits, without clock, memory or network.

A sliding window made of two counts: those of the present window of the clock, and of the one before by the part of it
that still lies within one window's length of now. It never lets twice the limit through at a window's edge, as a single
count would, and needs no list of times.
"""

from math import ceil
from typing import NamedTuple

WINDOW_S = 60


class Verdict(NamedTuple):
    """Whether a request passes, and what is left of its limit (0: there is none) in the next `reset_s` seconds.

    Of a refused one `reset_s` is the time until the next request would pass.
    """

    allowed: bool
    limit: int
    remaining: int
    reset_s: int


UNLIMITED = Verdict(allowed=True, limit=0, remaining=0, reset_s=0)


def decide(limit: int, previous: int, current: int, elapsed_s: float) -> Verdict:
    """On one more request after `current` ones in this window, `elapsed_s` of which are over, and `previous` before.

    `limit` is at least 1.
    """
    left = limit - current - previous * (1 - elapsed_s / WINDOW_S)
    if left >= 1:
        return Verdict(True, limit, int(left) - 1, ceil(WINDOW_S - elapsed_s))  # noqa: FBT003 - hot path
    return Verdict(False, limit, 0, max(1, ceil(_wait_s(limit, previous, current, elapsed_s))))  # noqa: FBT003


def _wait_s(limit: int, previous: int, current: int, elapsed_s: float) -> float:
    """Until enough of the window before has gone by, or of this one once it is the one before."""
    if current < limit:
        return WINDOW_S * (1 - (limit - 1 - current) / previous) - elapsed_s
    return WINDOW_S * (2 - (limit - 1) / current) - elapsed_s
