"""The hash chain of a series of receipts.

`hash` = SHA-256(previous hash || content), the content being the canonical JSON of the receipt as it was written.
Series, number, sale and kind stand in the content, so that none of them can be changed unseen either.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

GENESIS = bytes(32)
"""What the first receipt of a series continues."""
_device_series = re.compile(r".*/off-[a-z]{1,2}")


@dataclass(frozen=True, slots=True)
class Link:
    """A receipt as it is stored. `said` is what its columns say, `content` the text that the hash is over."""

    number: int
    content: str
    previous_hash: bytes
    hash: bytes
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Verified:
    """`broken_number` is the first that does not fit, 0 when the whole series is as it was issued."""

    receipts: int
    broken_number: int = 0
    problem: str = ""


def is_device_series(till: str) -> bool:
    """Whether receipts of a till without a line are filed so (`Counter 1/off-a`): no till is called so."""
    return _device_series.fullmatch(till) is not None


def canonical(content: Mapping[str, Any]) -> str:
    """JSON in the manner of RFC 8785: keys sorted, no spaces, UTF-8; there are integers and texts in it only."""
    return json.dumps(content, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def link(previous_hash: bytes, content: str) -> bytes:
    return hashlib.sha256(previous_hash + content.encode()).digest()


class SeriesCheck:
    """Takes the receipts of a series in order of their numbers."""

    def __init__(self) -> None:
        self._count, self._last, self._broken = 0, GENESIS, (0, "")

    def add(self, each: Link) -> None:
        expected = self._count + 1
        self._count += 1
        if not self._broken[0] and (problem := self._problem(each, expected)):
            self._broken = min(each.number, expected), problem
        self._last = each.hash

    def add_all(self, links: Iterable[Link]) -> None:
        for each in links:
            self.add(each)

    def verified(self, last_number: int, last_hash: bytes) -> Verified:
        """After the last receipt; what the series itself holds as its end must be there."""
        if not self._broken[0] and (self._count, self._last) != (last_number, last_hash):
            self._broken = min(self._count, last_number) + 1, "the series ends elsewhere than it says"
        return Verified(self._count, *self._broken)

    def _problem(self, each: Link, expected: int) -> str:
        if each.number != expected:
            return f"number {expected} is missing"
        if each.previous_hash != self._last:
            return "it does not continue the receipt before it"
        if each.hash != link(each.previous_hash, each.content):
            return "its content is not what was issued"
        content = json.loads(each.content)
        if any(content.get(name) != value for name, value in each.said.items()):
            return "it is filed as another receipt than it is"
        return ""
