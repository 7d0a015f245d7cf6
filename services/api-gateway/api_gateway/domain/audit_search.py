"""What a reader of the audit looks for, and how it is written for a spreadsheet. No I/O."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from motorway_kit.errors import InvalidInput

WORD = re.compile(r"[^\W_]+")
MAX_WORDS = 10
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
COLUMNS = """day sequence record_id at outcome status reason actor_kind actor_id actor_name roles site operation target
    method route address user_agent session_id request_id trace_id before after previous_hash hash seal"""


class InvalidCursor(InvalidInput):
    """Not a `next_cursor` of this list."""


class BackwardRange(InvalidInput):
    """A range that ends before it begins."""


@dataclass(frozen=True)
class Place:
    """Where a record stands in the chain."""

    day: date
    sequence: int

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> "Place":
        return cls(date.fromisoformat(record["day"]), record["sequence"])

    @classmethod
    def from_cursor(cls, cursor: str) -> "Place | None":
        """None for an empty one. Raises InvalidCursor."""
        if not cursor:
            return None
        day, _, sequence = cursor.partition("_")
        try:
            place = cls(date.fromisoformat(day), int(sequence))
        except ValueError as error:
            raise InvalidCursor("not a cursor of this list", field="cursor") from error
        if not 0 < place.sequence < 2**63:
            raise InvalidCursor("not a cursor of this list", field="cursor")
        return place

    @property
    def cursor(self) -> str:
        return f"{self.day.isoformat()}_{self.sequence}"


@dataclass(frozen=True)
class Search:
    """Records from `start` (inclusive) to `end` (exclusive); empty and None: all. `words`: a tsquery."""

    start: datetime | None = None
    end: datetime | None = None
    actor: str = ""
    operation: str = ""
    outcome: str = ""
    target: str = ""
    words: str = ""
    sites: list[str] | None = None

    @property
    def first_day(self) -> date | None:
        """A record stands in the chain on the day of its call, or when it was put down later, but for skewed clocks."""
        return self.start.astimezone(UTC).date() - timedelta(days=1) if self.start else None

    @property
    def last_day(self) -> date | None:
        """Calls of dead processes are put down when the sweeper comes to them, which no outage delays by a week."""
        return self.end.astimezone(UTC).date() + timedelta(days=7) if self.end else None


def words_of(text: str) -> str:
    """A tsquery for records that have a word beginning with each of these."""
    return " & ".join(f"{word}:*" for word in WORD.findall(text.lower())[:MAX_WORDS])


def require_forward(start: datetime | date | None, end: datetime | date | None) -> None:
    """Raises BackwardRange."""
    if start is not None and end is not None and end < start:
        raise BackwardRange("the range ends before it begins", field="to")


def harmless(cell: str) -> str:
    """As text for a spreadsheet, which takes what begins like a formula for one (OWASP, CSV injection)."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
