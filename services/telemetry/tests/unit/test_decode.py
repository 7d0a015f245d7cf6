"""Columns against a reference that goes reading by reading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from motorway.iot.v1 import device_pb2
from motorway_kit.errors import BadMessage
from telemetry.decode import Columns
from telemetry.domain.readings import Readings
from telemetry.domain.series import SeriesMap, SeriesName

BASE_US = 1_790_000_000_000_000
DEVICES, METRICS = ["tank/1", "tank/2", "pump/1"], ["temperature", "density"]
Reading = tuple[int, int, int, float]
readings = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(0, 1), st.integers(-(10**12), 10**12), st.floats(allow_nan=False, width=64)
    ),
    max_size=40,
)


def batch_of(some: list[Reading]) -> device_pb2.TelemetryBatch:
    batch = device_pb2.TelemetryBatch(devices=DEVICES, metrics=METRICS)
    batch.base_time.FromMicroseconds(BASE_US)
    for device, metric, delta_us, value in some:
        batch.device_index.append(device)
        batch.metric_index.append(metric)
        batch.time_delta_us.append(delta_us)
        batch.value.append(value)
    return batch


def named(series: SeriesMap, decoded: Readings) -> list[tuple[int, SeriesName, int, float]]:
    names = dict(enumerate(series.unknown(decoded.series)))
    slots = {slot: names[i] for i, slot in enumerate(sorted(set(decoded.series.tolist())))}
    columns = (decoded.message, decoded.series, decoded.time_us, decoded.value)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [(message, slots[slot], time_us, value) for message, slot, time_us, value in rows]


@given(st.lists(readings, max_size=5))
def test_batches_of_any_size_decode_in_order(batches: list[list[Reading]]) -> None:
    series = SeriesMap()
    columns = Columns(series)
    for number, some in enumerate(batches):
        columns.add_batch("site", number, batch_of(some))
    expected = [
        (number, SeriesName("site", DEVICES[device], METRICS[metric]), BASE_US + delta_us, value)
        for number, some in enumerate(batches)
        for device, metric, delta_us, value in some
    ]
    assert columns.rows == len(expected)
    assert named(series, columns.readings()) == expected


@pytest.mark.parametrize("count", [2, 50])
@pytest.mark.parametrize("field", ["device_index", "metric_index", "time_delta_us", "value"])
def test_uneven_columns_are_refused_whole(count: int, field: str) -> None:
    batch = batch_of([(0, 0, 0, 1.0)] * count)
    getattr(batch, field).append(0)
    refuse(batch)


@pytest.mark.parametrize("count", [2, 50])
@pytest.mark.parametrize("field", ["device_index", "metric_index"])
def test_an_index_beyond_the_names_is_refused(count: int, field: str) -> None:
    batch = batch_of([(0, 0, 0, 1.0)] * count)
    getattr(batch, field)[-1] = 3
    refuse(batch)


@pytest.mark.parametrize("count", [2, 50])
def test_a_wrong_name_or_time_is_refused(count: int) -> None:
    batch = batch_of([(0, 0, 0, 1.0)] * count)
    batch.devices[0] = "Tank 1"
    refuse(batch)
    batch = batch_of([(0, 0, 0, 1.0)] * count)
    batch.base_time.FromMicroseconds(1)
    refuse(batch)


def refuse(batch: device_pb2.TelemetryBatch) -> None:
    columns = Columns(SeriesMap())
    with pytest.raises(BadMessage):
        columns.add_batch("site", 0, batch)
    assert columns.rows == len(columns.readings()) == 0


def test_the_map_of_series_is_bounded() -> None:
    series = SeriesMap(most=3)
    for number in range(3):
        series.slot("site", f"tank/{number}", "temperature")
    assert len(series) == 3
    series.make_room()
    assert len(series) == 0
