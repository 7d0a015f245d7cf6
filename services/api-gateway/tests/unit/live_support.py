"""Factories and a fake transport for tests of the hub."""

import asyncio
import re
from collections.abc import Iterable

from api_gateway.live.client import LiveClient
from api_gateway.live.encoding import LiveEvent, LiveFilter, StreamId, frame_of
from api_gateway.live.hub import LiveHub

RETRY_MS = 1000


def make_event(number: int, *, kind: str = "pump.state", site: str = "a", key: str = "", pad: int = 0) -> LiveEvent:
    name = f"{number}-0".encode()
    return LiveEvent((number, 0), kind, site, key, frame_of(name, kind.encode(), b"x" * pad or b"{}"))


def make_events(numbers: Iterable[int], **more: object) -> list[LiveEvent]:
    return [make_event(number, **more) for number in numbers]  # type: ignore[arg-type]


class FakeTransport(asyncio.Transport):
    """Takes everything while `drained`; else keeps it and pauses its protocol above the limit, as sockets do."""

    def __init__(self) -> None:
        super().__init__()
        self.sent = b""
        self.kept = b""
        self.drains = True
        self.high = 0
        self.client: LiveClient | None = None
        self._closing = False

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        self.high = high or 0

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.kept += bytes(data)
        if self.drains:
            self.drain()
        elif len(self.kept) > self.high and self.client is not None and self.client.writable:
            self.client.pause_writing()

    def drain(self) -> None:
        self.sent, self.kept = self.sent + self.kept, b""
        if self.client is not None and not self.client.writable:
            self.client.resume_writing()

    def is_closing(self) -> bool:
        return self._closing

    def close(self) -> None:
        self._closing = True

    def abort(self) -> None:
        self._closing = True

    @property
    def body(self) -> bytes:
        """What was sent, without the chunk framing."""
        rest, body = self.sent, b""
        while rest:
            head, _, rest = rest.partition(b"\r\n")
            size = int(head, 16)
            body, rest = body + rest[:size], rest[size + 2 :]
        return body

    @property
    def numbers(self) -> list[int]:
        """First part of the ids of the events sent, resets among them as negative numbers."""
        found = re.findall(rb"id: (\d+)-0\nevent: ([a-z.]+)", self.body)
        return [-int(number) if kind == b"reset" else int(number) for number, kind in found]


def enter(
    hub: LiveHub, accepted: LiveFilter | None = None, position: StreamId | None = None
) -> tuple[LiveClient, FakeTransport]:
    client, transport = LiveClient(hub, accepted or LiveFilter(), position), FakeTransport()
    transport.client = client
    client.open(transport, 3600)
    hub.enter(client, RETRY_MS)
    return client, transport
