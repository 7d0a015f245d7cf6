"""Random streams whose whole state is one integer, so that a snapshot can hold them."""

import hashlib
import random

_MASK = (1 << 64) - 1


class Stream(random.Random):
    """SplitMix64 (Steele, Lea, Flood 2014) behind the standard library's distributions.

    `gauss` keeps hidden state; use `normalvariate`.
    """

    def __init__(self, position: int) -> None:
        super().__init__(0)
        self.position = position

    def getrandbits(self, k: int, /) -> int:
        value = 0
        for _ in range(-(-k // 64)):
            value = value << 64 | self._next()
        return value >> (-k % 64)

    def random(self) -> float:
        return (self._next() >> 11) * 2.0**-53

    def _next(self) -> int:
        self.position = (self.position + 0x9E3779B97F4A7C15) & _MASK
        z = self.position
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & _MASK
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB & _MASK
        return z ^ (z >> 31)


def seed(*parts: object) -> int:
    """A starting position from any printable parts, the same in every process."""
    text = "\x00".join(str(part) for part in parts)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())
