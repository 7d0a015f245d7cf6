"""Audit records as lines: JSON with everything that a check needs, or CSV for a spreadsheet."""

import csv
import io
import json
from collections.abc import AsyncIterable, AsyncIterator, Mapping
from typing import Any

from motorway_access.chain import Head, Record

from api_gateway.domain.audit_search import COLUMNS, harmless

NAMES = COLUMNS.split()
CHUNK_BYTES = 64 * 1024


async def as_ndjson(items: AsyncIterable[Head | Record]) -> AsyncIterator[bytes]:
    """`{"day": head}` before the records of each day, then `{"record": record}`."""
    chunk = bytearray()
    async for item in items:
        line = {"day": vars(item)} if isinstance(item, Head) else {"record": item}
        chunk += json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        if len(chunk) >= CHUNK_BYTES:
            yield bytes(chunk)
            chunk.clear()
    yield bytes(chunk)


async def as_csv(items: AsyncIterable[Head | Record]) -> AsyncIterator[bytes]:
    """A line of names, then one for each record. What begins like a formula gets an apostrophe before it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(NAMES)
    async for item in items:
        if not isinstance(item, Head):
            writer.writerow([_cell(item, name) for name in NAMES])
        if out.tell() >= CHUNK_BYTES:
            yield _taken(out)
    yield _taken(out)


def _cell(record: Mapping[str, Any], name: str) -> str:
    value = record[name]
    if value is None:
        return ""
    if name in ("before", "after"):
        return harmless(json.dumps(value, ensure_ascii=False))
    return harmless(" ".join(value) if isinstance(value, list) else str(value))


def _taken(out: io.StringIO) -> bytes:
    data = out.getvalue().encode()
    out.seek(0)
    out.truncate()
    return data
