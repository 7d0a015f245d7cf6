"""Money as Stripe counts it, where that is not in ISO 4217's minor units."""

HUNDREDTHS = frozenset({"ISK", "UGX"})
"""Króna and Uganda shilling have no minor unit, and at Stripe two decimals that are always `00`
(docs.stripe.com/currencies#special-cases)."""


def at_stripe(amount_minor: int, currency: str) -> int:
    """In Stripe's units."""
    return amount_minor * _units(currency)


def minor_of(amount: int, currency: str) -> int:
    """Of an amount at Stripe. Raises ValueError for a part of a minor unit: no such sum can be in the ledger."""
    whole, part = divmod(amount, _units(currency))
    if part:
        raise ValueError(f"{amount} of {currency} at Stripe is no whole amount")
    return whole


def _units(currency: str) -> int:
    return 100 if currency in HUNDREDTHS else 1
