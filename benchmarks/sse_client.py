"""Raw SSE clients that count what they receive."""

import asyncio
from urllib.parse import urlsplit


class SseClient(asyncio.Protocol):
    """One open `/events` stream; counts bytes, notes when the header has come, and keeps the bytes where asked."""

    def __init__(self, request: bytes) -> None:
        self._request = request
        self._head = bytearray()
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.received = 0
        self.kept: bytearray | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        if not self.ready.done():
            self._head += data
            if b"\r\n\r\n" not in self._head:
                return
            status = self._head.split(b"\r\n", 1)[0]
            if b" 200 " in status:
                self.ready.set_result(None)
            else:
                self.ready.set_exception(RuntimeError(status.decode()))
            data = bytes(self._head).split(b"\r\n\r\n", 1)[1]
        self.received += len(data)
        if self.kept is not None:
            self.kept += data

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.ready.done():
            self.ready.set_exception(exc or ConnectionError("closed before an answer"))


async def open_clients(url: str, count: int, *, token: str = "") -> list[SseClient]:
    """`count` streams of `url`, opened some at a time."""
    parts = urlsplit(url)
    assert parts.hostname is not None
    host, port = parts.hostname, parts.port or 80
    lines = [f"GET {parts.path}?{parts.query} HTTP/1.1", f"Host: {host}", "Accept: text/event-stream"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    request = ("\r\n".join(lines) + "\r\n\r\n").encode()
    clients: list[SseClient] = []
    for start in range(0, count, 50):
        some = [await _open(host, port, request) for _ in range(min(50, count - start))]
        await asyncio.gather(*(client.ready for client in some))
        clients += some
    return clients


async def _open(host: str, port: int, request: bytes) -> SseClient:
    _, client = await asyncio.get_running_loop().create_connection(lambda: SseClient(request), host, port)
    return client
