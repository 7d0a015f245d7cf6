"""What pos and payments tell that somebody must look after: money that a customer owes, a dispute, a break."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from google.protobuf.message import Message
from iso4217 import Currency
from motorway.payments.v1 import events_pb2 as payments
from motorway.pos.v1 import events_pb2 as pos
from motorway_kit.messaging import Event

from alerts.domain.conditions import (
    Change,
    Condition,
    Severity,
    card_shortfall,
    open_dispute,
    position,
    reconciliation_break,
)

TO_ANSWER = frozenset({"needs_response", "warning_needs_response"})
"""States of a dispute, as Stripe names them, in which it waits for us."""
CARD_SHORTFALL = "card_shortfall"


class Told(NamedTuple):
    """A condition that began or ended."""

    condition: Condition
    text: str = ""
    active: bool = True


def money_change(event: Event) -> Change | None:
    """What an event means for the condition that it is about; None where it means nothing. Raises BadMessage.

    The order of a condition's events is that of their ids, which were given when they were written.
    """
    cls, read = READERS[event.type]
    told = read(event.decode(cls))
    if told is None:
        return None
    milliseconds = UUID(event.id).int >> 80
    time = datetime.fromtimestamp(milliseconds / 1000, UTC)
    place = position(milliseconds, active=told.active)
    return Change(told.condition, place, told.active, time, Severity.WARNING, told.text)


def _shortfall(event: Any) -> Told | None:
    payment = event.payment
    if payment.shortfall_minor <= 0:
        return None
    amount = money(payment.shortfall_minor, payment.currency)
    text = f"{amount} was dispensed beyond what the card could be charged; the customer owes it"
    return Told(card_shortfall(payment.site_id, payment.sale_id), text)


def _debt_ended(event: pos.DebtEnded) -> Told | None:
    if event.kind != CARD_SHORTFALL:
        return None
    return Told(card_shortfall(event.site_id, event.sale_id), active=False)


def _dispute(event: payments.DisputeChanged) -> Told:
    until = f", to be answered before {event.evidence_due_by.ToDatetime(UTC):%Y-%m-%d %H:%M} UTC"
    why = event.reason.replace("_", " ")
    text = f"A customer's bank wants {money(event.amount_minor, event.currency)} back ({why})"
    text += until if event.HasField("evidence_due_by") else ""
    return Told(open_dispute(event.site_id, event.dispute_id), text, event.status in TO_ANSWER)


def _break(event: payments.ReconciliationBreakFound) -> Told:
    amount = f": {money(event.amount_minor, event.currency)}" if event.currency else ""
    text = f"Stripe says other than what is kept here ({event.break_class.replace('_', ' ')}){amount}"
    return Told(reconciliation_break(event.site_id, event.break_id), text)


def _resolved(event: payments.ReconciliationBreakResolved) -> Told:
    return Told(reconciliation_break(event.site_id, event.break_id), active=False)


def money(minor: int, currency: str) -> str:
    """`63.37 GBP`; of a currency that nobody knows its smallest units."""
    try:
        exponent = int(Currency(currency).exponent or 0)
    except ValueError:
        exponent = 0
    return f"{Decimal(minor).scaleb(-exponent):f} {currency}"


_READ: dict[type[Message], Callable[[Any], Told | None]] = {
    payments.PaymentCaptured: _shortfall,
    payments.PaymentEnded: _shortfall,
    payments.DisputeChanged: _dispute,
    payments.ReconciliationBreakFound: _break,
    payments.ReconciliationBreakResolved: _resolved,
    pos.DebtEnded: _debt_ended,
}
READERS: Mapping[str, tuple[type[Message], Callable[[Any], Told | None]]] = {
    cls.DESCRIPTOR.full_name: (cls, read) for cls, read in _READ.items()
}
