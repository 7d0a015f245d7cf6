"""What waits for its time."""

from heapq import heappop, heappush
from typing import Protocol

from alerts.domain.engine.device import Device


class Waiting(Protocol):
    """`due_us` is in the time of the events, `lag_us` how much later they are received; `queued_us` is the queue's."""

    device: Device
    due_us: int | None
    queued_us: int | None

    @property
    def lag_us(self) -> int: ...

    def pass_to(self, time_us: int) -> None:
        """Everything up to a time of the events has been seen."""


class Deadlines:
    """A heap of those that wait. Each is in it about once; an entry that is too early is put back."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, Waiting]] = []
        self._count = 0

    @property
    def next_us(self) -> int | None:
        return self._heap[0][0] if self._heap else None

    def put(self, waiting: Waiting) -> None:
        """To be called whenever the due time may have changed."""
        if waiting.due_us is None:
            return
        at = waiting.due_us + waiting.lag_us
        if waiting.queued_us is None or at < waiting.queued_us:
            waiting.queued_us = at
            self._count += 1
            heappush(self._heap, (at, self._count, waiting))

    def take(self, now_us: int) -> Waiting | None:
        """One that is due, in order; to be put again when it was dealt with."""
        while self._heap and self._heap[0][0] <= now_us:
            at, _, waiting = heappop(self._heap)
            if waiting.queued_us != at:
                continue
            waiting.queued_us = None
            if waiting.due_us is not None and waiting.due_us + waiting.lag_us <= now_us:
                return waiting
            self.put(waiting)
        return None
