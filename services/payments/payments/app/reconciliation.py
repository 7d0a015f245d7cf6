"""When Stripe and the books are compared: every minute, hour and day, and when somebody asks for it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from motorway_access.caller import current_caller
from motorway_kit.db import FAILURES, transaction
from motorway_kit.errors import Conflict, InvalidInput, MotorwayError
from motorway_kit.ids import new_id
from motorway_kit.log import get_logger

from payments import metrics
from payments.app.comparing import LEASE, Run
from payments.app.reconcile_daily import compare_clearing
from payments.app.reconcile_hourly import compare_payments
from payments.app.reconcile_minutes import watch_open_ends
from payments.db import breaks, runs
from payments.parts import Payments

log = get_logger(__name__)

POLL_S = 10.0
KEPT = timedelta(days=14)
BY_ITSELF = "payments"
STOPPED = "stopped"


class ReconciliationRunning(Conflict):
    """One of the kind is at work."""


@dataclass(frozen=True)
class Plan:
    """`every`: from one run to the next. `again`: after one that failed."""

    every: timedelta
    again: timedelta
    work: Callable[[Run], Awaitable[None]]


PLANS: Mapping[str, Plan] = {
    "minutes": Plan(timedelta(minutes=1), timedelta(minutes=1), watch_open_ends),
    "hourly": Plan(timedelta(hours=1), timedelta(minutes=5), compare_payments),
    "daily": Plan(timedelta(days=1), timedelta(minutes=15), compare_clearing),
}


async def reconcile(parts: Payments, what: str) -> runs.Tally:
    """Compare now. Whoever asks may go away; the run goes on.

    Raises InvalidInput, ReconciliationRunning, and what Stripe's answer raises.
    """
    if what not in PLANS:
        raise InvalidInput(f"what must be one of {', '.join(PLANS)}", field="what")
    run = await _begin(parts, what, current_caller().name, None)
    if run is None:
        raise ReconciliationRunning("one of the kind is at work", what=what)
    work = asyncio.create_task(_work(run, what))
    work.add_done_callback(_outlived)
    return await asyncio.shield(work)


async def keep_reconciling(parts: Payments, *, poll_s: float = POLL_S) -> None:
    """For ever. Replicas share the work: a run is one replica's."""
    await asyncio.gather(_watch(parts, poll_s), *(_keep_at(parts, what, poll_s) for what in PLANS))


async def reconcile_if_due(parts: Payments, what: str) -> runs.Tally | None:
    """None: it is not due, or somebody is at it. Raises as `reconcile` does."""
    plan, now = PLANS[what], parts.clock()
    newest = await runs.newest(parts.db, what)
    done = newest.done_at is not None and newest.done_at > now - plan.every
    tried = newest.tried_at is not None and newest.tried_at > now - plan.again
    if done or tried:
        return None
    run = await _begin(parts, what, BY_ITSELF, now - plan.again)
    return None if run is None else await _work(run, what)


async def measure(parts: Payments) -> None:
    """Show operators what is open and how old it is, and forget old runs."""
    now = parts.clock()
    counts = await breaks.count_open(parts.db)
    metrics.breaks_open.clear()
    for count in counts:
        metrics.breaks_open.labels(count.break_class).set(count.number)
    oldest = min((count.oldest for count in counts), default=now)
    metrics.break_oldest.set((now - oldest).total_seconds())
    for what in PLANS:
        done_at = (await runs.newest(parts.db, what)).done_at
        metrics.reconciled_at.labels(what).set(done_at.timestamp() if done_at else 0)
    await runs.forget(parts.db, now - KEPT)


async def _keep_at(parts: Payments, what: str, poll_s: float) -> None:
    while True:
        try:
            await reconcile_if_due(parts, what)
        except (MotorwayError, *FAILURES) as error:
            log.warning("reconciliation failed", what=what, error=repr(error))
        await asyncio.sleep(poll_s)


async def _watch(parts: Payments, poll_s: float) -> None:
    while True:
        try:
            await measure(parts)
        except FAILURES as error:
            log.warning("breaks cannot be counted", error=repr(error))
        await asyncio.sleep(poll_s)


def _outlived(work: asyncio.Task[runs.Tally]) -> None:
    """Nobody may be there any more to hear of its failure."""
    if not work.cancelled() and work.exception() is not None:
        log.warning("reconciliation failed", error=repr(work.exception()))


async def _begin(parts: Payments, what: str, by: str, unless_since: datetime | None) -> Run | None:
    now, run_id = parts.clock(), new_id()
    last_at = (await runs.newest(parts.db, what)).done_at
    start = runs.Start(run_id, what, now, by, now + LEASE)
    async with transaction(parts.db) as conn:
        begun = await runs.begin(conn, start, unless_since)
    return Run(parts, run_id, now, last_at) if begun else None


async def _work(run: Run, what: str) -> runs.Tally:
    failure = STOPPED
    try:
        await PLANS[what].work(run)
        failure = ""
    except (MotorwayError, *FAILURES) as error:
        failure = type(error).__name__
        raise
    finally:
        await runs.end(run.parts.db, run.run_id, run.parts.clock(), failure, run.tally)
        metrics.runs.labels(what, failure or "done").inc()
    log.info("compared with Stripe", what=what, compared=run.compared, found=run.found, healed=run.healed)
    return run.tally
