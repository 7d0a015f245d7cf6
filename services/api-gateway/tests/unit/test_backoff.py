"""How long to wait after failures."""

import pytest
from api_gateway.domain.backoff import LONGEST_WAIT_S, MAX_FAILURES, PER_ADDRESS, PER_USER
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("failures", "wait_s"), [(0, 0), (2, 0), (3, 1), (4, 2), (5, 4), (12, 512), (13, 900), (99, 900), (10_000, 900)]
)
def test_each_failure_after_the_free_ones_doubles_the_wait(failures: int, wait_s: int) -> None:
    assert PER_USER.wait_s(failures) == wait_s


@given(st.integers(0, 1000))
def test_nobody_waits_less_after_more_failures(failures: int) -> None:
    for allowance in (PER_USER, PER_ADDRESS):
        assert allowance.wait_s(failures) <= allowance.wait_s(failures + 1) <= LONGEST_WAIT_S


def test_a_hundred_guesses_take_most_of_a_day() -> None:
    assert sum(map(PER_USER.wait_s, range(MAX_FAILURES))) > 20 * 3600
