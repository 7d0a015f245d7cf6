from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motorway_kit.errors import InvalidInput
from pos.domain.catalogue import MAX_IMPORT, Item, check_digit, sound, sound_barcode, sound_list

COFFEE = Item("coffee-large", "Coffee, large", 290, 2000, "4006381333931")


@pytest.mark.parametrize(
    ("scanned", "kept"),
    [
        ("4006381333931", "4006381333931"),  # EAN-13
        ("96385074", "96385074"),  # EAN-8
        ("036000291452", "0036000291452"),  # UPC-A is an EAN-13 that begins with 0
        ("0036000291452", "0036000291452"),
    ],
)
def test_barcodes_have_one_form(scanned: str, kept: str) -> None:
    assert sound_barcode(scanned) == kept


@pytest.mark.parametrize("barcode", ["4006381333932", "96385075", "036000291453"])
def test_a_misread_barcode_is_refused(barcode: str) -> None:
    with pytest.raises(InvalidInput, match="wrong check digit"):
        sound_barcode(barcode)


@pytest.mark.parametrize("barcode", ["", "1234567", "12345678901234", "4006381 33931", "٤٠٠٦٣٨١٣٣٣٩٣١", "abcdefgh"])
def test_what_is_no_barcode_is_refused(barcode: str) -> None:
    with pytest.raises(InvalidInput, match="8, 13 or 12 digits"):
        sound_barcode(barcode)


@settings(max_examples=200)
@given(st.text("0123456789", min_size=12, max_size=12), st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(digits: str, place: int, by: int) -> None:
    barcode = digits + check_digit(digits)
    assert sound_barcode(barcode) == barcode
    wrong = str((int(barcode[place]) + by) % 10)
    with pytest.raises(InvalidInput):
        sound_barcode(barcode[:place] + wrong + barcode[place + 1 :])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("item_id", "Coffee"),
        ("item_id", ""),
        ("name", ""),
        ("name", " Coffee"),
        ("name", "x" * 101),
        ("price_minor", 0),
        ("price_minor", -1),
        ("price_minor", 10**12),
        ("vat_rate_bp", -1),
        ("vat_rate_bp", 10_001),
        ("barcode", "123"),
    ],
)
def test_an_unsound_item_is_refused_by_the_name_of_its_field(field: str, value: Any) -> None:
    with pytest.raises(InvalidInput) as caught:
        sound(replace(COFFEE, **{field: value}))
    assert caught.value.context["field"] == field
    with pytest.raises(InvalidInput) as caught:
        sound_list([COFFEE, replace(COFFEE, **{"item_id": "tea", "barcode": "", field: value})])
    assert caught.value.context["field"] == f"items[1].{field}"


@pytest.mark.parametrize("twice", ["item_id", "barcode"])
def test_a_list_names_nothing_twice(twice: str) -> None:
    other = replace(Item("tea", "Tea", 250, 2000, "96385074"), **{twice: getattr(COFFEE, twice)})
    with pytest.raises(InvalidInput) as caught:
        sound_list([COFFEE, other])
    assert caught.value.context["field"] == f"items[1].{twice}"


def test_a_barcode_may_pass_on_from_an_item_that_is_not_sold_any_more() -> None:
    gone, new = replace(COFFEE, active=False), replace(COFFEE, item_id="coffee-new")
    assert sound_list([gone, new]) == [gone, new]


def test_a_list_is_neither_empty_nor_endless() -> None:
    for count in (0, MAX_IMPORT + 1):
        with pytest.raises(InvalidInput):
            sound_list([replace(COFFEE, item_id=f"i{n}", barcode="") for n in range(count)])
