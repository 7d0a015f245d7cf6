"""Sales as documents, and out of the messages they travel in. Money is in minor units of the sale's currency."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from google.protobuf.message import Message
from motorway.pos.v1 import sale_pb2, sales_pb2
from pydantic import Field

from api_gateway.http_api.common import Model, optional_utc, utc
from api_gateway.http_api.debt_models import Debt, debt_of
from api_gateway.http_api.refund_models import Refund, refund_of

UUID_EXAMPLE = "01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e42"
ShiftOrNone = Annotated[str, Field(description="Empty: no shift", examples=[UUID_EXAMPLE])]


class SaleKind(StrEnum):
    """PUMP_TEST is fuel that goes back to its tank; SHOP has none on it."""

    POST_PAY = "POST_PAY"
    PRE_PAY = "PRE_PAY"
    ATTENDANT = "ATTENDANT"
    PUMP_TEST = "PUMP_TEST"
    OWN_USE = "OWN_USE"
    SHOP = "SHOP"


class SaleState(StrEnum):
    """PAYABLE, LOCKED and CLEARED are IFSF's transaction states."""

    REQUESTED = "REQUESTED"
    AUTHORISED = "AUTHORISED"
    FUELLING = "FUELLING"
    PAYABLE = "PAYABLE"
    LOCKED = "LOCKED"
    CLEARED = "CLEARED"
    REFUSED = "REFUSED"
    ENDED = "ENDED"
    VOIDED = "VOIDED"


class SaleOrigin(StrEnum):
    """Who released the pump: we, nobody, or the pump itself while the controller was offline."""

    POS = "POS"
    UNAUTHORISED = "UNAUTHORISED"
    OFFLINE = "OFFLINE"


class Clearing(StrEnum):
    """How a cleared sale was settled."""

    PAID = "PAID"
    ZERO = "ZERO"
    PUMP_TEST = "PUMP_TEST"
    OWN_USE = "OWN_USE"
    DRIVE_OFF = "DRIVE_OFF"
    NO_MEANS = "NO_MEANS"


class TenderKind(StrEnum):
    """CARD: taken from a card. RECEIVABLE: dispensed beyond what a card could be charged; the customer owes it."""

    CASH = "CASH"
    ACCOUNT = "ACCOUNT"
    CARD = "CARD"
    RECEIVABLE = "RECEIVABLE"


class CardPaymentState(StrEnum):
    """PENDING: asked for. APPROVED: a hold that was claimed. FIXED: the sale has said how much it takes.
    CAPTURED: it is a tender now. ENDED: nothing was taken."""

    PENDING = "PENDING"
    APPROVED = "APPROVED"
    FIXED = "FIXED"
    CAPTURED = "CAPTURED"
    ENDED = "ENDED"


class FuelLine(Model):
    """What the pump said of the finished fuelling."""

    pump: int
    nozzle: int
    grade_id: str
    sequence: int = Field(description="The device's number of the transaction, per pump", examples=[8812])
    volume_ml: int = Field(examples=[42_560])
    unit_price_milli: int = Field(description="Thousandths of the major unit per litre", examples=[1489])
    price_set: int = Field(examples=[17])
    volume_total_before_ml: int = Field(description="Totaliser of the nozzle before", examples=[7_310_200])
    volume_total_after_ml: int = Field(description="And after", examples=[7_352_760])
    started_at: datetime
    finished_at: datetime
    offline: bool
    end_reason: str = Field(description="What ended it", examples=["nozzle_in"])


class SaleLine(Model):
    number: int = Field(description="From 1 within the sale")
    description: str = Field(examples=["Diesel"])
    amount_minor: int = Field(description="Holds its VAT", examples=[6337])
    vat_rate_bp: int = Field(description="Basis points: 2000 is 20 %", examples=[2000])
    item_id: str = Field(description="Of a shop item", examples=["coffee"])
    quantity: int
    unit_amount_minor: int = Field(examples=[6337])
    fuel: FuelLine | None = Field(description="Of fuel")


class Tender(Model):
    """What was given, and what was given back of it."""

    number: int
    kind: TenderKind
    amount_minor: int = Field(description="What counts towards the sale; negative: given back", examples=[6337])
    given_minor: int = Field(description="Cash handed over", examples=[7000])
    change_minor: int = Field(description="Cash handed back at once", examples=[663])
    account_id: str = Field(examples=["acme-haulage"])
    vehicle_id: str = Field(examples=["AB12CDE"])
    odometer_km: int = Field(examples=[182_400])
    shift_id: str = Field(description="The shift whose drawer it is in", examples=[UUID_EXAMPLE])
    at: datetime
    reverses: int = Field(description="Number of the tender that it gives back whole; 0: none", examples=[0])
    payment_id: str = Field(description="Of a card", examples=[UUID_EXAMPLE])
    card_brand: str = Field(description="As Stripe names it", examples=["visa"])
    card_last4: str = Field(description="Its last four digits", examples=["4242"])
    test: bool = Field(description="Of a card: no real money", examples=[False])


class SaleCardPayment(Model):
    """A card payment as its sale sees it; all of it is under `/payments`."""

    payment_id: str
    state: CardPaymentState
    amount_minor: int = Field(description="Asked for, or approved", examples=[10_000])
    reason: str = Field(description="Why nothing was taken", examples=["insufficient_funds"])
    shift_id: ShiftOrNone
    for_debt: bool = Field(description="It pays the debt that the ticket left, not the ticket", examples=[False])


