"""Errors in Stripe's shape (https://docs.stripe.com/api/errors)."""

from typing import Any


class StripeError(Exception):
    """What the caller gets: a status and the document under `error`; the kind says how the SDK raises it."""

    status = 400
    kind = "invalid_request_error"

    def __init__(self, message: str, code: str | None = None, param: str | None = None, **more: Any) -> None:
        super().__init__(message)
        self.message, self.code, self.param, self.more = message, code, param, more

    def document(self) -> dict[str, Any]:
        named = {"code": self.code, "param": self.param, **self.more}
        given = {name: value for name, value in named.items() if value is not None}
        return {"error": {"message": self.message, "type": self.kind, **given}}


class InvalidRequest(StripeError):
    """A parameter is wrong, or the object is in no state for it."""


class NotFound(StripeError):
    """No such object, or no such address."""

    status = 404


class Unauthenticated(StripeError):
    """No key, or a wrong one."""

    status = 401


class CardError(StripeError):
    """The card was declined, or its holder has to be asked."""

    status = 402
    kind = "card_error"


class IdempotencyMismatch(StripeError):
    """The key was used with another request."""

    kind = "idempotency_error"


class KeyInUse(StripeError):
    """A request with this key is being executed."""

    status = 409


class RateLimited(StripeError):
    """Too many requests; comes before idempotency, so nothing is saved."""

    status = 429


class ServerError(StripeError):
    """Stripe's own fault."""

    status = 500
    kind = "api_error"


def missing_object(name: str, identifier: str, param: str) -> NotFound:
    return NotFound(f"No such {name}: '{identifier}'", "resource_missing", param)
