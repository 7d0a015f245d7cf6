"""What is asked of texts and codes alike, by the name of their field."""

import re
from collections.abc import Sequence
from functools import cache
from zoneinfo import available_timezones

from iso4217 import Currency
from motorway_kit.errors import InvalidInput

MAX_SLUG = 40
MAX_NAME = 100
MAX_ADDRESS_LINES = 6
MAX_VAT_ID = 20
NOT_A_PLACE = {"Factory", "localtime"}

_slug = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check(holds: bool, field: str, problem: str) -> None:
    """Raises InvalidInput that names the field."""
    if not holds:
        raise InvalidInput(f"{field} {problem}", field=field)


def check_slug(text: str, field: str) -> None:
    good = len(text) <= MAX_SLUG and _slug.fullmatch(text) is not None
    check(good, field, f"must be lower case letters and digits joined by hyphens, at most {MAX_SLUG}")


def check_name(text: str, field: str, longest: int = MAX_NAME) -> None:
    check(text != "" and is_line(text, longest), field, f"must be 1 to {longest} printable characters, trimmed")


def check_line(text: str, field: str, longest: int = MAX_NAME) -> None:
    """As a name, but it may be empty."""
    check(is_line(text, longest), field, f"must be at most {longest} printable characters, trimmed")


def check_lines(lines: Sequence[str], field: str, most: int = MAX_ADDRESS_LINES) -> None:
    check(len(lines) <= most, field, f"must be at most {most} lines")
    for i, line in enumerate(lines):
        check_name(line, f"{field}[{i}]")


def check_currency(code: str, field: str) -> None:
    check(code in _currencies(), field, "is not an ISO 4217 currency")


def check_time_zone(name: str, field: str) -> None:
    check(name in _time_zones(), field, "is not an IANA time zone")


def is_line(text: str, longest: int) -> bool:
    return text.strip() == text and text.isprintable() and len(text) <= longest


@cache
def _time_zones() -> frozenset[str]:
    return frozenset(available_timezones() - NOT_A_PLACE)


@cache
def _currencies() -> frozenset[str]:
    """Money only: metals, funds units and test codes have no minor unit."""
    return frozenset(currency.code for currency in Currency if currency.exponent is not None)
