"""What proves that nothing is missing: totalisers that continue, and amounts that are volume times price.

Totalisers and volumes are millilitres, money minor units, prices thousandths of the major unit per litre.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from functools import cache
from typing import NamedTuple

from iso4217 import Currency

MISSING_AFTER = timedelta(minutes=15)
"""A number that did not come for so long after a later one is missing."""


class DiscrepancyKind(StrEnum):
    TOTALISER_GAP = "totaliser_gap"
    """A transaction does not begin where the nozzle's last one ended."""
    AMOUNT_GAP = "amount_gap"
    """The same of the nozzle's totaliser of amounts."""
    VOLUME = "volume"
    """A transaction's volume is not what its totaliser moved by."""
    AMOUNT = "amount"
    """Its amount is not volume times price."""
    PRICE = "price"
    """Its price is not the one of its price set."""
    CURRENCY = "currency"
    """Its amount is in another currency than the site's."""
    GRADE = "grade"
    """Its grade is none of the site's, or has no VAT rate."""
    MISSING = "missing"
    """Numbers that never came and were given up; `expected` is how many."""


class DiscrepancyState(IntEnum):
    OPEN = 1
    RESOLVED = 2


class Finding(NamedTuple):
    """What was found at a transaction, in its unit (`ml`, `minor`, `milli`, or none)."""

    kind: DiscrepancyKind
    expected: int
    found: int
    unit: str


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Identified by site, kind, pump, nozzle and sequence: the same finding again is the same discrepancy."""

    discrepancy_id: str
    site_id: str
    kind: str
    pump: int
    nozzle: int
    sequence: int
    expected: int
    found: int
    unit: str
    found_at: datetime
    state: DiscrepancyState = DiscrepancyState.OPEN
    resolution: str = ""
    resolved_by: str = ""
    resolved_at: datetime | None = None


class Metered(NamedTuple):
    """A booked transaction as far as its totalisers go."""

    sequence: int
    nozzle: int
    volume_ml: int
    volume_before_ml: int
    volume_after_ml: int
    amount_before_minor: int
    amount_after_minor: int
    finished_at: datetime


class Meter(NamedTuple):
    """Where a nozzle's totalisers were after transaction `sequence`."""

    volume_total_ml: int
    amount_total_minor: int
    sequence: int
    at: datetime


class Gap(NamedTuple):
    nozzle: int
    sequence: int
    finding: Finding


class Checked(NamedTuple):
    """`sequence`: up to where the pump is checked; `meters`: those that moved, by nozzle."""

    sequence: int
    meters: dict[int, Meter]
    gaps: tuple[Gap, ...]


def check_meters(sequence: int, booked: Iterable[Metered], meters: Mapping[int, Meter]) -> Checked:
    """Check what follows `sequence` without a gap in the numbers; `booked` is in the order of its numbers.

    A nozzle's first transaction ever sets its baseline; any other must begin where the last one ended.
    """
    moved: dict[int, Meter] = {}
    gaps: list[Gap] = []
    for transaction in booked:
        if transaction.sequence != sequence + 1:
            break
        sequence = transaction.sequence
        last = moved.get(transaction.nozzle, meters.get(transaction.nozzle))
        gaps += [Gap(transaction.nozzle, sequence, finding) for finding in _continues(transaction, last)]
        moved[transaction.nozzle] = Meter(
            transaction.volume_after_ml, transaction.amount_after_minor, sequence, transaction.finished_at
        )
    return Checked(sequence, moved, tuple(gaps))


def _continues(transaction: Metered, last: Meter | None) -> Sequence[Finding]:
    if last is None:
        return ()
    volume = Finding(DiscrepancyKind.TOTALISER_GAP, last.volume_total_ml, transaction.volume_before_ml, "ml")
    amount = Finding(DiscrepancyKind.AMOUNT_GAP, last.amount_total_minor, transaction.amount_before_minor, "minor")
    return [finding for finding in (volume, amount) if finding.expected != finding.found]


class Missing(NamedTuple):
    """Numbers of a pump's transactions, both included, that did not come although later ones did, since when."""

    site_id: str
    pump: int
    first: int
    last: int
    since: datetime


class NozzleCheck(NamedTuple):
    """A nozzle over a period: its totaliser moved by `delta_ml`, its sales hold `volume_ml` in that many fuellings."""

    pump: int
    nozzle: int
    opening_ml: int
    closing_ml: int
    volume_ml: int
    fuellings: int

    @property
    def delta_ml(self) -> int:
        return self.closing_ml - self.opening_ml

    @property
    def difference_ml(self) -> int:
        """What the meter gave and no sale holds; 0 when nothing is missing."""
        return self.delta_ml - self.volume_ml


def amount_of(volume_ml: int, unit_price_milli: int, currency: str) -> int | None:
    """Volume times price in minor units of the currency, rounded half up; None for an unknown currency."""
    exponent = _exponents().get(currency)
    if exponent is None:
        return None
    minor_per_major: int = 10**exponent
    # ml x thousandths of the major unit per litre = millionths of the major unit.
    return (2 * volume_ml * unit_price_milli * minor_per_major + 10**6) // (2 * 10**6)


@cache
def _exponents() -> dict[str, int]:
    return {currency.code: currency.exponent for currency in Currency if currency.exponent is not None}
