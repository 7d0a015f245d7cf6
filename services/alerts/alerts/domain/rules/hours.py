"""Weekly hours in a site's time zone."""

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from alerts.domain.rules.document import Day, Hours, Schedule

DAYS = tuple(Day)
WEEK = 8  # days, so that a whole week lies behind and ahead
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class WeeklyHours:
    """When a rule with a schedule looks. Hours that a change to summer time skips begin where the clock goes on."""

    __slots__ = ("_day", "_edges", "_inside", "_spans", "_zone")

    def __init__(self, schedule: Schedule, time_zone: str) -> None:
        """An unknown time zone is taken for UTC."""
        self._inside = schedule.apply == "inside"
        self._zone = _zone(time_zone)
        self._spans = [(DAYS.index(day), hours) for hours in schedule.hours for day in hours.days]
        self._day: date | None = None
        self._edges: list[int] = []

    def is_open(self, time_us: int) -> bool:
        within = bisect_right(self._around(time_us), time_us) % 2 == 1
        return within == self._inside

    def next_boundary_us(self, time_us: int) -> int | None:
        """When it opens or closes next; None when it does neither within a week."""
        edges = self._around(time_us)
        place = bisect_right(edges, time_us)
        return edges[place] if place < len(edges) - 1 else None

    def _around(self, time_us: int) -> list[int]:
        """Where hours begin and end by turns, a week before and after."""
        today = (EPOCH + time_us * MICROSECOND).astimezone(self._zone).date()
        if today != self._day:
            days = [today + timedelta(days=offset) for offset in range(-WEEK, WEEK + 1)]
            spans = [
                self._span(day, hours) for day in days for weekday, hours in self._spans if day.weekday() == weekday
            ]
            self._day, self._edges = today, _merged(spans)
        return self._edges

    def _span(self, day: date, hours: Hours) -> tuple[int, int]:
        last = day if hours.end > hours.start else day + timedelta(days=1)
        start = datetime.combine(day, hours.start, self._zone)
        return _micros(start), _micros(datetime.combine(last, hours.end, self._zone))


def _merged(spans: list[tuple[int, int]]) -> list[int]:
    """The edges of the spans where those that overlap or touch are one."""
    edges: list[int] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if edges and start <= edges[-1]:
            edges[-1] = max(edges[-1], end)
        else:
            edges += [start, end]
    return edges


def _micros(time: datetime) -> int:
    return (time - EPOCH) // MICROSECOND


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
