"""Numbers and codes as people read them on a receipt."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

SYMBOLS = {"EUR": "€", "GBP": "£"}
TITLES = {
    "RECEIPT": "Receipt",
    "CREDIT": "Credit receipt",
    "DEBT_PAYMENT": "Payment received",
    "TEST_SLIP": "Slip",
    "INVOICE": "Invoice",
    "OFFLINE_SLIP": "Payment received",
}
SLIPS = {"PUMP_TEST": "Pump test", "OWN_USE": "Own use"}
TENDERS = {"CASH": "Cash", "ACCOUNT": "Account", "CARD": "Card", "RECEIVABLE": "Still owed"}
BRANDS = {"amex": "American Express", "unionpay": "UnionPay", "jcb": "JCB", "eftpos_au": "eftpos Australia"}
TEST = "TEST - NO REAL MONEY"
NOTICES = {
    "DRIVE_OFF": "NOT PAID: left without paying",
    "NO_MEANS": "NOT PAID: payment was promised",
    "ZERO": "Nothing was delivered",
    "PUMP_TEST": "NO SALE: the fuel goes back to its tank",
    "OWN_USE": "NO SALE: the station's own use",
}


def decimal(number: int, places: int) -> str:
    """`decimal(-1234, 2)` is -12.34."""
    sign, digits = "-" if number < 0 else "", str(abs(number)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits


def rounded(number: int, divisor: int) -> int:
    """Half away from zero."""
    whole = (2 * abs(number) + divisor) // (2 * divisor)
    return whole if number >= 0 else -whole


def amount(content: Mapping[str, Any], minor: int) -> str:
    return decimal(minor, content["exponent"])


def money(content: Mapping[str, Any], minor: int) -> str:
    """With its currency: £12.34, CHF 12.34."""
    code = content["currency"]
    sign = "-" if minor < 0 else ""
    return f"{sign}{SYMBOLS.get(code, f'{code} ')}{amount(content, abs(minor))}"


def litres(volume_ml: int) -> str:
    """Two places, half up."""
    return decimal(rounded(volume_ml, 10), 2)


def percent(rate_bp: int) -> str:
    """2000 is 20 %, 550 is 5.5 %."""
    text = decimal(rate_bp, 2).rstrip("0").rstrip(".")
    return f"{text} %"


def clock_time(local: str) -> str:
    """`2026-06-01 13:00` of the local time of a receipt."""
    return datetime.fromisoformat(local).strftime("%Y-%m-%d %H:%M")


def card_name(card: Mapping[str, Any]) -> str:
    """Visa ····4242"""
    brand = BRANDS.get(card["brand"], card["brand"].replace("_", " ").title())
    return " ".join(filter(None, [brand or "Card", f"····{card['last4']}" if card["last4"] else ""]))


def title(content: Mapping[str, Any]) -> str:
    return SLIPS.get(content["clearing"], TITLES[content["kind"]])
