"""Refunds as documents."""

from datetime import datetime
from enum import StrEnum

from motorway.pos.v1 import sale_pb2, sales_pb2
from pydantic import Field

from api_gateway.http_api.common import Model, optional_utc, utc

_UUID = "01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e42"


class RefundState(StrEnum):
    REQUESTED = "REQUESTED"
    APPROVED = "APPROVED"
    DECLINED = "DECLINED"


class RefundTo(StrEnum):
    """Where the money goes: to where it came from."""

    CASH = "CASH"
    ACCOUNT = "ACCOUNT"
    CARD = "CARD"


class Refund(Model):
    refund_id: str
    sale_id: str
    site: str
    state: RefundState
    amount_minor: int = Field(examples=[300])
    currency: str = Field(description="ISO 4217", examples=["GBP"])
    tender_kind: RefundTo
    account_id: str = Field(examples=["acme-haulage"])
    reason: str = Field(examples=["coffee was cold"])
    lines: list[int] = Field(description="Lines that it is for; empty: an amount", examples=[[2]])
    requested_by: str = Field(examples=["jo.smith"])
    requested_at: datetime
    decided_by: str = Field(examples=["sam.lee"])
    decided_at: datetime | None
    decision_reason: str = Field(description="Why it was declined", examples=["no receipt"])
    shift_id: str = Field(description="The shift that gave the money; empty: none did", examples=[_UUID])
    receipt_id: str = Field(description="The credit receipt; empty: none", examples=[_UUID])
    payment_id: str = Field(description="Of a card: what is given back", examples=[_UUID])
    card_outcome: str = Field(
        description="Of a card: `pending`, `succeeded` or `failed`; empty: not approved", examples=["succeeded"]
    )


class RefundPage(Model):
    items: list[Refund]
    next_cursor: str


def refund_of(refund: sales_pb2.Refund) -> Refund:
    named = {
        "site": refund.site_id,
        "state": RefundState(sales_pb2.RefundState.Name(refund.state).removeprefix("REFUND_STATE_")),
        "tender_kind": RefundTo(sale_pb2.TenderKind.Name(refund.tender_kind).removeprefix("TENDER_KIND_")),
        "lines": list(refund.lines),
        "requested_at": utc(refund.requested_at),
        "decided_at": optional_utc(refund, "decided_at"),
    }
    rest = {name: getattr(refund, name) for name in Refund.model_fields.keys() - named.keys()}
    return Refund.model_validate({**named, **rest})
