"""What a payment becomes by Stripe's answer to what was asked for it."""

from dataclasses import dataclass, replace
from datetime import datetime

from payments.domain.command import CommandKind
from payments.domain.payment import Payment, PaymentState
from payments.domain.snapshot import PageSnapshot, ReaderSnapshot, RefundSnapshot, Snapshot
from payments.domain.steps import (
    TOO_SMALL,
    abandoned,
    apply_snapshot,
    asks_for_card,
    declined,
    give_up,
    page_closed,
    page_opened,
    reader_asked,
    released_unseen,
)


@dataclass(frozen=True)
class Decline:
    """A card was refused. `said`: the payment after it, where Stripe tells."""

    code: str
    message: str
    said: Snapshot | None = None


@dataclass(frozen=True)
class Refusal:
    """Stripe will not do it. `said`: the payment as it is, where there is one; `missing`: something is not there."""

    code: str
    message: str
    missing: bool = False
    said: Snapshot | None = None


@dataclass(frozen=True)
class Closed:
    """A page is closed. `said`: the PaymentIntent of a customer who had begun."""

    said: Snapshot | None = None


@dataclass(frozen=True)
class NotSent:
    """It did not happen, and nobody waits for it any more."""


Answer = Snapshot | RefundSnapshot | PageSnapshot | ReaderSnapshot | Closed | Decline | Refusal | NotSent
ASKS_FOR_CARD = frozenset({CommandKind.CONFIRM, CommandKind.ASK_READER})


def answered(payment: Payment, kind: CommandKind, answer: Answer, now: datetime) -> Payment:
    """The payment once the outcome is known."""
    if kind in ASKS_FOR_CARD:
        payment = replace(payment, attempted=payment.attempt)
    match answer:
        case Snapshot():
            return apply_snapshot(payment, answer, now)
        case ReaderSnapshot():
            stopped = kind is CommandKind.STOP_READER
            return replace(payment, reader_asks=False) if stopped else reader_asked(payment, answer, now)
        case PageSnapshot():
            return page_opened(payment, answer.page_id, answer.url, now)
        case Closed():
            return page_closed(_heard(payment, answer.said, now), now)
        case Decline() | Refusal() | NotSent():
            return _not_done(payment, kind, answer, now)
    return payment


def too_late(payment: Payment, now: datetime) -> Payment:
    """What was asked for is known only now: no card is asked for any more, if that was to come next."""
    return abandoned(payment, now) if asks_for_card(payment) else payment


def _heard(payment: Payment, said: Snapshot | None, now: datetime) -> Payment:
    return payment if said is None else apply_snapshot(payment, said, now)


def _not_done(payment: Payment, kind: CommandKind, answer: Decline | Refusal | NotSent, now: datetime) -> Payment:
    if isinstance(answer, NotSent):
        return abandoned(payment, now)
    return _refused(_heard(payment, answer.said, now), kind, answer, now)


def _refused(payment: Payment, kind: CommandKind, answer: Decline | Refusal, now: datetime) -> Payment:
    match kind:
        case CommandKind.CREATE | CommandKind.OPEN_PAGE:
            return _not_made(payment, answer, now)
        case CommandKind.CONFIRM | CommandKind.ASK_READER if payment.state is PaymentState.AUTHORISING:
            return declined(payment, answer.code, answer.message, now)
        case CommandKind.CAPTURE if payment.state is PaymentState.CAPTURING and answer.code == TOO_SMALL:
            return give_up(payment, TOO_SMALL, now)
        case CommandKind.STOP_READER:
            return replace(payment, reader_asks=False)
        case CommandKind.CANCEL if answer.said is None and isinstance(answer, Refusal) and answer.missing:
            return released_unseen(payment, now)
    return payment


def _not_made(payment: Payment, answer: Decline | Refusal, now: datetime) -> Payment:
    if payment.state is PaymentState.VOIDING:
        return released_unseen(payment, now)
    tried = replace(payment, attempted=payment.attempt)
    return declined(tried, answer.code, answer.message, now)
