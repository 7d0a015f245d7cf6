"""Gives the live stream to every client: at once to those who keep up, coalesced to those who do not."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from api_gateway import metrics
from api_gateway.live.client import LiveClient
from api_gateway.live.encoding import (
    START,
    LiveEvent,
    LiveFilter,
    StreamId,
    chunk,
    greeting,
    keep_alive,
    reset_frame,
    without_superseded,
)
from api_gateway.live.holders import Holder, Marks
from api_gateway.live.ring import Ring

RING_EVENTS = 8192
SLICE_BYTES = 128 * 1024
EXACT_REPLAY_S = 30.0
SLICES = 64
STORE_READS = 8

Older = Callable[[StreamId], Awaitable[list[LiveEvent] | None]]
"""The next page of events after an id from the store; None when the store does not know that id (any more)."""

Slice = tuple[bytes, int, StreamId]
"""A chunk, how many events are in it, and the position that it leads to."""

Writers = dict[LiveClient, Callable[[bytes], None]]


class LiveHub:
    """Clients are grouped by filter; a group shares one encoded chunk per tick and one position.

    A client whose buffer fills up leaves its group with the position it has reached. When it has drained, it
    catches up from the ring, or from the store when the ring does not reach back far enough, and joins again.
    """

    def __init__(self, older: Older) -> None:
        self._older = older
        self._ring = Ring(RING_EVENTS, START)
        self._clients: set[LiveClient] = set()
        self._groups: dict[LiveFilter, Writers] = {}
        self._ahead: set[LiveClient] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._slices: dict[tuple[LiveFilter, StreamId, bool], Slice] = {}
        self._store_reads = asyncio.Semaphore(STORE_READS)
        self.started = False

    @property
    def newest(self) -> StreamId:
        """Id of the newest event that has been given out."""
        return self._ring.newest

    @property
    def clients(self) -> int:
        return len(self._clients)

    def start(self, newest: StreamId) -> None:
        self._ring.clear(newest)
        self.started = True

    def publish(self, events: Sequence[LiveEvent]) -> None:
        """Give events, newer than all before, to every group."""
        self._ring.extend(events)
        self._slices.clear()
        for accepted, writers in tuple(self._groups.items()):
            frames = [event.frame for event in events if accepted.accepts(event)]
            if frames:
                data = chunk(frames)
                for write in tuple(writers.values()):
                    write(data)
                metrics.live_deliveries.inc(len(frames) * len(writers))
        for client in tuple(self._ahead):
            self._ahead.discard(client)
            self.advance(client)

    def enter(self, client: LiveClient, retry_ms: int) -> None:
        """Begin to serve a client that is open."""
        self._clients.add(client)
        metrics.live_clients.set(len(self._clients))
        if client.position is None and not client.reset_reason:
            client.position = self.newest
            client.write(chunk([greeting(self.newest, retry_ms)]))
        else:
            client.exact_until = asyncio.get_running_loop().time() + EXACT_REPLAY_S
            client.write(chunk([f"retry: {retry_ms}\n\n".encode()]))
        self.advance(client)

    def leave(self, client: LiveClient) -> None:
        self._clients.discard(client)
        metrics.live_clients.set(len(self._clients))
        self._ahead.discard(client)
        if client.live:
            self._leave_group(client)

    def fell_behind(self, client: LiveClient) -> None:
        """The client's buffer is full."""
        if client.live:
            self._leave_group(client)
            client.position = self.newest
            client.exact_until = 0.0
            metrics.live_fell_behind.inc()

    def advance(self, client: LiveClient) -> None:
        """Bring a client that may be written to nearer to the newest event, or into its group."""
        if client.live or client.fetching or client.closed or not client.writable:
            return
        if client.position is None:
            self._write_reset(client)
        elif client.position == self.newest:
            self._join_group(client)
        elif self._ring.holds(client.position):
            self._replay(client, client.position)
        elif client not in self._ahead:
            self._begin_fetch(client, client.position)

    def reset(self, newest: StreamId, reason: str) -> None:
        """The stream may have lost events: tell every client, and go on from `newest`."""
        if newest != self.newest:
            self._ring.clear(newest)
            self._slices.clear()
        for client in tuple(self._clients):
            if client.live:
                self._leave_group(client)
            client.position, client.reset_reason = None, reason
            self._ahead.discard(client)
            self.advance(client)

    def keep_alive(self) -> None:
        """A comment to everyone who can take it."""
        known, plain = chunk([keep_alive(self.newest)]), chunk([keep_alive(None)])
        for client in tuple(self._clients):
            if client.writable and not client.closed:
                client.write(known if client.live else plain)

    def holders(self) -> set[Holder]:
        """Whose streams are open."""
        return {client.held.holder for client in self._clients if client.held is not None}

    def end_over(self, asked: set[Holder], marks: Marks) -> None:
        """End the streams of those of the holders asked for that may not listen any more, or have other rights."""
        for client in tuple(self._clients):
            if client.held is not None and client.held.holder in asked and client.held.ends(marks):
                client.end()
                metrics.live_ended.inc()

    def close(self) -> None:
        """End every stream; the clients connect again elsewhere."""
        self.started = False
        for task in self._tasks:
            task.cancel()
        for client in tuple(self._clients):
            client.end()

    def _join_group(self, client: LiveClient) -> None:
        assert client.transport is not None
        self._groups.setdefault(client.filter, {})[client] = client.transport.write
        client.live = True

    def _leave_group(self, client: LiveClient) -> None:
        client.live = False
        writers = self._groups[client.filter]
        del writers[client]
        if not writers:
            del self._groups[client.filter]

    def _replay(self, client: LiveClient, position: StreamId) -> None:
        data, count, client.position = self._slice(client.filter, position, coalesce=self._coalesces(client))
        if count:
            client.write(data)
            metrics.live_deliveries.inc(count)
        asyncio.get_running_loop().call_soon(self.advance, client)

    def _slice(self, accepted: LiveFilter, position: StreamId, *, coalesce: bool) -> Slice:
        """What follows a position in the ring; those who fell behind together share it."""
        key = (accepted, position, coalesce)
        found = self._slices.get(key)
        if found is None:
            frames, reached = self._ring.after(position, accepted, SLICE_BYTES, coalesce=coalesce)
            found = self._slices[key] = (chunk(frames), len(frames), reached)
            if len(self._slices) > SLICES:
                del self._slices[next(iter(self._slices))]
        return found

    def _write_reset(self, client: LiveClient) -> None:
        client.position = self.newest
        client.write(chunk([reset_frame(self.newest, client.reset_reason)]))
        metrics.live_resets.labels(client.reset_reason).inc()
        self.advance(client)

    def _coalesces(self, client: LiveClient) -> bool:
        return asyncio.get_running_loop().time() >= client.exact_until

    def _begin_fetch(self, client: LiveClient, position: StreamId) -> None:
        client.fetching = True
        task = asyncio.create_task(self._fetch(client, position))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _fetch(self, client: LiveClient, position: StreamId) -> None:
        try:
            async with self._store_reads:
                events = await self._older(position)
        finally:
            client.fetching = False
        if client.position == position and not client.closed:
            self._take_page(client, events)
        self.advance(client)

    def _take_page(self, client: LiveClient, events: list[LiveEvent] | None) -> None:
        if events is None:
            client.position, client.reset_reason = None, "position_unknown"
            return
        if not events:
            self._ahead.add(client)
            return
        client.position = events[-1].id
        kept = without_superseded(events) if self._coalesces(client) else events
        frames = [event.frame for event in kept if client.filter.accepts(event)]
        if frames:
            client.write(chunk(frames))
            metrics.live_deliveries.inc(len(frames))
