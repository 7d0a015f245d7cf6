"""What can come of a call to Stripe, sorted by what may be done about it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import StrEnum

import stripe
from motorway_kit.errors import Conflict, MotorwayError, ResourceExhausted, Unavailable

from payments.domain.snapshot import Snapshot
from payments.provider.reading import Unreadable, snapshot_of

DEADLINE_S = 8.0


class Why(StrEnum):
    """Why nobody knows whether it happened."""

    LOST = "lost"
    IN_USE = "in_use"
    SERVER_ERROR = "server_error"
    GARBAGE = "garbage"


class OutcomeUnknown(Unavailable):
    """It may have happened or not: the same call with the same key, or asking, tells."""

    def __init__(self, message: str, why: Why, **context: object) -> None:
        super().__init__(message, why=why, **context)
        self.why = why


class RateLimited(ResourceExhausted):
    """Too many calls; nothing happened."""


class KeyRefused(Unavailable):
    """Stripe does not accept our API key, or not for this; nothing happened."""


class KeyReused(Conflict):
    """The idempotency key was used for something else: a mistake of ours that a person must look at."""


class Declined(Conflict):
    """The card was refused. `snapshot`: the payment after it, where Stripe tells."""

    def __init__(self, message: str, code: str, decline_code: str, snapshot: Snapshot | None) -> None:
        super().__init__(message, code=code, decline_code=decline_code)
        self.stripe_code, self.decline_code, self.snapshot = code, decline_code, snapshot


class Refused(Conflict):
    """Stripe understood and will not. `stripe_code` is Stripe's error code; `missing`: there is no such thing."""

    def __init__(self, message: str, code: str, *, missing: bool = False) -> None:
        super().__init__(message, stripe_code=code)
        self.stripe_code, self.missing = code, missing


@asynccontextmanager
async def asking(what: str) -> AsyncIterator[None]:
    """A call to Stripe. `what` is for the reader of an error: create, capture …

    Raises OutcomeUnknown, RateLimited, KeyRefused, KeyReused, Declined or Refused, and nothing of the library's own.
    """
    try:
        async with asyncio.timeout(DEADLINE_S):
            yield
    except stripe.StripeError as error:
        raise sorted_out(error, what) from error
    except TimeoutError as error:
        raise OutcomeUnknown("Stripe did not answer in time", Why.LOST, asked=what) from error
    except Unreadable as error:
        raise OutcomeUnknown("Stripe's answer cannot be read", Why.GARBAGE, asked=what) from error


def sorted_out(error: stripe.StripeError, what: str) -> MotorwayError:
    """Ours for one of the library's."""
    text = error.user_message or type(error).__name__
    match error:
        case stripe.IdempotencyError():
            return KeyReused(text, asked=what)
        case stripe.RateLimitError():
            return RateLimited(text, asked=what)
        case stripe.AuthenticationError() | stripe.PermissionError():
            return KeyRefused(text, asked=what)
        case stripe.CardError():
            return _declined(error, text)
        case stripe.InvalidRequestError():
            return Refused(text, error.code or "invalid_request", missing=error.code == "resource_missing")
    return OutcomeUnknown(f"it is not known what became of it: {type(error).__name__}", _why(error), asked=what)


def _why(error: stripe.StripeError) -> Why:
    status = error.http_status
    if isinstance(error, stripe.APIConnectionError) or status is None:
        return Why.LOST
    if status == 409:
        return Why.IN_USE
    return Why.SERVER_ERROR if status >= 500 else Why.GARBAGE


def _declined(error: stripe.CardError, text: str) -> Declined:
    detail = error.error.to_dict() if error.error else {}
    intent = detail.get("payment_intent")
    try:
        snapshot = snapshot_of(intent) if isinstance(intent, dict) else None
    except Unreadable:
        snapshot = None
    return Declined(text, error.code or "card_declined", str(detail.get("decline_code") or ""), snapshot)
