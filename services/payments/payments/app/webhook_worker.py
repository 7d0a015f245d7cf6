"""What Stripe's webhooks tell is handled: whatever they are about is asked for, and taken in as it is now."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from itertools import groupby
from operator import attrgetter

from motorway_kit.db import FAILURES, transaction
from motorway_kit.errors import MotorwayError
from motorway_kit.log import get_logger

from payments import metrics
from payments.app import breaks, disputes, refunds, saved_cards, snapshots
from payments.crash import CrashPoint, crash_here
from payments.db import webhooks as store
from payments.domain.reconciliation import Break, BreakClass
from payments.domain.webhook import (
    ANSWER_COMING,
    KEPT,
    LEASE,
    Hint,
    Outcome,
    Topic,
    Waiting,
    is_news,
    is_over,
    pause_after,
)
from payments.parts import Payments
from payments.provider.errors import Refused

log = get_logger(__name__)
LOOK_EVERY_S = 1.0
FORGET_EVERY = timedelta(hours=1)
BATCH = 50
AT_ONCE = 4
"""So many things are asked of Stripe at a time because of webhooks."""
Group = Sequence[Waiting]
Handle = Callable[[Payments, Group], Awaitable[Outcome]]


async def keep_handling(parts: Payments) -> None:
    """For ever: at once when one comes, and every second for those that wait, here or at another process."""
    forgotten = parts.clock() - FORGET_EVERY
    while True:
        parts.webhooks.clear()
        try:
            while await handle_due(parts):
                pass
            await _measure(parts)
            if parts.clock() - forgotten >= FORGET_EVERY:
                forgotten = parts.clock()
                await store.forget(parts.db, forgotten - KEPT)
        except FAILURES as error:
            log.warning("webhooks interrupted", error=repr(error))
        await _wait(parts)


async def handle_due(parts: Payments) -> int:
    """Handle those that are due; how many there were. Several about the same thing are handled as one."""
    now = parts.clock()
    waiting = await store.claim(parts.db, now, now + LEASE, BATCH)
    about = attrgetter("hint.topic", "hint.subject_id")
    groups = [list(group) for _, group in groupby(sorted(waiting, key=about), key=about)]
    turns = asyncio.Semaphore(AT_ONCE)
    async with asyncio.TaskGroup() as tasks:
        for group in groups:
            tasks.create_task(_in_turn(parts, group, turns))
    return len(waiting)


async def _wait(parts: Payments) -> None:
    try:
        async with asyncio.timeout(LOOK_EVERY_S):
            await parts.webhooks.wait()
    except TimeoutError:
        pass


async def _measure(parts: Payments) -> None:
    oldest = await store.oldest(parts.db)
    metrics.oldest_webhook.set(0 if oldest is None else max(0.0, (parts.clock() - oldest).total_seconds()))


async def _in_turn(parts: Payments, group: Group, turns: asyncio.Semaphore) -> None:
    async with turns:
        try:
            outcome = await HANDLERS[group[0].hint.topic](parts, group)
            await _record(parts, group, outcome)
        except (MotorwayError, *FAILURES) as error:
            hint = group[0].hint
            log.warning("a webhook is looked at again", type=hint.type, about=hint.subject_id, error=repr(error))
            await _record(parts, group, Outcome.RETRY)


async def _record(parts: Payments, group: Group, outcome: Outcome) -> None:
    crash_here(CrashPoint.WEBHOOK_HANDLED)
    now = parts.clock()
    if outcome is Outcome.SOON:
        await store.try_later(parts.db, {each.hint.event_id: now + ANSWER_COMING for each in group}, outcome)
    elif outcome in (Outcome.PARKED, Outcome.RETRY):
        times = {each.hint.event_id: now + pause_after(each.attempts) for each in group}
        await store.try_later(parts.db, times, outcome)
    else:
        await store.end(parts.db, [each.hint.event_id for each in group], outcome, now)
    for each in group:
        metrics.webhooks.labels(each.hint.type, outcome).inc()


async def _payment(parts: Payments, group: Group) -> Outcome:
    hint = next((each.hint for each in group if each.hint.payment_id), group[0].hint)
    about = await store.payment_of(parts.db, hint, parts.clock())
    if about is None:
        return await _unknown(parts, group, hint)
    if not any(is_news(each.hint.type, about.state) for each in group):
        return Outcome.KNOWN
    if about.under_way:
        return Outcome.SOON
    await snapshots.refresh(parts, about.payment_id)
    return Outcome.HANDLED


async def _unknown(parts: Payments, group: Group, hint: Hint) -> Outcome:
    """It may be known in a moment, when the webhook was faster than our commit; or be of another use of the account."""
    now = parts.clock()
    if not all(is_over(each, now) for each in group):
        return Outcome.PARKED
    if hint.payment_id:
        async with transaction(parts.db) as conn:
            details = f"{hint.type} names payment {hint.payment_id}, which is not kept here"
            missing = Break(
                break_class=BreakClass.MISSING_HERE, found_at=now, stripe_id=hint.subject_id, details=details
            )
            await breaks.found(conn, missing)
    return Outcome.UNKNOWN


async def _refund(parts: Payments, group: Group) -> Outcome:
    stripe_id = group[0].hint.subject_id
    try:
        refund = await parts.stripe.payments.get_refund(stripe_id)
    except Refused as error:
        return _gone(error)
    return Outcome.HANDLED if await refunds.apply_refund(parts, refund) else await _parked(parts, group)


async def _dispute(parts: Payments, group: Group) -> Outcome:
    try:
        snapshot = await parts.stripe.desk.dispute(group[0].hint.subject_id)
    except Refused as error:
        return _gone(error)
    return Outcome.HANDLED if await disputes.apply(parts, snapshot) else await _parked(parts, group)


async def _card_setup(parts: Payments, group: Group) -> Outcome:
    known = await saved_cards.look_at(parts, group[0].hint.subject_id)
    return Outcome.HANDLED if known else await _parked(parts, group)


async def _parked(parts: Payments, group: Group) -> Outcome:
    return await _unknown(parts, group, group[0].hint)


async def _nothing(_parts: Payments, _group: Group) -> Outcome:
    return Outcome.IGNORED


def _gone(error: Refused) -> Outcome:
    """Stripe itself knows nothing of it."""
    if not error.missing:
        raise error
    return Outcome.IGNORED


HANDLERS: dict[Topic, Handle] = {
    Topic.PAYMENT: _payment,
    Topic.REFUND: _refund,
    Topic.DISPUTE: _dispute,
    Topic.CARD_SETUP: _card_setup,
    Topic.NOTHING: _nothing,
}
