"""The yardstick for fan-out: an asyncio server that writes one shared chunk to every open transport, nothing else."""

import asyncio
import sys
from typing import ClassVar, cast

import uvloop

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"


class Stream(asyncio.Protocol):
    open: ClassVar[set[asyncio.Transport]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's is one in all but its class

    def data_received(self, data: bytes) -> None:
        self.transport.write(HEAD)
        self.open.add(self.transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self.open.discard(self.transport)


async def main() -> None:
    """Read `count bytes_per_event events_per_chunk` lines; send that many events of that size to all."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Stream, "127.0.0.1", 0, backlog=4096)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        count, size, per_chunk = map(int, line.split())
        for start in range(0, count, per_chunk):
            chunk = b"x" * (size * min(per_chunk, count - start))
            for transport in Stream.open:
                transport.write(chunk)
            await asyncio.sleep(0)


if __name__ == "__main__":
    uvloop.run(main())
