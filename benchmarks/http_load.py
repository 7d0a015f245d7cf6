"""A light HTTP load: so many connections, each with one request at a time."""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import httptools
import numpy as np

TIMEOUT_S = 300.0
CONNECTIONS = 16


@dataclass(frozen=True)
class Load:
    """How it went: requests a second, and the 99th percentile of their time."""

    per_s: float
    p99_ms: float


class _Connection(asyncio.Protocol):
    """Sends the next request when the last has been answered. Any status but 2xx fails the measurement."""

    def __init__(self, requests: Iterator[bytes], times: list[float]) -> None:
        self.over = asyncio.get_running_loop().create_future()
        self._requests, self._times = requests, times
        self._parser = httptools.HttpResponseParser(self)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.over.done():
            self.over.set_exception(exc or ConnectionError("the server closed the connection"))

    def on_message_complete(self) -> None:
        self._times.append(time.perf_counter() - self._sent)
        status = self._parser.get_status_code()
        if not 200 <= status < 300:
            self.over.set_exception(RuntimeError(f"answered {status}"))
            return
        self._parser = httptools.HttpResponseParser(self)
        self._next()

    def _next(self) -> None:
        request = next(self._requests, None)
        if request is None:
            self.over.set_result(None)
            self._transport.close()
            return
        self._sent = time.perf_counter()
        self._transport.write(request)  # type: ignore[attr-defined]


async def load(url: str, count: int, request: Callable[[int], bytes]) -> Load:
    """Send `request(0 … count-1)`, whole HTTP/1.1 requests, to the server of `url`."""
    host, port = urlsplit(url).hostname or "", urlsplit(url).port or 80
    requests = map(request, range(count))
    times: list[float] = []
    loop = asyncio.get_running_loop()
    started = time.perf_counter()
    async with asyncio.timeout(TIMEOUT_S):
        made = [loop.create_connection(lambda: _Connection(requests, times), host, port) for _ in range(CONNECTIONS)]
        for _, connection in await asyncio.gather(*made):
            await connection.over
    return Load(count / (time.perf_counter() - started), float(np.percentile(times, 99)) * 1000)


def get(url: str, token: str = "") -> bytes:
    """A GET request."""
    return _head("GET", url, token) + b"\r\n"


def post(url: str, token: str, body: bytes, key: str) -> bytes:
    """A POST request of JSON with an Idempotency-Key."""
    more = f"Idempotency-Key: {key}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return _head("POST", url, token) + more.encode() + body


def _head(method: str, url: str, token: str) -> bytes:
    address = urlsplit(url)
    authorization = f"Authorization: Bearer {token}\r\n" if token else ""
    return f"{method} {address.path} HTTP/1.1\r\nHost: {address.netloc}\r\n{authorization}".encode()
