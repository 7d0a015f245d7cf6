"""The live stream on a WebSocket: what the hub writes for an HTTP connection, as messages."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator

from api_gateway.live.client import BUFFER_HIGH_BYTES, BUFFER_LOW_BYTES
from api_gateway.live.encoding import END_OF_RESPONSE

Send = Callable[[str], Awaitable[None]]


class SocketTransport(asyncio.Transport):
    """Where the hub writes; `give` sends it as messages.

    It fills up as the buffer of a connection does, so that a slow reader is served as a slow reader of `/events` is.
    """

    def __init__(self) -> None:
        super().__init__()
        self.reader: asyncio.Protocol | None = None
        self._waiting: deque[str] = deque()
        self._size = 0
        self._full = False
        self._closing = False
        self._wanted = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """A chunk of the hub, or an answer's text."""
        for message in messages(bytes(data)):
            self.put(message)
        if self._size > BUFFER_HIGH_BYTES and not self._full and self.reader is not None:
            self._full = True
            self.reader.pause_writing()

    def put(self, message: str) -> None:
        """One message of our own."""
        self._waiting.append(message)
        self._size += len(message)
        self._wanted.set()
        if self._size > BUFFER_HIGH_BYTES:
            self._room.clear()

    async def room(self) -> None:
        """Wait until the reader has read enough for more."""
        await self._room.wait()

    async def give(self, send: Send) -> None:
        """Send until it is closed."""
        while not self._closing:
            await self._wanted.wait()
            self._wanted.clear()
            while self._waiting:
                message = self._waiting.popleft()
                await send(message)
                self._size -= len(message)
                self._make_room()

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """They are those of every live stream."""

    def is_closing(self) -> bool:
        return self._closing

    def close(self) -> None:
        self._closing = True
        self._wanted.set()

    abort = close

    def _make_room(self) -> None:
        if self._size <= BUFFER_LOW_BYTES:
            self._room.set()
        if self._full and self._size <= BUFFER_LOW_BYTES and self.reader is not None:
            self._full = False
            self.reader.resume_writing()


def messages(chunked: bytes) -> Iterator[str]:
    """Of each Server-Sent Event in a chunk the message: `{"type", "id", "data"}`; of a comment `{"type": "alive"}`."""
    if chunked == END_OF_RESPONSE:
        return
    _, _, body = chunked.partition(b"\r\n")
    for frame in body[:-2].split(b"\n\n"):
        if frame:
            yield _message(frame)


def _message(frame: bytes) -> str:
    fields: dict[bytes, bytes] = {}
    for line in frame.split(b"\n"):
        name, _, value = line.partition(b": ")
        fields[name] = fields[name] + b"\n" + value if name in fields else value
    stream_id = b',"id":"%b"' % fields[b"id"] if b"id" in fields else b""
    data = b',"data":%b' % fields[b"data"] if b"data" in fields else b""
    return (b'{"type":"%b"%b%b}' % (fields.get(b"event", b"alive"), stream_id, data)).decode()
