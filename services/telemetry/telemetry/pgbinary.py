"""PostgreSQL's binary formats, made from numpy columns in one go: COPY rows and a uuid[] parameter."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from psycopg.adapt import Buffer, Dumper
from psycopg.pq import Format

from telemetry.domain.readings import Readings
from telemetry.domain.rollup import Rollup

COPY_HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
COPY_TRAILER = b"\xff\xff"
POSTGRES_EPOCH_US = 946_684_800_000_000
UUID_OID = 2950
UUID_ARRAY_OID = 2951

Column = npt.NDArray[Any]

INT4, INT8, FLOAT8 = ">i4", ">i8", ">f8"
READING_COLUMNS = ("time", "series_id", "value")
DELTA_COLUMNS = ("series_id", "bucket", "minimum", "maximum", "sum", "count", "last", "last_time")


def copy_rows(columns: Sequence[tuple[str, Column]]) -> bytes:
    """The COPY BINARY stream of these (big-endian type, values) columns, without NULLs."""
    layout: list[tuple[str, str]] = [("fields", ">i2")]
    for number, (kind, _) in enumerate(columns):
        layout += [(f"length{number}", INT4), (f"value{number}", kind)]
    rows = np.empty(len(columns[0][1]), layout)
    rows["fields"] = len(columns)
    for number, (kind, values) in enumerate(columns):
        rows[f"length{number}"] = np.dtype(kind).itemsize
        rows[f"value{number}"] = values
    return b"".join((COPY_HEADER, rows.view(np.uint8).data, COPY_TRAILER))


def copy_readings(readings: Readings) -> bytes:
    """Rows of READING_COLUMNS."""
    time = readings.time_us - POSTGRES_EPOCH_US
    return copy_rows([(INT8, time), (INT4, readings.series), (FLOAT8, readings.value)])


def copy_rollup(rollup: Rollup) -> bytes:
    """Rows of DELTA_COLUMNS."""
    return copy_rows(
        [
            (INT4, rollup.series),
            (INT8, rollup.bucket_us - POSTGRES_EPOCH_US),
            (FLOAT8, rollup.minimum),
            (FLOAT8, rollup.maximum),
            (FLOAT8, rollup.sum),
            (INT8, rollup.count),
            (FLOAT8, rollup.last),
            (INT8, rollup.last_us - POSTGRES_EPOCH_US),
        ]
    )


class UuidArray:
    """A uuid[] parameter made of 16-byte ids."""

    def __init__(self, ids: Sequence[bytes]) -> None:
        elements = np.empty(len(ids), [("length", INT4), ("id", "V16")])
        elements["length"] = 16
        elements["id"] = np.frombuffer(b"".join(ids), "V16")
        dimensions, has_null, lower_bound = 1, 0, 1
        header = np.array([dimensions, has_null, UUID_OID, len(ids), lower_bound], INT4)
        self.data = header.tobytes() + elements.tobytes()


class UuidArrayDumper(Dumper):
    """Lets psycopg send a UuidArray."""

    format = Format.BINARY
    oid = UUID_ARRAY_OID

    def dump(self, obj: UuidArray) -> Buffer:
        return obj.data
