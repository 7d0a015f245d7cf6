"""Computing the hash chain of the audit anew, here and not where it is kept."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from motorway_access.chain import GENESIS, Finding, Head, IsSealed, QuickCheck, ThoroughCheck

from motorway_cli.audit_sources import Item, Source, day_of

Check = QuickCheck | ThoroughCheck


@dataclass(frozen=True)
class Day:
    """A day as it was found."""

    day: str
    records: int
    last_hash: str
    findings: list[Finding] = field(default_factory=list)


def checked(source: Source, first: str, last: str, is_sealed: IsSealed) -> Iterator[Day]:
    """Every day of the range. What came before `first` is not known here; without it the chain must begin.

    Raises Failed, Unreadable.
    """
    previous_hash = None if first else GENESIS
    done: set[str] = set()
    for day, items in groupby(source.items(first, last), key=day_of):
        if day in done:
            continue  # a day in pieces: it was read as a whole when its first piece did not fit
        done.add(day)
        head, report = _quickly(day, items, previous_hash, is_sealed)
        if report is None:
            head, report = _thoroughly(day, source.items(day, day), previous_hash, is_sealed)
        previous_hash = head.last_hash if head else report.last_hash
        yield report


def _quickly(
    day: str, items: Iterator[Item], previous_hash: str | None, is_sealed: IsSealed
) -> tuple[Head | None, Day | None]:
    """No report: the day is not as it was sealed."""
    begin = next(items)
    head = begin if isinstance(begin, Head) else None
    check = QuickCheck(head, previous_hash, is_sealed)
    records, last_hash = _walk(check, items if head else (begin, *items))
    return head, Day(day, records, last_hash) if check.intact else None


def _thoroughly(
    day: str, items: Iterator[Item], previous_hash: str | None, is_sealed: IsSealed
) -> tuple[Head | None, Day]:
    whole = list(items)
    head = next((item for item in whole if isinstance(item, Head)), None)
    check = ThoroughCheck(head, previous_hash, is_sealed)
    records, last_hash = _walk(check, whole)
    return head, Day(day, records, last_hash, check.findings())


def _walk(check: Check, items: "Iterator[Item] | tuple[Item, ...] | list[Item]") -> tuple[int, str]:
    """How many records there were, and the hash of the last."""
    count, last_hash = 0, GENESIS
    for item in items:
        if not isinstance(item, Head):
            check.add(item)
            count, last_hash = count + 1, str(item["hash"])
    return count, last_hash
