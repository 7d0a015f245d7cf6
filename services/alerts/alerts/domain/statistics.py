"""How well alerts serve the people who get them, in the words of ISA-18.2 and EEMUA 191."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from motorway_kit.errors import InvalidInput

NUISANCE = timedelta(minutes=5)
STALE = timedelta(hours=24)
LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Figures:
    """Of a rule, or of all (empty). Nuisance: it cleared by itself within 5 minutes, unacknowledged, or chattered.

    Standing and stale are open at the moment of asking, stale for more than 24 hours. Means are in seconds, of those
    that were acknowledged, or resolved; None where there are none.
    """

    rule: str
    raised: int
    nuisance: int
    chattering: int
    standing: int
    stale: int
    acknowledged: int
    resolved: int
    mean_acknowledge_s: float | None
    mean_resolve_s: float | None


@dataclass(frozen=True, slots=True)
class Statistics:
    """`peak_per_10_min`: the most alerts raised within ten minutes of the clock; more than 10 is a flood."""

    total: Figures
    rules: Sequence[Figures]
    peak_per_10_min: int


def check_range(start: datetime, end: datetime) -> None:
    """Raises InvalidInput."""
    if not timedelta(0) < end - start <= LONGEST:
        raise InvalidInput(f"a range ends after it starts, and has at most {LONGEST.days} days", field="end")
