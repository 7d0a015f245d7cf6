"""Which range partitions a table on plain PostgreSQL needs. Times are Unix times in µs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import numpy as np

from telemetry.domain.readings import DAY_US, Int64s

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Width(StrEnum):
    """The span of one partition."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `start_us` up to and without `end_us`."""

    start_us: int
    end_us: int

    def contains(self, time_us: int) -> bool:
        return self.start_us <= time_us < self.end_us


def to_datetime(time_us: int) -> datetime:
    return EPOCH + timedelta(microseconds=time_us)


def to_us(time: datetime) -> int:
    return (time - EPOCH) // timedelta(microseconds=1)


def span_of(time_us: int, width: Width) -> Span:
    """The span of this width, in UTC, that holds the time."""
    day = to_datetime(time_us).replace(hour=0, minute=0, second=0, microsecond=0)
    match width:
        case Width.DAY:
            start, end = day, day + timedelta(days=1)
        case Width.MONTH:
            start = day.replace(day=1)
            end = (start + timedelta(days=32)).replace(day=1)
        case Width.YEAR:
            start = day.replace(month=1, day=1)
            end = start.replace(year=start.year + 1)
    return Span(to_us(start), to_us(end))


def days_of(time_us: Int64s) -> list[int]:
    """The start of each day on which one of the times lies."""
    if not len(time_us):
        return []
    first, last = int(time_us.min()) // DAY_US, int(time_us.max()) // DAY_US
    if first == last:
        return [first * DAY_US]
    return [int(day) * DAY_US for day in np.unique(time_us // DAY_US)]


def missing(existing: Iterable[Span], times_us: Iterable[int], width: Width) -> list[Span]:
    """The spans to add so that every time lies in one. They keep clear of the existing ones, whatever their width."""
    spans = sorted(existing)
    added: list[Span] = []
    for time_us in sorted(set(times_us)):
        if any(span.contains(time_us) for span in spans):
            continue
        wanted = span_of(time_us, width)
        start = max([wanted.start_us, *(s.end_us for s in spans if s.end_us <= time_us)])
        end = min([wanted.end_us, *(s.start_us for s in spans if s.start_us > time_us)])
        added.append(Span(start, end))
        spans = sorted([*spans, added[-1]])
    return added


def expired(existing: Iterable[Span], before_us: int) -> list[Span]:
    """The spans that end at or before this time."""
    return sorted(span for span in existing if span.end_us <= before_us)
