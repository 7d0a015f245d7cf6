"""What the shop sells, and what makes an item sound. Prices are minor units and hold their VAT (2000 bp = 20 %)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from motorway_kit.errors import Conflict, NotFound

from pos.domain.checks import check, check_name, check_slug

MAX_PRICE_MINOR = 1_000_000_000
MAX_RATE_BP = 10_000
MAX_IMPORT = 5_000
UPC_A, EAN_13, LENGTHS = 12, 13, (8, 12, 13)


class ItemNotFound(NotFound):
    """The site sells no such item, or no longer."""


class BarcodeTaken(Conflict):
    """Another item that the site sells has this barcode."""


@dataclass(frozen=True, slots=True)
class Item:
    """`barcode` is an EAN-8 or EAN-13, or empty. Only active items are sold."""

    item_id: str
    name: str
    price_minor: int
    vat_rate_bp: int
    barcode: str = ""
    active: bool = True


def sound(item: Item, prefix: str = "") -> Item:
    """The item with its barcode in its one form. Raises InvalidInput; `prefix` goes before the name of the field."""
    check_slug(item.item_id, f"{prefix}item_id")
    check_name(item.name, f"{prefix}name")
    check(0 < item.price_minor <= MAX_PRICE_MINOR, f"{prefix}price_minor", f"must be 1 to {MAX_PRICE_MINOR}")
    check(0 <= item.vat_rate_bp <= MAX_RATE_BP, f"{prefix}vat_rate_bp", f"must be 0 to {MAX_RATE_BP} basis points")
    return replace(item, barcode=sound_barcode(item.barcode, f"{prefix}barcode") if item.barcode else "")


def sound_barcode(barcode: str, field: str = "barcode") -> str:
    """EAN-8 and EAN-13 as they are, UPC-A as the EAN-13 that it is. Raises InvalidInput."""
    digits = barcode.isascii() and barcode.isdigit() and len(barcode) in LENGTHS
    check(digits, field, "must be an EAN-8, EAN-13 or UPC-A: 8, 13 or 12 digits")
    expected = check_digit(barcode[:-1])
    check(barcode.endswith(expected), field, f"has the wrong check digit: {expected} would be right")
    return barcode.zfill(EAN_13) if len(barcode) == UPC_A else barcode


def check_digit(digits: str) -> str:
    """Of a barcode without its last digit: weights 3, 1, 3 … from the right (GS1 General Specifications, 7.9)."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def sound_list(items: Sequence[Item]) -> list[Item]:
    """A list to import. Raises InvalidInput naming the place, such as `items[3].barcode`."""
    check(0 < len(items) <= MAX_IMPORT, "items", f"must be 1 to {MAX_IMPORT} items")
    sound_items = [sound(item, f"items[{place}].") for place, item in enumerate(items)]
    _check_unique([item.item_id for item in sound_items], "items[{}].item_id")
    _check_unique([item.barcode if item.active else "" for item in sound_items], "items[{}].barcode")
    return sound_items


def _check_unique(values: Sequence[str], field: str) -> None:
    seen: set[str] = set()
    for place, value in enumerate(values):
        check(not value or value not in seen, field.format(place), "is there twice")
        seen.add(value)
