"""What is asked of sales: bodies and queries."""

from enum import StrEnum
from typing import Annotated

from motorway.pos.v1 import sale_pb2, sales_pb2
from pydantic import BaseModel, Field

from api_gateway.http_api.common import SLUG, Model
from api_gateway.http_api.moments import Moment
from api_gateway.http_api.refund_models import RefundTo
from api_gateway.http_api.sale_models import UUID_EXAMPLE, SaleKind, SaleState
from api_gateway.http_api.sites import SITES

Money = Annotated[int, Field(strict=True, ge=0, lt=10**12, description="Minor units")]
MyShift = Annotated[
    str,
    Field(max_length=100, description="The open shift that you work with; empty: your own", examples=[UUID_EXAMPLE]),
]
Note = Annotated[str, Field(max_length=300)]
_STATE = "(" + "|".join(SaleState) + ")"
_KIND = "(" + "|".join(SaleKind) + ")"


class CounterTenderKind(StrEnum):
    CASH = "CASH"
    ACCOUNT = "ACCOUNT"


class NewTenderKind(StrEnum):
    """CARD: an approved hold, of a pre-pay only."""

    CASH = "CASH"
    ACCOUNT = "ACCOUNT"
    CARD = "CARD"


class TenderTerms(Model):
    amount_minor: Money = Field(default=0, description="What of it counts; 0: all that is due", examples=[6337])
    given_minor: Money = Field(default=0, description="Cash handed over; 0: exactly the amount", examples=[7000])
    account_id: str = Field(default="", max_length=100, description="Of an account", examples=["acme-haulage"])
    vehicle_id: str = Field(default="", max_length=40, examples=["AB12CDE"])
    odometer_km: int = Field(default=0, strict=True, ge=0, lt=10**7, examples=[182_400])


class NewTender(TenderTerms):
    """What the customer gives."""

    kind: NewTenderKind
    payment_id: str = Field(default="", max_length=100, description="Of a card: the hold", examples=[""])


class SaleOpening(Model):
    """A ticket, and what its pump is released for."""

    site: str = Field(pattern=SLUG)
    kind: SaleKind
    pump: int = Field(default=0, strict=True, ge=0, le=2**32 - 1, description="None for a shop ticket", examples=[4])
    nozzles: list[Annotated[int, Field(strict=True, ge=1, le=2**32 - 1)]] = Field(
        default_factory=list, max_length=8, description="Those that may be used; empty: by grade, or every one"
    )
    grade_ids: list[Annotated[str, Field(max_length=100)]] = Field(
        default_factory=list, max_length=8, description="Grades that may be taken; empty: every one", examples=[["e10"]]
    )
    max_amount_minor: Money = Field(default=0, description="Limit; a pre-pay needs this or a volume", examples=[5000])
    max_volume_ml: int = Field(default=0, strict=True, ge=0, lt=2**63, description="Limit; 0: none", examples=[0])
    shift_id: MyShift = ""
    tenders: list[NewTender] = Field(
        default_factory=list,
        max_length=10,
        description="Of a pre-pay: together its amount, or its volume at the highest price, rounded up",
    )
    note: Note = Field(default="", description="Why; needed for PUMP_TEST and OWN_USE", examples=["calibration"])


class AtTill(Model):
    shift_id: MyShift = ""


class NewSaleLine(AtTill):
    item_id: str = Field(default="", max_length=100, description="This or a barcode", examples=["coffee"])
    barcode: str = Field(default="", max_length=20, description="As it was scanned", examples=[""])
    quantity: int = Field(default=1, strict=True, ge=1, le=999)


class TenderAtTill(TenderTerms):
    kind: CounterTenderKind
    shift_id: MyShift = ""


class SaleConfirmation(AtTill):
    """How a ticket is cleared that is no takings."""

    clearing: str = Field(pattern="^(PUMP_TEST|OWN_USE|ZERO)$", examples=["PUMP_TEST"])
    tank: int = Field(
        default=0,
        strict=True,
        ge=0,
        le=2**32 - 1,
        description="Where the fuel of a pump test went back to; 0: where it came from",
    )
    note: Note = Field(default="", examples=["monthly calibration"])


class ReasonGiven(Model):
    reason: str = Field(min_length=1, max_length=300, examples=["customer changed their mind"])


class SaleVoiding(AtTill, ReasonGiven):
    pass


class DriveOff(AtTill):
    registration: str = Field(default="", max_length=30, description="May be empty with a photo", examples=["AB12 CDE"])
    note: Note = Field(default="", examples=["blue van"])
    photo_ref: str = Field(
        default="",
        max_length=300,
        description="Of a picture that is kept elsewhere; those of `/photos` need no mention",
        examples=["cam3/20261124-0830.jpg"],
    )


class NoMeans(AtTill):
    person: str = Field(min_length=1, max_length=300, description="Name and address", examples=["Jo Smith, 1 High St"])
    registration: str = Field(default="", max_length=30, examples=["AB12 CDE"])
    note: Note = Field(default="", examples=["forgot the wallet"])


class RefundWish(ReasonGiven):
    """Either lines, given back whole, or an amount; to where the money came from."""

    lines: list[Annotated[int, Field(strict=True, ge=1, le=2**32 - 1)]] = Field(
        default_factory=list, max_length=200, examples=[[2]]
    )
    amount_minor: Money = Field(default=0, examples=[0])
    tender_kind: RefundTo = RefundTo.CASH
    account_id: str = Field(default="", max_length=100, description="Of an account", examples=[""])
    payment_id: str = Field(
        default="", max_length=100, description="Of a card: which payment; empty: the only one", examples=[""]
    )


class DebtPayment(AtTill):
    tenders: list[NewTender] = Field(min_length=1, max_length=10, description="Together the whole debt")


class Page(BaseModel):
    site: str = Field(default="", pattern=SITES, description="Site ids with commas between; empty: every site")
    cursor: str = Field(default="", max_length=500, description="`next_cursor` of the page before; empty: first page")
    limit: int = Field(default=100, ge=1, le=200, description="Items on a page")


class SaleQuery(Page):
    state: str = Field(
        default="",
        pattern=f"^({_STATE}(,{_STATE})*)?$",
        description="States with commas between; empty: all",
        examples=["PAYABLE,LOCKED"],
    )
    kind: str = Field(
        default="",
        pattern=f"^({_KIND}(,{_KIND})*)?$",
        description="Kinds with commas between; empty: all",
        examples=["PRE_PAY"],
    )
    pump: int = Field(default=0, ge=0, le=2**32 - 1, description="0: every one")
    shift_id: str = Field(default="", max_length=100, description="The shift that opened, has or cleared it")
    start: Moment | None = Field(default=None, alias="from", description="Opened since, inclusive")
    end: Moment | None = Field(default=None, alias="to", description="Opened until, exclusive")
    text: str = Field(
        default="",
        max_length=100,
        description="Number or id of a receipt, or the beginning of a registration",
        examples=["AB12"],
    )


def tender_message(given: NewTender | TenderAtTill) -> sales_pb2.NewTender:
    rest = given.model_dump(exclude={"kind", "shift_id"})
    return sales_pb2.NewTender(kind=kind_message(given.kind), **rest)


def kind_message(kind: str) -> sale_pb2.TenderKind.ValueType:
    return sale_pb2.TenderKind.Value(f"TENDER_KIND_{kind}")


def names(listed: str) -> list[str]:
    return [name for name in listed.split(",") if name]
