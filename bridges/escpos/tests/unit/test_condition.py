import pytest
from escpos_bridge.condition import Condition, condition_of
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("answer", "condition"),
    [
        (b"\x12\x12", Condition.READY),
        (b"\x12\x1e", Condition.PAPER_LOW),
        (b"\x12\x72", Condition.OUT_OF_PAPER),
        (b"\x32\x12", Condition.OUT_OF_PAPER),
        (b"\x16\x72", Condition.COVER_OPEN),
        (b"\x52\x12", Condition.FAULT),
        (b"", Condition.UNKNOWN),
        (b"\x12", Condition.UNKNOWN),
        (b"\xff\x12", Condition.UNKNOWN),
        (b"\x12\x00", Condition.UNKNOWN),
    ],
)
def test_what_the_printer_says_of_itself(answer: bytes, condition: Condition) -> None:
    assert condition_of(answer) is condition


@given(answer=st.binary(max_size=4))
def test_any_answer_means_something(answer: bytes) -> None:
    assert condition_of(answer) in Condition
