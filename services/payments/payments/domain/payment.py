"""A card payment: what it is, and the states that it goes through. How it goes: `steps`."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from motorway_kit.errors import Conflict, NotFound


class PaymentState(IntEnum):
    """Only forward by rank. Numbers as in the contract."""

    CREATED = 1
    AUTHORISING = 2
    ACTION_REQUIRED = 3
    AUTHORISED = 4
    CAPTURING = 5
    CAPTURED = 6
    VOIDING = 7
    VOIDED = 8
    EXPIRED = 9
    DECLINED = 10

    @property
    def rank(self) -> int:
        return _RANKS[self]

    @property
    def final(self) -> bool:
        """Nothing but refunds and disputes come after it."""
        return self in FINAL


FINAL = frozenset({PaymentState.CAPTURED, PaymentState.VOIDED, PaymentState.EXPIRED})
HELD = frozenset({PaymentState.AUTHORISED, PaymentState.CAPTURING})
"""A hold is there, and its sale may have its money."""

_RANKS = {
    PaymentState.CREATED: 0,
    PaymentState.AUTHORISING: 1,
    PaymentState.ACTION_REQUIRED: 1,
    PaymentState.DECLINED: 1,
    PaymentState.AUTHORISED: 2,
    PaymentState.CAPTURING: 3,
    PaymentState.VOIDING: 3,
    PaymentState.CAPTURED: 4,
    PaymentState.VOIDED: 4,
    PaymentState.EXPIRED: 4,
}


class Purpose(IntEnum):
    """HOLD: a maximum, held before fuelling. CHARGE: an amount that is known."""

    HOLD = 1
    CHARGE = 2


class MethodKind(IntEnum):
    READER = 1
    PAYMENT_METHOD = 2
    SAVED_CARD = 3
    LINK = 4


@dataclass(frozen=True)
class Method:
    """How the customer pays. `reference`: our id of the reader or of the saved card, or pm_…; empty for a link.

    `stripe_method`: what that is at Stripe (tmr_…, pm_…); `customer_id`: whose card on file it is (cus_…).
    """

    kind: MethodKind
    reference: str = ""
    stripe_method: str = ""
    customer_id: str = ""


@dataclass(frozen=True)
class Card:
    """What may be known of a card."""

    brand: str
    last4: str
    exp_month: int
    exp_year: int
    fingerprint: str = ""


@dataclass(frozen=True)
class Payment:
    """`attempt`: how often a card was asked for; `attempted`: how often that is known to have reached Stripe.

    `take_minor`: what its sale takes in the end; None: not known. `look_at`: when to ask Stripe without being told to.
    `reason`: Stripe's decline code, or ours, in snake case. `page_id`: the Checkout Session of a link; it is open
    as long as there is an `action_url`. `open_question`: what was asked of Stripe without a certain answer.
    `reader_asks`: a reader asks its customer for a card.
    """

    payment_id: str
    site_id: str
    purpose: Purpose
    method: Method
    amount_minor: int
    currency: str
    created_by: str
    created_at: datetime
    state_at: datetime
    updated_at: datetime
    description: str = ""
    sale_id: str = ""
    shift_id: str = ""
    account_id: str = ""
    state: PaymentState = PaymentState.CREATED
    attempt: int = 1
    attempted: int = 0
    approved_minor: int = 0
    take_minor: int | None = None
    captured_minor: int = 0
    refunded_minor: int = 0
    shortfall_minor: int = 0
    capture_before: datetime | None = None
    card: Card | None = None
    reason: str = ""
    message: str = ""
    action_url: str = ""
    stripe_id: str = ""
    charge_id: str = ""
    page_id: str = ""
    reader_asks: bool = False
    disputed: bool = False
    test: bool = True
    look_at: datetime | None = None
    open_question: str = ""
    version: int = 1


class PaymentNotFound(NotFound):
    """There is no such payment."""


class PaymentNotAuthorised(Conflict):
    """There is no hold that a sale could claim: it is not approved yet, given up, used or about to expire."""


class PaymentClaimed(Conflict):
    """A sale has it."""


class PaymentCaptured(Conflict):
    """The money is taken: it can be refunded, not given up."""


class PaymentNotDeclined(Conflict):
    """Only a payment that was declined is tried again."""


class TooManyAttempts(Conflict):
    """It was tried as often as a card may be: ask for a new payment."""


class AmountContradicted(Conflict):
    """How much its sale takes was said before, and otherwise; or another sale says it."""
