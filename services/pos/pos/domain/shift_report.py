"""What X and Z reports say of a shift. Money is in minor units of the site's currency, volume in millilitres."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from motorway_kit.errors import MotorwayError, NotFound

from pos.domain.receipt_chain import link
from pos.domain.sale import SaleKind, SaleState, TenderKind
from pos.domain.shift import Count, Denomination, Drawer, Shift, ShiftHasLockedSales
from pos.domain.vat import VatGroup, split


class ZReportNotFound(NotFound):
    """The shift is not closed yet."""


class ZReportAltered(MotorwayError):
    """A stored Z report is not what was written."""


@dataclass(frozen=True, slots=True)
class Tally:
    count: int = 0
    amount_minor: int = 0
    volume_ml: int = 0


@dataclass(frozen=True, slots=True)
class Takings:
    """`amount_minor`: what was given back is taken off."""

    kind: TenderKind
    count: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class FuelTotal:
    grade_id: str
    count: int
    volume_ml: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A sale that this shift has not settled. `tendered_minor` was given in it; `held` is LOCKED by it."""

    sale_id: str
    kind: SaleKind
    state: SaleState
    pump: int
    total_minor: int
    tendered_minor: int
    held: bool


@dataclass(frozen=True, slots=True)
class ShiftMeter:
    """A nozzle's totaliser over the shift, and the sum of its fuellings."""

    pump: int
    nozzle: int
    grade_id: str
    start_ml: int
    end_ml: int
    fuelled_ml: int

    @property
    def difference_ml(self) -> int:
        return self.end_ml - self.start_ml - self.fuelled_ml


@dataclass(frozen=True, slots=True)
class MissingNumbers:
    """Of a pump's fuellings, both included: they did not come, although later ones did."""

    pump: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class UnsynchronisedDevice:
    """Of the till: so many operations it had not handed in when it was heard last."""

    device_id: str
    name: str
    series: str
    pending: int
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class ShiftReport:
    """`sales` were paid: `fuel` and `shop` are what was on them, `vat` what of it is tax.

    `refund_vat` is the tax of `refunds`, as their credit receipts say it: negative. Not synchronised are the numbers in
    `missing`, whatever the pumps did since `offline_since`, when the site's line went, and what `offline_devices` of
    the till have not handed in. Reports from before that was written down have none of it.

    sales = takings - debts paid + prepaid before - what was given for `carried`.
    """

    shift: Shift
    at: datetime
    takings: tuple[Takings, ...]
    drawer: Drawer | None
    sales: Tally
    fuel: tuple[FuelTotal, ...]
    shop: Tally
    vat: tuple[VatGroup, ...]
    refunds: Tally
    voids: Tally
    no_sales: Tally
    drive_offs: Tally
    no_means: Tally
    pump_tests: Tally
    own_use: Tally
    debts_paid: Tally
    prepaid_before_minor: int
    carried: tuple[Unfinished, ...]
    unfinished: tuple[Unfinished, ...]
    meters: tuple[ShiftMeter, ...]
    refund_vat: tuple[VatGroup, ...] = ()
    missing: tuple[MissingNumbers, ...] = ()
    offline_since: datetime | None = None
    offline_devices: tuple[UnsynchronisedDevice, ...] = ()


@dataclass(frozen=True, slots=True)
class ZDocument:
    """What is written down when a shift is closed."""

    number: int
    over_short_minor: int
    denominations: tuple[Denomination, ...]
    report: ShiftReport


@dataclass(frozen=True, slots=True)
class ZReport:
    """A document in the chain of its till."""

    document: ZDocument
    text: str
    previous_hash: bytes
    hash: bytes


def blind(report: ShiftReport) -> ShiftReport:
    """Without what the cash should be, so that it is counted and not copied."""
    others = tuple(takings for takings in report.takings if takings.kind is not TenderKind.CASH)
    return replace(report, drawer=None, takings=others)


def vat_totals(grosses: Iterable[tuple[int, int, int]]) -> tuple[VatGroup, ...]:
    """From (rate, gross of a ticket at this rate, how many such tickets): VAT is rounded for each ticket."""
    totals: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for rate_bp, gross_minor, count in grosses:
        totals[rate_bp][0] += gross_minor * count
        totals[rate_bp][1] += split(gross_minor, rate_bp).vat_minor * count
    return tuple(VatGroup(rate, gross, gross - vat, vat) for rate, (gross, vat) in sorted(totals.items(), reverse=True))


def parted(sales: Iterable[Unfinished]) -> tuple[tuple[Unfinished, ...], tuple[Unfinished, ...]]:
    """Sales carried over with the money of this shift, which another one clears, and the others that still go on."""
    all_of_them = tuple(sales)
    carried = tuple(sale for sale in all_of_them if sale.tendered_minor)
    open_ = (sale for sale in all_of_them if sale.state <= SaleState.LOCKED)
    return carried, tuple(sale for sale in open_ if sale not in carried)


def closed(report: ShiftReport, count: Count, z_number: int, by: str) -> ZDocument:
    """The shift counted and over. Raises ShiftHasLockedSales."""
    held = [sale.sale_id for sale in (*report.carried, *report.unfinished) if sale.held]
    if held:
        raise ShiftHasLockedSales("clear or unlock the shift's sales first", sales=", ".join(held))
    assert report.drawer is not None
    shift = replace(
        report.shift,
        closed_at=report.at,
        closed_by=by,
        counted_minor=count.counted_minor,
        expected_minor=report.drawer.expected_minor,
        z_number=z_number,
    )
    return ZDocument(z_number, shift.over_short_minor, count.denominations, replace(report, shift=shift))


def require_unaltered(report: ZReport, before: bytes) -> ZReport:
    """`before` is the hash of the till's Z report before it. Raises ZReportAltered."""
    if report.previous_hash != before or report.hash != link(before, report.text):
        raise ZReportAltered("the stored Z report is not what was written", number=report.document.number)
    return report
