"""Exports hold what the blocks hold."""

import csv
import io
from collections.abc import AsyncIterator

import nanoarrow
from api_gateway.exports import as_arrow, as_csv
from motorway.telemetry.v1.telemetry_pb2 import ExportReadingsResponse

TIME_US = 1_795_418_883_766_001
BLOCKS = [
    ExportReadingsResponse(
        device=["tank/1", "tank/2"],
        metric=["product_level", "temperature"],
        time_us=[TIME_US, TIME_US + 1],
        value=[1.5, -0.1],
    ),
    ExportReadingsResponse(device=["pump/3"], metric=["state"], time_us=[TIME_US + 2], value=[8.0]),
]


async def blocks() -> AsyncIterator[ExportReadingsResponse]:
    for block in BLOCKS:
        yield block


async def nothing() -> AsyncIterator[ExportReadingsResponse]:
    for block in BLOCKS[:0]:
        yield block


async def test_csv() -> None:
    text = b"".join([part async for part in as_csv(blocks())]).decode()
    rows = list(csv.reader(io.StringIO(text)))
    assert rows == [
        ["time", "device", "metric", "value"],
        ["2026-11-23T07:28:03.766001Z", "tank/1", "product_level", "1.5"],
        ["2026-11-23T07:28:03.766002Z", "tank/2", "temperature", "-0.1"],
        ["2026-11-23T07:28:03.766003Z", "pump/3", "state", "8.0"],
    ]


async def test_arrow() -> None:
    data = b"".join([part async for part in as_arrow(blocks())])
    table = nanoarrow.ArrayStream.from_readable(data).read_all()
    rows = [tuple(row.values()) for row in table.to_pylist()]
    assert [(device, metric, value) for _, device, metric, value in rows] == [
        ("tank/1", "product_level", 1.5),
        ("tank/2", "temperature", -0.1),
        ("pump/3", "state", 8.0),
    ]
    assert [time.isoformat(timespec="microseconds")[20:26] for time, *_ in rows] == ["766001", "766002", "766003"]


async def test_arrow_without_readings_is_still_a_stream() -> None:
    data = b"".join([part async for part in as_arrow(nothing())])
    assert nanoarrow.ArrayStream.from_readable(data).read_all().to_pylist() == []
