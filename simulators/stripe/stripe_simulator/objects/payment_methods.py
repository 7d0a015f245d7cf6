"""Payment methods (https://docs.stripe.com/api/payment_methods/object), of kind `card` and `card_present`."""

from typing import Any

from stripe_simulator.errors import InvalidRequest
from stripe_simulator.ids import new_id
from stripe_simulator.objects.cards import CARDS, Card, fingerprint
from stripe_simulator.objects.common import merged_metadata
from stripe_simulator.state import Object

EXPIRES = {"exp_month": 12, "exp_year": 2034}
_NOBODY = {
    "address": {"city": None, "country": None, "line1": None, "line2": None, "postal_code": None, "state": None},
    "email": None,
    "name": None,
    "phone": None,
    "tax_id": None,
}


def of_card(card: Card, now: int, params: Object | None = None) -> Object:
    """A card that was entered somewhere."""
    given = params or {}
    return {
        "id": new_id("pm"),
        "object": "payment_method",
        "allow_redisplay": given.get("allow_redisplay", "unspecified"),
        "billing_details": {**_NOBODY, **given.get("billing_details", {})},
        "card": {
            **_printed(card),
            "checks": {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": "pass"},
            "display_brand": card.brand,
            "generated_from": None,
            "regulated_status": "unregulated",
            "three_d_secure_usage": {"supported": True},
            "wallet": None,
        },
        "created": now,
        "customer": None,
        "livemode": False,
        "metadata": merged_metadata({}, given.get("metadata")),
        "type": "card",
    }


def presented(card: Card, now: int) -> Object:
    """A card that was held to a reader."""
    return {
        "id": new_id("pm"),
        "object": "payment_method",
        "allow_redisplay": "unspecified",
        "billing_details": _NOBODY,
        "card_present": {
            **_printed(card),
            "brand_product": None,
            "cardholder_name": None,
            "description": None,
            "issuer": None,
            "offline": None,
            "preferred_locales": [],
            "read_method": "contactless_emv",
            "wallet": None,
        },
        "created": now,
        "customer": None,
        "livemode": False,
        "metadata": {},
        "type": "card_present",
    }


def _printed(card: Card) -> Object:
    return {
        "brand": card.brand,
        "country": "GB",
        **EXPIRES,
        "fingerprint": fingerprint(card),
        "funding": card.funding,
        "last4": card.last4,
        "networks": {"available": [card.brand], "preferred": None},
    }


def card_named(identifier: str) -> Card | None:
    """`pm_card_visa` or `tok_visa`."""
    return CARDS.get(identifier.replace("tok_", "pm_card_", 1) if identifier.startswith("tok_") else identifier)


def from_params(params: Object, now: int) -> Object:
    """Raises InvalidRequest for a number: only test tokens are known, no card."""
    card: Any = params.get("card", {})
    if params.get("type", "card") != "card":
        raise InvalidRequest("Only payment methods of type card are simulated.", param="type")
    if not isinstance(card, dict) or "number" in card or "token" not in card:
        raise InvalidRequest(
            "Card numbers are refused here: use card[token]=tok_visa or a test payment method such as pm_card_visa.",
            param="card[number]",
        )
    named = card_named(card["token"])
    if named is None:
        raise InvalidRequest(f"No such token: '{card['token']}'", "resource_missing", "card[token]")
    return of_card(named, now, params)


def updated(method: Object, params: Object) -> Object:
    billing = {**method["billing_details"], **(params.get("billing_details") or {})}
    metadata = merged_metadata(method["metadata"], params.get("metadata"))
    redisplay = params.get("allow_redisplay", method["allow_redisplay"])
    return {**method, "billing_details": billing, "metadata": metadata, "allow_redisplay": redisplay}
