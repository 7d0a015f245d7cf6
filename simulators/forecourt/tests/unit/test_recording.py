from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from forecourt_simulator import replay
from forecourt_simulator.errors import InvalidInput
from forecourt_simulator.recording import Point, load_mapping, read_recording
from motorway.iot.v1 import device_pb2 as pb

UTC = ZoneInfo("UTC")
SAMPLE = Path(__file__).parent.parent / "data" / "recording.csv"


def points(zone: ZoneInfo = UTC) -> list[Point]:
    return read_recording(SAMPLE, load_mapping(None), zone)


def test_units_are_converted_and_points_sorted() -> None:
    read = points()
    assert [point.time_us // 1_000_000 for point in read] == [1704101400, 1704101880, 1704704400, 1704704940]
    first = read[0]
    assert first.values == {
        "product_level_mm": 254.0,
        "temperature_c": 10.0,
        "total_observed_volume_l": 378.5411784,
    }
    assert first.sensors["temperature_1"] == 0.0
    assert len(first.sensors) == 6


def test_times_can_be_local() -> None:
    assert points(ZoneInfo("America/New_York"))[0].time_us - points()[0].time_us == 5 * 3600 * 1_000_000


def test_messages_carry_every_point_and_every_sensor() -> None:
    told = replay.outgoing(3, points())
    assert [message.topic for message in told] == ["tank/3/reading"] * 4 + ["telemetry"]
    reading = pb.TankReading.FromString(told[0].payload)
    assert reading.product_level_mm == 254.0
    assert not reading.HasField("water_level_mm")
    batch = pb.TelemetryBatch.FromString(told[-1].payload)
    assert len(batch.value) == len(batch.time_delta_us) == 24
    assert list(batch.devices) == ["tank/3"]


def test_other_files_are_read_with_a_mapping(tmp_path: Path) -> None:
    mapping, file = tmp_path / "mapping.yaml", tmp_path / "levels.csv"
    mapping.write_text(
        "delimiter: ';'\npoints:\n"
        "  - time: {column: when}\n    product_level_mm: {column: h, unit: cm}\n"
        "    water_level_mm: {column: w, unit: mm}\n"
    )
    file.write_text("when;h;w\n2024-01-01T10:00:00+01:00;12.5;\n")
    [point] = read_recording(file, load_mapping(mapping), UTC)
    assert point == Point(1_704_099_600_000_000, {"product_level_mm": 125.0}, {})


@pytest.mark.parametrize(
    ("text", "told"),
    [("1,240101", "line 2"), ("1,2401010930,x", "not a number"), ("1", "no column"), ("1,2413010930,1", "not a time")],
)
def test_a_bad_line_is_named(tmp_path: Path, text: str, told: str) -> None:
    mapping, file = tmp_path / "mapping.yaml", tmp_path / "bad.csv"
    mapping.write_text(
        "points:\n  - time: {column: at, format: '%y%m%d%H%M'}\n    product_level_mm: {column: h, unit: in}\n"
    )
    file.write_text(f"tank,at,h\n{text}\n")
    with pytest.raises(InvalidInput, match=told):
        read_recording(file, load_mapping(mapping), UTC)


def test_several_tanks_in_one_file_need_a_choice(tmp_path: Path) -> None:
    file = tmp_path / "two.csv"
    lines = SAMPLE.read_text().splitlines()
    file.write_text("\n".join([*lines, "02" + lines[1][2:]]))
    with pytest.raises(InvalidInput, match="recorded-tank"):
        read_recording(file, load_mapping(None), UTC)
    assert len(read_recording(file, load_mapping(None), UTC, 2)) == 2


def test_an_unknown_unit_is_refused(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text("points:\n  - time: {column: at}\n    product_level_mm: {column: h, unit: furlong}\n")
    with pytest.raises(InvalidInput, match="furlong"):
        load_mapping(mapping)