class Sale(Model):
    """A ticket: what is on it, and what was given for it."""

    sale_id: str
    site: str
    kind: SaleKind
    state: SaleState
    origin: SaleOrigin
    clearing: Clearing | None = Field(description="How it was settled, once it is cleared")
    currency: str = Field(description="ISO 4217", examples=["GBP"])
    pump: int = Field(description="0: none", examples=[4])
    nozzles: list[int] = Field(description="Those that may be used; empty: every one of the pump")
    max_amount_minor: int = Field(description="Limit given to the pump; 0: none", examples=[0])
    max_volume_ml: int = Field(description="Limit given to the pump; 0: none", examples=[0])
    price_set: int = Field(examples=[17])
    lines: list[SaleLine]
    tenders: list[Tender]
    card_payments: list[SaleCardPayment] = Field(
        description="Asked for or held, oldest first; CAPTURED is a tender too"
    )
    total_minor: int = Field(examples=[6337])
    due_minor: int = Field(description="Total less tenders; negative: change is due", examples=[0])
    refunded_minor: int = Field(description="Given back after it was cleared", examples=[0])
    opened_shift_id: ShiftOrNone
    shift_id: ShiftOrNone = Field(description="Has it while it is LOCKED, and cleared it")
    opened_by: str = Field(examples=["jo.smith"])
    cleared_by: str = Field(examples=["jo.smith"])
    opened_at: datetime
    payable_at: datetime | None
    cleared_at: datetime | None
    reason: str = Field(description="Why it was refused, ended or voided", examples=["closed"])
    refusal_code: int = Field(description="IFSF minor error when the pump refused; 0: none", examples=[46])
    receipt_id: str = Field(description="Empty: none yet", examples=[UUID_EXAMPLE])
    registration: str = Field(description="Of a customer who left without paying", examples=["AB12 CDE"])
    note: str = Field(examples=["monthly calibration"])
    return_tank: int = Field(description="Where the fuel of a pump test went; 0: nowhere", examples=[0])
    version: int


class SaleStep(Model):
    """A step of the time line."""

    version: int
    at: datetime
    state: SaleState
    what: str = Field(examples=["opened", "accepted", "fuelled", "locked", "tender_added", "cleared"])
    actor: str = Field(description="Empty: a device", examples=["jo.smith"])


class SaleDetail(Sale):
    steps: list[SaleStep] = Field(description="Its time line, oldest first")
    refunds: list[Refund]
    debt: Debt | None


class SalePage(Model):
    items: list[Sale]
    next_cursor: str


class ChangeGiven(Model):
    sale: Sale
    cash_minor: int = Field(description="To hand over", examples=[2000])
    account_minor: int = Field(description="Back to the account that paid", examples=[0])


class SaleLeftUnpaid(Model):
    sale: Sale
    debt: Debt


def sale_of(sale: sale_pb2.Sale) -> Sale:
    return Sale.model_validate(_fields(sale))


def detail_of(answer: sales_pb2.GetSaleResponse) -> SaleDetail:
    more = {
        "steps": [_step(step) for step in answer.steps],
        "refunds": [refund_of(refund) for refund in answer.refunds],
        "debt": debt_of(answer.debt) if answer.HasField("debt") else None,
    }
    return SaleDetail.model_validate(_fields(answer.sale) | more)


def _fields(sale: sale_pb2.Sale) -> dict[str, Any]:
    named = {
        "site": sale.site_id,
        "kind": sale_pb2.SaleKind.Name(sale.kind).removeprefix("SALE_KIND_"),
        "state": sale_pb2.SaleState.Name(sale.state).removeprefix("SALE_STATE_"),
        "origin": sale_pb2.SaleOrigin.Name(sale.origin).removeprefix("SALE_ORIGIN_"),
        "clearing": sale_pb2.Clearing.Name(sale.clearing).removeprefix("CLEARING_") if sale.clearing else None,
        "nozzles": list(sale.nozzles),
        "lines": [_line(line) for line in sale.lines],
        "tenders": [_tender(tender) for tender in sale.tenders],
        "card_payments": [_card_payment(one) for one in sale.card_payments],
        "opened_at": utc(sale.opened_at),
        "payable_at": optional_utc(sale, "payable_at"),
        "cleared_at": optional_utc(sale, "cleared_at"),
    }
    return named | _rest(Sale, sale, named)


def _line(line: sale_pb2.SaleLine) -> SaleLine:
    named = {"fuel": _fuel(line.fuel) if line.HasField("fuel") else None}
    return SaleLine.model_validate(named | _rest(SaleLine, line, named))


def _fuel(fuel: sale_pb2.FuelLine) -> FuelLine:
    named = {"started_at": utc(fuel.started_at), "finished_at": utc(fuel.finished_at)}
    return FuelLine.model_validate(named | _rest(FuelLine, fuel, named))


def _tender(tender: sale_pb2.Tender) -> Tender:
    kind = sale_pb2.TenderKind.Name(tender.kind).removeprefix("TENDER_KIND_")
    named = {"kind": kind, "at": utc(tender.at)}
    return Tender.model_validate(named | _rest(Tender, tender, named))


def _card_payment(one: sale_pb2.SaleCardPayment) -> SaleCardPayment:
    named = {"state": sale_pb2.CardPaymentState.Name(one.state).removeprefix("CARD_PAYMENT_STATE_")}
    return SaleCardPayment.model_validate(named | _rest(SaleCardPayment, one, named))


def _step(step: sales_pb2.SaleStep) -> SaleStep:
    named = {"at": utc(step.at), "state": sale_pb2.SaleState.Name(step.state).removeprefix("SALE_STATE_")}
    return SaleStep.model_validate(named | _rest(SaleStep, step, named))


def _rest(model: type[Model], message: Message, named: Collection[str]) -> dict[str, Any]:
    """The fields that are as they are in the message."""
    return {name: getattr(message, name) for name in model.model_fields if name not in named}
