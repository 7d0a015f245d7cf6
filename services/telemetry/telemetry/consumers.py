"""The RabbitMQ door: deliveries are gathered, decoded while the batch before is being written, stored, acknowledged."""

import asyncio
from dataclasses import dataclass

from motorway_kit.log import get_logger
from motorway_kit.messaging import Subscription
from motorway_kit.tracing import caused, child, observe, timed
from opentelemetry.trace import SpanKind

from telemetry import db, metrics
from telemetry.batch import DECODERS, Batch, Item, now_us
from telemetry.domain.series import SeriesMap
from telemetry.engine import Engine
from telemetry.ingest import Flush, Patience, Preparer, Writer

log = get_logger(__name__)

QUEUE = "telemetry"
EVENT_TYPES = list(DECODERS)


@dataclass(frozen=True, slots=True)
class Limits:
    """A batch is complete at this many readings or deliveries, or this long after its first delivery."""

    rows: int
    deliveries: int
    wait_s: float


class Consumer:
    """Two stages: one batch is gathered, decoded and encoded while the one before is in its transaction."""

    def __init__(self, preparer: Preparer, writer: Writer, engine: Engine, limits: Limits) -> None:
        self._preparer, self._writer, self._engine = preparer, writer, engine
        self._limits = limits
        self._series = SeriesMap()
        self.patience = Patience()

    async def run(self, subscription: Subscription) -> None:
        """For ever. How much is in memory is bounded by the subscription's prefetch, and by `arrived` should the
        broker deliver the same again over new connections while the database is away."""
        arrived: asyncio.Queue[Item] = asyncio.Queue(maxsize=self._limits.deliveries)
        ready: asyncio.Queue[tuple[Batch, Flush | None]] = asyncio.Queue(maxsize=1)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(_receive(subscription, arrived))
            tasks.create_task(self._prepare(arrived, ready))
            tasks.create_task(self._store(ready))

    async def _prepare(self, arrived: asyncio.Queue[Item], ready: asyncio.Queue[tuple[Batch, Flush | None]]) -> None:
        while True:
            batch = await self._gather(arrived)
            await ready.put((batch, await self._try_prepare(batch)))

    async def _gather(self, arrived: asyncio.Queue[Item]) -> Batch:
        self._series.make_room()
        batch = Batch(self._series)
        batch.add(*await arrived.get())
        deadline = asyncio.get_running_loop().time() + self._limits.wait_s
        while batch.columns.rows < self._limits.rows and len(batch.items) < self._limits.deliveries:
            try:
                async with asyncio.timeout_at(deadline):
                    batch.add(*await arrived.get())
            except TimeoutError:
                break
        return batch

    async def _try_prepare(self, batch: Batch) -> Flush | None:
        """The flush, or None when the database refuses something in the batch."""
        try:
            return await self.patience.until_done(lambda: self._preparer.prepare(batch))
        except db.POISON as error:
            log.warning("the database refuses a batch", error=repr(error), deliveries=len(batch.items))
            return None

    async def _store(self, ready: asyncio.Queue[tuple[Batch, Flush | None]]) -> None:
        while True:
            batch, flush = await ready.get()
            with caused("store readings", SpanKind.CONSUMER, [event.traceparent for event, _ in batch.items]):
                await self._store_all(batch, flush)

    async def _store_all(self, batch: Batch, flush: Flush | None) -> None:
        if flush is not None and await self._try_store(flush):
            await _settle(batch)
        else:
            self._engine.forget()
            await self._bisect(batch.items)

    async def _try_store(self, flush: Flush) -> bool:
        try:
            with timed(metrics.flush_seconds), child("write readings", SpanKind.CLIENT):
                stored = await self.patience.until_done(lambda: self._writer.store(flush))
        except db.POISON as error:
            log.warning("the database refuses a batch", error=repr(error), readings=len(flush.readings))
            return False
        metrics.readings_stored.labels(self._engine.name).inc(stored)
        metrics.flush_rows.observe(stored)
        observe(metrics.lag_seconds, max(0.0, (now_us() - flush.oldest_us) / 1e6))
        return True

    async def _bisect(self, items: list[Item]) -> None:
        """Store what can be stored, by halves, until the refused deliveries stand alone; those are dead-lettered."""
        batch = Batch(SeriesMap())
        for item in items:
            batch.add(*item)
        flush = await self._try_prepare(batch)
        if flush is not None and await self._try_store(flush):
            await _settle(batch)
        elif len(items) == 1:
            metrics.dead.labels("refused").inc()
            await items[0][1].dead_letter("the database refuses it")
        else:
            middle = len(items) // 2
            await self._bisect(items[:middle])
            await self._bisect(items[middle:])


async def _receive(subscription: Subscription, arrived: asyncio.Queue[Item]) -> None:
    async for item in subscription:
        await arrived.put(item)


async def _settle(batch: Batch) -> None:
    """After the commit: acknowledge, except for what holds something unreadable."""
    for position, (_, delivery) in enumerate(batch.items):
        if position in batch.unreadable:
            metrics.dead.labels("unreadable").inc()
            await delivery.dead_letter(batch.unreadable[position])
        else:
            await delivery.ack()
