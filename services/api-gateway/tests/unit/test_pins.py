"""Which PINs are refused."""

import pytest
from api_gateway.domain.pins import WeakPin, checked_pin, is_usual
from hypothesis import given
from hypothesis import strategies as st

RUNS = ["1234", "4321", "0000", "1111", "8901", "1357", "2468", "123456", "987654321", "3333333333"]
REPEATED = ["1212", "373737", "123123", "48154815"]
DATES = ["1984", "2011", "3112", "1231", "0702", "240861", "082461", "610824", "24081961", "19610824"]
USUAL = ["2580", "5683", "159753", "11223344"]


@pytest.mark.parametrize("pin", [*RUNS, *REPEATED, *DATES, *USUAL])
def test_what_is_guessed_first_is_refused(pin: str) -> None:
    with pytest.raises(WeakPin) as refused:
        checked_pin(pin)
    assert refused.value.context["field"] == "pin"


@pytest.mark.parametrize("pin", ["", "123", "1234567890123", "12a4", " 4831", "4831\n", "٤٨٣١"])
def test_a_pin_is_4_to_12_digits(pin: str) -> None:
    with pytest.raises(WeakPin, match="4 to 12 digits"):
        checked_pin(pin)


@pytest.mark.parametrize("pin", ["4831", "7093", "60417", "859302", "4071936", "91638402", "730582916473"])
def test_others_are_fine(pin: str) -> None:
    assert checked_pin(pin) == pin


@pytest.mark.parametrize(("digits", "at_least"), [(4, 0.85), (5, 0.995), (6, 0.88)])
def test_enough_pins_are_left(digits: int, at_least: float) -> None:
    tried = range(0, 10**digits, 7)
    refused = sum(is_usual(f"{number:0{digits}}") for number in tried)
    assert 1 - refused / len(tried) > at_least


@given(st.integers(0, 9), st.integers(0, 9), st.integers(4, 12))
def test_every_run_is_seen(start: int, step: int, digits: int) -> None:
    assert is_usual("".join(str((start + step * place) % 10) for place in range(digits)))
