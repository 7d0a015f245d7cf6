"""Which copies stay: the newest of each of the last days, weeks and months that have one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

PATTERN = re.compile(r"(\d+)d (\d+)w (\d+)m")


class BadRule(Exception):
    """It does not say how many copies stay."""


@dataclass(frozen=True)
class Keep:
    days: int
    weeks: int
    months: int


def parse(text: str) -> Keep:
    """`7d 5w 12m`. Raises BadRule."""
    found = PATTERN.fullmatch(text.strip())
    if found is None or not any(map(int, found.groups())):
        raise BadRule(f"{text!r} is no rule such as '7d 5w 12m'")
    return Keep(*map(int, found.groups()))


def kept(copies: Iterable[datetime], keep: Keep) -> set[datetime]:
    """The newest copy always stays. Days are of UTC, weeks begin on Monday."""
    newest_first = sorted(set(copies), reverse=True)
    stays = set(newest_first[:1])
    for count, key in ((keep.days, "%Y-%j"), (keep.weeks, "%G-%V"), (keep.months, "%Y-%m")):
        newest_of: dict[str, datetime] = {}
        for copy in newest_first:
            newest_of.setdefault(copy.strftime(key), copy)
        stays |= set(list(newest_of.values())[:count])
    return stays
