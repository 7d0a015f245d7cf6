"""The rule of the rate limits."""

import pytest
from api_gateway.edge.window import WINDOW_S, decide
from hypothesis import given
from hypothesis import strategies as st

# requests in the window before and in this one, of which so many seconds are over: allowed, remaining, reset
TEN_A_MINUTE: list[tuple[tuple[int, int, float], tuple[bool, int, int]]] = [
    ((0, 0, 0.0), (True, 9, 60)),
    ((0, 9, 30.0), (True, 0, 30)),
    ((0, 10, 30.0), (False, 0, 36)),  # ten in this window: one tenth of the next must pass
    ((10, 0, 0.0), (False, 0, 6)),
    ((10, 0, 6.0), (True, 0, 54)),
    ((10, 4, 30.0), (True, 0, 30)),  # half of the window before still counts
    ((10, 5, 30.0), (False, 0, 6)),
    ((20, 0, 0.0), (False, 0, 33)),  # other replicas let more through before they knew
    ((0, 30, 59.5), (False, 0, 43)),
]


@pytest.mark.parametrize(("counted", "expected"), TEN_A_MINUTE)
def test_ten_a_minute(counted: tuple[int, int, float], expected: tuple[bool, int, int]) -> None:
    allowed, remaining, reset_s = expected
    assert decide(10, *counted) == (allowed, 10, remaining, reset_s)


limits = st.integers(min_value=1, max_value=100)
counts = st.integers(min_value=0, max_value=300)
seconds = st.floats(min_value=0, max_value=WINDOW_S, exclude_max=True)


@given(limits, counts, counts, seconds)
def test_what_is_left_is_never_more_than_the_limit_and_never_less_than_none(
    limit: int, previous: int, current: int, elapsed_s: float
) -> None:
    verdict = decide(limit, previous, current, elapsed_s)
    assert 0 <= verdict.remaining < limit
    assert 1 <= verdict.reset_s <= 2 * WINDOW_S


@given(limits, counts, counts, seconds)
def test_who_waits_as_long_as_told_gets_in_and_not_much_earlier(
    limit: int, previous: int, current: int, elapsed_s: float
) -> None:
    verdict = decide(limit, previous, current, elapsed_s)
    if verdict.allowed:
        return
    assert _later(limit, previous, current, elapsed_s + verdict.reset_s + 0.001)
    assert verdict.reset_s <= 1 or not _later(limit, previous, current, elapsed_s + verdict.reset_s - 1.001)


def _later(limit: int, previous: int, current: int, at_s: float) -> bool:
    """Whether a request passes at some second after the beginning of a window, when nothing more came."""
    windows, elapsed_s = divmod(at_s, WINDOW_S)
    shifted = [(previous, current), (current, 0), (0, 0)][min(int(windows), 2)]
    return decide(limit, *shifted, elapsed_s).allowed


@given(limits, st.lists(st.floats(min_value=0, max_value=5 * WINDOW_S), max_size=300))
def test_no_window_of_the_clock_lets_more_through_than_the_limit(limit: int, times: list[float]) -> None:
    passed: dict[int, int] = {}
    for at_s in sorted(times):
        window, elapsed_s = int(at_s // WINDOW_S), at_s % WINDOW_S
        if decide(limit, passed.get(window - 1, 0), passed.get(window, 0), elapsed_s).allowed:
            passed[window] = passed.get(window, 0) + 1
    assert max(passed.values(), default=0) <= limit


@given(limits, st.lists(st.floats(min_value=0, max_value=5 * WINDOW_S), max_size=300))
def test_who_stays_below_the_limit_in_every_two_windows_is_never_refused(limit: int, times: list[float]) -> None:
    kept = sorted(times)[:limit]
    for place, at_s in enumerate(kept):
        window = int(at_s // WINDOW_S)
        before = [int(one // WINDOW_S) for one in kept[:place]]
        assert decide(limit, before.count(window - 1), before.count(window), at_s % WINDOW_S).allowed
