"""How a payment is changed: under its lock, with ledger, events and what is asked next, in one transaction."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from motorway_kit import outbox
from motorway_kit.db import Connection, transaction

from payments.app import given_back, ledger
from payments.app.measures import measure
from payments.app.planning import command_for
from payments.db import payments as store
from payments.db.payments import Saving
from payments.domain.command import Command, CommandKind, again_after
from payments.domain.ledger import EntryKind, Of, capture_entry, receivable_entry
from payments.domain.payment import Payment, PaymentNotFound
from payments.domain.steps import next_command
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
class Change:
    """`payment` is what it becomes. `what`, `actor`: for the time line; without a `what` it is named by its state."""

    conn: Connection
    before: Payment
    payment: Payment
    at_work: str
    what: str = ""
    actor: str = ""
    done: Command | None = None
    error: str = ""


@asynccontextmanager
async def changing(parts: Payments, payment_id: str, done: Command | None = None) -> AsyncIterator[Change]:
    """Locks the payment for the block, and saves what it has become. `done`: the command that is answered by it.

    Raises PaymentNotFound.
    """
    async with transaction(parts.db) as conn:
        locked = await store.lock(conn, payment_id)
        if locked is None:
            raise PaymentNotFound("there is no such payment", payment_id=payment_id)
        change = Change(conn, locked.payment, locked.payment, locked.at_work, done=done)
        yield change
        planned = await _save(parts, change)
    for command in planned:
        parts.commands.put_nowait(command)
    measure(change.before, change.payment)


async def _save(parts: Payments, change: Change) -> list[Command]:
    now = parts.clock()
    before, after = change.before, change.payment
    refunds = await given_back.excess_of(parts, change.conn, after, now)
    after = change.payment = replace(after, refunded_minor=after.refunded_minor + refunds.amount_minor)
    changed = after != before
    if changed:
        after = change.payment = replace(after, version=before.version + 1, updated_at=now)
    planned = _next(parts, change)
    if not changed and planned is None and change.done is None:
        return refunds.commands
    saving = Saving(
        at=now,
        what=_named(change) if changed else "",
        actor=change.actor,
        done=change.done.command_id if change.done else "",
        error=change.error,
        planned=planned,
        sent=planned is not None and not _refused_before(change, planned),
    )
    asked = await store.save(change.conn, after, saving)
    if changed:
        await _post(change)
        if not _on_its_way(change, planned):
            await outbox.append(change.conn, news_of(before, after), subject=after.site_id)
    return refunds.commands + ([asked] if asked and saving.sent else [])


def _next(parts: Payments, change: Change) -> Command | None:
    """What Stripe has refused is asked for again only after a pause."""
    done = change.done.command_id if change.done else ""
    kind = next_command(change.payment)
    if kind is None or change.at_work not in ("", done):
        return None
    now = parts.clock()
    command = command_for(parts, change.payment, kind, now)
    refused = _refused_before(change, command)
    return replace(command, due_at=now + again_after(refused)) if refused else command


def _on_its_way(change: Change, planned: Command | None) -> bool:
    """It was made at Stripe and its card is asked for now: what comes of that is told in a moment."""
    made = change.done is not None and change.done.kind is CommandKind.CREATE
    return made and planned is not None and planned.kind is CommandKind.CONFIRM


def _refused_before(change: Change, planned: Command) -> Command | None:
    """What was answered just now, if the same is needed still."""
    done = change.done
    same = done is not None and done.kind is planned.kind and done.key.startswith(planned.key)
    return done if same else None


def _named(change: Change) -> str:
    if change.what:
        return change.what
    if change.before.state is not change.payment.state:
        return change.payment.state.name.lower()
    return ANSWERED.get(change.done.kind, "updated") if change.done else "updated"


async def _post(change: Change) -> None:
    before, after = change.before, change.payment
    of = Of(after.payment_id, after.site_id, after.currency, after.updated_at)
    if after.captured_minor and not before.captured_minor:
        await ledger.post(change.conn, capture_entry(of, after.charge_id or after.stripe_id, after.captured_minor))
    if after.shortfall_minor and not before.shortfall_minor:
        await ledger.post(change.conn, receivable_entry(of, after.shortfall_minor))
    if before.shortfall_minor and not after.shortfall_minor:
        await ledger.reverse(change.conn, EntryKind.RECEIVABLE, after.payment_id, after.updated_at)
