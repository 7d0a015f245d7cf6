"""What the card money of a site's business day comes to."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from motorway_kit.errors import InvalidInput

from payments.domain.ledger import EntryKind

_day = re.compile(r"2[0-9]{3}-[0-9]{2}-[0-9]{2}")


class Day(NamedTuple):
    """A site's business day, from local midnight to the next one; `end` is exclusive."""

    day: date
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Moved:
    """Entries of a kind for cards of a brand: how many, of how many payments, and the sum. Minor units."""

    brand: str
    kind: EntryKind
    payments: int
    amount_minor: int


@dataclass
class Row:
    """A brand's day; empty: the brand is not known, or it is of none. Minor units."""

    brand: str
    payments: int = 0
    captured_minor: int = 0
    refunds: int = 0
    refunded_minor: int = 0
    fees_minor: int = 0
    disputed_minor: int = 0
    receivable_minor: int = 0


@dataclass(frozen=True)
class DayEnd:
    """`open_questions`: payments of the day that are not known for certain. `fees_unknown`: captures whose fee Stripe
    has not told yet. `test`: no real money."""

    site_id: str
    site_name: str
    time_zone: str
    day: Day
    currency: str
    rows: Sequence[Row]
    open_questions: int
    fees_unknown: int
    test: bool
    made_at: datetime
    total: Row = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "total", _total(self.rows))

    @property
    def net_minor(self) -> int:
        """What of the day's card money is to come from Stripe."""
        total = self.total
        return total.captured_minor - total.refunded_minor - total.fees_minor - total.disputed_minor

    @property
    def over(self) -> bool:
        return self.made_at >= self.day.end


def parse_date(text: str) -> date:
    """Raises InvalidInput."""
    if _day.fullmatch(text):
        with suppress(ValueError):
            return date.fromisoformat(text)
    raise InvalidInput("date must be one such as 2026-06-01", field="date")


def business_day(day: date, time_zone: str, now: datetime) -> Day:
    """From midnight to midnight there: 23 or 25 hours when the clocks change. Raises InvalidInput for one to come."""
    start, end = _midnight(day, time_zone), _midnight(day + timedelta(days=1), time_zone)
    if now < start:
        raise InvalidInput("the day has not begun", field="date")
    return Day(day, start, end)


def rows_of(moved: Iterable[Moved]) -> list[Row]:
    """One for each brand, by its name."""
    rows: dict[str, Row] = {}
    for one in moved:
        _count(rows.setdefault(one.brand, Row(one.brand)), one)
    return [rows[brand] for brand in sorted(rows)]


def _count(row: Row, moved: Moved) -> None:
    amount = moved.amount_minor
    match moved.kind:
        case EntryKind.CAPTURE:
            row.payments += moved.payments
            row.captured_minor += amount
        case EntryKind.REFUND:
            row.refunds += moved.payments
            row.refunded_minor += amount
        case EntryKind.REFUND_FAILED:
            row.refunds -= moved.payments
            row.refunded_minor -= amount
        case EntryKind.FEE:
            row.fees_minor += amount
        case EntryKind.DISPUTE:
            row.disputed_minor += amount
        case EntryKind.DISPUTE_WON:
            row.disputed_minor -= amount
        case EntryKind.RECEIVABLE | EntryKind.REVERSAL:
            row.receivable_minor += amount


def _total(rows: Iterable[Row]) -> Row:
    total = Row("")
    for row in rows:
        for name in vars(row).keys() - {"brand"}:
            setattr(total, name, getattr(total, name) + getattr(row, name))
    return total


def _midnight(day: date, time_zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(time_zone)).astimezone(UTC)
