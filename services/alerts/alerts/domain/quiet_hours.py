"""Hours in which somebody is left alone, unless it is grave enough."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Annotated

from pydantic import Field

from alerts.domain.conditions import RANK, Severity
from alerts.domain.documents import Part
from alerts.domain.rules.document import Day, Hours

DAYS = tuple(Day)
MOST = 14
"""So many windows that follow each other without a gap are two weeks of silence: then somebody is told all the same."""


class QuietHours(Part):
    """In these weekly hours, by the recipient's clock, nothing is told that is no graver than `up_to`."""

    hours: Hours
    up_to: Severity = Severity.WARNING


QuietTimes = Annotated[tuple[QuietHours, ...], Field(max_length=20)]


def told_at(quiet: Sequence[QuietHours], zone: tzinfo, severity: Severity, at: datetime) -> datetime:
    """When something of this severity may be told that is known at `at`: then, or when the quiet hours are over."""
    windows = [each.hours for each in quiet if RANK[severity] <= RANK[each.up_to]]
    for _ in range(MOST):
        ends = [end for hours in windows for start, end in _around(hours, zone, at) if start <= at < end]
        if not ends:
            return at
        at = max(ends)
    return at


def _around(hours: Hours, zone: tzinfo, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The windows that begin on the local day before, or on this one."""
    today = at.astimezone(zone).date()
    for day in (today - timedelta(days=1), today):
        if DAYS[day.weekday()] in hours.days:
            last = day if hours.start < hours.end else day + timedelta(days=1)
            start = datetime.combine(day, hours.start, zone)
            end = datetime.combine(last, hours.end, zone)
            yield start.astimezone(at.tzinfo), end.astimezone(at.tzinfo)
