"""Cards that account customers leave on file. What is kept is Stripe's ids, the brand and the last four digits."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import IntEnum
from uuid import UUID

from motorway_kit.errors import Conflict, InvalidInput, NotFound

GIVEN_UP = timedelta(hours=24)
"""A setup that nobody finished by then is given up."""
LOOK_AGAIN = timedelta(seconds=30)
LONGEST_ACCOUNT = 100
_payment_method = re.compile(r"pm_[A-Za-z0-9_]{1,100}")


class CardSetupNotFound(NotFound):
    """Nobody asked for such a setup."""


class SavedCardNotFound(NotFound):
    """No such card, or it was removed."""


class CardSetupDiffers(Conflict):
    """Another setup was asked for with this id."""

    @property
    def reason(self) -> str:
        return "IdempotencyKeyReused"


class SetupState(IntEnum):
    """Numbers of the contract."""

    PENDING = 1
    ACTION_REQUIRED = 2
    SUCCEEDED = 3
    FAILED = 4

    @property
    def is_over(self) -> bool:
        return self in (SetupState.SUCCEEDED, SetupState.FAILED)


class SetupMethod(IntEnum):
    """Numbers of the contract: how the card is presented."""

    READER = 1
    PAYMENT_METHOD = 2


@dataclass(frozen=True)
class SetupRequest:
    """What a person asks for. `reader_id` is of READER, `payment_method` (pm_…) of PAYMENT_METHOD."""

    setup_id: str
    account_id: str
    site_id: str
    method: SetupMethod
    reader_id: str = ""
    payment_method: str = ""


@dataclass(frozen=True)
class CardSetup:
    """`stripe_id` (seti_…) is empty until Stripe has answered; `action_url`: where the customer goes (3-D Secure)."""

    request: SetupRequest
    state: SetupState
    asked_at: datetime
    asked_by: str
    stripe_id: str = ""
    reader_asked: bool = False
    reason: str = ""
    action_url: str = ""
    saved_card_id: str = ""

    @property
    def setup_id(self) -> str:
        return self.request.setup_id


@dataclass(frozen=True)
class CardDetails:
    """A payment method at Stripe (pm_…): never its number."""

    stripe_id: str
    brand: str
    last4: str
    exp_month: int
    exp_year: int
    fingerprint: str


@dataclass(frozen=True)
class SetupSnapshot:
    """A SetupIntent as Stripe tells it. `payment_method` (pm_…) is what is kept once it has succeeded."""

    stripe_id: str
    status: str
    action_url: str
    error_code: str
    payment_method: str

    @property
    def wants_card(self) -> bool:
        """Whether nothing was presented yet."""
        return self.status in ("requires_payment_method", "requires_confirmation") and not self.error_code


@dataclass(frozen=True)
class SavedCard:
    """`customer_id` (cus_…) and `card.stripe_id` (pm_…) are what is charged."""

    saved_card_id: str
    account_id: str
    customer_id: str
    card: CardDetails
    saved_at: datetime
    saved_by: str
    removed_at: datetime | None = None


def check_request(wanted: SetupRequest) -> None:
    """Raises InvalidInput."""
    _check_id(wanted.setup_id, "setup_id")
    if not (0 < len(wanted.account_id) <= LONGEST_ACCOUNT and wanted.account_id.isprintable()):
        raise InvalidInput("account_id is no account's id", field="account_id")
    if wanted.method is SetupMethod.READER:
        _check_id(wanted.reader_id, "method.reader_id")
    elif not _payment_method.fullmatch(wanted.payment_method):
        raise InvalidInput("payment_method must be one of Stripe's (pm_…)", field="method.payment_method")


def apply(setup: CardSetup, snapshot: SetupSnapshot) -> CardSetup:
    """The setup as it stands with what Stripe tells. One that is over stays as it is."""
    if setup.state.is_over:
        return setup
    found = replace(setup, stripe_id=snapshot.stripe_id, action_url=snapshot.action_url, reason="")
    match snapshot.status:
        case "succeeded":
            return replace(found, state=SetupState.SUCCEEDED, action_url="")
        case "canceled":
            return replace(found, state=SetupState.FAILED, reason="given_up", action_url="")
        case "requires_action":
            return replace(found, state=SetupState.ACTION_REQUIRED)
        case "requires_payment_method" if snapshot.error_code:
            return replace(found, state=SetupState.FAILED, reason=snapshot.error_code, action_url="")
    return replace(found, state=SetupState.PENDING)


def failed(setup: CardSetup, reason: str) -> CardSetup:
    """Given up here."""
    return replace(setup, state=SetupState.FAILED, reason=reason, action_url="")


def is_too_old(setup: CardSetup, now: datetime) -> bool:
    return now - setup.asked_at >= GIVEN_UP


def _check_id(text: str, field: str) -> None:
    try:
        UUID(text)
    except ValueError as error:
        raise InvalidInput(f"{field} is no id", field=field) from error
