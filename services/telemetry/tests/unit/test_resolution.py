import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from telemetry.domain.readings import DAY_US, MINUTE_US
from telemetry.domain.resolution import Resolution, candidates, gaps, thin
from telemetry.domain.rollup import Rollup

S = 1_000_000


@pytest.mark.parametrize(
    ("times_s", "width_us", "expected"),
    [
        ([], 0, []),
        ([5], 0, []),
        ([0, 100], 0, []),
        ([0, 10, 20, 30], 0, []),
        ([0, 10, 20, 50], 0, []),
        ([0, 10, 20, 51], 0, [3]),
        ([0, 10, 100, 110, 120], 0, [2]),
        ([0, 60, 180, 240], MINUTE_US, []),
        ([0, 60, 300, 360, 420], MINUTE_US, [2]),
    ],
)
def test_gaps(times_s: list[int], width_us: int, expected: list[int]) -> None:
    assert gaps(np.array(times_s, np.int64) * S, width_us).tolist() == expected


def test_the_finest_resolution_is_tried_first() -> None:
    assert candidates(None) == [Resolution.RAW, Resolution.MINUTE, Resolution.HOUR, Resolution.DAY]
    assert candidates(Resolution.HOUR) == [Resolution.HOUR]


@given(st.sets(st.integers(0, 5000), max_size=200), st.integers(1, 100))
def test_thinning_keeps_every_reading_and_the_limit(days: set[int], most: int) -> None:
    at = np.array(sorted(days), np.int64) * DAY_US
    ones = np.ones(len(at))
    points = Rollup(np.zeros(len(at), np.int32), at, ones, ones, ones, ones.astype(np.int64), ones, at)
    thinned, width_us = thin(points, DAY_US, most)
    assert len(thinned) <= max(most, 0)
    assert thinned.count.sum() == len(days)
    assert width_us % DAY_US == 0
    assert np.all(np.diff(thinned.bucket_us) > 0)
