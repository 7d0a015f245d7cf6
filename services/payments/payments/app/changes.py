"""How a payment is changed: with ledger, events and what is asked next, in one transaction.

By one statement that names the version from which it was decided, where this process wrote the payment last; else, and
where somebody else was faster, under its lock.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import asyncpg
from motorway_kit import outbox
from motorway_kit.db import Connection, transaction, wake, wake_after_commit
from motorway_kit.errors import MotorwayError
from motorway_kit.ids import new_id

from payments.app import given_back, ledger
from payments.app.measures import measure
from payments.app.planning import command_for
from payments.db import payments as store
from payments.db.saving import NO_EVENT, Saving, save
from payments.domain.command import Command, CommandKind, again_after
from payments.domain.ledger import Entry, EntryKind, Of, capture_entry, receivable_entry
from payments.domain.payment import Payment, PaymentNotFound
from payments.domain.steps import excess, next_command
from payments.events import news_of
from payments.parts import Payments

ANSWERED = {
    CommandKind.CONFIRM: "card_asked",
    CommandKind.ASK_READER: "asked_reader",
    CommandKind.STOP_READER: "reader_stopped",
    CommandKind.CLOSE_PAGE: "page_closed",
}
"""What an answer is called that leaves the payment in its state."""


@dataclass
class Turn:
    """`payment` is what it becomes. `what`, `actor`: for the time line; without a `what` it is named by its state."""

    before: Payment
    payment: Payment
    at_work: str
    what: str = ""
    actor: str = ""
    done: Command | None = None
    error: str = ""


@dataclass
class Change(Turn):
    """Under the payment's lock."""

    conn: Connection = field(kw_only=True)


Decide = Callable[[Turn], None]
"""Makes of a turn what it shall be, from nothing but itself: it may be asked twice."""


@asynccontextmanager
async def changing(parts: Payments, payment_id: str, done: Command | None = None) -> AsyncIterator[Change]:
    """Locks the payment for the block, and saves what it has become. `done`: the command that is answered by it.

    Raises PaymentNotFound.
    """
    async with transaction(parts.db) as conn:
        locked = await store.lock(conn, payment_id)
        if locked is None:
            raise PaymentNotFound("there is no such payment", payment_id=payment_id)
        change = Change(locked.payment, locked.payment, locked.at_work, done=done, conn=conn)
        yield change
        planned = await _save(parts, change)
    _follow(parts, change, planned)


async def changed(parts: Payments, payment_id: str, decide: Decide, done: Command | None = None) -> Turn:
    """As `changing`, for what needs nothing but the payment. Raises PaymentNotFound, and what `decide` raises."""
    turn = await changed_at_once(parts, payment_id, decide, done=done)
    if turn is not None:
        return turn
    async with changing(parts, payment_id, done) as change:
        decide(change)
    return change


async def changed_at_once(
    parts: Payments, payment_id: str, decide: Decide, *, done: Command | None = None, heard: str = ""
) -> Turn | None:
    """By one statement. `heard`: the event by which it changes, which is kept in the inbox.

    None: nothing was done, as that cannot be, or would be of what is no longer so. It may be under the lock.
    """
    known = parts.recent.get(payment_id)
    if known is None:
        return None
    turn = Turn(known, known, done.command_id if done else "", done=done)
    try:
        decide(turn)
        saved = await _save_at_once(parts, turn, heard)
    except (MotorwayError, asyncpg.UniqueViolationError, asyncpg.DivisionByZeroError):
        saved = None
    if saved is None:
        parts.recent.forget(payment_id)
        return None
    _follow(parts, turn, [saved] if isinstance(saved, Command) else [])
    return turn


async def _save_at_once(parts: Payments, turn: Turn, heard: str) -> Command | bool | None:
    """What is to be sent, or whether all is done. None: it is none of what one statement can do, or was too late."""
    entries = _entries(turn)
    if excess(turn.payment) or len(entries) > 1 or _takes_back(turn):
        return None
    saving = _saving(parts, turn)
    if saving is None:
        return None
    saving = replace(saving, heard=heard, only_open=turn.done is not None)
    saved = await save(parts.db, turn.payment, saving)
    if saved is None:
        return None
    wake(parts.db)
    if saving.entry and not saved.entered:
        async with transaction(parts.db) as conn:
            await ledger.post(conn, saving.entry)
    return saved.planned if saved.planned and saving.sent else True


