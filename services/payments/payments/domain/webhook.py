"""What Stripe's webhooks tell: that something changed, and what has to be asked for. They are hints, not facts.

They may come twice, in any order, late or never (docs.stripe.com/webhooks), and from other uses of the same account.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from motorway_kit.errors import InvalidInput

from payments.domain.payment import PaymentState

MOST_BYTES = 256 * 1024
TOLERANCE = timedelta(seconds=300)
"""How old, or how far ahead of our clock, a signature may be: Stripe's own tolerance, in both directions."""
KEPT = timedelta(days=35)
"""Longer than Stripe sends it again (3 days) and than it can be listed at Stripe (30 days)."""
PARKED = timedelta(hours=2)
"""How long a payment that is not known here may still turn up; after that it is a break."""
LEASE = timedelta(seconds=30)
ANSWER_COMING = timedelta(seconds=1)
"""While a call to Stripe about the payment is under way, its answer says more than asking once more."""
PAUSES_S = (1, 2, 5, 10, 30, 60, 300)
LONGEST_ID = 255


class WebhookSignatureInvalid(InvalidInput):
    """It is not signed by Stripe with one of our secrets, or too long ago, or in the future."""


class WebhookTooLarge(InvalidInput):
    """More than any event of Stripe."""


class WebhookModeDiffers(InvalidInput):
    """Of test mode at a platform with live keys, or the other way round."""


class Topic(StrEnum):
    """What has to be asked for at Stripe."""

    PAYMENT = "payment"
    REFUND = "refund"
    DISPUTE = "dispute"
    CARD_SETUP = "card_setup"
    NOTHING = "nothing"


FAMILIES = {
    "payment_intent": (Topic.PAYMENT, "id"),
    "charge": (Topic.PAYMENT, "payment_intent"),
    "checkout.session": (Topic.PAYMENT, "payment_intent"),
    "refund": (Topic.REFUND, "id"),
    "charge.refund": (Topic.REFUND, "id"),
    "charge.dispute": (Topic.DISPUTE, "id"),
    "setup_intent": (Topic.CARD_SETUP, "id"),
}
"""What events are about, by their name without its last word, and where its id is."""


_ENDED = frozenset({PaymentState.VOIDED, PaymentState.EXPIRED})
_APPROVED = frozenset({PaymentState.AUTHORISED, PaymentState.CAPTURING, PaymentState.CAPTURED, PaymentState.VOIDING})
NO_NEWS = {
    "payment_intent.created": frozenset(PaymentState),
    "payment_intent.processing": _APPROVED | _ENDED,
    "payment_intent.requires_action": _APPROVED | _ENDED,
    "payment_intent.payment_failed": _APPROVED | _ENDED,
    "payment_intent.amount_capturable_updated": _APPROVED | _ENDED,
    "charge.pending": _APPROVED | _ENDED,
    "charge.succeeded": _APPROVED | _ENDED,
    "charge.failed": _APPROVED | _ENDED,
    "payment_intent.succeeded": frozenset({PaymentState.CAPTURED}),
    "charge.captured": frozenset({PaymentState.CAPTURED}),
    "payment_intent.canceled": _ENDED,
    "charge.expired": _ENDED,
    "checkout.session.completed": _APPROVED | _ENDED,
    "checkout.session.expired": _APPROVED | _ENDED,
    "terminal.reader.action_updated": _APPROVED | _ENDED,
    "terminal.reader.action_succeeded": _APPROVED | _ENDED,
    "terminal.reader.action_failed": _APPROVED | _ENDED,
}
"""In which states of a payment an event tells nothing that is not known: they only move forward."""


class Outcome(StrEnum):
    """What came of an event. SOON, PARKED and RETRY: it is looked at again. KNOWN: it told nothing new.

    ELSEWHERE: another deployment made what it is about.
    """

    HANDLED = "handled"
    KNOWN = "known"
    IGNORED = "ignored"
    SOON = "soon"
    PARKED = "parked"
    RETRY = "retry"
    UNKNOWN = "unknown"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Hint:
    """An event: what it is about, and the payment and the deployment that its metadata name (empty: none)."""

    event_id: str
    type: str
    topic: Topic
    subject_id: str
    payment_id: str
    created_at: datetime
    deployment: str = ""


@dataclass(frozen=True)
class Waiting:
    """An event that is to be handled, taken the nth time."""

    hint: Hint
    received_at: datetime
    attempts: int


def hint_of(event: Mapping[str, Any]) -> Hint:
    """Of an event as Stripe wrote it. Raises InvalidInput for what is none."""
    thing = _mapping(_mapping(event.get("data")).get("object"))
    event_id, kind, created = _text(event, "id"), _text(event, "type"), event.get("created")
    if not (event_id and kind and isinstance(created, int)):
        raise InvalidInput("the body is no event of Stripe", field="body")
    topic, subject = _subject(kind, thing)
    metadata = _mapping(thing.get("metadata"))
    named, deployment = _text(metadata, "payment_id"), _text(metadata, "deployment")
    if not subject:
        topic = Topic.PAYMENT if named and topic is Topic.PAYMENT else Topic.NOTHING
    return Hint(event_id, kind, topic, subject or named, named, _moment(created), deployment)


def check_age(signed_at: datetime, now: datetime) -> None:
    """Raises WebhookSignatureInvalid for one that may be replayed, or is ahead of time."""
    if abs(now - signed_at) > TOLERANCE:
        raise WebhookSignatureInvalid("the signature is too old, or of the future", field="signature")


def signed_at(header: str) -> datetime:
    """When the signature says that it was made. Raises WebhookSignatureInvalid."""
    stamps = [part[2:] for part in header.split(",") if part.startswith("t=")]
    if len(stamps) != 1 or not (stamps[0].isascii() and stamps[0].isdigit() and len(stamps[0]) <= 10):
        raise WebhookSignatureInvalid("the signature has no time", field="signature")
    return datetime.fromtimestamp(int(stamps[0]), UTC)


def pause_after(attempts: int) -> timedelta:
    """Until an event is looked at again that was looked at so often; at most five minutes."""
    return timedelta(seconds=PAUSES_S[min(attempts, len(PAUSES_S)) - 1])


def is_news(kind: str, state: PaymentState) -> bool:
    """Whether Stripe has to be asked about a payment in this state because of such an event."""
    return state not in NO_NEWS.get(kind, frozenset())


def is_over(waiting: Waiting, now: datetime) -> bool:
    """Whether what it is about would have turned up by now."""
    return now - waiting.received_at >= PARKED


def _subject(kind: str, thing: Mapping[str, Any]) -> tuple[Topic, str]:
    family = kind.rpartition(".")[0]
    if family == "terminal.reader":
        return _asked_by_reader(_mapping(thing.get("action")))
    topic, field = FAMILIES.get(family, (Topic.NOTHING, ""))
    return topic, _text(thing, field)


def _asked_by_reader(action: Mapping[str, Any]) -> tuple[Topic, str]:
    if setup := _text(_mapping(action.get("process_setup_intent")), "setup_intent"):
        return Topic.CARD_SETUP, setup
    return Topic.PAYMENT, _text(_mapping(action.get("process_payment_intent")), "payment_intent")


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(thing: Mapping[str, Any], name: str) -> str:
    """Of an id, or of a thing that was expanded; empty for anything else."""
    value = thing.get(name)
    found = value.get("id") if isinstance(value, Mapping) else value
    return found if isinstance(found, str) and found.isprintable() and len(found) <= LONGEST_ID else ""


def _moment(created: int) -> datetime:
    try:
        return datetime.fromtimestamp(created, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise InvalidInput("the event has no time", field="body") from error
