"""What is a card number and what is not, wherever it stands; and that no log line has one."""

import json
import logging
from datetime import UTC, datetime
from uuid import UUID

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st
from motorway.pos.v1 import catalogue_pb2, sales_pb2
from motorway_kit.card_numbers import MASK, holds_card_number, is_ean13, is_of_a_card, masked
from motorway_kit.grpc_texts import card_number
from motorway_kit.log import configure_logging, get_logger

VISA, AMEX = "4242424242424242", "378282246310005"
EAN = "4006381333023"
"""That is Luhn-valid as well."""


@st.composite
def card_numbers(draw: st.DrawFn) -> str:
    """Thirteen to nineteen digits with their check digit."""
    first = draw(st.sampled_from(["3", "4", "5", "6", "7", "8", "9", "22", "27"]))
    length = draw(st.integers(13, 19)) - len(first) - 1
    body = first + draw(st.text("0123456789", min_size=length, max_size=length))
    return body + next(check for check in "0123456789" if luhn(body + check))


def luhn(digits: str) -> bool:
    doubled = [int(d) * (1 + place % 2) for place, d in enumerate(reversed(digits))]
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


@given(card_numbers(), st.sampled_from(["", " ", "-", "\u00a0"]), st.sampled_from([3, 4, 6]))
def test_a_card_number_is_found_however_it_is_grouped(number: str, between: str, length: int) -> None:
    written = between.join(number[at : at + length] for at in range(0, len(number), length))
    for text in (written, f"pay ({written})!", f"card:{written} 12/27", f"a,{written},b\n"):
        assert holds_card_number(text), text
        assert not holds_card_number(masked(text))
        assert MASK in masked(text)


@given(card_numbers(), st.sampled_from(["x{}", "{}x", "{}_", "9.{}", "{}.5", "+{}", "12{}345678"]))
def test_a_part_of_a_longer_word_or_number_is_none(number: str, around: str) -> None:
    assert not holds_card_number(around.format(number))


@given(card_numbers(), st.integers(0, 8))
def test_another_check_digit_makes_it_none(number: str, more: int) -> None:
    assert not holds_card_number(number[:-1] + str((int(number[-1]) + 1 + more) % 10))


@given(st.uuids(), st.integers(10**9 * 10**6, 2_145_000_000 * 10**6))
def test_ids_and_times_are_none(uuid: UUID, time_us: int) -> None:
    moment, milli = datetime.fromtimestamp(time_us / 1e6, UTC), time_us // 1000
    times = [
        moment.isoformat(),
        f"{moment:%Y%m%d%H%M%S}",
        f"cam3/{moment:%Y%m%d-%H%M%S}.jpg",
        f"{milli}-0",
        f"{time_us}",
    ]
    assert [text for text in (str(uuid), f"card/{uuid}", *times) if holds_card_number(text)] == []
    assert not is_of_a_card(milli)


def test_a_uuid_of_digits_alone_is_none_and_what_stands_beside_it_is() -> None:
    uuid = "42424242-4242-4242-8242-424242424242"
    assert masked(f"{uuid} {VISA} {uuid}") == f"{uuid} {MASK} {uuid}"


@pytest.mark.parametrize("amount", [0, -(10**15), 10**12, 999_999_999_999, 4_006_381_333_900, 1_795_509_000_000, 0.5])
def test_an_amount_or_a_time_is_none(amount: float) -> None:
    assert not is_of_a_card(amount)


@pytest.mark.parametrize("number", [int(VISA), int(AMEX), float(VISA)])
def test_a_number_can_be_that_of_a_card(number: float) -> None:
    assert is_of_a_card(number)


def test_a_barcode_is_none_where_barcodes_are_asked_for() -> None:
    assert luhn(EAN)
    assert is_ean13(EAN)
    assert [holds_card_number(EAN, field) for field in ("barcode", "search", "item_id", "note", "")] == [
        False,
        False,
        False,
        True,
        True,
    ]
    assert holds_card_number(VISA, "barcode")


def test_the_field_of_a_request_is_named_and_not_its_number() -> None:
    items = [catalogue_pb2.CatalogueItem(item_id="tea", barcode=EAN), catalogue_pb2.CatalogueItem(name=f"x {VISA}")]
    assert card_number(catalogue_pb2.ImportItemsRequest(items=items)) == "items[1].name"
    assert card_number(catalogue_pb2.ImportItemsRequest(items=items[:1])) == ""
    assert card_number(sales_pb2.OpenSaleRequest(site_id="a", max_amount_minor=int(VISA))) == ""


def test_no_line_of_the_log_has_one(capsys: pytest.CaptureFixture[str]) -> None:
    root, before, config = logging.getLogger(), logging.getLogger().handlers[:], structlog.get_config()
    try:
        configure_logging("till")
        log = get_logger("test")
        try:
            int(f"no such card {VISA}")
        except ValueError:
            log.exception("failed", path=f"/pay/{VISA}", parts=[{"pan": int(VISA)}, 7], known="4006381333931")
        logging.getLogger("library").warning("sent %s to %s", AMEX, "us")
    finally:
        root.handlers[:] = before
        structlog.configure(**config)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["service"] for line in lines] == ["till", "till"]
    assert (lines[0]["path"], lines[0]["parts"]) == (f"/pay/{MASK}", [{"pan": MASK}, 7])
    assert lines[0]["exception"].endswith(f"'no such card {MASK}'")
    assert lines[1]["event"] == f"sent {MASK} to us"
