"""Sales whose outcome nobody told: their pumps are asked, then it is decided. Never guessed."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby
from operator import attrgetter

from motorway.iot.v1 import device_pb2
from motorway_kit.db import FAILURES, Connection, transaction
from motorway_kit.errors import MotorwayError
from motorway_kit.log import get_logger

from pos import metrics
from pos.app.card_holds import refuse_unclaimed
from pos.app.sale_steps import persistently, step
from pos.app.settling import settled
from pos.app.sightings import STATES, keep_sightings, sightings_of
from pos.db import meters as meter_store
from pos.db import pumps as store
from pos.db import sales as sale_store
from pos.db import ticket_requests
from pos.domain.meters import MISSING_AFTER
from pos.domain.pump import PumpState
from pos.domain.sale import Sale, SaleNotFound, SaleState
from pos.domain.sale_steps import NO_ANSWER, NOT_IN_FORCE, WAITING, Fact, Word, told, verdict
from pos.parts import Pos

log = get_logger(__name__)

SEND_WITHIN = timedelta(seconds=5)
ORDER_EXPIRES = timedelta(seconds=18)
"""After its opening no order of a sale can reach its pump any more: it is sent within five seconds, the iot-gateway has
eight (`COMMAND_DEADLINE_S`) to send it on, and the broker four to deliver it."""
UNKNOWN_PUMP = "unknown_pump"
"""Of a controller that has no such pump."""
PATIENCE = store.Patience(ORDER_EXPIRES, silence=timedelta(seconds=5), again=timedelta(seconds=30))
POLL_S = 2.0
BATCH = 200
SITES_AT_ONCE = 16
WATCH_S = 30.0
ORDERS_KEPT = timedelta(days=30)


async def ask_about(parts: Pos, sale: Sale) -> Sale:
    """Ask the sale's pump, and decide; it stays as it is while a transaction is still on its way.

    Only when the order to the pump has been answered or has expired. Raises NoAnswer (Timeout), Unavailable.
    """
    with parts.pumps.by_itself():
        answer = await parts.pumps.reports(sale.site_id, sale.pump)
    (decided,) = await settle(parts, sale.site_id, [sale.sale_id], answer)
    return decided


async def settle(parts: Pos, site_id: str, sale_ids: Sequence[str], answer: device_pb2.CommandResponse) -> list[Sale]:
    """Decide what became of the site's sales by an answer of its pumps. Raises SaleNotFound."""

    async def work() -> list[Sale]:
        async with transaction(parts.db) as conn:
            await keep_sightings(conn, parts, sightings_of(parts, site_id, answer))
            return [await _decide(conn, parts, sale_id, answer) for sale_id in sorted(sale_ids)]

    return await persistently(work)


async def _decide(conn: Connection, parts: Pos, sale_id: str, answer: device_pb2.CommandResponse) -> Sale:
    sale = await sale_store.get_sale(conn, sale_id)
    if sale is None:
        raise SaleNotFound("there is no such sale", sale=sale_id)
    if sale.state not in WAITING:
        return sale
    fact = await _fact(conn, parts, sale, answer)
    metrics.questions.labels(fact or "wait").inc()
    if fact is None:
        return sale
    reason = await _why(conn, sale) if fact is Fact.ENDED else ""
    after = told(sale, fact, reason)
    if after is sale:
        return sale
    return await settled(conn, parts, await step(conn, parts, sale, after, fact))


async def _fact(conn: Connection, parts: Pos, sale: Sale, answer: device_pb2.CommandResponse) -> Fact | None:
    """What the answer means; None when it does not say how the pump is."""
    report = next((report for report in answer.pumps if report.pump == sale.pump), None)
    if report is None:
        return verdict(sale, None) if answer.accepted or answer.refusal_reason == UNKNOWN_PUMP else None
    if report.state not in STATES:
        return None
    return verdict(sale, await _word(conn, parts, sale, report))


async def _word(conn: Connection, parts: Pos, sale: Sale, report: device_pb2.PumpReport) -> Word:
    since = parts.clock() - MISSING_AFTER
    outstanding = await meter_store.outstanding(conn, sale.site_id, sale.pump, report.last_sequence, since)
    return Word(PumpState(report.state), report.release_token, report.last_release_token, outstanding)


async def _why(conn: Connection, sale: Sale) -> str:
    """Of an authorisation that is over: what the pump said last."""
    if sale.state is SaleState.REQUESTED:
        return NO_ANSWER
    status = await store.get_status(conn, sale.site_id, sale.pump)
    return (status.reason if status else "") or NOT_IN_FORCE


class Resolver:
    """Asks, for ever. Any number of replicas may run: each sale is claimed by one of them at a time."""

    def __init__(self, parts: Pos) -> None:
        self._parts = parts
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Something may have changed: look now."""
        self._woken.set()

    async def run(self, poll_s: float = POLL_S) -> None:
        while True:
            self._woken.clear()
            try:
                while await self.ask_waiting() == BATCH:
                    pass
            except (MotorwayError, *FAILURES) as error:
                log.warning("waiting sales cannot be looked at", error=str(error))
            try:
                async with asyncio.timeout(poll_s):
                    await self._woken.wait()
            except TimeoutError:
                pass

    async def ask_waiting(self) -> int:
        """Ask once about every sale that is due; returns how many there were."""
        waiting = await store.claim_waiting(self._parts.db, self._parts.clock(), PATIENCE, BATCH)
        for sale in waiting:
            if sale.unclaimed:
                await refuse_unclaimed(self._parts, sale.sale_id)
        ordered = sorted((sale for sale in waiting if not sale.unclaimed), key=attrgetter("site_id"))
        by_site = groupby(ordered, key=attrgetter("site_id"))
        room = asyncio.Semaphore(SITES_AT_ONCE)

        async def ask(site_id: str, sale_ids: list[str]) -> None:
            async with room:
                await self._ask_site(site_id, sale_ids)

        await asyncio.gather(*(ask(site_id, [sale.sale_id for sale in sales]) for site_id, sales in by_site))
        return len(waiting)

    async def _ask_site(self, site_id: str, sale_ids: list[str]) -> None:
        """One question for all pumps of the site. Who cannot be reached is asked again later."""
        try:
            with self._parts.pumps.by_itself():
                answer = await self._parts.pumps.reports(site_id, 0)
            await settle(self._parts, site_id, sale_ids, answer)
        except MotorwayError as error:
            metrics.questions.labels("none").inc()
            log.info("a site's pumps cannot be asked", site=site_id, reason=error.reason, sales=len(sale_ids))


async def keep_watch(parts: Pos, every_s: float = WATCH_S) -> None:
    """Show operators what does not come, and forget old orders and requests, for ever."""
    while True:
        try:
            await watch(parts)
        except FAILURES as error:
            log.warning("waiting sales cannot be counted", error=str(error))
        await asyncio.sleep(every_s)


async def watch(parts: Pos) -> None:
    now = parts.clock()
    metrics.sales_waiting.set(await store.count_requested(parts.db))
    gaps = await meter_store.missing_sequences(parts.db, None, now - MISSING_AFTER)
    metrics.missing.set(sum(gap.last - gap.first + 1 for gap in gaps))
    await store.prune_orders(parts.db, now - ORDERS_KEPT)
    await ticket_requests.prune(parts.db, now - ORDERS_KEPT)
