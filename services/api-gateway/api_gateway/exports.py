"""Blocks of readings as CSV or as an Arrow IPC stream, one block at a time."""

from array import array
from collections.abc import AsyncIterable, AsyncIterator
from datetime import UTC, datetime, timedelta
from io import BytesIO

import nanoarrow
from motorway.telemetry.v1.telemetry_pb2 import ExportReadingsResponse as Block
from nanoarrow.ipc import StreamWriter

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TIME = nanoarrow.timestamp("us", "UTC")
SCHEMA = nanoarrow.struct(
    {"time": TIME, "device": nanoarrow.string(), "metric": nanoarrow.string(), "value": nanoarrow.float64()}
)


async def as_csv(blocks: AsyncIterable[Block]) -> AsyncIterator[bytes]:
    """`time,device,metric,value`, times in RFC 3339 with microseconds."""
    yield b"time,device,metric,value\r\n"
    async for block in blocks:
        columns = zip(map(_rfc3339, block.time_us), block.device, block.metric, map(repr, block.value), strict=True)
        yield "".join([",".join(row) + "\r\n" for row in columns]).encode()


async def as_arrow(blocks: AsyncIterable[Block]) -> AsyncIterator[bytes]:
    """Columns time (timestamp[us, UTC]), device, metric (string) and value (float64); a record batch per block."""
    out = BytesIO()
    with StreamWriter.from_writable(out) as writer:
        writer.write_array(_record_batch(Block()))
        yield _taken(out)
        async for block in blocks:
            writer.write_array(_record_batch(block))
            yield _taken(out)
    yield _taken(out)


def _rfc3339(time_us: int) -> str:
    return (EPOCH + timedelta(microseconds=time_us)).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _record_batch(block: Block) -> object:
    length = len(block.time_us)
    columns = [
        nanoarrow.c_array_from_buffers(TIME, length, [None, array("q", block.time_us)]),
        nanoarrow.c_array(list(block.device), nanoarrow.string()),
        nanoarrow.c_array(list(block.metric), nanoarrow.string()),
        nanoarrow.c_array_from_buffers(nanoarrow.float64(), length, [None, array("d", block.value)]),
    ]
    return nanoarrow.c_array_from_buffers(SCHEMA, length, [None], children=columns)


def _taken(out: BytesIO) -> bytes:
    """What has been written, leaving the buffer empty."""
    data = out.getvalue()
    out.seek(0)
    out.truncate()
    return data
