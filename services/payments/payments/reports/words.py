"""Numbers and names as people read them on a report."""

from functools import cache

from iso4217 import Currency

BRANDS = {
    "visa": "Visa",
    "mastercard": "Mastercard",
    "amex": "American Express",
    "discover": "Discover",
    "diners": "Diners Club",
    "jcb": "JCB",
    "unionpay": "UnionPay",
    "eftpos_au": "eftpos",
    "": "Other",
}


def brand(name: str) -> str:
    """As the card's scheme writes it."""
    return BRANDS.get(name, name.replace("_", " ").title())


def amount(minor: int, currency: str) -> str:
    """In the major unit: -1234 of EUR is -12.34."""
    places = exponent(currency)
    sign, digits = "-" if minor < 0 else "", str(abs(minor)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits


def grouped(text: str) -> str:
    """-1234567.89 is -1,234,567.89."""
    head, dot, tail = text.partition(".")
    start = len(head) - len(head.lstrip("-"))
    return f"{head[:start]}{int(head[start:]):,}{dot}{tail}"


@cache
def exponent(currency: str) -> int:
    """Places of the minor unit, by ISO 4217. Raises ValueError for what is no currency."""
    return Currency(currency).exponent or 0
