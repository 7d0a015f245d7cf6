"""Receipts as documents. Money is in minor units of the currency, volume in millilitres."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from motorway.pos.v1 import receipts_pb2 as pb
from pydantic import ConfigDict, Field

from api_gateway.http_api.common import Model, optional_utc, utc

TIME = "2026-06-01T12:03:00Z"


class ReceiptKind(StrEnum):
    RECEIPT = "RECEIPT"
    CREDIT = "CREDIT"
    DEBT_PAYMENT = "DEBT_PAYMENT"
    TEST_SLIP = "TEST_SLIP"
    INVOICE = "INVOICE"
    OFFLINE_SLIP = "OFFLINE_SLIP"


class ReceiptFormat(StrEnum):
    HTML = "html"
    PDF = "pdf"
    ESCPOS = "escpos"


class MailState(StrEnum):
    WAITING = "WAITING"
    SENT = "SENT"
    FAILED = "FAILED"


class Frozen(Model):
    """A part of what was frozen; what later formats add is shown as well."""

    model_config = ConfigDict(extra="allow")


class ReceiptSeller(Frozen):
    name: str = Field(examples=["Motorway Petroleum Ltd"])
    address: list[str] = Field(examples=[["M25 Junction 9", "Cobham KT11 3DB"]])
    vat_id: str = Field(examples=["GB123456789"])


class ReceiptSite(Frozen):
    site_id: str
    name: str


class ReceiptFuel(Frozen):
    pump: int = Field(examples=[4])
    nozzle: int = Field(examples=[2])
    grade_id: str
    sequence: int = Field(description="The device's number of the transaction", examples=[8812])
    volume_ml: int = Field(examples=[42_560])
    unit_price_milli: int = Field(description="Thousandths of the currency per litre", examples=[1489])
    finished_at: str = Field(description="The date of supply", examples=[TIME])
    offline: bool


class ReceiptLine(Frozen):
    number: int = Field(examples=[1])
    description: str = Field(examples=["Diesel"])
    item_id: str = Field(description="Of a shop item", examples=[""])
    quantity: int = Field(examples=[1])
    unit_amount_minor: int = Field(examples=[0])
    amount_minor: int = Field(description="With VAT", examples=[6337])
    vat_rate_bp: int = Field(description="Basis points: 2000 is 20 %", examples=[2000])
    fuel: ReceiptFuel | None


class ReceiptVat(Frozen):
    """Everything of one rate; net and VAT are together the gross."""

    rate_bp: int = Field(examples=[2000])
    gross_minor: int = Field(examples=[6337])
    net_minor: int = Field(examples=[5281])
    vat_minor: int = Field(examples=[1056])


class ReceiptCard(Frozen):
    brand: str = Field(description="As Stripe names it", examples=["visa"])
    last4: str = Field(description="Its last four digits", examples=["4242"])
    reference: str = Field(description="Id of the payment", examples=["01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e42"])
    test: bool = Field(description="No real money: the receipt says TEST", examples=[False])


class ReceiptTender(Frozen):
    kind: str = Field(examples=["CASH"])
    amount_minor: int = Field(description="Negative when it was given back", examples=[6337])
    given_minor: int = Field(description="Cash handed over", examples=[7000])
    change_minor: int = Field(examples=[663])
    account_id: str = Field(examples=[""])
    vehicle_id: str = Field(examples=[""])
    odometer_km: int = Field(examples=[0])
    card: ReceiptCard | None = Field(default=None, description="Null: none was used")


class ReceiptReference(Frozen):
    """Another receipt: the original of a credit or a payment, the receipt of an invoice."""

    receipt_id: str
    series: str = Field(examples=["m25-cobham/Counter 1"])
    number: int = Field(examples=[1041])
    issued_at: str = Field(examples=[TIME])
    issued_at_local: str = Field(examples=["2026-06-01T13:03:00+01:00"])


class ReceiptOffline(Frozen):
    """It was handed out by a till without a line."""

    operation_id: str = Field(examples=["01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e42"])
    number: int = Field(description="Of the operation, within its device", examples=[12])
    handed_in_at: str = Field(description="When the till was back", examples=[TIME])


class Customer(Model):
    """Whom an invoice is made out to."""

    name: str = Field(min_length=1, max_length=100, examples=["Acme Haulage GmbH"])
    address: list[Annotated[str, Field(max_length=100)]] = Field(
        min_length=1, max_length=6, examples=[["Hauptstraße 1", "10115 Berlin"]]
    )
    vat_id: str = Field(default="", max_length=20, examples=["DE123456789"])


class ReceiptContent(Frozen):
    """What it says, frozen when it was issued."""

    format: int = Field(description="Of this content", examples=[1])
    kind: ReceiptKind
    receipt_id: str
    series: str = Field(examples=["m25-cobham/Counter 1"])
    number: int = Field(examples=[1042])
    sale_id: str
    issued_at: str = Field(examples=[TIME])
    issued_at_local: str = Field(description="By the clocks of the site", examples=["2026-06-01T13:03:00+01:00"])
    time_zone: str = Field(examples=["Europe/London"])
    seller: ReceiptSeller
    site: ReceiptSite
    till: str = Field(examples=["Counter 1"])
    shift_id: str
    cashier: str = Field(examples=["Jo Smith"])
    currency: str = Field(examples=["GBP"])
    exponent: int = Field(description="Decimal places of the currency", examples=[2])
    clearing: str = Field(description="How the sale was settled", examples=["PAID"])
    lines: list[ReceiptLine]
    vat: list[ReceiptVat]
    net_minor: int = Field(examples=[5281])
    vat_minor: int = Field(examples=[1056])
    total_minor: int = Field(examples=[6337])
    due_minor: int = Field(description="Not paid, of a drive-off or without means of payment", examples=[0])
    over_limit: bool = Field(description="The amount needs a full invoice", examples=[False])
    tenders: list[ReceiptTender]
    reference: ReceiptReference | None
    customer: Customer | None
    reason: str = Field(description="Of a credit", examples=[""])
    note: str = Field(examples=["Thank you, and a safe journey."])
    offline: ReceiptOffline | None = Field(default=None, description="Null: the till had its line")


class Receipt(Model):
    receipt_id: str
    site: str
    till: str = Field(description="With the site its series; `invoice` for invoices", examples=["Counter 1"])
    number: int = Field(description="From 1 within its series, without a gap", examples=[1042])
    kind: ReceiptKind
    sale_id: str = Field(description="Empty of an OFFLINE_SLIP for no sale that is known")
    original_id: str = Field(description="What a credit, an invoice or a payment is about", examples=[""])
    issued_at: datetime
    prints: int = Field(description="How often it went out; the first is the original, the others are copies")
    url: str = Field(description="Of the online copy", examples=["https://fuel.example/r/Jf93kd93jdKdi39dkJd83jdl"])
    hash: str = Field(description="SHA-256 of the previous hash and the canonical JSON (RFC 8785) of the content")
    previous_hash: str
    content: ReceiptContent


class ReceiptMail(Model):
    mail_id: str
    receipt_id: str
    address: str = Field(examples=["jo.smith@example.com"])
    state: MailState
    attempts: int
    last_error: str = Field(description="What the mail server said last", examples=[""])
    requested_at: datetime
    requested_by: str = Field(examples=["jo.smith"])
    ended_at: datetime | None


class ReceiptDetail(Receipt):
    invoice_id: str = Field(description="Its invoice; empty: none", examples=[""])
    mails: list[ReceiptMail]


class ReceiptPage(Model):
    items: list[Receipt]
    next_cursor: str


class SeriesVerification(Model):
    till: str = Field(examples=["Counter 1"])
    receipts: int = Field(examples=[1042])
    broken_number: int = Field(description="The first that is missing or not as it was issued; 0: all is whole")
    problem: str = Field(examples=[""])


class ReceiptVerification(Model):
    items: list[SeriesVerification]


class ReceiptPrint(Model):
    format: ReceiptFormat


class ReceiptAddress(Model):
    address: str = Field(min_length=3, max_length=254, description="E-mail", examples=["jo.smith@example.com"])


def receipt_of(receipt: pb.Receipt) -> Receipt:
    return Receipt(
        receipt_id=receipt.receipt_id,
        site=receipt.site_id,
        till=receipt.till,
        number=receipt.number,
        kind=ReceiptKind(pb.ReceiptKind.Name(receipt.kind).removeprefix("RECEIPT_KIND_")),
        sale_id=receipt.sale_id,
        original_id=receipt.original_id,
        issued_at=utc(receipt.issued_at),
        prints=receipt.prints,
        url=receipt.url,
        hash=receipt.hash.hex(),
        previous_hash=receipt.previous_hash.hex(),
        content=ReceiptContent.model_validate_json(receipt.content_json),
    )


def detail_of(found: pb.GetReceiptResponse) -> ReceiptDetail:
    receipt = receipt_of(found.receipt)
    return ReceiptDetail(
        **{name: getattr(receipt, name) for name in Receipt.model_fields},
        invoice_id=found.invoice_id,
        mails=[mail_of(mail) for mail in found.mails],
    )


def mail_of(mail: pb.ReceiptMail) -> ReceiptMail:
    return ReceiptMail(
        mail_id=mail.mail_id,
        receipt_id=mail.receipt_id,
        address=mail.address,
        state=MailState(pb.MailState.Name(mail.state).removeprefix("MAIL_STATE_")),
        attempts=mail.attempts,
        last_error=mail.last_error,
        requested_at=utc(mail.requested_at),
        requested_by=mail.requested_by,
        ended_at=optional_utc(mail, "ended_at"),
    )
