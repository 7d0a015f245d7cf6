"""The evaluation of rules, in one process at a time: events in, changes of alerts out, a batch in one transaction."""

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import replace
from typing import Any

from motorway_kit.db import FAILURES, REFUSED_DATA, transaction
from motorway_kit.errors import BadMessage, MotorwayError
from motorway_kit.log import get_logger
from motorway_kit.messaging import Delivery, Event, Subscription, consumed
from motorway_kit.runtime import cancel_all
from motorway_kit.tracing import caused, observe
from opentelemetry.trace import SpanKind

from alerts import metrics
from alerts.app import watching
from alerts.app.evaluation import Evaluation, Work
from alerts.app.following import follow_library
from alerts.app.forgetting import keep_forgetting
from alerts.app.rules import active_rules
from alerts.db import rule_state
from alerts.db.evaluator import EvaluatorMoved, Turn, turn
from alerts.db.rules import CHANGED
from alerts.domain.catching_up import CatchingUp
from alerts.domain.engine import Counts
from alerts.domain.observation import Observation
from alerts.parts import Alerts
from alerts.rules_queue import QUEUE, acknowledge
from alerts.signals import READERS

log = get_logger(__name__)

BATCH = 200
PREFETCH = 2 * BATCH
TICK_S = 0.25
LINGER_S = 0.02
"""What comes so soon after an event is stored with it: a commit costs more than an evaluation."""
RULES_POLL_S = 30.0
RETRY_S = 0.5
MAX_RETRY_S = 5.0
Item = tuple[Event, Delivery]


async def keep_evaluating(parts: Alerts) -> None:
    """Evaluate whenever nobody else does, for ever."""
    while True:
        try:
            async with turn(parts.settings.database_url, CHANGED) as mine:
                log.info("this process evaluates the rules", epoch=mine.epoch)
                metrics.takeovers.inc()
                metrics.evaluating.set(1)
                await _lead(parts, mine)
        except (MotorwayError, *FAILURES) as error:
            log.warning("the evaluation of rules begins again", error=repr(error))
        finally:
            metrics.evaluating.set(0)
            metrics.open_alerts.clear()
        await asyncio.sleep(RETRY_S)


async def _lead(parts: Alerts, mine: Turn) -> None:
    """Until one of the works fails, or the turn is over. In no group of tasks: one that swallows its cancellation while
    it connects is not cancelled again by its group."""
    await follow_library(parts.db, parts.clock())
    evaluator = Evaluator(parts, mine, await Evaluation.load(parts.db))
    watches = (watching.watch_queues, watching.watch_outboxes, watching.watch_certificates)
    works: list[Coroutine[Any, Any, None]] = [
        _until_over(mine),
        evaluator.receive(),
        evaluator.run(),
        watching.watch_sites(parts, evaluator.tell_sites),
        watching.count_open_alerts(parts),
        keep_forgetting(parts),
        *(watch(parts, evaluator.tell) for watch in watches),
    ]
    tasks = [asyncio.create_task(work) for work in works]
    try:
        ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in ended:
            await task
    finally:
        await cancel_all(tasks)


async def _until_over(mine: Turn) -> None:
    await mine.over.wait()
    raise EvaluatorMoved("the session with the right to evaluate is over", epoch=mine.epoch)


