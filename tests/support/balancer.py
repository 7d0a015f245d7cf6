"""A door in front of replicas: each new connection goes to the next one that is in service, and stays there."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

CHUNK = 64 * 1024


@asynccontextmanager
async def balancer(port: int, replicas: Sequence[str]) -> AsyncIterator[None]:
    """Listens at 127.0.0.1:`port`; `replicas` are addresses with the same port, looked at for every connection."""
    turn = itertools.count()
    connections: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        connections.add(task)
        task.add_done_callback(connections.discard)
        try:
            with suppress(OSError, IndexError):
                host = replicas[next(turn) % len(replicas)] if replicas else ""
                theirs, ours = await asyncio.open_connection(host, port)
                await asyncio.gather(_copy(reader, ours), _copy(theirs, writer))
        finally:
            writer.transport.abort()

    server = await asyncio.start_server(serve, "127.0.0.1", port, reuse_address=True)
    try:
        yield
    finally:
        server.close()
        await asyncio.sleep(0)
        left = list(connections)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    try:
        while data := await source.read(CHUNK):
            target.write(data)
            await target.drain()
        target.close()
        await target.wait_closed()
    finally:
        target.transport.abort()
