"""Asking for a card: it is written down once, with its first command, and the rest follows by itself."""

from collections.abc import Sequence
from typing import Any

from motorway_access.caller import current_caller
from motorway_kit import outbox
from motorway_kit.db import Connection, Pool, transaction, wake
from motorway_kit.errors import NotFound

from payments.app.planning import command_for
from payments.app.readers import reader_for
from payments.app.saved_cards import card_for
from payments.app.snapshots import found
from payments.db import payments as store
from payments.db import saving
from payments.domain import steps as rules
from payments.domain.command import Command
from payments.domain.payment import Method, MethodKind, Payment
from payments.domain.request import AskedMethod, Wanted, check_key, check_wanted, require_same
from payments.domain.timing import looked_at
from payments.events import news_of
from payments.parts import Payments


async def start(parts: Payments, wanted: Wanted, key: str = "") -> Payment:
    """Writes down that a card is asked for; the rest follows by itself. With the same id once, and with the same key.

    Raises InvalidInput, ReaderNotFound, SavedCardNotFound, IdempotencyKeyReused; NotFound, NotAllowed for the account.
    """
    check_wanted(wanted)
    if key:
        check_key(key)
    try:
        method = await _method(parts, wanted)
    except NotFound:
        asked = await _asked_before(parts, wanted, key)
        if asked is None:
            raise
        return asked
    payment = _new(parts, wanted, method)
    kind = rules.next_command(payment)
    assert kind is not None
    first = command_for(parts, payment, kind, payment.created_at)
    event = outbox.row(news_of(None, payment), subject=payment.site_id)
    before, new = await _written(parts, wanted, key, (payment, wanted.fingerprint, first, event))
    if new:
        wake(parts.db)
        parts.recent.keep(payment)
        parts.commands.put_nowait(first)
        return payment
    if before is None:
        require_same(await store.fingerprint(parts.db, wanted.payment_id), wanted.fingerprint, "payment_id")
    return await found(parts, before or wanted.payment_id)


async def _method(parts: Payments, wanted: Wanted) -> Method:
    if wanted.account_id:
        await parts.sales.check_account(wanted.account_id)
    return await at_stripe(parts.db, wanted.method, wanted.site_id, wanted.account_id)


async def _asked_before(parts: Payments, wanted: Wanted, key: str) -> Payment | None:
    """What a repetition is of: it is answered also when its reader, card or account is gone meanwhile."""
    started = await store.started(parts.db, key) if key else None
    if started is not None:
        require_same(started[1], wanted.fingerprint_of_key, "idempotency_key")
        return await found(parts, started[0])
    known = await store.fingerprint(parts.db, wanted.payment_id)
    if known is None:
        return None
    require_same(known, wanted.fingerprint, "payment_id")
    return await found(parts, wanted.payment_id)


async def _written(
    parts: Payments, wanted: Wanted, key: str, values: tuple[Payment, bytes, Command, Sequence[Any]]
) -> tuple[str | None, bool]:
    """Which payment has the key already, and whether this one is new."""
    if not key:
        return None, await saving.insert(parts.db, *values)
    async with transaction(parts.db) as conn:
        before = await _of_key(conn, wanted, key)
        return before, before is None and await saving.insert(conn, *values)


async def _of_key(conn: Connection, wanted: Wanted, key: str) -> str | None:
    """The payment that was asked for with the key before."""
    before = await store.started_before(conn, key, wanted.payment_id, wanted.fingerprint_of_key)
    if before is None:
        return None
    require_same(before[1], wanted.fingerprint_of_key, "idempotency_key")
    return before[0]


def _new(parts: Payments, wanted: Wanted, method: Method) -> Payment:
    now = parts.clock()
    return looked_at(
        Payment(
            payment_id=wanted.payment_id,
            site_id=wanted.site_id,
            purpose=wanted.purpose,
            method=method,
            amount_minor=wanted.amount_minor,
            currency=wanted.currency,
            created_by=current_caller().name,
            created_at=now,
            state_at=now,
            updated_at=now,
            description=wanted.description,
            sale_id=wanted.sale_id,
            shift_id=wanted.shift_id,
            account_id=wanted.account_id,
            test=parts.settings.test,
        ),
        now,
    )


async def at_stripe(db: "Pool | Connection", asked: AskedMethod, site_id: str, account_id: str) -> Method:
    """What it is there. Raises ReaderNotFound, SavedCardNotFound."""
    match asked.kind:
        case MethodKind.READER:
            reader = await reader_for(db, asked.reference, site_id)
            return Method(asked.kind, asked.reference, reader.stripe_id)
        case MethodKind.SAVED_CARD:
            card = await card_for(db, asked.reference, account_id)
            return Method(asked.kind, asked.reference, card.card.stripe_id, card.customer_id)
    return Method(asked.kind, asked.reference, asked.reference)
