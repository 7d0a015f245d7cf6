"""The laws that make rollups right however the readings arrive."""

from dataclasses import fields

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from telemetry.domain.readings import HOUR_US, MINUTE_US, Readings
from telemetry.domain.rollup import Rollup, merge, roll_up

# Whole numbers, so that sums are exact in any order.
Row = tuple[int, int, int]
rows = st.lists(st.tuples(st.integers(1, 3), st.integers(0, 3 * HOUR_US), st.integers(-1000, 1000)), max_size=60)


def readings(given_rows: list[Row]) -> Readings:
    columns = list(zip(*given_rows, strict=True)) or [(), (), ()]
    return Readings(
        np.array(columns[0], np.int32),
        np.array(columns[1], np.int64),
        np.array(columns[2], np.float64),
        np.zeros(len(given_rows), np.int32),
    ).sorted()


def reference(given_rows: list[Row], width_us: int) -> dict[tuple[int, int], tuple[float, ...]]:
    """One reading after the other, as the definition says."""
    buckets: dict[tuple[int, int], tuple[float, ...]] = {}
    for series, time_us, value in given_rows:
        key = series, time_us // width_us * width_us
        low, high, total, count, last, last_us = buckets.get(key, (value, value, 0, 0, value, time_us))
        if time_us >= last_us:
            last, last_us = value, time_us
        buckets[key] = min(low, value), max(high, value), total + value, count + 1, last, last_us
    return buckets


def as_dict(rollup: Rollup) -> dict[tuple[int, int], tuple[float, ...]]:
    columns = (getattr(rollup, field.name).tolist() for field in fields(rollup))
    table = {(series, bucket): tuple(rest) for series, bucket, *rest in zip(*columns, strict=True)}
    assert len(table) == len(rollup)
    return table


def both(first: Rollup, second: Rollup) -> Rollup:
    pairs = ((getattr(first, f.name), getattr(second, f.name)) for f in fields(first))
    return Rollup(*(np.concatenate(pair) for pair in pairs))


@given(rows)
def test_rolling_up_follows_the_definition(some: list[Row]) -> None:
    assert as_dict(roll_up(readings(some))) == reference(some, MINUTE_US)


@given(rows, rows)
def test_merging_parts_equals_rolling_up_the_whole(earlier: list[Row], later: list[Row]) -> None:
    parts = both(roll_up(readings(earlier)), roll_up(readings(later)))
    assert as_dict(merge(parts, MINUTE_US)) == reference(earlier + later, MINUTE_US)


@given(rows, rows, rows)
def test_merging_is_associative(first: list[Row], second: list[Row], third: list[Row]) -> None:
    a, b, c = (roll_up(readings(part)) for part in (first, second, third))
    left = merge(both(merge(both(a, b), MINUTE_US), c), MINUTE_US)
    right = merge(both(a, merge(both(b, c), MINUTE_US)), MINUTE_US)
    assert as_dict(left) == as_dict(right)


@given(rows)
def test_wider_buckets_can_be_made_from_narrower_ones(some: list[Row]) -> None:
    assert as_dict(merge(roll_up(readings(some)), HOUR_US)) == as_dict(roll_up(readings(some), HOUR_US))
