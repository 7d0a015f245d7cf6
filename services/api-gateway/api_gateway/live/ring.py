"""The newest live events in memory, found by their stream id."""

from bisect import bisect_right
from collections.abc import Sequence

from api_gateway.live.encoding import LiveEvent, LiveFilter, StreamId


class Ring:
    """Every event after `floor`, at least the newest `capacity` of them (at most twice as many).

    A newer event marks the one before it with the same coalescing key as superseded.
    """

    def __init__(self, capacity: int, floor: StreamId) -> None:
        self._capacity = capacity
        self.floor = floor
        self._ids: list[StreamId] = []
        self._events: list[LiveEvent] = []
        self._newest_of: dict[tuple[str, str, str], LiveEvent] = {}

    @property
    def newest(self) -> StreamId:
        return self._ids[-1] if self._ids else self.floor

    def extend(self, events: Sequence[LiveEvent]) -> None:
        """Append events whose ids are all newer than what is held."""
        for event in events:
            self._ids.append(event.id)
            self._events.append(event)
            self._supersede(event)
        if len(self._ids) > 2 * self._capacity:
            self._evict(len(self._ids) - self._capacity)

    def clear(self, floor: StreamId) -> None:
        self.floor = floor
        self._ids, self._events, self._newest_of = [], [], {}

    def holds(self, position: StreamId) -> bool:
        """Whether every event after this position is here, and the position is one that existed."""
        index = bisect_right(self._ids, position)
        return position == self.floor or (index > 0 and self._ids[index - 1] == position)

    def after(
        self, position: StreamId, accepted: LiveFilter, max_bytes: int, *, coalesce: bool
    ) -> tuple[list[bytes], StreamId]:
        """Frames of the accepted events after the position, and the position that they lead to."""
        frames: list[bytes] = []
        size = 0
        for index in range(bisect_right(self._ids, position), len(self._ids)):
            event = self._events[index]
            position = event.id
            if (coalesce and event.superseded) or not accepted.accepts(event):
                continue
            frames.append(event.frame)
            size += len(event.frame)
            if size >= max_bytes:
                break
        return frames, position

    def _supersede(self, event: LiveEvent) -> None:
        key = event.coalescing_key
        if key is None:
            return
        older = self._newest_of.get(key)
        if older is not None:
            older.superseded = True
        self._newest_of[key] = event

    def _evict(self, count: int) -> None:
        self.floor = self._ids[count - 1]
        for event in self._events[:count]:
            key = event.coalescing_key
            if key is not None and self._newest_of.get(key) is event:
                del self._newest_of[key]
        del self._ids[:count], self._events[:count]
