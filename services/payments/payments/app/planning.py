"""What is asked of Stripe next, written out."""

from collections.abc import Callable
from datetime import datetime, timedelta

from motorway_kit.ids import new_id

from payments.domain.command import Command, CommandKind, base_key
from payments.domain.payment import Payment
from payments.domain.refund import CardRefund
from payments.parts import Payments
from payments.provider import params

LEASE = timedelta(seconds=12)
"""Longer than a call may take; afterwards whoever had it is taken for dead."""


def command_for(parts: Payments, payment: Payment, kind: CommandKind, now: datetime) -> Command:
    """It is worked at by this process, at once."""
    return Command(
        command_id=new_id(),
        payment_id=payment.payment_id,
        kind=kind,
        key=base_key(kind, payment.payment_id, payment.attempt),
        target=_target(payment, kind),
        params=_PARAMS[kind](parts, payment, now),
        created_at=now,
        due_at=now + LEASE,
    )


def refund_command(parts: Payments, payment: Payment, refund: CardRefund, now: datetime) -> Command:
    """It is worked at by this process, at once."""
    return Command(
        command_id=new_id(),
        payment_id=payment.payment_id,
        refund_id=refund.refund_id,
        kind=CommandKind.REFUND,
        key=base_key(CommandKind.REFUND, payment.payment_id, refund_id=refund.refund_id),
        target=payment.stripe_id,
        params=params.refund_params(payment, parts.stripe.deployment, refund),
        created_at=now,
        due_at=now + LEASE,
    )


def return_url(parts: Payments) -> str:
    """Where a customer comes back to."""
    return f"{parts.settings.public_url}/paid"


def _target(payment: Payment, kind: CommandKind) -> str:
    match kind:
        case CommandKind.ASK_READER | CommandKind.STOP_READER:
            return payment.method.stripe_method
        case CommandKind.CLOSE_PAGE:
            return payment.page_id
    return payment.stripe_id


_PARAMS: dict[CommandKind, Callable[[Payments, Payment, datetime], bytes]] = {
    CommandKind.CREATE: lambda parts, payment, _now: params.create_params(payment, parts.stripe.deployment),
    CommandKind.CONFIRM: lambda parts, payment, _now: params.confirm_params(payment, return_url(parts)),
    CommandKind.ASK_READER: lambda _parts, payment, _now: params.reader_params(payment),
    CommandKind.STOP_READER: lambda _parts, payment, _now: params.reader_params(payment),
    CommandKind.OPEN_PAGE: lambda parts, payment, now: params.page_params(
        payment, parts.stripe.deployment, return_url(parts), now
    ),
    CommandKind.CLOSE_PAGE: lambda _parts, _payment, _now: params.NOTHING,
    CommandKind.CAPTURE: lambda _parts, payment, _now: params.capture_params(payment),
    CommandKind.CANCEL: lambda _parts, _payment, _now: params.cancel_params(),
}
