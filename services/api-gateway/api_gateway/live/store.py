"""The Redis stream that the live events come from, as raw commands on connections that never reconnect unseen."""

import asyncio
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from redis.asyncio import Connection, ConnectionPool
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from api_gateway import metrics
from api_gateway.live.encoding import START, LiveEvent, StreamId, event_of, format_id, parse_id

STREAM = "motorway:live"
READ_COUNT = 500
PAGE_COUNT = 1000
BLOCK_MS = 5000
ANSWER_S = 3.0

StoreError = (RedisError, OSError, TimeoutError)
Entry = tuple[bytes, list[bytes]]


class LiveStore:
    """Reads of one stream. Every method may raise one of StoreError."""

    def __init__(self, url: str, stream: str = STREAM) -> None:
        self.stream = stream
        self._pool = ConnectionPool.from_url(
            url,
            protocol=2,
            retry=Retry(NoBackoff(), 0),
            socket_connect_timeout=ANSWER_S,
            socket_timeout=ANSWER_S,
        )

    @asynccontextmanager
    async def connection(self) -> AsyncIterator["StoreConnection"]:
        """One connection for the block; when it breaks it stays broken."""
        connection: Any = self._pool.make_connection()  # type: ignore[no-untyped-call]
        try:
            await connection.connect()
            yield StoreConnection(connection, self.stream)
        finally:
            await connection.disconnect(nowait=True)

    async def older(self, position: StreamId) -> list[LiveEvent] | None:
        """The next page of events after a position, None when the stream does not hold that position."""
        async with self.connection() as store:
            events: list[LiveEvent] = []
            while not events:
                known, entries = await store.page(position)
                if not known:
                    return None
                if not entries:
                    break
                events, position = decode(entries), entry_id(entries[-1])
            return events


class StoreConnection:
    def __init__(self, connection: Connection, stream: str) -> None:
        self._connection = connection
        self._stream = stream

    async def run_id(self) -> str:
        """Names this run of the Redis server."""
        info: str = (await self._command("INFO", "server")).decode()
        return next(line for line in info.splitlines() if line.startswith("run_id:"))

    async def newest(self) -> StreamId:
        entries = await self._command("XREVRANGE", self._stream, "+", "-", "COUNT", 1)
        return entry_id(entries[0]) if entries else START

    async def holds(self, position: StreamId) -> bool:
        text = format_id(position)
        return bool(await self._command("XRANGE", self._stream, text, text))

    async def page(self, position: StreamId) -> tuple[bool, list[Entry]]:
        """Whether the stream holds the position, and what follows it: both of the same instant."""
        text = format_id(position)
        await self._command("MULTI")
        await self._command("XRANGE", self._stream, text, text)
        await self._command("XRANGE", self._stream, f"({text}", "+", "COUNT", PAGE_COUNT)
        held, entries = await self._command("EXEC")
        return bool(held), entries

    async def next(self, position: StreamId) -> list[Entry]:
        """Entries after a position as soon as there are any; nothing when a few seconds bring none."""
        words = ("XREAD", "COUNT", READ_COUNT, "BLOCK", BLOCK_MS, "STREAMS", self._stream, format_id(position))
        reply = await self._command(*words, answer_s=BLOCK_MS / 1000 + ANSWER_S)
        return reply[0][1] if reply else []

    async def _command(self, *words: str | int, answer_s: float = ANSWER_S) -> Any:
        await self._connection.send_command(*words)
        async with asyncio.timeout(answer_s):
            return await self._connection.read_response(timeout=math.inf)


def entry_id(entry: Entry) -> StreamId:
    parsed = parse_id(entry[0].decode())
    assert parsed is not None
    return parsed


def decode(entries: list[Entry]) -> list[LiveEvent]:
    """The events of stream entries; entries that are no event are counted and left out."""
    events = [event_of(name, dict(zip(fields[::2], fields[1::2], strict=True))) for name, fields in entries]
    readable = [event for event in events if event is not None]
    metrics.live_unreadable.inc(len(events) - len(readable))
    return readable
