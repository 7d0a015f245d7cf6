"""Gathering: single items in, batches out."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Lane(Generic[T]):
    """Gathers items for `wait_s`, or until `max_items` or `max_bytes` of them are there, whichever is first."""

    def __init__(self, wait_s: float, max_items: int, max_bytes: int) -> None:
        self._wait_s, self._max_items, self._max_bytes = wait_s, max_items, max_bytes
        self._items: deque[tuple[T, int]] = deque()
        self._bytes = 0
        self._due = asyncio.Event()
        self._timer: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        return len(self._items)

    def put(self, item: T, size: int) -> None:
        self._items.append((item, size))
        self._bytes += size
        if len(self._items) >= self._max_items or self._bytes >= self._max_bytes:
            self._due.set()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._wait_s, self._ring)

    def _ring(self) -> None:
        self._timer = None
        if self._items:
            self._due.set()

    async def take(self) -> list[T]:
        """The next batch, oldest first; at least one item, and more than `max_bytes` only when one item is."""
        while not self._items or not self._due.is_set():
            await self._due.wait()
            if not self._items:
                self._due.clear()
        batch: list[T] = []
        size = 0
        while (
            self._items and len(batch) < self._max_items and size + self._items[0][1] * bool(batch) <= self._max_bytes
        ):
            item, item_size = self._items.popleft()
            batch.append(item)
            size += item_size
        self._bytes -= size
        if not self._items:
            self._due.clear()
        return batch

    async def work(self, handle: Callable[[list[T]], Awaitable[None]], *, workers: int) -> None:
        """Hand out batches, `workers` at a time, for ever."""
        async with asyncio.TaskGroup() as tasks:
            for _ in range(workers):
                tasks.create_task(self._worker(handle))

    async def _worker(self, handle: Callable[[list[T]], Awaitable[None]]) -> None:
        while True:
            await handle(await self.take())
