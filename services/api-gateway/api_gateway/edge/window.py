"""The rule of the rate limits, without clock, memory or network."""

from typing import NamedTuple


class Verdict(NamedTuple):
    """Whether a request passes, and what is left of its limit (0: there is none) in the next `reset_s` seconds.

    Of a refused one `reset_s` is the time until the next request would pass.
    """

    allowed: bool
    limit: int
    remaining: int
    reset_s: int
