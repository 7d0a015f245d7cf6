"""Works at what is asked of Stripe: at once what this process wrote down, and whatever is due of anybody's.

A command is sent with its stored key and parameters until its outcome is known; its record, what follows from it and
what is asked next are one transaction.
"""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from motorway_kit.db import FAILURES, transaction
from motorway_kit.errors import MotorwayError
from motorway_kit.ids import new_id
from motorway_kit.log import get_logger
from motorway_kit.tracing import child, timed
from opentelemetry.trace import SpanKind

from payments import metrics
from payments.app import breaks, refunds, snapshots
from payments.app.calls import ask, send
from payments.app.changes import Turn, changed, changing
from payments.app.planning import LEASE
from payments.crash import CrashPoint, crash_here
from payments.db import commands as store
from payments.domain.answers import ASKS_FOR_CARD, Answer, Decline, NotSent, Refusal, answered, too_late
from payments.domain.command import (
    FOR_A_CUSTOMER,
    NEW_KEY_PAUSE,
    STUCK_PAUSE,
    Command,
    CommandKind,
    Next,
    Outcome,
    Retry,
    after_nothing_happened,
    base_key,
    is_late,
    next_step,
    not_asked,
    pause,
)
from payments.domain.payment import Payment, PaymentState
from payments.domain.reconciliation import Break, BreakClass
from payments.parts import Payments
from payments.provider.errors import DEADLINE_S, KeyRefused, KeyReused, OutcomeUnknown, RateLimited

log = get_logger(__name__)

AT_ONCE = 16
POLL_S = 0.5
MARGIN = timedelta(seconds=DEADLINE_S + 1)
NOT_ANSWERED = (OutcomeUnknown, RateLimited, KeyRefused, KeyReused)


class Worker:
    def __init__(self, parts: Payments) -> None:
        self._parts = parts

    async def run(self) -> None:
        """For ever."""
        async with asyncio.TaskGroup() as tasks:
            for _ in range(AT_ONCE):
                tasks.create_task(self._serve())
            tasks.create_task(self._poll())

    async def drain(self) -> None:
        """All that is due and all that follows from it, in order; returns when nothing is left."""
        while await claim(self._parts, AT_ONCE) or not self._parts.commands.empty():
            while not self._parts.commands.empty():
                await work(self._parts, self._parts.commands.get_nowait())

    async def _serve(self) -> None:
        while True:
            await _survive(self._parts, await self._parts.commands.get())

    async def _poll(self) -> None:
        while True:
            try:
                await claim(self._parts, max(0, 2 * AT_ONCE - self._parts.commands.qsize()))
                await _measure(self._parts)
            except FAILURES as error:
                log.warning("commands cannot be looked for", error=repr(error))
            await asyncio.sleep(POLL_S)


async def claim(parts: Payments, limit: int) -> int:
    """Take commands that are due, of whoever had them before. Returns how many."""
    now = parts.clock()
    claimed = await store.claim(parts.db, now, now + LEASE, limit)
    for command in claimed:
        parts.commands.put_nowait(replace(command, due_at=now + LEASE))
    return len(claimed)


async def work(parts: Payments, command: Command) -> None:
    """One attempt at a command that is ours until its lease is over."""
    kept = await _kept(parts, command)
    if kept is None:
        return
    try:
        answer = await _attempt(parts, kept)
    except NOT_ANSWERED as error:
        await _postpone(parts, kept, error, _outcome(error))
        return
    if answer is None:
        return
    crash_here(CrashPoint.BEFORE_RECORD)
    await _record(parts, kept, answer)
    crash_here(CrashPoint.AFTER_RECORD)


async def _survive(parts: Payments, command: Command) -> None:
    try:
        await work(parts, command)
    except (MotorwayError, *FAILURES) as error:
        log.warning("a command waits for its next turn", kind=command.kind, key=command.key, error=repr(error))


async def _kept(parts: Payments, command: Command) -> Command | None:
    """It may have waited in the queue for too long, when Stripe is slow."""
    now = parts.clock()
    if command.due_at - now >= MARGIN:
        return command
    kept = await store.renew(parts.db, command, now + LEASE)
    return replace(command, due_at=now + LEASE) if kept else None


async def _attempt(parts: Payments, command: Command) -> Answer | None:
    """None: it is not answered, and it is written down what comes next."""
    given_up = await _was_given_up(parts, command)
    if next_step(command, parts.clock(), given_up=given_up) is Next.SEND:
        return await _timed(parts, command)
    try:
        answer = await ask(parts, command)
    except NOT_ANSWERED as error:
        await _postpone(parts, command, error, not_asked(command))
        return None
    if answer is not None:
        log.info("it is known now what became of it", kind=command.kind, key=command.key)
        return answer
    match after_nothing_happened(command, parts.clock(), given_up=given_up):
        case Retry.ABANDON:
            log.info("a card is not asked for any more", kind=command.kind, key=command.key)
            return NotSent()
        case Retry.SAME_KEY:
            kept = await _kept(parts, command)
            return await _timed(parts, kept) if kept else None
        case Retry.NEW_KEY:
            await _start_over(parts, command)
        case Retry.WAIT:
            async with transaction(parts.db) as conn:
                await store.postpone(conn, command, parts.clock() + STUCK_PAUSE, command.outcome, "")
    return None


