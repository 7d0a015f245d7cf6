"""The binary formats, against encoding one value after the other with struct."""

import struct
from uuid import UUID

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from psycopg.adapt import PyFormat, Transformer
from telemetry.domain.readings import Readings
from telemetry.domain.rollup import roll_up
from telemetry.pgbinary import DELTA_COLUMNS, POSTGRES_EPOCH_US, UuidArray, copy_readings, copy_rollup

rows = st.lists(st.tuples(st.integers(1, 2**31 - 1), st.integers(0, 2**52), st.floats(allow_nan=False)), max_size=30)


def readings(given_rows: list[tuple[int, int, float]]) -> Readings:
    columns = list(zip(*given_rows, strict=True)) or [(), (), ()]
    return Readings(
        np.array(columns[0], np.int32),
        np.array(columns[1], np.int64),
        np.array(columns[2], np.float64),
        np.zeros(len(given_rows), np.int32),
    )


@given(rows)
def test_readings(some: list[tuple[int, int, float]]) -> None:
    expected = b"PGCOPY\n\xff\r\n\0" + struct.pack(">ii", 0, 0)
    for series, time_us, value in some:
        expected += struct.pack(">h iq ii id", 3, 8, time_us - POSTGRES_EPOCH_US, 4, series, 8, value)
    assert copy_readings(readings(some)) == expected + struct.pack(">h", -1)


def test_rollups_have_as_many_fields_as_columns() -> None:
    data = copy_rollup(roll_up(readings([(7, POSTGRES_EPOCH_US + 61_000_000, 2.5)])))
    fields = struct.unpack(">h ii iq id id id iq id iq", data[19:-2])
    assert fields[0] == len(DELTA_COLUMNS)
    assert fields[1:] == (4, 7, 8, 60_000_000, 8, 2.5, 8, 2.5, 8, 2.5, 8, 1, 8, 2.5, 8, 61_000_000)


@given(st.lists(st.binary(min_size=16, max_size=16), max_size=5))
def test_uuid_arrays_are_what_psycopg_makes_of_a_list(ids: list[bytes]) -> None:
    uuids = [UUID(bytes=message_id) for message_id in ids]
    if ids:
        expected = Transformer().get_dumper(uuids, PyFormat.BINARY).dump(uuids)
        # psycopg tells that there are no NULLs by the same flag: 0.
        assert UuidArray(ids).data == bytes(expected or b"")
