"""Shifts and their reports as documents, and out of the messages they travel in."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from motorway.pos.v1 import sale_pb2
from motorway.pos.v1 import shifts_pb2 as pb
from pydantic import Field

from api_gateway.http_api.common import SLUG, Model, optional_utc, utc
from api_gateway.http_api.unsynchronised_models import MissingNumbers, UnsynchronisedDevice

M = TypeVar("M", bound=Model)
Money = Annotated[int, Field(strict=True, ge=0, lt=10**12, description="Minor units")]
MAX_DENOMINATIONS = 50
MAX_NOTES = 100_000
_UUID = "01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e42"


class ShiftMode(StrEnum):
    PER_CASHIER = "PER_CASHIER"
    PER_TILL = "PER_TILL"


class ShiftState(StrEnum):
    OPEN = "OPEN"
    CLOSED = "CLOSED"


class CashMovementKind(StrEnum):
    PAID_IN = "PAID_IN"
    PAID_OUT = "PAID_OUT"
    SAFE_DROP = "SAFE_DROP"
    NO_SALE = "NO_SALE"


class ShiftOpening(Model):
    site: str = Field(pattern=SLUG)
    till: str = Field(
        default="",
        max_length=100,
        description="Name of the till; may be left out by who is in on one by PIN",
        examples=["Counter 1"],
    )
    mode: ShiftMode = Field(
        default=ShiftMode.PER_CASHIER,
        description="PER_CASHIER: only who opens it works with it. PER_TILL: whoever stands at the till does",
    )
    float_minor: Money = Field(default=0, description="Cash in the drawer at the beginning", examples=[10_000])


class Shift(Model):
    """A cashier at a till. What was counted is null until it is closed."""

    shift_id: str = Field(examples=[_UUID])
    site: str
    till: str = Field(examples=["Counter 1"])
    mode: ShiftMode
    state: ShiftState
    cashier_id: str = Field(description="User id of who opened it", examples=[_UUID])
    cashier: str = Field(examples=["jo.smith"])
    currency: str = Field(description="ISO 4217", examples=["GBP"])
    float_minor: int = Field(examples=[10_000])
    opened_at: datetime
    closed_at: datetime | None
    closed_by: str = Field(examples=["jo.smith"])
    z_number: int | None = Field(description="Of the till, without gaps", examples=[412])
    expected_minor: int | None = Field(description="Cash that must have been there", examples=[31_250])
    counted_minor: int | None = Field(examples=[31_200])
    over_short_minor: int | None = Field(description="Counted less expected", examples=[-50])


class ShiftPage(Model):
    items: list[Shift]
    next_cursor: str


class CashWish(Model):
    kind: CashMovementKind
    amount_minor: Money = Field(default=0, description="Positive; 0 for a no-sale", examples=[20_000])
    reason: str = Field(default="", max_length=200, description="Only a safe drop needs none", examples=["milk"])


class CashMovement(Model):
    """Cash that moved without a sale, or a drawer that was opened for none."""

    shift_id: str = Field(examples=[_UUID])
    number: int = Field(description="From 1 within the shift, without gaps", examples=[3])
    kind: CashMovementKind
    amount_minor: int = Field(examples=[20_000])
    reason: str = Field(examples=["milk"])
    actor: str = Field(examples=["jo.smith"])
    at: datetime


class CashMovementList(Model):
    items: list[CashMovement]


class ShiftTally(Model):
    count: int = Field(examples=[17])
    amount_minor: int = Field(examples=[84_310])
    volume_ml: int = Field(examples=[512_340])


class ShiftTakings(Model):
    kind: str = Field(examples=["CASH", "ACCOUNT", "CARD", "RECEIVABLE"])
    count: int = Field(examples=[12])
    amount_minor: int = Field(description="What was given back is taken off", examples=[61_200])


class ShiftFuel(Model):
    grade_id: str
    count: int = Field(examples=[9])
    volume_ml: int = Field(examples=[312_340])
    amount_minor: int = Field(examples=[46_810])


class ShiftVat(Model):
    rate_bp: int = Field(description="Basis points: 2000 is 20 %", examples=[2000])
    gross_minor: int = Field(examples=[84_310])
    net_minor: int = Field(examples=[70_258])
    vat_minor: int = Field(examples=[14_052])


class ShiftDrawer(Model):
    """expected = float + takings + paid in - paid out - drops - refunds, all in cash."""

    float_minor: int = Field(examples=[10_000])
    takings_minor: int = Field(examples=[61_200])
    paid_in_minor: int = Field(examples=[0])
    paid_out_minor: int = Field(examples=[450])
    drops_minor: int = Field(examples=[40_000])
    refunds_minor: int = Field(examples=[0])
    expected_minor: int = Field(examples=[30_750])


class UnfinishedSale(Model):
    sale_id: str = Field(examples=[_UUID])
    kind: str = Field(examples=["PRE_PAY"])
    state: str = Field(examples=["FUELLING"])
    pump: int = Field(examples=[3])
    total_minor: int = Field(examples=[0])
    tendered_minor: int = Field(description="Given for it in this shift", examples=[2_000])


class ShiftMeter(Model):
    """A nozzle's totaliser over the shift; difference = end - start - fuelled."""

    pump: int = Field(examples=[3])
    nozzle: int = Field(examples=[1])
    grade_id: str
    start_ml: int = Field(examples=[1_009_000])
    end_ml: int = Field(examples=[1_054_000])
    fuelled_ml: int = Field(examples=[45_000])
    difference_ml: int = Field(examples=[0])


