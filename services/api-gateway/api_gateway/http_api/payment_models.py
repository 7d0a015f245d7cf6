"""Card payments as documents, and out of the messages they travel in. Money is in minor units of the currency.

Of a card only its brand, its last four digits and its expiry are known here, never its number.
"""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from motorway.payments.v1 import payment_pb2, payments_pb2
from pydantic import Field, model_validator

from api_gateway.http_api.common import SLUG, HasPresence, Model, optional_utc, utc
from api_gateway.http_api.sale_models import UUID_EXAMPLE
from api_gateway.http_api.sale_wishes import Money, MyShift
from api_gateway.http_api.shift_models import flat

PAYMENT_METHOD = r"^(pm_[A-Za-z0-9_]{1,90})?$"
CURRENCY = "^[A-Z]{3}$"


class PaymentPurpose(StrEnum):
    """HOLD: a maximum, of which what was really delivered is taken. CHARGE: an amount that is known, taken at once."""

    HOLD = "HOLD"
    CHARGE = "CHARGE"


class PaymentState(StrEnum):
    """Moves only forward; refunds and disputes are facts beside it. ACTION_REQUIRED: the customer must confirm at
    `action_url` first. EXPIRED: the bank let go of the hold before it was captured."""

    CREATED = "CREATED"
    AUTHORISING = "AUTHORISING"
    ACTION_REQUIRED = "ACTION_REQUIRED"
    AUTHORISED = "AUTHORISED"
    CAPTURING = "CAPTURING"
    CAPTURED = "CAPTURED"
    VOIDING = "VOIDING"
    VOIDED = "VOIDED"
    EXPIRED = "EXPIRED"
    DECLINED = "DECLINED"


class MethodKind(StrEnum):
    """READER: at the till. PAYMENT_METHOD: made by Stripe of a card in an app. SAVED_CARD: on file for an account
    customer. LINK: a page on the customer's own phone."""

    READER = "READER"
    PAYMENT_METHOD = "PAYMENT_METHOD"
    SAVED_CARD = "SAVED_CARD"
    LINK = "LINK"


class CardRefundState(StrEnum):
    PENDING = "PENDING"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"


class CardMethod(Model):
    """How the customer presents a card; with its kind comes what it needs, and nothing else."""

    kind: MethodKind
    reader_id: str = Field(default="", max_length=100, description="Of READER", examples=[UUID_EXAMPLE])
    payment_method: str = Field(default="", pattern=PAYMENT_METHOD, description="Of PAYMENT_METHOD", examples=[""])
    saved_card_id: str = Field(default="", max_length=100, description="Of SAVED_CARD", examples=[""])
    account_id: str = Field(default="", max_length=100, description="Of SAVED_CARD: whose it is", examples=[""])

    @model_validator(mode="after")
    def _of_its_kind(self) -> "CardMethod":
        needed = NEEDED[self.kind]
        given = {name for name in type(self).model_fields if name != "kind" and getattr(self, name)}
        if given != needed:
            raise ValueError(f"{self.kind} comes with {' and '.join(sorted(needed)) or 'nothing else'}")
        return self


NEEDED: dict[MethodKind, set[str]] = {
    MethodKind.READER: {"reader_id"},
    MethodKind.PAYMENT_METHOD: {"payment_method"},
    MethodKind.SAVED_CARD: {"saved_card_id", "account_id"},
    MethodKind.LINK: set(),
}


class PaymentStart(Model):
    """A hold. A sale claims it with a tender of kind CARD; one that is not claimed is given up by itself."""

    site: str = Field(pattern=SLUG)
    purpose: Literal["HOLD"] = Field(
        default="HOLD", description="A ticket is charged at `/sales/{sale_id}/card-payments`"
    )
    amount_minor: Money = Field(description="The most that may be taken", examples=[10_000])
    currency: str = Field(pattern=CURRENCY, description="ISO 4217, of the site", examples=["GBP"])
    method: CardMethod
    shift_id: MyShift = ""
    description: str = Field(default="", max_length=100, description="Shown to the customer", examples=["Pump 4"])


class PaymentRetry(Model):
    method: CardMethod


class PaymentGivenUp(Model):
    reason: str = Field(default="", max_length=100, description="Empty: at the customer's wish", examples=["abandoned"])


class PaymentMethod(Model):
    kind: MethodKind
    reader_id: str = Field(examples=[UUID_EXAMPLE])
    payment_method: str = Field(examples=[""])
    saved_card_id: str = Field(examples=[""])


class Card(Model):
    brand: str = Field(description="As Stripe names it", examples=["visa"])
    last4: str = Field(description="The last four digits", examples=["4242"])
    exp_month: int = Field(description="0: not known", examples=[5])
    exp_year: int = Field(description="0: not known", examples=[2029])


