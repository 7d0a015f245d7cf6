"""What may be charged (docs.stripe.com/currencies: minimum and maximum amounts, special cases, three-decimal)."""

from stripe_simulator.errors import InvalidRequest

MAXIMUM = 999_999_999_999
_WHOLE = {"isk": 100, "ugx": 100, **dict.fromkeys(("bhd", "jod", "kwd", "omr", "tnd"), 10)}
_MINIMUM = {"gbp": 30, "chf": 50, "dkk": 250, "nok": 300, "sek": 300, "pln": 200, "czk": 1_500, "huf": 17_500}
_OTHERWISE = 50


def require_chargeable(amount: int, currency: str) -> None:
    """Raises InvalidRequest `amount_too_small` or `amount_too_large`."""
    if amount < 1:
        raise InvalidRequest("This value must be greater than or equal to 1.", "parameter_invalid_integer", "amount")
    if amount % _WHOLE.get(currency, 1):
        raise InvalidRequest(f"{currency} can be charged in whole units only.", None, "amount")
    least = _MINIMUM.get(currency, _OTHERWISE)
    if amount < least:
        raise InvalidRequest(
            f"Amount must be at least {least} minor units of {currency}.", "amount_too_small", "amount"
        )
    if amount > MAXIMUM:
        raise InvalidRequest(f"Amount must be no more than {MAXIMUM} minor units.", "amount_too_large", "amount")


def currency_of(text: str) -> str:
    """In small letters. Raises InvalidRequest."""
    currency = text.lower()
    if len(currency) != 3 or not currency.isalpha():
        raise InvalidRequest(f"Invalid currency: {text}", None, "currency")
    return currency
