"""What stands around card payments as documents: readers, cards on file, disputes."""

from datetime import datetime
from enum import StrEnum

from motorway.payments.v1 import desk_pb2
from pydantic import Field

from api_gateway.http_api.common import SLUG, Model, optional_utc, utc
from api_gateway.http_api.payment_models import Card, CardMethod, card_of
from api_gateway.http_api.sale_models import UUID_EXAMPLE
from api_gateway.http_api.shift_models import flat

_NOT_BLANK = r"^\S(.*\S)?$"


class Reader(Model):
    """A card reader at a till."""

    reader_id: str = Field(examples=[UUID_EXAMPLE])
    site: str
    till: str = Field(description="Where it stands; empty: any", examples=["Counter 1"])
    label: str = Field(examples=["Counter 1, left"])
    device_type: str = Field(description="As Stripe names it", examples=["bbpos_wisepos_e"])
    serial_number: str = Field(examples=["WSC513105011295"])
    status: str = Field(description="`online` or `offline`, as Stripe says", examples=["online"])
    busy_with: str = Field(description="The payment that it asks for; empty: idle", examples=[""])
    stripe_id: str = Field(examples=["tmr_FDOt2wlRZEdpd7"])
    last_seen_at: datetime | None
    test: bool = Field(description="No real money")


class ReaderList(Model):
    items: list[Reader]


class ReaderRegistration(Model):
    site: str = Field(pattern=SLUG)
    registration_code: str = Field(
        min_length=1, max_length=100, description="As the reader shows it", examples=["simulated-wpe"]
    )
    label: str = Field(pattern=_NOT_BLANK, max_length=60, examples=["Counter 1, left"])
    till: str = Field(default="", max_length=100, description="Where it stands; empty: any", examples=["Counter 1"])


class ConnectionTokenWish(Model):
    site: str = Field(pattern=SLUG)


class ConnectionToken(Model):
    secret: str = Field(description="For the Terminal SDK of an app that drives a reader", examples=["pst_test_…"])


class SavedCard(Model):
    """A card that an account customer left on file."""

    saved_card_id: str = Field(examples=[UUID_EXAMPLE])
    account_id: str = Field(examples=["acme-haulage"])
    card: Card | None
    saved_at: datetime
    saved_by: str = Field(examples=["jo.smith"])


class SavedCardList(Model):
    items: list[SavedCard]


class CardSetupState(StrEnum):
    """ACTION_REQUIRED: the customer must confirm at `action_url`."""

    PENDING = "PENDING"
    ACTION_REQUIRED = "ACTION_REQUIRED"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"


class CardSetupStart(Model):
    site: str = Field(pattern=SLUG)
    method: CardMethod = Field(description="READER or PAYMENT_METHOD")


class CardSetup(Model):
    """A card on its way to be kept on file."""

    setup_id: str = Field(examples=[UUID_EXAMPLE])
    account_id: str = Field(examples=["acme-haulage"])
    site: str
    state: CardSetupState
    reason: str = Field(description="Why it failed", examples=[""])
    action_url: str = Field(description="Where the customer goes to confirm; empty: nowhere", examples=[""])
    saved_card_id: str = Field(description="Once it succeeded", examples=[UUID_EXAMPLE])


class Dispute(Model):
    """A customer's bank wants its money back."""

    dispute_id: str = Field(examples=[UUID_EXAMPLE])
    payment_id: str
    sale_id: str = Field(description="Empty: not known", examples=[UUID_EXAMPLE])
    site: str
    amount_minor: int = Field(examples=[6_337])
    currency: str = Field(description="ISO 4217", examples=["GBP"])
    reason: str = Field(description="As Stripe names it", examples=["fraudulent"])
    status: str = Field(description="As Stripe names it", examples=["needs_response", "under_review", "won", "lost"])
    evidence_due_by: datetime | None = Field(description="What is not answered by then is lost")
    opened_at: datetime
    submitted_at: datetime | None
    submitted_by: str = Field(examples=["sam.lee"])
    stripe_id: str = Field(examples=["dp_1PLG6u2eZvKYlo2CBcxxLmwZ"])


class DisputeDetail(Dispute):
    evidence: dict[str, str] = Field(
        description="What is sent, or was, by Stripe's names of it; the receipt comes with it as PDF",
        examples=[{"product_description": "42.56 l Diesel at pump 4", "service_date": "2026-11-24"}],
    )


class DisputePage(Model):
    items: list[Dispute]
    next_cursor: str


class DisputeAnswer(Model):
    note: str = Field(default="", max_length=2_000, description="In the station's words", examples=["seen on camera 3"])


def reader_of(reader: desk_pb2.Reader) -> Reader:
    return flat(Reader, reader, site=reader.site_id, last_seen_at=optional_utc(reader, "last_seen_at"))


def saved_card_of(saved: desk_pb2.SavedCard) -> SavedCard:
    return flat(SavedCard, saved, card=card_of(saved), saved_at=utc(saved.saved_at))


def setup_of(setup: desk_pb2.CardSetup) -> CardSetup:
    state = desk_pb2.CardSetupState.Name(setup.state).removeprefix("CARD_SETUP_STATE_")
    return flat(CardSetup, setup, site=setup.site_id, state=state)


def dispute_of(dispute: desk_pb2.Dispute) -> Dispute:
    return flat(Dispute, dispute, **_times(dispute))


def dispute_detail_of(answer: desk_pb2.GetDisputeResponse) -> DisputeDetail:
    return flat(DisputeDetail, answer.dispute, **_times(answer.dispute), evidence=dict(answer.evidence))


def _times(dispute: desk_pb2.Dispute) -> dict[str, object]:
    return {
        "site": dispute.site_id,
        "opened_at": utc(dispute.opened_at),
        "evidence_due_by": optional_utc(dispute, "evidence_due_by"),
        "submitted_at": optional_utc(dispute, "submitted_at"),
    }