async def _save(parts: Payments, change: Change) -> list[Command]:
    refunds = await given_back.excess_of(parts, change.conn, change.payment, parts.clock())
    given = change.payment.refunded_minor + refunds.amount_minor
    change.payment = replace(change.payment, refunded_minor=given)
    saving = _saving(parts, change)
    if saving is None:
        return refunds.commands
    saved = await save(change.conn, change.payment, saving)
    assert saved is not None
    wake_after_commit()
    for entry in _entries(change)[int(saved.entered) :]:
        await ledger.post(change.conn, entry)
    if _takes_back(change):
        await ledger.reverse(change.conn, EntryKind.RECEIVABLE, change.payment.payment_id, change.payment.updated_at)
    return refunds.commands + ([saved.planned] if saved.planned and saving.sent else [])


def _follow(parts: Payments, turn: Turn, planned: Sequence[Command]) -> None:
    """Once it is committed."""
    parts.recent.keep(turn.payment)
    for command in planned:
        parts.commands.put_nowait(command)
    measure(turn.before, turn.payment)


def _saving(parts: Payments, turn: Turn) -> Saving | None:
    """What is written; the payment is of the next version then. None: nothing."""
    now, before = parts.clock(), turn.before
    is_changed = turn.payment != before
    if is_changed:
        turn.payment = replace(turn.payment, version=before.version + 1, updated_at=now)
    planned = _next(parts, turn)
    if not is_changed and planned is None and turn.done is None:
        return None
    saving = Saving(
        version=before.version,
        at=now,
        done=turn.done.command_id if turn.done else "",
        error=turn.error,
        planned=planned,
        sent=planned is not None and not _refused_before(turn, planned),
    )
    return _with_news(turn, saving) if is_changed else saving


def _with_news(turn: Turn, saving: Saving) -> Saving:
    event = news_of(turn.before, turn.payment)
    quiet = _on_its_way(turn, saving.planned)
    return replace(
        saving,
        what=_named(turn),
        actor=turn.actor,
        entry_id=new_id(),
        entry=next(iter(_entries(turn)), None),
        event=NO_EVENT if quiet else outbox.row(event, subject=turn.payment.site_id),
    )


def _next(parts: Payments, turn: Turn) -> Command | None:
    """What Stripe has refused is asked for again only after a pause."""
    done = turn.done.command_id if turn.done else ""
    kind = next_command(turn.payment)
    if kind is None or turn.at_work not in ("", done):
        return None
    now = parts.clock()
    command = command_for(parts, turn.payment, kind, now)
    refused = _refused_before(turn, command)
    return replace(command, due_at=now + again_after(refused)) if refused else command


def _on_its_way(turn: Turn, planned: Command | None) -> bool:
    """What comes of it is told in a moment: it was made at Stripe and its card is asked for, or its money is taken."""
    if planned is None or turn.payment.open_question:
        return False
    if turn.done is None:
        return planned.kind is CommandKind.CAPTURE
    return (turn.done.kind, planned.kind) == (CommandKind.CREATE, CommandKind.CONFIRM)


def _refused_before(turn: Turn, planned: Command) -> Command | None:
    """What was answered just now, if the same is needed still."""
    done = turn.done
    same = done is not None and done.kind is planned.kind and done.key.startswith(planned.key)
    return done if same else None


def _named(turn: Turn) -> str:
    if turn.what:
        return turn.what
    if turn.before.state is not turn.payment.state:
        return turn.payment.state.name.lower()
    return ANSWERED.get(turn.done.kind, "updated") if turn.done else "updated"


def _entries(turn: Turn) -> list[Entry]:
    """What is posted of it."""
    before, after = turn.before, turn.payment
    of = Of(after.payment_id, after.site_id, after.currency, after.updated_at)
    entries = []
    if after.captured_minor and not before.captured_minor:
        entries.append(capture_entry(of, after.charge_id or after.stripe_id, after.captured_minor))
    if after.shortfall_minor and not before.shortfall_minor:
        entries.append(receivable_entry(of, after.shortfall_minor))
    return entries


def _takes_back(turn: Turn) -> bool:
    """What was owed is not owed any more."""
    return turn.before.shortfall_minor > 0 and turn.payment.shortfall_minor == 0
