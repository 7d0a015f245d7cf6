"""Debts of customers who left without paying, as documents."""

from datetime import datetime
from enum import StrEnum

from motorway.pos.v1 import sales_pb2
from pydantic import Field

from api_gateway.http_api.common import Model, optional_utc, utc

_UUID = "01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e42"


class DebtKind(StrEnum):
    """CARD_SHORTFALL: dispensed beyond what a card could be charged."""

    DRIVE_OFF = "DRIVE_OFF"
    NO_MEANS = "NO_MEANS"
    CARD_SHORTFALL = "CARD_SHORTFALL"


class DebtState(StrEnum):
    OPEN = "OPEN"
    SETTLED = "SETTLED"
    WRITTEN_OFF = "WRITTEN_OFF"


class Debt(Model):
    """Fuel that left without money, or with too little."""

    debt_id: str
    sale_id: str
    site: str
    kind: DebtKind
    state: DebtState
    amount_minor: int = Field(examples=[6337])
    currency: str = Field(description="ISO 4217", examples=["GBP"])
    pump: int = Field(examples=[4])
    registration: str = Field(examples=["AB12 CDE"])
    person: str = Field(description="Name and address of who could not pay", examples=["Jo Smith, 1 High Street"])
    note: str = Field(examples=["blue van"])
    photo_ref: str = Field(description="Names a picture that is kept elsewhere", examples=["cam3/20261124-0830.jpg"])
    recorded_by: str = Field(examples=["jo.smith"])
    recorded_at: datetime
    settled_by: str = Field(description="Who took the money, or wrote it off", examples=["jo.smith"])
    settled_at: datetime | None
    settled_shift_id: str = Field(description="The shift that took the money; empty: none did", examples=[_UUID])
    settled_reason: str = Field(description="Why it was written off", examples=["no trace of the owner"])
    receipt_id: str = Field(description="The receipt of its payment; empty: none", examples=[_UUID])
    version: int


class DebtPage(Model):
    items: list[Debt]
    next_cursor: str


class DebtCardPayment(Model):
    payment_id: str = Field(description="All of it is under `/payments`", examples=[_UUID])
    debt: Debt = Field(description="OPEN still")


def debt_of(debt: sales_pb2.Debt) -> Debt:
    named = {
        "site": debt.site_id,
        "kind": DebtKind(sales_pb2.DebtKind.Name(debt.kind).removeprefix("DEBT_KIND_")),
        "state": DebtState(sales_pb2.DebtState.Name(debt.state).removeprefix("DEBT_STATE_")),
        "recorded_at": utc(debt.recorded_at),
        "settled_at": optional_utc(debt, "settled_at"),
    }
    rest = {name: getattr(debt, name) for name in Debt.model_fields.keys() - named.keys()}
    return Debt.model_validate({**named, **rest})
