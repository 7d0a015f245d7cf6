"""The one reader of the live stream in this process."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from motorway_kit.log import get_logger
from motorway_kit.tracing import Followed, follow
from opentelemetry.trace import SpanKind

from api_gateway import metrics
from api_gateway.live.encoding import START, LiveEvent, StreamId
from api_gateway.live.hub import LiveHub
from api_gateway.live.store import LiveStore, StoreConnection, StoreError, decode, entry_id

log = get_logger(__name__)

TICK_S = 0.010
RETRY_S = 0.25
KEEP_ALIVE_S = 15.0


class LiveReader:
    """Moves events from Redis to the hub, and reconnects for ever.

    After a pause the first event goes out at once. Under load a tick gathers what comes within TICK_S, or within
    the time that giving out the last tick took.
    """

    def __init__(self, store: LiveStore) -> None:
        self._store = store
        self.hub = LiveHub(self._older)
        self._position: StreamId = START
        self._run_id = ""
        self.connected = False

    async def run(self) -> None:
        """Read, for ever. In no group of tasks: one that swallows its cancellation while it connects is not cancelled
        again by its group."""
        while True:
            try:
                async with self._store.connection() as store:
                    await self._resume(store)
                    await self._read(store)
            except StoreError as error:
                self.connected = False
                log.warning("live stream lost", error=str(error))
                await asyncio.sleep(RETRY_S)

    async def _resume(self, store: StoreConnection) -> None:
        """Go on where we were, and tell the clients when something may have got lost."""
        run_id, newest = await store.run_id(), await store.newest()
        if not self.hub.started:
            self._position = newest
            self.hub.start(newest)
        elif self._position != START and not await store.holds(self._position):
            self._position = newest
            self.hub.reset(newest, "stream_lost")
        elif run_id != self._run_id:
            # Redis may have lost its last moments, which we may not have read before.
            self.hub.reset(self.hub.newest, "store_restarted")
        self._run_id, self.connected = run_id, True
        log.info("live stream connected", newest=newest)

    async def _read(self, store: StoreConnection) -> None:
        while True:
            entries = await store.next(self._position)
            if not entries:
                continue
            started = time.perf_counter()
            self._position = entry_id(entries[-1])
            self._publish(decode(entries))
            await asyncio.sleep(0)
            await asyncio.sleep(max(TICK_S - (time.perf_counter() - started), 0))

    def _publish(self, events: list[LiveEvent]) -> None:
        if not events:
            return
        spans = [_followed(event) for event in events if event.traceparent]
        self.hub.publish(events)
        for followed in filter(None, spans):
            followed.end()
        metrics.live_events.inc(len(events))
        metrics.live_delay.observe(max(time.time() - events[0].id[0] / 1000, 0))

    async def keep_alive(self) -> None:
        """Let proxies and clients know that there is still somebody, for ever."""
        while True:
            await asyncio.sleep(KEEP_ALIVE_S)
            self.hub.keep_alive()

    async def _older(self, position: StreamId) -> list[LiveEvent] | None:
        while True:
            try:
                return await self._store.older(position)
            except StoreError as error:
                log.warning("live stream cannot be read", error=str(error))
                await asyncio.sleep(RETRY_S)


def _followed(event: LiveEvent) -> Followed | None:
    """The last span of its way: until it is written to every stream that is open and wants it."""
    return follow(f"stream {event.type}", SpanKind.CONSUMER, event.traceparent, {"motorway.site": event.site})


@asynccontextmanager
async def open_streams(hub: LiveHub) -> AsyncIterator[None]:
    """Ends the open streams with the block, before the server stops."""
    try:
        yield
    finally:
        hub.close()