class Evaluator:
    """Takes what came, evaluates it in memory, stores what it means, acknowledges."""

    def __init__(self, parts: Alerts, mine: Turn, evaluation: Evaluation) -> None:
        self._parts, self._turn, self._evaluation = parts, mine, evaluation
        self._queue = Subscription(parts.settings.amqp_url, QUEUE, list(READERS), PREFETCH)
        self._arrived: asyncio.Queue[Item] = asyncio.Queue(PREFETCH)
        self._catching_up = CatchingUp()
        self._seen: list[Observation] = []
        self._sites: Mapping[str, bytes] | None = None
        self._rules_due_us = 0
        self._rules_mark = ""
        self._counted = Counts()

    def tell(self, seen: Sequence[Observation]) -> None:
        """Values that no event carries."""
        self._seen += seen

    def tell_sites(self, sites: Mapping[str, bytes]) -> None:
        """All the sites, as pos says them."""
        self._sites = sites

    async def receive(self) -> None:
        """Take from the queue, for ever. The prefetch bounds what is in memory."""
        async for item in self._queue:
            await self._arrived.put(item)

    async def run(self) -> None:
        """For ever; raises what the database raises when nothing can be loaded, and EvaluatorMoved."""
        while True:
            items = await self._gather()
            await self._hear()
            with caused("evaluate", SpanKind.CONSUMER, [event.traceparent for event, _ in items]):
                await self._do(items)

    async def _gather(self) -> list[Item]:
        """What comes within a moment of the first; after a tick nothing."""
        try:
            async with asyncio.timeout(TICK_S):
                items = [await self._arrived.get()]
        except TimeoutError:
            return []
        await asyncio.sleep(LINGER_S)
        while len(items) < BATCH and not self._arrived.empty():
            items.append(self._arrived.get_nowait())
        return items

    async def _hear(self) -> None:
        """What came by other ways than the queue."""
        now_us = self._now_us()
        if self._turn.told.is_set() or now_us >= self._rules_due_us:
            self._turn.told.clear()
            self._rules_due_us = now_us + int(RULES_POLL_S * 1_000_000)
            await self._hear_rules(now_us)
        if self._sites is not None:
            self._evaluation.set_sites(self._sites, now_us)
            self._sites = None
        for seen in self._seen:
            self._evaluation.observe(seen)
        self._seen = []

    async def _hear_rules(self, now_us: int) -> None:
        mark = await rule_state.rules_mark(self._parts.db)
        if mark != self._rules_mark:
            self._evaluation.set_rules(await active_rules(self._parts.db), now_us)
            self._rules_mark = mark

    async def _do(self, items: Sequence[Item]) -> None:
        """All of it; where something is refused by halves, until that stands alone and goes to the dead letters."""
        unreadable, received_us = await self._evaluate(items)
        self._pass_time(received_us)
        if await self._stored(self._evaluation.take()):
            await self._settle(items, unreadable, received_us)
            return
        self._evaluation = await Evaluation.load(self._parts.db)
        self._counted = Counts()
        if len(items) == 1:
            await items[0][1].dead_letter("the database refuses what it means")
        elif items:
            middle = len(items) // 2
            await self._do(items[:middle])
            await self._do(items[middle:])

    async def _evaluate(self, items: Sequence[Item]) -> tuple[dict[int, str], list[int]]:
        """What cannot be read, by its place, and the times of receipt of the rest."""
        unreadable, received_us = {}, []
        for place, (event, _) in enumerate(items):
            try:
                received_us.append(self._evaluation.read(event))
            except BadMessage as error:
                unreadable[place] = error.message
            except Exception as error:  # the consumer loop: one event does not keep the others from being looked at
                log.exception("an event cannot be evaluated", event_id=event.id, type=event.type)
                unreadable[place] = repr(error)
            await asyncio.sleep(0)
        return unreadable, received_us

    def _pass_time(self, received_us: Sequence[int]) -> None:
        now_us = self._now_us()
        self._catching_up.connection(now_us, connected=self._queue.connected)
        if received_us:
            self._catching_up.took(now_us, max(received_us), more=not self._arrived.empty())
        up_to_us = self._catching_up.up_to(now_us)
        if up_to_us:
            self._evaluation.advance(up_to_us)

    async def _stored(self, work: Work) -> bool:
        """False when the database refuses it. Waits for a database that is away. Raises EvaluatorMoved."""
        pause = RETRY_S
        while not work.empty:
            try:
                async with transaction(self._parts.db) as conn:
                    await work.store(conn, self._turn.epoch, self._parts.clock())
                break
            except REFUSED_DATA as error:
                log.warning("the database refuses what a batch means", error=repr(error))
                return False
            except FAILURES as error:
                log.warning("what a batch means cannot be stored yet", error=repr(error))
            await asyncio.sleep(pause)
            pause = min(pause * 2, MAX_RETRY_S)
        return True

    async def _settle(self, items: Sequence[Item], unreadable: Mapping[int, str], received_us: Sequence[int]) -> None:
        """After the commit: acknowledge, except for what cannot be read."""
        read = []
        for place, (event, delivery) in enumerate(items):
            consumed.labels(event.type, "dead" if place in unreadable else "ok").inc()
            if place in unreadable:
                await delivery.dead_letter(unreadable[place])
            else:
                read.append(delivery)
        await acknowledge(read)
        self._measure(received_us)

    def _measure(self, received_us: Sequence[int]) -> None:
        now_us, counts = self._now_us(), self._evaluation.engine.counts
        metrics.evaluated.inc(counts.evaluated - self._counted.evaluated)
        metrics.late.inc(counts.late - self._counted.late)
        metrics.failed.inc(counts.failed - self._counted.failed)
        self._counted = replace(counts)
        if received_us:
            metrics.evaluation_batch.observe(len(received_us))
            observe(metrics.evaluation_lag, max(0.0, (now_us - min(received_us)) / 1_000_000))

    def _now_us(self) -> int:
        return int(self._parts.clock().timestamp() * 1_000_000)
