"""Calls to Stripe: a command sent, or asked after. No database is open meanwhile."""

from collections.abc import Awaitable, Callable

import orjson

from payments.app.snapshots import found
from payments.crash import CrashPoint, crash_here
from payments.domain.answers import Answer, Closed, Decline, Refusal, answered
from payments.domain.command import Command, CommandKind
from payments.domain.payment import PaymentState
from payments.domain.snapshot import PageSnapshot, StripeStatus
from payments.parts import Payments
from payments.provider.base import Provider
from payments.provider.errors import Declined, Refused

CREATE = (CrashPoint.BEFORE_CREATE, CrashPoint.AFTER_CREATE)
CONFIRM = (CrashPoint.BEFORE_CONFIRM, CrashPoint.AFTER_CONFIRM)
CAPTURE = (CrashPoint.BEFORE_CAPTURE, CrashPoint.AFTER_CAPTURE)
CANCEL = (CrashPoint.BEFORE_CANCEL, CrashPoint.AFTER_CANCEL)
POINTS = {
    CommandKind.CREATE: CREATE,
    CommandKind.OPEN_PAGE: CREATE,
    CommandKind.CONFIRM: CONFIRM,
    CommandKind.ASK_READER: CONFIRM,
    CommandKind.CAPTURE: CAPTURE,
    CommandKind.CANCEL: CANCEL,
    CommandKind.CLOSE_PAGE: CANCEL,
    CommandKind.STOP_READER: CANCEL,
    CommandKind.REFUND: (CrashPoint.BEFORE_REFUND, CrashPoint.AFTER_REFUND),
}
UNANSWERED_CARD = frozenset({StripeStatus.REQUIRES_PAYMENT_METHOD, StripeStatus.REQUIRES_CONFIRMATION})
ON_INTENT = frozenset({CommandKind.CONFIRM, CommandKind.CAPTURE, CommandKind.CANCEL})


async def send(parts: Payments, command: Command) -> Answer:
    """Raises what `provider.errors.asking` raises when its outcome is not known, or it was not taken."""
    before, after = POINTS[command.kind]
    crash_here(before)
    try:
        answer = await _SENT[command.kind](parts.stripe.payments, command)
    except Declined as error:
        answer = Decline(error.decline_code or error.stripe_code, error.message, error.snapshot)
    except Refused as error:
        answer = await _refusal(parts.stripe.payments, command, error)
    crash_here(after)
    return answer


async def ask(parts: Payments, command: Command) -> Answer | None:
    """What became of it; None: nothing happened. Raises as `send` does."""
    try:
        return await _ASKED[command.kind](parts, command)
    except Refused as error:
        return Refusal(error.stripe_code, error.message, error.missing)


async def _refusal(provider: Provider, command: Command, error: Refused) -> Refusal | Closed:
    """With the truth, where there is something to ask for it."""
    if command.kind in ON_INTENT:
        try:
            said = await provider.get(command.target)
        except Refused as gone:
            return Refusal(gone.stripe_code, gone.message, gone.missing)
        return Refusal(error.stripe_code, error.message, error.missing, said)
    if command.kind is CommandKind.CLOSE_PAGE and not error.missing:
        return await _closed(provider, await provider.get_page(command.target))
    return Refusal(error.stripe_code, error.message, error.missing)


async def _closed(provider: Provider, page: PageSnapshot) -> Closed:
    return Closed(await provider.get(page.intent_id) if page.intent_id else None)


async def _create(provider: Provider, command: Command) -> Answer:
    return await provider.create(orjson.loads(command.params), command.key)


async def _confirm(provider: Provider, command: Command) -> Answer:
    return await provider.confirm(command.target, orjson.loads(command.params), command.key)


async def _ask_reader(provider: Provider, command: Command) -> Answer:
    return await provider.ask_reader(command.target, orjson.loads(command.params), command.key)


async def _stop_reader(provider: Provider, command: Command) -> Answer:
    """Unless it asks for something else meanwhile."""
    reader = await provider.get_reader(command.target)
    ours = reader.in_progress and reader.intent_id == _intent(command)
    return await provider.stop_reader(command.target, command.key) if ours else reader