async def _was_given_up(parts: Payments, command: Command) -> bool:
    """Whether its payment was, since it was sent for the first time."""
    if command.attempts == 0 or command.kind not in FOR_A_CUSTOMER:
        return False
    return (await snapshots.found(parts, command.payment_id)).state is PaymentState.VOIDING


async def _timed(parts: Payments, command: Command) -> Answer:
    with child(f"ask Stripe {command.kind}", SpanKind.CLIENT), timed(metrics.calling.labels(command.kind)):
        answer = await send(parts, command)
    outcome = "declined" if isinstance(answer, Decline) else "refused" if isinstance(answer, Refusal) else "done"
    metrics.calls.labels(command.kind, outcome).inc()
    return answer


async def _record(parts: Payments, command: Command, answer: Answer) -> None:
    if isinstance(answer, Refusal):
        log.warning("Stripe refuses", kind=command.kind, key=command.key, code=answer.code, reason=answer.message)
    if command.kind is CommandKind.REFUND:
        await refunds.record(parts, command, answer)
        return

    def decide(turn: Turn) -> None:
        now = parts.clock()
        after = answered(turn.payment, command.kind, answer, now)
        if is_late(command, now):
            after = too_late(after, now)
        turn.payment = replace(_looked_at_soon(turn.before, command, after, now), open_question="")
        turn.error = answer.code if isinstance(answer, Refusal | Decline) else ""

    await changed(parts, command.payment_id, decide, done=command)


def _looked_at_soon(before: Payment, command: Command, after: Payment, now: datetime) -> Payment:
    """What was learnt of a card while it was asked for may be newer than the answer: Stripe is asked once more."""
    came_between = command.kind in ASKS_FOR_CARD and before.updated_at > command.created_at
    return replace(after, look_at=now) if came_between and after.look_at else after


async def _postpone(parts: Payments, command: Command, error: MotorwayError, outcome: Outcome) -> None:
    metrics.calls.labels(command.kind, outcome).inc()
    log.warning("Stripe has not answered", kind=command.kind, key=command.key, outcome=outcome, error=error.message)
    due_at = parts.clock() + pause(command, outcome, random.random())  # noqa: S311 - it spreads load
    asks = command.kind.value if outcome.unknown and command.kind is not CommandKind.REFUND else ""
    async with changing(parts, command.payment_id) as change:
        await store.postpone(change.conn, command, due_at, outcome, error.message[:200])
        if asks and change.at_work == command.command_id:
            change.payment = replace(change.payment, open_question=asks)
            change.what = f"{asks}_unknown"
        if isinstance(error, KeyReused):
            await breaks.found(change.conn, _page(command, change.payment.site_id, parts))


async def _start_over(parts: Payments, command: Command) -> None:
    now = parts.clock()
    log.warning("nothing happened under this key, another is used", kind=command.kind, key=command.key)
    attempt = int(command.key.split(":")[3]) if command.kind in (CommandKind.CONFIRM, CommandKind.ASK_READER) else 1
    new = Command(
        command_id=new_id(),
        payment_id=command.payment_id,
        refund_id=command.refund_id,
        kind=command.kind,
        key=base_key(command.kind, command.payment_id, attempt, command.refund_id),
        target=command.target,
        params=command.params,
        created_at=command.created_at,
        due_at=now + NEW_KEY_PAUSE,
    )
    async with transaction(parts.db) as conn:
        await store.start_over(conn, command, new, now, "nothing happened")


def _page(command: Command, site_id: str, parts: Payments) -> Break:
    return Break(
        break_class=BreakClass.IDEMPOTENCY_ERROR,
        found_at=parts.clock(),
        site_id=site_id,
        payment_id=command.payment_id,
        details=f"Stripe has another request under the key {command.key}",
    )


def _outcome(error: MotorwayError) -> Outcome:
    match error:
        case OutcomeUnknown():
            return Outcome(error.why)
        case RateLimited():
            return Outcome.RATE_LIMITED
        case KeyReused():
            return Outcome.KEY_REUSED
    return Outcome.KEY_REFUSED


async def _measure(parts: Payments) -> None:
    questions = await store.open_questions(parts.db, parts.clock())
    metrics.open_commands.set(questions.open)
    metrics.open_questions.set(questions.unknown)
    metrics.oldest_question.set(questions.oldest_s)


__all__: Sequence[str] = ["Worker", "claim", "work"]
