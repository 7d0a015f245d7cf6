"""A site's business day, and when it is settled by itself."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from motorway_kit.errors import Conflict, InvalidInput

NIGHTLY_AT = time(3)
CATCH_UP_DAYS = 7

_day = re.compile(r"2[0-9]{3}-[0-9]{2}-[0-9]{2}")


class DayNotOver(Conflict):
    """Only a day that has ended is settled for good."""


class Day(NamedTuple):
    """A site's business day, from local midnight to the next one; `end` is exclusive."""

    day: date
    start: datetime
    end: datetime


def parse_day(text: str) -> date:
    """Raises InvalidInput."""
    if _day.fullmatch(text):
        with suppress(ValueError):
            return date.fromisoformat(text)
    raise InvalidInput("day must be a date such as 2026-06-01", field="day")


def business_day(day: date, time_zone: str) -> Day:
    """From midnight to midnight there: 23 or 25 hours when the clocks change."""
    return Day(day, _midnight(day, time_zone), _midnight(day + timedelta(days=1), time_zone))


def _midnight(day: date, time_zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(time_zone)).astimezone(UTC)


def until(day: Day, now: datetime) -> Day:
    """The day as far as it has come. Raises InvalidInput for one that has not begun."""
    if now <= day.start:
        raise InvalidInput("day has not begun", field="day")
    return day._replace(end=min(day.end, now))


def require_over(day: Day, now: datetime) -> Day:
    """Raises DayNotOver."""
    if now < day.end:
        raise DayNotOver("the day is not over yet", day=day.day, end=day.end.isoformat())
    return day


def due_days(last: date | None, now: datetime, time_zone: str) -> tuple[date, ...]:
    """Days to settle by themselves: up to yesterday once it is three at night, from the day after the last one.

    After a longer pause only the newest ones; where there was none yet, yesterday.
    """
    local = now.astimezone(ZoneInfo(time_zone))
    newest = local.date() - timedelta(days=1 if local.time() >= NIGHTLY_AT else 2)
    first = newest if last is None else max(last + timedelta(days=1), newest - timedelta(days=CATCH_UP_DAYS - 1))
    return tuple(first + timedelta(days=number) for number in range((newest - first).days + 1))
