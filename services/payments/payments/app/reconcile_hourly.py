"""Every hour: each payment here against each payment at Stripe, both ways."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg
from motorway_kit.log import get_logger

from payments import metrics
from payments.app import refunds, snapshots
from payments.app.comparing import Run
from payments.app.facts import take_in
from payments.db import breaks, facts
from payments.db import compared as store
from payments.domain.comparison import (
    OF_A_PAYMENT,
    SETTLED_AFTER,
    Known,
    differences,
    is_elsewhere,
    is_orphan,
    is_settled,
    missing_here,
)
from payments.domain.reconciliation import Break, BreakClass
from payments.domain.snapshot import Snapshot
from payments.provider.errors import Refused

log = get_logger(__name__)

OVERLAP = timedelta(hours=2)
FIRST = timedelta(days=8)
"""Longer than any hold lasts."""
BATCH = 100
MOST_UNSETTLED = 500
INTENT = "pi_"
ADOPTED = "adopted from Stripe"
RELEASED = "the hold was released"


async def compare_payments(run: Run) -> None:
    """Those that Stripe lists, those that it should, older ones that are not over, and those whose money moved."""
    since = run.since(OVERLAP, FIRST)
    seen = await _compare_listed(run, since)
    made = await store.made_between(run.parts.db, since, run.at - SETTLED_AFTER)
    await _ask_each(run, [known for known in made if known.stripe_id not in seen])
    await _ask_each(run, await store.unsettled(run.parts.db, since, MOST_UNSETTLED))
    await take_in(run, since)
    await _ask_about_money(run, since, seen)
    metrics.elsewhere.set(len([one for one in run.elsewhere if one.startswith(INTENT)]))


async def _ask_about_money(run: Run, since: datetime, seen: Collection[str]) -> None:
    """What moved it, and the ledger does not know of. What is another deployment's is not asked about again."""
    await facts.leave_alone(run.parts.db, run.elsewhere)
    moved = {one: await run.parts.stripe.books.intent_of(one) for one in await facts.unposted(run.parts.db, since)}
    broken = await breaks.open_stripe_ids(run.parts.db, OF_A_PAYMENT)
    await _ask_about(run, {*moved.values(), *broken} - {"", *seen})
    await facts.leave_alone(run.parts.db, [one for one, intent in moved.items() if intent in run.elsewhere])


async def _compare_listed(run: Run, since: datetime) -> set[str]:
    seen: set[str] = set()
    batch: list[Snapshot] = []
    async for there in run.parts.stripe.books.intents(since):
        seen.add(there.stripe_id)
        batch.append(there)
        if len(batch) == BATCH:
            await _compare_batch(run, batch)
            batch = []
    await _compare_batch(run, batch)
    return seen


async def _compare_batch(run: Run, batch: Sequence[Snapshot]) -> None:
    kept = await _kept(run, batch)
    agreed: list[str] = []
    for there in batch:
        known = kept.get(there.stripe_id) or kept.get(there.payment_id)
        if known is None or known.stripe_id not in ("", there.stripe_id):
            await _nobodys(run, there)
        elif not differences(known, there, run.at):
            agreed += (known.stripe_id, known.payment_id)
        elif is_settled(known, run.at):
            await _adopt(run, known, there)
        else:
            await _take_over(run, known, there)
    await run.gone(OF_A_PAYMENT, agreed)
    await run.looked_at(len(batch))


async def _kept(run: Run, batch: Sequence[Snapshot]) -> dict[str, Known]:
    """By either id."""
    named = [there.payment_id for there in batch if _is_uuid(there.payment_id)]
    found = await store.by_ids(run.parts.db, [there.stripe_id for there in batch], named)
    return {name: known for known in found for name in (known.payment_id, known.stripe_id) if name}


async def _adopt(run: Run, known: Known, there: Snapshot) -> None:
    """Take over what Stripe says; what differs even then waits for a person."""
    before = differences(known, there, run.at)
    said = await _take_over(run, known, there)
    (now_known,) = await store.by_ids(run.parts.db, [], [known.payment_id])
    await _judge(run, before, {one.break_class: one for one in differences(now_known, said, run.at)})


async def _take_over(run: Run, known: Known, there: Snapshot) -> Snapshot:
    """What is on its way comes to the same. Asked again: a list is older than what has happened since."""
    await run.parts.stripe.books.pace()
    payment = await snapshots.found(run.parts, known.payment_id)
    try:
        there = (await snapshots.hear(run.parts, payment, there.stripe_id)).said
        if BreakClass.REFUND_DIFFERS in {one.break_class for one in differences(known, there, run.at)}:
            for refund in await run.parts.stripe.books.refunds(there.stripe_id):
                await refunds.apply_refund(run.parts, refund)
    except asyncpg.IntegrityConstraintViolationError as error:
        log.warning("what Stripe says cannot be adopted", payment_id=known.payment_id, error=str(error))
    except snapshots.PaymentBusy:
        log.info("a payment is compared at the next run", payment_id=known.payment_id)
    return there


async def _judge(run: Run, before: Iterable[Break], still: dict[BreakClass, Break]) -> None:
    for one in before:
        if one.break_class not in still:
            await run.heal(one, ADOPTED)
    for one in still.values():
        await run.report(one)


async def _nobodys(run: Run, there: Snapshot) -> None:
    """Nothing here stands for it. A hold is let go of; money waits for a person. Another use of the account may have
    payments of its own, which name none of ours."""
    if is_elsewhere(there.deployment, run.parts.stripe.deployment):
        run.elsewhere |= {there.stripe_id, there.charge.charge_id if there.charge else ""}
    elif is_orphan(there, run.parts.stripe.deployment, run.at):
        await _release(run, there)
    elif there.received_minor:
        await run.report(missing_here(there, run.at))


async def _release(run: Run, there: Snapshot) -> None:
    try:
        await run.parts.stripe.books.release(there.stripe_id)
    except Refused as error:
        log.warning("a hold is none any more", stripe_id=there.stripe_id, code=error.stripe_code)
        return
    await run.heal(replace(missing_here(there, run.at), break_class=BreakClass.ORPHAN_HOLD), RELEASED)


async def _ask_each(run: Run, payments: Sequence[Known]) -> None:
    """Those that no list had."""
    for known in payments:
        found = await _at_stripe(run, known.stripe_id)
        await _compare_batch(run, found)
        if not found:
            await run.report(known.broken(BreakClass.MISSING_THERE, run.at, "Stripe does not know of it"))


async def _at_stripe(run: Run, intent_id: str) -> list[Snapshot]:
    """Nothing: Stripe does not know of it."""
    await run.parts.stripe.books.pace()
    try:
        return [await run.parts.stripe.payments.get(intent_id)]
    except Refused as error:
        if not error.missing:
            raise
        return []


async def _ask_about(run: Run, intent_ids: Collection[str]) -> None:
    """Whose money moved although they may be long over, and those that differed before."""
    known = await store.by_ids(run.parts.db, intent_ids, [])
    await _ask_each(run, known)
    for intent_id in sorted(set(intent_ids) - {one.stripe_id for one in known}):
        await _compare_batch(run, await _at_stripe(run, intent_id))


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
