"""One open stream: the protocol that its connection speaks after the HTTP server has handed it over."""

import asyncio
from typing import TYPE_CHECKING

from api_gateway.live.encoding import END_OF_RESPONSE, LiveFilter, StreamId
from api_gateway.live.holders import Held

if TYPE_CHECKING:
    from api_gateway.live.hub import LiveHub

BUFFER_HIGH_BYTES = 256 * 1024
BUFFER_LOW_BYTES = 32 * 1024
LINGER_S = 5.0


class LiveClient(asyncio.Protocol):
    """A stream and how far it has been served.

    While `live` it gets each chunk of its group. Otherwise `position` is the id it has been served up to;
    None means that it has to be told to load everything anew. `held` says whose it is.
    """

    __slots__ = (
        "_end_timer",
        "_hub",
        "exact_until",
        "fetching",
        "filter",
        "held",
        "live",
        "position",
        "reset_reason",
        "transport",
        "writable",
    )

    def __init__(self, hub: "LiveHub", accepted: LiveFilter, position: StreamId | None, reset_reason: str = "") -> None:
        self._hub = hub
        self.filter = accepted
        self.held: Held | None = None
        self.position = position
        self.reset_reason = reset_reason
        self.exact_until = 0.0
        self.live = False
        self.writable = True
        self.fetching = False
        self.transport: asyncio.Transport | None = None
        self._end_timer: asyncio.TimerHandle | None = None

    def open(self, transport: asyncio.Transport, lifetime_s: float) -> None:
        """Begin on a connection whose response head has been sent."""
        self.transport = transport
        transport.set_write_buffer_limits(high=BUFFER_HIGH_BYTES, low=BUFFER_LOW_BYTES)
        self._end_timer = asyncio.get_running_loop().call_later(max(lifetime_s, 0), self.end)

    @property
    def closed(self) -> bool:
        return self.transport is None or self.transport.is_closing()

    def write(self, data: bytes) -> None:
        assert self.transport is not None
        self.transport.write(data)

    def end(self) -> None:
        """End the response properly; the browser connects again by itself."""
        if self.closed:
            return
        assert self.transport is not None
        self._hub.leave(self)
        self.transport.write(END_OF_RESPONSE)
        self.transport.close()
        asyncio.get_running_loop().call_later(LINGER_S, self.transport.abort)

    def pause_writing(self) -> None:
        self.writable = False
        self._hub.fell_behind(self)

    def resume_writing(self) -> None:
        self.writable = True
        self._hub.advance(self)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._end_timer is not None:
            self._end_timer.cancel()
        self._hub.leave(self)
        self.transport = None
