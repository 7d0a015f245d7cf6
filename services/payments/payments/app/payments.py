"""Card payments: asked for, claimed by a sale, fixed, tried again, given up, and looked at."""

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from motorway_access.caller import Scope, current_caller
from motorway_access.roles import Operation
from motorway_kit import inbox
from motorway_kit.db import Connection
from motorway_kit.errors import Conflict, InvalidInput
from motorway_kit.log import get_logger

from payments.app import breaks
from payments.app.changes import Change, Turn, changed, changed_at_once, changing
from payments.app.snapshots import found
from payments.app.starting import at_stripe
from payments.db import payments as store
from payments.db import refunds as refund_store
from payments.db.payments import PaymentFilter, Step
from payments.db.refunds import RefundFilter
from payments.domain import steps as rules
from payments.domain.ids import is_id
from payments.domain.payment import AmountContradicted, Method, MethodKind, Payment, PaymentNotFound
from payments.domain.reconciliation import Break, BreakClass
from payments.domain.refund import CardRefund
from payments.domain.request import (
    AskedMethod,
    check_key,
    check_method,
    require_same,
    sound_reason,
)
from payments.parts import Payments

log = get_logger(__name__)


class NoSecretYet(Conflict):
    """Stripe does not know of the payment, or its card is asked for in another way."""


class Whole(NamedTuple):
    """A payment with its time line and its refunds, oldest first."""

    payment: Payment
    steps: Sequence[Step]
    refunds: Sequence[CardRefund]


class Taken(NamedTuple):
    """What a sale takes. `reason`: why it takes nothing, or less than it said before."""

    sale_id: str
    amount_minor: int
    reason: str


class Told(NamedTuple):
    """Of which payment, and where, an event of pos tells."""

    payment_id: str
    site_id: str
    event_id: str


class Changed(NamedTuple):
    """The payment as it is now, and as it was."""

    payment: Payment
    previous: Payment


async def claim(parts: Payments, payment_id: str, sale_id: str, site_id: str) -> Payment:
    """Binds a hold to its sale. Raises PaymentNotFound, PaymentClaimed, PaymentNotAuthorised, InvalidInput."""
    if not is_id(sale_id):
        raise InvalidInput("sale_id must be a UUID", field="sale_id")

    def decide(turn: Turn) -> None:
        _require_site(turn.payment, site_id)
        turn.payment = rules.claim(turn.payment, sale_id, parts.clock())
        turn.what, turn.actor = "claimed", current_caller().name

    return (await changed(parts, _known_id(payment_id), decide)).payment


async def fix_amount(parts: Payments, payment_id: str, sale_id: str, amount_minor: int, reason: str) -> Payment:
    """What the sale takes; the first word counts. What contradicts it is kept as a break.

    Raises PaymentNotFound.
    """
    async with changing(parts, _known_id(payment_id)) as change:
        await _fix(parts, change, Taken(sale_id, amount_minor, reason))
    return change.payment


async def take_as_told(parts: Payments, told: Told, taken: Taken) -> None:
    """As `fix_amount`, by an event of pos. Raises PaymentNotFound, also for one of another site than the sale's."""

    def decide(turn: Turn) -> None:
        _require_site(turn.payment, told.site_id)
        turn.payment = rules.fix_amount(turn.payment, *taken, parts.clock())
        turn.what = "amount_fixed"

    if await changed_at_once(parts, _known_id(told.payment_id), decide, heard=told.event_id):
        return
    async with changing(parts, told.payment_id) as change:
        _require_site(change.payment, told.site_id)
        if await inbox.first_time(change.conn, told.event_id):
            await _fix(parts, change, taken)


async def give_up(parts: Payments, payment_id: str, reason: str) -> Payment:
    """By rule, not by a person. Raises PaymentNotFound."""
    async with changing(parts, _known_id(payment_id)) as change:
        change.payment, change.what = rules.give_up(change.payment, reason, parts.clock()), "given_up"
    return change.payment


async def cancel(parts: Payments, payment_id: str, reason: str) -> Changed:
    """Somebody gives it up. Raises PaymentNotFound, PaymentCaptured, PaymentClaimed, NotAllowed, InvalidInput."""
    reason = sound_reason(reason, "cancelled")
    async with changing(parts, _known_id(payment_id)) as change:
        _require(Operation.PAYMENTS_TAKE, change.payment)
        change.payment = rules.cancel(change.payment, reason, parts.clock())
        change.what, change.actor = "given_up", current_caller().name
    return Changed(change.payment, change.before)


