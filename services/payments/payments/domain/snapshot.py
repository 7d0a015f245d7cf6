"""What Stripe says of a payment at one moment, in our words. Money in minor units, currencies as ISO 4217."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class StripeStatus(StrEnum):
    """Of a PaymentIntent, as Stripe names them."""

    REQUIRES_PAYMENT_METHOD = "requires_payment_method"
    REQUIRES_CONFIRMATION = "requires_confirmation"
    REQUIRES_ACTION = "requires_action"
    PROCESSING = "processing"
    REQUIRES_CAPTURE = "requires_capture"
    SUCCEEDED = "succeeded"
    CANCELED = "canceled"


@dataclass(frozen=True)
class ChargeSnapshot:
    """The newest charge of a PaymentIntent, also one that failed. `fingerprint`: the same card has the same."""

    charge_id: str
    amount_minor: int
    captured: bool
    captured_minor: int
    refunded_minor: int
    capture_before: datetime | None = None
    brand: str = ""
    last4: str = ""
    exp_month: int = 0
    exp_year: int = 0
    fingerprint: str = ""
    balance_transaction_id: str = ""
    disputed: bool = False


@dataclass(frozen=True)
class Snapshot:
    """A PaymentIntent with its newest charge. `payment_id`, `deployment`: who made it, from its metadata; empty: not
    told there.

    `decline_code`, `decline_message`: of the last attempt that failed. `action_url`: where the customer must go.
    """

    stripe_id: str
    status: StripeStatus
    amount_minor: int
    capturable_minor: int
    received_minor: int
    currency: str
    canceled_reason: str
    decline_code: str
    decline_message: str
    action_url: str
    payment_id: str
    livemode: bool
    created_at: datetime
    charge: ChargeSnapshot | None
    deployment: str = ""


class RefundStatus(StrEnum):
    """As Stripe names them."""

    PENDING = "pending"
    REQUIRES_ACTION = "requires_action"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELED = "canceled"


@dataclass(frozen=True)
class RefundSnapshot:
    """A refund at Stripe. `refund_id` is ours, from its metadata; empty: it was made elsewhere."""

    stripe_id: str
    intent_id: str
    charge_id: str
    refund_id: str
    status: RefundStatus
    amount_minor: int
    currency: str
    failure_reason: str
    created_at: datetime


@dataclass(frozen=True)
class PageSnapshot:
    """A page on which a customer pays (a Checkout Session). `intent_id` is empty until the customer has begun."""

    page_id: str
    url: str
    intent_id: str
    open: bool


@dataclass(frozen=True)
class ReaderSnapshot:
    """What a reader at a till is doing. `intent_id`: the PaymentIntent that it asks for, or was last asked for."""

    intent_id: str
    in_progress: bool
    failure_code: str
    failure_message: str