async def _open_page(provider: Provider, command: Command) -> Answer:
    return await provider.open_page(orjson.loads(command.params), command.key)


async def _close_page(provider: Provider, command: Command) -> Answer:
    return await _closed(provider, await provider.close_page(command.target, command.key))


async def _capture(provider: Provider, command: Command) -> Answer:
    return await provider.capture(command.target, orjson.loads(command.params), command.key)


async def _cancel(provider: Provider, command: Command) -> Answer:
    return await provider.cancel(command.target, orjson.loads(command.params), command.key)


async def _refund(provider: Provider, command: Command) -> Answer:
    return await provider.refund(orjson.loads(command.params), command.key)


async def _was_created(parts: Payments, command: Command) -> Answer | None:
    since = command.first_sent_at or command.created_at
    return await parts.stripe.payments.find(command.payment_id, since, parts.clock())


async def _was_confirmed(parts: Payments, command: Command) -> Answer | None:
    """A failed attempt is told from one that was never made by its charge."""
    said = await parts.stripe.payments.get(command.target)
    payment = await found(parts, command.payment_id)
    waits = answered(payment, command.kind, said, parts.clock()).state is PaymentState.AUTHORISING
    return None if waits and said.status in UNANSWERED_CARD else said


async def _was_reader_asked(parts: Payments, command: Command) -> Answer | None:
    said = await parts.stripe.payments.get(_intent(command))
    if said.status not in UNANSWERED_CARD:
        return said
    reader = await parts.stripe.payments.get_reader(command.target)
    return reader if reader.intent_id == _intent(command) else None


async def _was_reader_stopped(parts: Payments, command: Command) -> Answer | None:
    reader = await parts.stripe.payments.get_reader(command.target)
    return None if reader.in_progress and reader.intent_id == _intent(command) else reader


async def _was_page_opened(_parts: Payments, _command: Command) -> Answer | None:
    """A page whose address nobody has is as good as none."""
    return None


async def _was_page_closed(parts: Payments, command: Command) -> Answer | None:
    page = await parts.stripe.payments.get_page(command.target)
    return None if page.open else await _closed(parts.stripe.payments, page)


async def _was_captured(parts: Payments, command: Command) -> Answer | None:
    said = await parts.stripe.payments.get(command.target)
    return None if said.status is StripeStatus.REQUIRES_CAPTURE else said


async def _was_canceled(parts: Payments, command: Command) -> Answer | None:
    said = await parts.stripe.payments.get(command.target)
    return said if said.status in (StripeStatus.CANCELED, StripeStatus.SUCCEEDED) else None


async def _was_refunded(parts: Payments, command: Command) -> Answer | None:
    return await parts.stripe.payments.find_refund(command.target, command.refund_id)


def _intent(command: Command) -> str:
    return str(orjson.loads(command.params)["payment_intent"])


_SENT: dict[CommandKind, Callable[[Provider, Command], Awaitable[Answer]]] = {
    CommandKind.CREATE: _create,
    CommandKind.CONFIRM: _confirm,
    CommandKind.ASK_READER: _ask_reader,
    CommandKind.STOP_READER: _stop_reader,
    CommandKind.OPEN_PAGE: _open_page,
    CommandKind.CLOSE_PAGE: _close_page,
    CommandKind.CAPTURE: _capture,
    CommandKind.CANCEL: _cancel,
    CommandKind.REFUND: _refund,
}
_ASKED: dict[CommandKind, Callable[[Payments, Command], Awaitable[Answer | None]]] = {
    CommandKind.CREATE: _was_created,
    CommandKind.CONFIRM: _was_confirmed,
    CommandKind.ASK_READER: _was_reader_asked,
    CommandKind.STOP_READER: _was_reader_stopped,
    CommandKind.OPEN_PAGE: _was_page_opened,
    CommandKind.CLOSE_PAGE: _was_page_closed,
    CommandKind.CAPTURE: _was_captured,
    CommandKind.CANCEL: _was_canceled,
    CommandKind.REFUND: _was_refunded,
}