async def retry(parts: Payments, payment_id: str, asked: AskedMethod, key: str) -> Changed:
    """Another try after a decline.

    Raises PaymentNotFound, PaymentNotDeclined, TooManyAttempts, IdempotencyKeyReused, ReaderNotFound,
    SavedCardNotFound, NotAllowed, InvalidInput.
    """
    check_key(key)
    fingerprint = sha256(repr(asked).encode()).digest()
    async with changing(parts, _known_id(payment_id)) as change:
        _require(Operation.PAYMENTS_TAKE, change.payment)
        known = await store.request_first_time(change.conn, payment_id, key, fingerprint)
        if known is not None:
            require_same(known, fingerprint, "idempotency_key")
            return Changed(change.payment, change.payment)
        method = await _of_retry(change.conn, change.payment, asked)
        change.payment = rules.retry(change.payment, method, parts.clock())
        change.what, change.actor = "tried_again", current_caller().name
    return Changed(change.payment, change.before)


async def get(parts: Payments, payment_id: str) -> Whole:
    """Raises PaymentNotFound, NotAllowed."""
    payment = await found(parts, _known_id(payment_id))
    _require(Operation.PAYMENTS_READ, payment)
    steps = await store.steps(parts.db, payment_id)
    return Whole(payment, steps, await refund_store.of_payment(parts.db, payment_id))


async def list_payments(
    parts: Payments, scope: Scope, wanted: PaymentFilter, before: str | None, limit: int
) -> tuple[list[Payment], bool]:
    """At most `limit`, newest first, and whether there are more."""
    payments = await store.list_payments(parts.db, scope, wanted, before, limit + 1)
    return payments[:limit], len(payments) > limit


async def list_refunds(
    parts: Payments, scope: Scope, wanted: RefundFilter, before: str | None, limit: int
) -> tuple[list[CardRefund], bool]:
    """At most `limit`, newest first, and whether there are more."""
    refunds = await refund_store.list_refunds(parts.db, scope, wanted, before, limit + 1)
    return refunds[:limit], len(refunds) > limit


async def client_secret(parts: Payments, payment_id: str) -> str:
    """For whoever shows the payment to its customer; asked of Stripe each time, and kept nowhere.

    Raises PaymentNotFound, NoSecretYet, NotAllowed, Unavailable.
    """
    payment = await found(parts, _known_id(payment_id))
    _require(Operation.PAYMENTS_TAKE, payment)
    if not payment.stripe_id or payment.method.kind is not MethodKind.PAYMENT_METHOD or payment.state.final:
        raise NoSecretYet("the payment has no secret to show", payment_id=payment_id, state=payment.state.name)
    return await parts.stripe.payments.client_secret(payment.stripe_id)


async def _fix(parts: Payments, change: Change, taken: Taken) -> None:
    try:
        change.payment = rules.fix_amount(change.payment, *taken, parts.clock())
    except AmountContradicted as error:
        log.warning("a sale contradicts what is known", payment_id=change.payment.payment_id, reason=error.message)
        await breaks.found(change.conn, _contradiction(parts, change.payment, taken))
        return
    change.what = "amount_fixed"


def _contradiction(parts: Payments, payment: Payment, taken: Taken) -> Break:
    known = "nothing yet" if payment.take_minor is None else payment.take_minor
    return Break(
        break_class=BreakClass.TAKE_DIFFERS,
        found_at=parts.clock(),
        site_id=payment.site_id,
        payment_id=payment.payment_id,
        stripe_id=payment.stripe_id,
        amount_minor=taken.amount_minor,
        currency=payment.currency,
        details=f"sale {taken.sale_id} takes {taken.amount_minor}, but {known} was to be taken for {payment.sale_id}",
    )


async def _of_retry(conn: Connection, payment: Payment, asked: AskedMethod) -> Method:
    """A PaymentIntent is for a reader or for a card elsewhere; a page is for one payment."""
    check_method(asked, payment.account_id)
    at_reader = {payment.method.kind is MethodKind.READER, asked.kind is MethodKind.READER}
    if len(at_reader) > 1 or MethodKind.LINK in (payment.method.kind, asked.kind):
        raise InvalidInput("method cannot be another kind: ask for a new payment", field="method")
    return await at_stripe(conn, asked, payment.site_id, payment.account_id)


def _require(operation: Operation, payment: Payment) -> None:
    current_caller().require(operation, payment.site_id)


def _require_site(payment: Payment, site_id: str) -> None:
    if payment.site_id != site_id:
        raise PaymentNotFound("there is no such payment at this site", payment_id=payment.payment_id)


def _known_id(payment_id: str) -> str:
    if not is_id(payment_id):
        raise PaymentNotFound("there is no such payment", payment_id=payment_id)
    return payment_id
