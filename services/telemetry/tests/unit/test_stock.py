import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from telemetry.domain.readings import DAY_US, HOUR_US, MINUTE_US
from telemetry.domain.stock import Filling, Volumes, drawdown, filling


def volumes(step_us: int, values: list[float]) -> Volumes:
    return Volumes(np.arange(len(values), dtype=np.int64) * step_us, np.array(values, np.float64))


@pytest.mark.parametrize(
    ("values", "per_day_l", "hours"),
    [
        ([], None, 0),
        ([5000.0], None, 0),
        ([5000.0, 4900.0], 2400.0, 1),
        ([5000.0, 4900.0, 4800.0], 2400.0, 2),
        ([5000.0, 4900.0, 24_000.0, 23_900.0], 2400.0, 2),
        ([5000.0, 5003.0, 4999.0, 5001.0], 0.0, 3),
    ],
)
def test_what_is_drawn_a_day(values: list[float], per_day_l: float | None, hours: int) -> None:
    found = drawdown(volumes(HOUR_US, values))
    assert (found.per_day_l, found.observed_us) == (per_day_l, hours * HOUR_US)


def test_a_night_without_readings_counts_with_what_it_changed() -> None:
    seen = Volumes(np.array([0, HOUR_US, 11 * HOUR_US], np.int64), np.array([9000.0, 8900.0, 7900.0]))
    found = drawdown(seen)
    assert (found.per_day_l, found.observed_us) == (2400.0, 11 * HOUR_US)


@given(st.lists(st.floats(0, 60_000), max_size=200))
def test_use_is_never_negative_and_never_more_than_what_went(values: list[float]) -> None:
    found = drawdown(volumes(HOUR_US, values))
    falls = float(np.maximum(0, -np.diff(np.array(values))).sum()) if values else 0.0
    assert found.per_day_l is None or 0 <= found.per_day_l * found.observed_us / DAY_US <= falls + 1e-6


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], None),
        ([100.0], None),
        ([100.0, 98.0, 99.0, 97.0], None),
        ([100.0, 98.0, 900.0, 1700.0], (1, 1602.0)),
        ([100.0, 900.0, 895.0, 890.0, 1700.0, 2500.0], (0, 2400.0)),
        ([100.0, 900.0, 1700.0, 1690.0, 1680.0], (0, 1600.0)),
        ([100.0, 900.0, *([890.0] * 7), 1700.0], (8, 810.0)),
        ([100.0, 900.0, *([890.0] * 7)], None),
    ],
)
def test_a_delivery_lasts_through_short_pauses(values: list[float], expected: tuple[int, float] | None) -> None:
    now_us = max(0, len(values) - 1) * MINUTE_US
    found = filling(volumes(MINUTE_US, values), now_us)
    assert found == (expected and Filling(expected[0] * MINUTE_US, expected[1]))


def test_readings_that_ended_long_ago_are_no_delivery() -> None:
    assert filling(volumes(MINUTE_US, [100.0, 900.0]), 10 * MINUTE_US) is None
