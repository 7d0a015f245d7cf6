from datetime import timedelta

import numpy as np
import pytest
from telemetry.domain.readings import (
    FUTURE_TOLERANCE_US,
    Readings,
    Refused,
    acceptable,
    major_units,
    name_is_valid,
    unit_of,
)

NOW_US = 1_790_000_000_000_000
RETENTION_US = timedelta(days=730) // timedelta(microseconds=1)


def readings(times_us: list[int], values: list[float], messages: list[int] | None = None) -> Readings:
    return Readings(
        np.ones(len(times_us), np.int32),
        np.array(times_us, np.int64),
        np.array(values, np.float64),
        np.array(messages or [0] * len(times_us), np.int32),
    )


@pytest.mark.parametrize(
    ("time_us", "value", "refused"),
    [
        (NOW_US, 1.0, Refused(0, 0, 0)),
        (NOW_US - RETENTION_US, 1.0, Refused(0, 0, 0)),
        (NOW_US - RETENTION_US - 1, 1.0, Refused(1, 0, 0)),
        (NOW_US + FUTURE_TOLERANCE_US, 1.0, Refused(0, 0, 0)),
        (NOW_US + FUTURE_TOLERANCE_US + 1, 1.0, Refused(0, 1, 0)),
        (NOW_US, float("nan"), Refused(0, 0, 1)),
        (NOW_US, float("-inf"), Refused(0, 0, 1)),
        (-(2**62), 1.0, Refused(1, 0, 0)),
    ],
)
def test_what_may_be_stored(time_us: int, value: float, refused: Refused) -> None:
    kept, counted = acceptable(readings([time_us], [value]), np.array([NOW_US]), NOW_US, RETENTION_US)
    assert counted == refused
    assert len(kept) == (refused == Refused(0, 0, 0))


def test_lateness_is_judged_by_each_messages_own_arrival() -> None:
    arrivals = np.array([NOW_US, NOW_US - 10 * FUTURE_TOLERANCE_US])
    kept, counted = acceptable(readings([NOW_US, NOW_US], [1.0, 2.0], [0, 1]), arrivals, NOW_US, RETENTION_US)
    assert kept.value.tolist() == [1.0]
    assert counted == Refused(0, 1, 0)


def test_an_arrival_far_ahead_of_our_clock_is_not_believed() -> None:
    far_us = NOW_US + 10 * 86_400_000_000
    _, counted = acceptable(readings([far_us], [1.0]), np.array([far_us]), NOW_US, RETENTION_US)
    assert counted == Refused(0, 1, 0)


def test_sorting_keeps_the_order_of_arrival_at_one_instant() -> None:
    unsorted = Readings(
        np.array([2, 1, 1, 1], np.int32),
        np.array([5, 5, 4, 5]),
        np.array([1.0, 2.0, 3.0, 4.0]),
        np.arange(4, dtype="i4"),
    )
    assert unsorted.sorted().value.tolist() == [3.0, 2.0, 4.0, 1.0]


@pytest.mark.parametrize(
    ("device", "metric", "valid"),
    [
        ("pump/3/nozzle/2", "volume_total", True),
        ("controller", "online", True),
        ("", "online", False),
        ("Pump", "online", False),
        ("pump", "on-line", False),
        ("p" * 65, "online", False),
        ("pump\n", "online", False),
        ("pump", "o" * 49, False),
    ],
)
def test_names(device: str, metric: str, valid: bool) -> None:
    assert name_is_valid(device, metric) is valid


@pytest.mark.parametrize(("currency", "major"), [("GBP", 12.34), ("", 12.34), ("JPY", 1234.0), ("KWD", 1.234)])
def test_minor_units(currency: str, major: float) -> None:
    assert major_units(1234, currency) == major


def test_units() -> None:
    assert unit_of("temperature") == "degC"
    assert unit_of("vibration") == ""
