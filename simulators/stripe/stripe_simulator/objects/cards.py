"""
Stripe's test cards by the names of their payment methods (docs.stripe.com/testing), and what happens to whoever uses
them. `pm_card_partialApproval` is the simulator's own.
"""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

from stripe_simulator.state import Object


class Authentication(StrEnum):
    """When the card's holder has to be asked."""

    NEVER = "never"
    ALWAYS = "always"
    UNLESS_SET_UP = "unless_set_up"


class Refunding(StrEnum):
    """What becomes of a refund to the card."""

    AT_ONCE = "at_once"
    LATER = "later"
    FAILS_LATER = "fails_later"


@dataclass(frozen=True)
class Decline:
    """Why a card is not charged: Stripe's code and the bank's own."""

    code: str
    decline_code: str
    message: str

    def document(self) -> Object:
        url = f"https://stripe.com/docs/error-codes/{self.code.replace('_', '-')}"
        return {"code": self.code, "decline_code": self.decline_code, "doc_url": url, "message": self.message}


@dataclass(frozen=True)
class Card:
    """`approves_minor` is the most that its bank approves."""

    brand: str
    last4: str
    funding: str = "credit"
    decline: Decline | None = None
    authentication: Authentication = Authentication.NEVER
    refunding: Refunding = Refunding.AT_ONCE
    approves_minor: int | None = None
    disputed: bool = False
    refused_when_attached: bool = field(default=False)


def decline(decline_code: str) -> Decline:
    """The answer for a bank's code; unknown ones are plain declines with that code."""
    code, message = _MESSAGES.get(decline_code, ("card_declined", "Your card was declined."))
    return Decline(code, decline_code, message)


_MESSAGES = {
    "insufficient_funds": ("card_declined", "Your card has insufficient funds."),
    "expired_card": ("expired_card", "Your card has expired."),
    "incorrect_cvc": ("incorrect_cvc", "Your card's security code is incorrect."),
    "processing_error": (
        "processing_error",
        "An error occurred while processing your card. Try again in a little bit.",
    ),
    "authentication_required": (
        "authentication_required",
        "Your card was declined. This transaction requires authentication.",
    ),
}


def _refused(last4: str, decline_code: str, *, when_attached: bool = True) -> Card:
    return Card("visa", last4, decline=decline(decline_code), refused_when_attached=when_attached)


CARDS: dict[str, Card] = {
    "pm_card_visa": Card("visa", "4242"),
    "pm_card_visa_debit": Card("visa", "5556", "debit"),
    "pm_card_mastercard": Card("mastercard", "4444"),
    "pm_card_mastercard_debit": Card("mastercard", "8210", "debit"),
    "pm_card_amex": Card("amex", "0005"),
    "pm_card_discover": Card("discover", "1117"),
    "pm_card_chargeDeclined": _refused("0002", "generic_decline"),
    "pm_card_visa_chargeDeclined": _refused("0002", "generic_decline"),
    "pm_card_chargeDeclinedInsufficientFunds": _refused("9995", "insufficient_funds"),
    "pm_card_visa_chargeDeclinedInsufficientFunds": _refused("9995", "insufficient_funds"),
    "pm_card_chargeDeclinedLostCard": _refused("9987", "lost_card"),
    "pm_card_chargeDeclinedStolenCard": _refused("9979", "stolen_card"),
    "pm_card_chargeDeclinedExpiredCard": _refused("0069", "expired_card"),
    "pm_card_chargeDeclinedIncorrectCvc": _refused("0127", "incorrect_cvc"),
    "pm_card_chargeDeclinedProcessingError": _refused("0119", "processing_error"),
    "pm_card_chargeCustomerFail": _refused("0341", "generic_decline", when_attached=False),
    "pm_card_authenticationRequired": Card("visa", "3184", authentication=Authentication.ALWAYS),
    "pm_card_threeDSecure2Required": Card("visa", "3220", authentication=Authentication.ALWAYS),
    "pm_card_authenticationRequiredOnSetup": Card("visa", "3155", authentication=Authentication.UNLESS_SET_UP),
    "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds": Card(
        "visa", "8260", decline=decline("insufficient_funds"), authentication=Authentication.ALWAYS
    ),
    "pm_card_createDispute": Card("visa", "0259", disputed=True),
    "pm_card_pendingRefund": Card("visa", "7726", refunding=Refunding.LATER),
    "pm_card_refundFail": Card("visa", "5126", refunding=Refunding.FAILS_LATER),
    "pm_card_partialApproval": Card("visa", "0044", approves_minor=4_000),
}


def fingerprint(card: Card) -> str:
    """The same for the same card."""
    return hashlib.blake2b(f"{card.brand}{card.last4}".encode(), digest_size=8).hexdigest()


_BY_FINGERPRINT = {fingerprint(card): card for card in CARDS.values()}


def card_of(method: Object) -> Card:
    """The card that a payment method stands for."""
    return _BY_FINGERPRINT[method[method["type"]]["fingerprint"]]
