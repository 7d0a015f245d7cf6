"""A client of the live stream that reads only when told to, and a writer of events."""

import asyncio
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

import redis.asyncio as redis

STREAM = "motorway:live"
FRAME = re.compile(r"id: (?P<id>[\d-]+)\nevent: (?P<type>[a-z_.]+)\ndata: (?P<data>[^\n]*)\n\n")


@dataclass
class SseClient:
    """What came over one connection. `slow` keeps its socket's buffer small and reads nothing until `read()`."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    status: int = 0
    head: str = ""
    text: str = ""
    ended: bool = False
    task: "asyncio.Task[None] | None" = field(default=None, repr=False)

    @classmethod
    async def open(
        cls, url: str, token: str, query: str = "", *, last_event_id: str = "", slow: bool = False, proof: str = ""
    ) -> Self:
        """`proof`: a header that says who asks, instead of the bearer token."""
        parts = urlsplit(url)
        options = {"limit": 2**14} if slow else {}
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port, **options)
        resume = f"Last-Event-ID: {last_event_id}\r\n" if last_event_id else ""
        request = (
            f"GET /events{query} HTTP/1.1\r\nHost: x\r\n{proof or f'Authorization: Bearer {token}'}\r\n{resume}\r\n"
        )
        writer.write(request.encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        client = cls(reader, writer, int(head.split()[1]), head.lower())
        if not slow:
            client.read()
        return client

    def read(self) -> None:
        self.task = asyncio.create_task(self._read())

    async def _read(self) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while size := int(await self.reader.readuntil(b"\r\n"), 16):
                self.text += (await self.reader.readexactly(size + 2))[:-2].decode()
            self.ended = True

    @property
    def events(self) -> list[tuple[str, str, str]]:
        """(id, type, data)"""
        return [(found["id"], found["type"], found["data"]) for found in FRAME.finditer(self.text)]

    @property
    def ids(self) -> list[str]:
        return [name for name, _, _ in self.events]

    async def close(self) -> None:
        if self.task is not None:
            self.task.cancel()
        self.writer.close()
        with suppress(ConnectionError):
            await self.writer.wait_closed()


async def publish(
    store: redis.Redis, data: Iterable[str], *, kind: str = "pump.state", site: str = "a", key: str = ""
) -> list[str]:
    """Append events as the alerts service does; returns their ids."""
    pipe = store.pipeline(transaction=False)
    for text in data:
        fields: dict[bytes | str, str] = {"type": kind, "site": site, "key": key, "data": text}
        pipe.xadd(STREAM, fields)  # type: ignore[arg-type]
    return [name.decode() for name in await pipe.execute()]


async def publish_steadily(store: redis.Redis, sent: list[str], count: int) -> None:
    """Append events of one coalescing key in small groups, and their ids to `sent`."""
    for start in range(0, count, 20):
        sent.extend(await publish(store, map(str, range(start, start + 20)), key="same"))
        await asyncio.sleep(0.002)