class ShiftReport(Model):
    """How a shift stands, or stood when it was closed."""

    shift: Shift
    at: datetime
    takings: list[ShiftTakings] = Field(description="By kind of tender; without cash while the count is blind")
    drawer: ShiftDrawer | None = Field(description="Null while the count is blind")
    sales: ShiftTally = Field(description="What was paid for")
    fuel: list[ShiftFuel]
    shop: ShiftTally
    vat: list[ShiftVat] = Field(description="Of the sales, before `refund_vat`")
    refund_vat: list[ShiftVat] = Field(description="Of the refunds, as on their credit receipts: negative")
    refunds: ShiftTally
    voids: ShiftTally
    no_sales: ShiftTally
    drive_offs: ShiftTally
    no_means: ShiftTally
    pump_tests: ShiftTally
    own_use: ShiftTally
    debts_paid: ShiftTally = Field(description="Taken for fuel that left earlier without money")
    prepaid_before_minor: int = Field(description="Taken in other shifts for sales that this one cleared", examples=[0])
    carried: list[UnfinishedSale] = Field(description="Prepaid with money of this shift and not cleared: carried over")
    unfinished: list[UnfinishedSale] = Field(description="Others that are not settled; LOCKED ones hinder the closing")
    meters: list[ShiftMeter]
    missing: list[MissingNumbers] = Field(description="Not synchronised: fuellings of the site that did not come yet")
    offline_since: datetime | None = Field(
        description="Since when the site has no line: what its pumps do comes later; null while it has"
    )
    offline_devices: list[UnsynchronisedDevice] = Field(
        description="Not synchronised, as far as it is known: what these did without a line is not in the report"
    )


class Denomination(Model):
    value_minor: int = Field(strict=True, ge=1, lt=10**12, description="Of one note or coin", examples=[2_000])
    count: int = Field(strict=True, ge=0, le=MAX_NOTES, examples=[14])


class CashCount(Model):
    """The total, or by denomination, or both if they agree."""

    counted_minor: Money | None = Field(default=None, examples=[31_200])
    denominations: list[Denomination] = Field(default_factory=list, max_length=MAX_DENOMINATIONS)


class ZReport(Model):
    """`hash` is SHA-256 of the bytes of `previous_hash` and of `document` in UTF-8; the first continues 64 zeros."""

    number: int = Field(description="Of the till, without gaps", examples=[412])
    report: ShiftReport
    denominations: list[Denomination]
    document: str = Field(
        description="As it was written: JSON", examples=['{"number":412,"over_short_minor":-50,"…":0}']
    )
    previous_hash: str
    hash: str


def flat(model: type[M], message: Any, **others: Any) -> M:
    """The model from the message's fields of the same names, and from the others."""
    names = model.model_fields.keys() - others.keys()
    return model(**{name: getattr(message, name) for name in names}, **others)


def shift_of(shift: pb.Shift) -> Shift:
    closing = ("z_number", "expected_minor", "counted_minor", "over_short_minor")
    return flat(
        Shift,
        shift,
        site=shift.site_id,
        mode=pb.ShiftMode.Name(shift.mode).removeprefix("SHIFT_MODE_"),
        state=pb.ShiftState.Name(shift.state).removeprefix("SHIFT_STATE_"),
        opened_at=utc(shift.opened_at),
        closed_at=optional_utc(shift, "closed_at"),
        **{name: getattr(shift, name) if shift.HasField(name) else None for name in closing},  # type: ignore[arg-type]
    )


def movement_of(movement: pb.CashMovement) -> CashMovement:
    kind = pb.CashMovementKind.Name(movement.kind).removeprefix("CASH_MOVEMENT_KIND_")
    return flat(CashMovement, movement, kind=kind, at=utc(movement.at))


def takings_of(takings: pb.Takings) -> ShiftTakings:
    return flat(ShiftTakings, takings, kind=_tender(takings.kind))


def report_of(report: pb.ShiftReport) -> ShiftReport:
    tallies = ("sales", "shop", "refunds", "voids", "no_sales", "drive_offs", "no_means", "pump_tests", "own_use")
    return ShiftReport(
        shift=shift_of(report.shift),
        at=utc(report.at),
        takings=list(map(takings_of, report.takings)),
        drawer=flat(ShiftDrawer, report.drawer) if report.HasField("drawer") else None,
        fuel=[flat(ShiftFuel, each) for each in report.fuel],
        vat=[flat(ShiftVat, each) for each in report.vat],
        refund_vat=[flat(ShiftVat, each) for each in report.refund_vat],
        debts_paid=flat(ShiftTally, report.debts_paid),
        prepaid_before_minor=report.prepaid_before_minor,
        carried=list(map(_unfinished, report.carried)),
        unfinished=list(map(_unfinished, report.unfinished)),
        meters=[flat(ShiftMeter, each) for each in report.meters],
        missing=[flat(MissingNumbers, each) for each in report.missing],
        offline_since=optional_utc(report, "offline_since"),
        offline_devices=[flat(UnsynchronisedDevice, d, seen_at=utc(d.seen_at)) for d in report.offline_devices],
        **{name: flat(ShiftTally, getattr(report, name)) for name in tallies},
    )


def z_of(z: pb.ZReport) -> ZReport:
    return flat(
        ZReport,
        z,
        report=report_of(z.report),
        denominations=[flat(Denomination, each) for each in z.denominations],
        previous_hash=z.previous_hash.hex(),
        hash=z.hash.hex(),
    )


def _tender(kind: "sale_pb2.TenderKind.ValueType") -> str:
    return sale_pb2.TenderKind.Name(kind).removeprefix("TENDER_KIND_")


def _unfinished(sale: pb.UnfinishedSale) -> UnfinishedSale:
    return flat(
        UnfinishedSale,
        sale,
        kind=sale_pb2.SaleKind.Name(sale.kind).removeprefix("SALE_KIND_"),
        state=sale_pb2.SaleState.Name(sale.state).removeprefix("SALE_STATE_"),
    )
