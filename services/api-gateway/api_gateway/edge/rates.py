"""Rate limits: requests counted in this process, and settled with the other replicas through Redis (ADR 0024)."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Protocol

from motorway_kit.errors import ResourceExhausted
from motorway_kit.log import get_logger

from api_gateway.edge import metrics
from api_gateway.edge.counts import STORE_ERRORS
from api_gateway.edge.window import UNLIMITED, WINDOW_S, Verdict, decide

log = get_logger(__name__)

KEY = "key"
ADDRESS = "address"
MAX_TRACKED = 50_000
SETTLE_S = 0.1


class TooManyRequests(ResourceExhausted):
    """More requests than the limit lets through; `retry_after_s` says when the next one will."""


class Store(Protocol):
    """Where replicas add up their counts; the tests have one that is away."""

    async def add(self, bucket: int, hits: Sequence[tuple[str, int]]) -> list[tuple[int, int]]: ...

    async def close(self) -> None: ...


class Count:
    """Requests of one name in one window: those known of all replicas, and ours that they do not know yet."""

    __slots__ = ("bucket", "name", "ours", "previous", "total")

    def __init__(self, name: str, bucket: int, previous: int) -> None:
        self.name, self.bucket, self.previous = name, bucket, previous
        self.total = self.ours = 0


class Rates:
    """`limits`: requests a minute by kind (`key`, `address`); 0 means no limit.

    Counting is a look into a dictionary; `run` tells the store of it, and learns from it, ten times a second. Until
    then, and while the store is away, the limits hold for this process alone.
    """

    def __init__(
        self,
        limits: Mapping[str, int],
        store: Store,
        *,
        clock: Callable[[], float] = time.time,
        max_tracked: int = MAX_TRACKED,
    ) -> None:
        self.limits = limits
        self._store, self._clock, self._max_tracked = store, clock, max_tracked
        self._counts: OrderedDict[str, Count] = OrderedDict()
        self._unsettled: list[Count] = []
        self._is_shared = True
        metrics.shared.set(1)

    def hit(self, kind: str, key: str) -> Verdict:
        """Count one request of `key`, unless it is refused."""
        limit = self.limits.get(kind, 0)
        if not limit:
            return UNLIMITED
        now, name = self._clock(), f"{kind}:{key}"
        bucket = int(now // WINDOW_S)
        count = self._counts.get(name)
        if count is None or count.bucket != bucket:
            count = self._begin(name, bucket, count)
        verdict = decide(limit, count.previous, count.total + count.ours, now - bucket * WINDOW_S)
        if not verdict.allowed:
            metrics.refused.labels(kind).inc()
            return verdict
        if not count.ours:
            self._unsettled.append(count)
        count.ours += 1
        return verdict

    def _begin(self, name: str, bucket: int, before: Count | None) -> Count:
        known = before is not None and before.bucket == bucket - 1
        count = self._counts[name] = Count(name, bucket, before.total + before.ours if before and known else 0)
        self._counts.move_to_end(name)
        if len(self._counts) > self._max_tracked:
            # Its total is in the store, and comes back with its next request.
            self._counts.popitem(last=False)
        return count

    async def run(self) -> None:
        try:
            while True:
                await asyncio.sleep(SETTLE_S)
                await self.settle()
        finally:
            await self._store.close()

    async def settle(self) -> None:
        """Add what was counted since the last time to the store, and take the totals of all replicas from it."""
        unsettled, self._unsettled = self._unsettled, []
        for bucket, group in groupby(sorted(unsettled, key=lambda count: count.bucket), lambda count: count.bucket):
            await self._settle(bucket, list(group))
        self._forget(int(self._clock() // WINDOW_S))
        metrics.tracked.set(len(self._counts))

    async def _settle(self, bucket: int, counts: Sequence[Count]) -> None:
        hits = [(count.name, count.ours) for count in counts]
        for count in counts:
            count.total, count.ours = count.total + count.ours, 0
        try:
            totals = await self._store.add(bucket, hits)
        except STORE_ERRORS as error:
            # Not added again: it may have been, and then an innocent would be refused.
            self._share(is_shared=False, why=repr(error))
            return
        self._share(is_shared=True)
        for count, (total, previous) in zip(counts, totals, strict=True):
            count.total, count.previous = max(count.total, total), max(count.previous, previous)

    def _forget(self, bucket: int) -> None:
        """Windows that no longer count; the oldest come first."""
        while self._counts and next(iter(self._counts.values())).bucket < bucket - 1:
            self._counts.popitem(last=False)

    def _share(self, *, is_shared: bool, why: str = "") -> None:
        if is_shared != self._is_shared:
            log.warning("rate limits", shared_by_all_replicas=is_shared, error=why)
        self._is_shared = is_shared
        metrics.shared.set(int(is_shared))
