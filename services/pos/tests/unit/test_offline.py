"""What tills do without a line: the rules alone."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from motorway_kit.errors import MotorwayError
from pos.domain.offline import (
    Device,
    Done,
    Known,
    OfflineChainBroken,
    Operation,
    Outcome,
    letters_of,
    require_chain,
    resolved,
    series_of,
    sound_place,
)
from pos.domain.offline_booking import Finding, Reason, marks, ordered, outcome_of, refusal, told
from pos.domain.offline_document import CashMoved, ShopSale, peek, read, ticket_lines
from pos.domain.receipt_chain import GENESIS, is_device_series
from pos.domain.site import OfflineLimits

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
DEVICE = Device("d1", "m25-cobham", "Counter 1", "Tablet", 1, "Counter 1/off-a", AT, "ann", AT)
LINE = {"item_id": "tea", "code": "", "name": "Tea", "quantity": 2, "unit_price_minor": 150, "vat_rate_bp": 2000}


def document(**said: Any) -> str:
    usual = {
        "format": 1,
        "kind": "SHOP_SALE",
        "site": "m25-cobham",
        "till": "Counter 1",
        "series": "Counter 1/off-a",
        "at": "2026-06-01T12:00:00Z",
        "shift_id": "s1",
        "cashier": "ann",
        "receipt_number": 1,
        "lines": [LINE],
        "total_minor": 300,
        "given_minor": 500,
        "change_minor": 200,
    }
    return json.dumps({**usual, **said})


def chain(*documents: str, before: bytes = GENESIS, first: int = 1) -> list[Done]:
    made: list[Done] = []
    for number, text in enumerate(documents, start=first):
        hash_ = hashlib.sha256(before + text.encode()).digest()
        made.append(Done(f"o{number}", number, text, before, hash_))
        before = hash_
    return made


@pytest.mark.parametrize(("ordinal", "letters"), [(1, "a"), (26, "z"), (27, "aa"), (52, "az"), (53, "ba"), (702, "zz")])
def test_the_letters_of_a_series(ordinal: int, letters: str) -> None:
    assert letters_of(ordinal) == letters
    assert is_device_series(series_of("Counter 1", ordinal))


@pytest.mark.parametrize("till", ["", "Counter 1/off-a", "invoice", "Invoice", "a" * 91, "a\nb"])
def test_a_till_of_a_device_has_a_name_of_its_own(till: str) -> None:
    with pytest.raises(MotorwayError) as caught:
        sound_place(till, "Tablet", 0)
    assert caught.value.context["field"] == "till"


def test_a_whole_chain_and_every_tail_of_it_is_taken() -> None:
    done = chain("{}", "[]", "1", "2")
    for booked in range(5):
        known = {one.operation_id: Known("d1", one.number, one.hash) for one in done[:booked]}
        last = done[booked - 1].hash if booked else GENESIS
        device = replace(DEVICE, last_number=booked, last_hash=last)
        for start in range(booked + 1):
            require_chain(device, done[start:], known)


@given(st.integers(0, 3), st.sampled_from(["document", "hash", "previous_hash", "number", "operation_id", "drop"]))
def test_whatever_is_changed_in_a_chain_shows(place: int, what: str) -> None:
    done = chain("{}", "[]", "1", "2", "3")
    known = {done[0].operation_id: Known("d1", 1, done[0].hash)}
    device = replace(DEVICE, last_number=1, last_hash=done[0].hash)
    other: dict[str, Any] = {"document": "x", "hash": bytes(31) + b"x", "previous_hash": bytes(31) + b"x", "number": 9}
    if what == "drop":
        done.pop(place)
    elif what == "operation_id":
        done[place] = replace(done[place], operation_id="o1" if place else "o9")
    else:
        done[place] = replace(done[place], **{what: other[what]})
    if what == "drop" and place == 0:
        require_chain(device, done, known)
        return
    with pytest.raises(OfflineChainBroken) as caught:
        require_chain(device, done, known)
    assert caught.value.context["expected_number"] == "2"


def test_a_document_is_read_as_it_was_meant() -> None:
    sale = read(document(more="later"))
    assert isinstance(sale, ShopSale)
    assert (sale.at, sale.sold_minor, sale.cash_fits, sale.lines_fit) == (AT, 300, True, True)
    (line,) = ticket_lines(sale.lines, 4)
    assert (line.number, line.amount_minor, line.unit_amount_minor, line.quantity) == (5, 300, 150, 2)
    out = read(document(kind="PAID_OUT", amount_minor=70, reason="milk", receipt_number=None))
    assert isinstance(out, CashMoved)
    assert (out.cash_minor, out.sold_minor) == (-70, 0)


@given(
    st.text(max_size=200)
    | st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists).map(json.dumps)
)
def test_no_text_can_do_harm(text: str) -> None:
    assert isinstance(read(text), str)
    assert isinstance(peek(text), dict)


@given(st.dictionaries(st.sampled_from(list(json.loads(document()))), st.none() | st.integers() | st.text(max_size=5)))
def test_no_field_can_do_harm(said: dict[str, Any]) -> None:
    found = read(document(**said))
    problem = refusal(found, DEVICE)
    assert problem is not None or not isinstance(found, str)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({}, None),
        ({"receipt_number": None}, None),
        ({"receipt_number": 2}, Reason.RECEIPT_NUMBER_WRONG),
        ({"site": "m1"}, Reason.WRONG_PLACE),
        ({"total_minor": 301}, Reason.SUMS_WRONG),
        ({"change_minor": 0}, Reason.SUMS_WRONG),
        ({"kind": "PAID_IN", "amount_minor": 5, "reason": ""}, Reason.SUMS_WRONG),
        ({"kind": "DROP", "amount_minor": 5, "reason": ""}, None),
        ({"kind": "FUEL_CASH", "sale_id": "s", "total_minor": 300}, Reason.SUMS_WRONG),
        ({"kind": "FUEL_TYPED", "pump": 0, "amount_minor": 300}, Reason.UNREADABLE),
        ({"kind": "REFUND"}, Reason.UNREADABLE),
        ({"at": "2026-06-01T12:00:00"}, Reason.UNREADABLE),
        ({"at": "0001-01-01T00:00:00Z"}, Reason.UNREADABLE),
    ],
)
def test_what_cannot_be_booked_at_all(said: dict[str, Any], reason: Reason | None) -> None:
    problem = refusal(read(document(**said)), DEVICE)
    assert (problem.reason if problem else None) is reason


def test_findings_come_in_the_order_of_their_gravity() -> None:
    sale = read(document(at="2026-05-30T12:00:00Z"))
    assert not isinstance(sale, str)
    found = ordered(
        [*marks(sale, OfflineLimits(max_sale_minor=299), AT, "GBP"), Finding(Reason.CLEARED_ELSEWHERE, "Paid.")]
    )
    assert [one.reason for one in found] == [Reason.CLEARED_ELSEWHERE, Reason.AMOUNT_OVER_LIMIT, Reason.TOO_OLD]
    assert (outcome_of(found), outcome_of(())) == (Outcome.CONFLICT, Outcome.APPLIED)
    assert outcome_of([Finding(Reason.SUMS_WRONG, "")]) is Outcome.REFUSED
    assert told(found[:1], 300, "JPY") == (
        "Paid. 300 JPY are paid in and owed to the customer: give them back, or settle with them what is due."
    )


def test_a_clock_may_be_a_little_ahead() -> None:
    for minutes, reasons in ((4, []), (6, [Reason.CLOCK_WRONG])):
        at = (AT + timedelta(minutes=minutes)).isoformat()
        sale = read(document(at=at))
        assert not isinstance(sale, str)
        assert [one.reason for one in marks(sale, OfflineLimits(), AT, "GBP")] == reasons


def test_it_is_explained_once() -> None:
    one = Operation(chain("{}")[0], "d1", "s", "t", "t/off-a", Outcome.CONFLICT, "ann", AT, "GBP")
    done = resolved(one, "given back", "sue", AT)
    assert resolved(done, "given back", "bob", AT) is done
    for wrong, words in ((done, "kept"), (one, ""), (replace(one, outcome=Outcome.APPLIED), "why")):
        with pytest.raises(MotorwayError):
            resolved(wrong, words, "bob", AT)