class Payment(Model):
    """A card payment, as Stripe and we know it."""

    payment_id: str
    site: str
    sale_id: str = Field(description="The sale that it pays; empty until one claims it", examples=[UUID_EXAMPLE])
    shift_id: str = Field(description="The shift in which it was asked for; empty: none", examples=[UUID_EXAMPLE])
    purpose: PaymentPurpose
    state: PaymentState
    method: PaymentMethod
    amount_minor: int = Field(description="Asked for", examples=[10_000])
    currency: str = Field(description="ISO 4217", examples=["GBP"])
    approved_minor: int = Field(description="By the bank; may be less than asked for", examples=[10_000])
    take_minor: int = Field(description="What its sale takes in the end; -1: not known yet", examples=[6_337])
    captured_minor: int = Field(description="Taken", examples=[6_337])
    refunded_minor: int = Field(description="Given back, or on its way", examples=[0])
    shortfall_minor: int = Field(description="Dispensed beyond what could be taken; the customer owes it", examples=[0])
    capture_before: datetime | None = Field(description="The bank lets go of the hold then")
    card: Card | None = Field(description="Null until one was presented")
    reason: str = Field(description="Why it ended: Stripe's decline code, or ours", examples=["insufficient_funds"])
    message: str = Field(description="The same in Stripe's words", examples=["Your card has insufficient funds."])
    action_url: str = Field(description="Where the customer goes to confirm or to pay; empty: nowhere", examples=[""])
    stripe_id: str = Field(
        description="Empty: Stripe does not know of it yet", examples=["pi_3MtwBwLkdIwHu7ix28a3tqPa"]
    )
    open_question: str = Field(
        description="What was asked of Stripe and is not answered for certain; empty: all is known", examples=[""]
    )
    disputed: bool
    test: bool = Field(description="No real money")
    created_by: str = Field(examples=["jo.smith"])
    created_at: datetime
    updated_at: datetime
    version: int


class PaymentStep(Model):
    """A step of the time line."""

    version: int
    at: datetime
    state: PaymentState
    what: str = Field(examples=["created", "asked_reader", "authorised", "claimed", "amount_fixed", "captured"])
    actor: str = Field(description="Empty: Stripe, or the service itself", examples=["jo.smith"])


class CardRefund(Model):
    """Money that goes back to a card."""

    refund_id: str
    payment_id: str
    sale_id: str
    site: str
    state: CardRefundState
    amount_minor: int = Field(examples=[300])
    currency: str = Field(description="ISO 4217", examples=["GBP"])
    reason: str = Field(description="`sale_settled_otherwise`: by rule", examples=["coffee was cold"])
    failure_reason: str = Field(description="As Stripe names it", examples=[""])
    stripe_id: str = Field(examples=["re_1Nispe2eZvKYlo2Cd31jOCgZ"])
    created_at: datetime
    updated_at: datetime


class PaymentDetail(Payment):
    steps: list[PaymentStep] = Field(description="Its time line, oldest first")
    refunds: list[CardRefund]


class PaymentPage(Model):
    items: list[Payment]
    next_cursor: str


class CardRefundPage(Model):
    items: list[CardRefund]
    next_cursor: str


class ClientSecret(Model):
    client_secret: str = Field(description="For Stripe's own forms, of this payment", examples=["pi_3Mtw…_secret_…"])


def method_message(method: CardMethod) -> payment_pb2.Method:
    """All of it but the account."""
    kind = payment_pb2.MethodKind.Value(f"METHOD_KIND_{method.kind}")
    return payment_pb2.Method(kind=kind, **method.model_dump(exclude={"kind", "account_id"}))


def payment_of(payment: payment_pb2.Payment) -> Payment:
    return flat(Payment, payment, **_named(payment))


def payment_detail_of(answer: payments_pb2.GetPaymentResponse) -> PaymentDetail:
    return flat(
        PaymentDetail,
        answer.payment,
        **_named(answer.payment),
        steps=[flat(PaymentStep, step, at=utc(step.at), state=_state(step.state)) for step in answer.steps],
        refunds=[card_refund_of(refund) for refund in answer.refunds],
    )


def card_refund_of(refund: payment_pb2.CardRefund) -> CardRefund:
    state = payment_pb2.CardRefundState.Name(refund.state).removeprefix("CARD_REFUND_STATE_")
    times = {name: utc(getattr(refund, name)) for name in ("created_at", "updated_at")}
    return flat(CardRefund, refund, site=refund.site_id, state=state, **times)


def card_of(message: HasPresence) -> Card | None:
    """Of what may have one."""
    return flat(Card, getattr(message, "card")) if message.HasField("card") else None  # noqa: B009 - a protocol


def _named(payment: payment_pb2.Payment) -> dict[str, object]:
    """What is not as it is in the message."""
    kind = payment_pb2.MethodKind.Name(payment.method.kind).removeprefix("METHOD_KIND_")
    return {
        "site": payment.site_id,
        "purpose": payment_pb2.PaymentPurpose.Name(payment.purpose).removeprefix("PAYMENT_PURPOSE_"),
        "state": _state(payment.state),
        "method": flat(PaymentMethod, payment.method, kind=kind),
        "capture_before": optional_utc(payment, "capture_before"),
        "card": card_of(payment),
        "created_at": utc(payment.created_at),
        "updated_at": utc(payment.updated_at),
    }


def _state(state: payment_pb2.PaymentState.ValueType) -> str:
    return payment_pb2.PaymentState.Name(state).removeprefix("PAYMENT_STATE_")
