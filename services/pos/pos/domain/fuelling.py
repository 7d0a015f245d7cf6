"""A finished fuelling as it is booked: on whose sale, and what does not add up about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from pos.domain.meters import DiscrepancyKind, Finding, Meter, Metered, amount_of
from pos.domain.sale import Fuel, Line, Origin, Sale, SaleKind, SaleState
from pos.domain.site import Grade

MOST, LEAST = 2**63 - 1, -(2**63)
"""What can be stored: a device may send any totals, and what is booked may be as absurd."""


@dataclass(frozen=True, slots=True)
class Fuelling:
    """What the device sent, and when it came."""

    site_id: str
    fuel: Fuel
    amount_minor: int
    currency: str
    release_token: str
    amount_total_before_minor: int
    amount_total_after_minor: int
    received_at: datetime

    @property
    def metered(self) -> Metered:
        fuel = self.fuel
        return Metered(
            fuel.sequence,
            fuel.nozzle,
            fuel.volume_ml,
            fuel.volume_total_before_ml,
            fuel.volume_total_after_ml,
            self.amount_total_before_minor,
            self.amount_total_after_minor,
            fuel.finished_at,
        )


class Facts(NamedTuple):
    """What the POS knows around a fuelling; None: it does not.

    `followed`: the pump's next one is booked already. `clear_zero`: a fuelling of nothing is cleared by itself.
    `set_price_milli`: the price of its price set. `meter`: where the nozzle's totalisers are checked up to.
    """

    booked: bool
    followed: bool
    currency: str | None
    clear_zero: bool
    grade: Grade | None
    set_price_milli: int | None
    meter: Meter | None


def line_of(fuelling: Fuelling, grade: Grade | None, sale: Sale) -> Line:
    """The next line of the ticket. Without a known VAT rate the rate is 0, and `findings` tells of it."""
    return Line(
        number=max((line.number for line in sale.lines), default=0) + 1,
        description=grade.name if grade else fuelling.fuel.grade_id,
        amount_minor=fuelling.amount_minor,
        vat_rate_bp=(grade.vat_rate_bp if grade else None) or 0,
        fuel=fuelling.fuel,
    )


def unclaimed(fuelling: Fuelling, sale_id: str, currency: str | None) -> Sale:
    """The sale, without its line, of a fuelling that belongs to none: in the site's currency, as every sale of it."""
    return Sale(
        sale_id=sale_id,
        site_id=fuelling.site_id,
        kind=SaleKind.POST_PAY,
        state=SaleState.PAYABLE,
        origin=Origin.OFFLINE if fuelling.fuel.offline else Origin.UNAUTHORISED,
        currency=currency or fuelling.currency,
        opened_at=fuelling.received_at,
        pump=fuelling.fuel.pump,
        price_set=fuelling.fuel.price_set,
    )


def findings(fuelling: Fuelling, facts: Facts) -> Iterator[Finding]:
    """What does not add up."""
    fuel, grade = fuelling.fuel, facts.grade
    if grade is None or grade.vat_rate_bp is None:
        yield Finding(DiscrepancyKind.GRADE, 0, 0, "")
    if facts.currency is not None and facts.currency != fuelling.currency:
        yield Finding(DiscrepancyKind.CURRENCY, 0, 0, "")
    delta_ml = fuel.volume_total_after_ml - fuel.volume_total_before_ml
    amount = amount_of(fuel.volume_ml, fuel.unit_price_milli, fuelling.currency)
    yield from _unless_equal(DiscrepancyKind.VOLUME, delta_ml, fuel.volume_ml, "ml")
    yield from _unless_equal(DiscrepancyKind.AMOUNT, amount, fuelling.amount_minor, "minor")
    yield from _unless_equal(DiscrepancyKind.PRICE, facts.set_price_milli, fuel.unit_price_milli, "milli")


def _unless_equal(kind: DiscrepancyKind, expected: int | None, found: int, unit: str) -> Iterator[Finding]:
    if expected is not None and expected != found:
        yield Finding(kind, min(max(expected, LEAST), MOST), found, unit)
