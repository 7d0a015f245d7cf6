"""(c): live events to many SSE clients, beside a bare asyncio writer that sends the same bytes."""

import asyncio
import re
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import chain

import orjson
import psutil
import redis.asyncio as redis

from benchmarks.sse_client import SseClient, open_clients
from tests.support.platform import Platform

SITE = "bench-fanout"
STREAM = "motorway:live"
PIPELINE = 500
TIMEOUT_S = 300.0
CHUNK_HEAD = re.compile(rb"(?:^|\r\n)[0-9a-fA-F]+\r\n")


@dataclass(frozen=True)
class FanOut:
    """Deliveries are events times clients. Memory is the growth of the serving process, per client."""

    clients: int
    events: int
    seconds: float
    memory_per_client_kb: float
    bytes_per_client: int
    chunks: int

    @property
    def deliveries_per_s(self) -> float:
        return self.clients * self.events / self.seconds


@dataclass(frozen=True)
class Server:
    """What serves the streams: the URL, the process whose memory counts, and a bearer token."""

    url: str
    process: psutil.Process
    token: str = ""


Write = Callable[[int], Awaitable[None]]


async def through_the_platform(platform: Platform, clients: int, events: int) -> FanOut:
    """Events written to the Redis stream until every client has every byte of them."""
    url = f"{platform['URL']}/events?site={SITE}&types=device.alarm"
    process = await platform.restarted("api_gateway", int(platform["URL"].rsplit(":", 1)[1]))
    async with redis.from_url(platform["REDIS_URL"]) as store:
        return await _measure(Server(url, process, platform.login()), clients, events, lambda n: _write(store, n))


async def bare_writer(like: FanOut) -> FanOut:
    """The same bytes in chunks of the same size from a bare asyncio server that writes one chunk to all transports."""
    bytes_per_event, per_chunk = like.bytes_per_client // like.events, max(1, round(like.events / like.chunks))
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.bare_writer", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert server.stdin is not None
    assert server.stdout is not None
    stdin = server.stdin
    port = int(await server.stdout.readline())

    async def write(count: int) -> None:
        stdin.write(f"{count} {bytes_per_event} {per_chunk}\n".encode())
        await stdin.drain()

    try:
        url = f"http://127.0.0.1:{port}/events?x=1"
        return await _measure(Server(url, psutil.Process(server.pid)), like.clients, like.events, write)
    finally:
        server.terminate()
        await server.wait()


async def _measure(server: Server, clients: int, events: int, write: Write) -> FanOut:
    process = server.process
    before = process.memory_info().rss
    streams = await open_clients(server.url, clients, token=server.token)
    one = await _size_of_one(streams, write)
    start_bytes = streams[0].received
    memory = (process.memory_info().rss - before) / clients / 1024
    streams[0].kept = bytearray()
    started = time.perf_counter()
    await write(events)
    await _all_received(streams, start_bytes, one * events)
    seconds = time.perf_counter() - started
    received = min(s.received for s in streams) - start_bytes
    for stream in streams:
        stream.transport.abort()
    chunks = len(CHUNK_HEAD.findall(streams[0].kept)) or 1
    return FanOut(clients, events, seconds, memory, received, chunks)


async def _size_of_one(streams: list[SseClient], write: Write) -> int:
    before = [stream.received for stream in streams]
    await write(1)
    deadline = time.perf_counter() + TIMEOUT_S
    while any(s.received == b for s, b in zip(streams, before, strict=True)):
        assert time.perf_counter() < deadline, "a client received nothing"
        await asyncio.sleep(0.05)
    return streams[0].received - before[0]


async def _all_received(streams: list[SseClient], start_bytes: int, size: int) -> None:
    """Chunk framing differs with the size of a tick, so the last event is recognised by the bytes of its payload."""
    deadline = time.perf_counter() + TIMEOUT_S
    floor = size * 9 // 10
    quiet_since, last = time.perf_counter(), 0
    while True:
        total = sum(s.received for s in streams)
        if min(s.received for s in streams) - start_bytes >= size:
            return
        if total != last:
            last, quiet_since = total, time.perf_counter()
        elif time.perf_counter() - quiet_since > 1 and min(s.received for s in streams) - start_bytes >= floor:
            return
        assert time.perf_counter() < deadline, "not every client received every event"
        await asyncio.sleep(0.02)


async def _write(store: "redis.Redis", count: int) -> None:
    for start in range(0, count, PIPELINE):
        pipe = store.pipeline(transaction=False)
        for number in range(start, min(start + PIPELINE, count)):
            data = {"site": SITE, "device": "controller", "code": "bench", "severity": "INFO", "text": f"{number:012d}"}
            fields = {"type": "device.alarm", "site": SITE, "key": "", "data": orjson.dumps(data)}
            pipe.execute_command("XADD", STREAM, "MAXLEN", "~", 200_000, "*", *chain.from_iterable(fields.items()))
        await pipe.execute()
