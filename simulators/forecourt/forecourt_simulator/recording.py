"""Recorded tank series in CSV files, and the mapping that says what their columns mean."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from forecourt_simulator.errors import InvalidInput

CONVERSIONS: dict[str, Callable[[float], float]] = {
    "mm": lambda x: x,
    "cm": lambda x: x * 10.0,
    "m": lambda x: x * 1000.0,
    "in": lambda x: x * 25.4,
    "l": lambda x: x,
    "m3": lambda x: x * 1000.0,
    "us_gal": lambda x: x * 3.785411784,
    "uk_gal": lambda x: x * 4.54609,
    "degC": lambda x: x,
    "degF": lambda x: (x - 32.0) * 5.0 / 9.0,
    "K": lambda x: x - 273.15,
}
FIELDS = ("product_level_mm", "water_level_mm", "temperature_c", "total_observed_volume_l", "water_volume_l")


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(_Model):
    """A column and the unit its numbers are in, one of CONVERSIONS."""

    column: str
    unit: str


class TimeColumn(_Model):
    """`format` as of strptime, or `iso` for ISO 8601."""

    column: str
    format: str = "iso"


class PointMapping(_Model):
    """One point of each record: fields of TankReading, and further sensors by their metric."""

    time: TimeColumn
    product_level_mm: Column | None = None
    water_level_mm: Column | None = None
    temperature_c: Column | None = None
    total_observed_volume_l: Column | None = None
    water_volume_l: Column | None = None
    sensors: dict[str, Column] = {}


class Mapping(_Model):
    """`tank_column` names the column with the recorded tank's number, if there is one."""

    points: tuple[PointMapping, ...]
    tank_column: str | None = None
    delimiter: str = ","


@dataclass(frozen=True, slots=True)
class Point:
    """A reading of a recording in SI-derived units; `values` by field of TankReading, `sensors` by metric."""

    time_us: int
    values: dict[str, float]
    sensors: dict[str, float]


def load_mapping(path: Path | None) -> Mapping:
    """The mapping of a YAML file, or the one for TLS-350 delivery reports. Raises InvalidInput."""
    source = path if path is not None else resources.files("forecourt_simulator") / "tls350.yaml"
    try:
        mapping = Mapping.model_validate(yaml.safe_load(source.read_text()))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise InvalidInput(f"mapping {source}: {error}") from error
    columns = [column for point in mapping.points for column in _columns(point).values()]
    unknown = [column.unit for column in columns if column.unit not in CONVERSIONS]
    if unknown:
        raise InvalidInput(f"mapping {source}: unknown unit {unknown[0]}; known are {', '.join(CONVERSIONS)}")
    return mapping


def read_recording(path: Path, mapping: Mapping, zone: ZoneInfo, recorded_tank: int | None = None) -> list[Point]:
    """Every point of the recording in the order of time. Raises InvalidInput with the line that cannot be read.

    A file with several tanks needs `recorded_tank`.
    """
    try:
        with path.open(newline="") as file:
            reader = csv.DictReader(file, delimiter=mapping.delimiter)
            numbered = [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InvalidInput(f"{path}: {error}") from error
    chosen = _of_one_tank(numbered, mapping.tank_column, recorded_tank)
    points = [_point(line, row, wanted, zone) for line, row in chosen for wanted in mapping.points]
    return sorted(points, key=lambda point: point.time_us)


Row = dict[str, str]


def _of_one_tank(numbered: Iterable[tuple[int, Row]], column: str | None, tank: int | None) -> list[tuple[int, Row]]:
    rows = list(numbered)
    if column is None:
        return rows
    tanks = {_cell(line, row, column).lstrip("0") for line, row in rows}
    if tank is None and len(tanks) > 1:
        raise InvalidInput(f"the recording holds tanks {', '.join(sorted(tanks))}: say which with --recorded-tank")
    return [(line, row) for line, row in rows if tank is None or _cell(line, row, column).lstrip("0") == str(tank)]


def _point(line: int, row: Row, wanted: PointMapping, zone: ZoneInfo) -> Point:
    values = {name: value for name, value in _values(line, row, wanted).items() if value is not None}
    sensors = {name: value for name, value in values.items() if name in wanted.sensors}
    return Point(
        time_us=_time_us(line, row, wanted.time, zone),
        values={name: value for name, value in values.items() if name not in sensors},
        sensors=sensors,
    )


def _columns(point: PointMapping) -> dict[str, Column]:
    fixed = {name: getattr(point, name) for name in FIELDS if getattr(point, name) is not None}
    return {**fixed, **point.sensors}


def _values(line: int, row: Row, wanted: PointMapping) -> dict[str, float | None]:
    return {name: _number(line, row, column) for name, column in _columns(wanted).items()}


def _number(line: int, row: Row, column: Column) -> float | None:
    text = _cell(line, row, column.column)
    if not text:
        return None
    try:
        return CONVERSIONS[column.unit](float(text))
    except ValueError as error:
        raise InvalidInput(f"line {line}, {column.column}: {text!r} is not a number") from error


def _time_us(line: int, row: Row, column: TimeColumn, zone: ZoneInfo) -> int:
    text = _cell(line, row, column.column)
    try:
        parse = datetime.fromisoformat if column.format == "iso" else lambda t: datetime.strptime(t, column.format)  # noqa: DTZ007
        moment = parse(text)
    except ValueError as error:
        raise InvalidInput(f"line {line}, {column.column}: {text!r} is not a time as of {column.format}") from error
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return round(aware.timestamp() * 1e6)


def _cell(line: int, row: Row, column: str) -> str:
    if row.get(column) is None:
        raise InvalidInput(f"line {line} has no column {column}")
    return row[column].strip()
