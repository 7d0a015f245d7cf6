"""Disputes: a customer's bank wants the money of a payment back (docs.stripe.com/disputes). States are Stripe's."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from motorway_kit.errors import Conflict, InvalidInput, NotFound

YOUNG = timedelta(hours=20)
"""Stripe keeps what a key did for at least 24 h; a question older than this is asked with GET first."""
LONGEST_NOTE = 10_000
OPEN = ("needs_response", "warning_needs_response")
WON = "won"
"""Also of one that was lost first."""
ENDED = (WON, "lost", "warning_closed", "prevented")
RANKS = {
    "warning_needs_response": 0,
    "warning_under_review": 1,
    "needs_response": 2,
    "under_review": 3,
    "warning_closed": 4,
    "prevented": 4,
    "won": 5,
    "lost": 5,
}
"""An inquiry may become a dispute; nothing goes back."""


class DisputeNotFound(NotFound):
    """No such dispute."""


class DisputeNotOpen(Conflict):
    """It cannot be answered any more: it was answered, accepted or decided."""


class DisputeAnswerRefused(Conflict):
    """Stripe would not take what was decided; nothing is decided then."""


class Decision(StrEnum):
    """What a person decided; the value is the word in our keys to Stripe."""

    SUBMIT = "submit"
    ACCEPT = "accept"


@dataclass(frozen=True)
class MoneyMoved:
    """A balance transaction (txn_…) of a dispute: below 0 withdrawn, above 0 put back. Minor units."""

    transaction_id: str
    amount_minor: int
    fee_minor: int
    currency: str
    created_at: datetime


@dataclass(frozen=True)
class DisputeSnapshot:
    """A dispute as Stripe tells it."""

    stripe_id: str
    intent_id: str
    status: str
    reason: str
    amount_minor: int
    currency: str
    evidence_due_by: datetime | None
    opened_at: datetime
    moved: tuple[MoneyMoved, ...]


@dataclass(frozen=True)
class Dispute:
    """`decided_*` while a person's decision is on its way to Stripe and afterwards; `answered_at`: it is there.

    `attempt`: which key is used to tell Stripe, and `asked_at` since when.
    """

    dispute_id: str
    stripe_id: str
    payment_id: str
    sale_id: str
    site_id: str
    amount_minor: int
    currency: str
    reason: str
    status: str
    evidence_due_by: datetime | None
    opened_at: datetime
    decision: Decision | None = None
    decided_by: str = ""
    decided_at: datetime | None = None
    answered_at: datetime | None = None
    attempt: int = 1
    asked_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it can be answered."""
        return self.status in OPEN and self.decision is None

    @property
    def is_on_its_way(self) -> bool:
        """Whether Stripe has not answered yet to what was decided."""
        return self.decision is not None and self.answered_at is None

    @property
    def submitted_at(self) -> datetime | None:
        return self.answered_at if self.decision is Decision.SUBMIT else None

    @property
    def submitted_by(self) -> str:
        return self.decided_by if self.submitted_at else ""

    def key(self, what: str) -> str:
        """The idempotency key of a call to Stripe about the decision."""
        suffix = f":{self.attempt}" if self.attempt > 1 else ""
        return f"dispute:{self.dispute_id}:{what}{suffix}"


def opened(dispute_id: str, snapshot: DisputeSnapshot, payment_id: str, sale_id: str, site_id: str) -> Dispute:
    """One that was not known."""
    return Dispute(
        dispute_id=dispute_id,
        stripe_id=snapshot.stripe_id,
        payment_id=payment_id,
        sale_id=sale_id,
        site_id=site_id,
        amount_minor=snapshot.amount_minor,
        currency=snapshot.currency,
        reason=snapshot.reason,
        status=snapshot.status,
        evidence_due_by=snapshot.evidence_due_by,
        opened_at=snapshot.opened_at,
    )


def apply_snapshot(dispute: Dispute, snapshot: DisputeSnapshot, now: datetime) -> Dispute:
    """As it stands with what Stripe tells; what is older than what is known changes nothing."""
    if RANKS.get(snapshot.status, 0) < RANKS.get(dispute.status, 0):
        return dispute
    answered = dispute.is_on_its_way and snapshot.status not in OPEN
    return replace(
        dispute,
        status=snapshot.status,
        reason=snapshot.reason,
        amount_minor=snapshot.amount_minor,
        evidence_due_by=snapshot.evidence_due_by,
        answered_at=now if answered else dispute.answered_at,
    )


def decide(dispute: Dispute, decision: Decision, by: str, at: datetime) -> Dispute:
    """Raises DisputeNotOpen."""
    if not dispute.is_open:
        raise DisputeNotOpen(f"the dispute is {dispute.decision or dispute.status}", dispute=dispute.dispute_id)
    if dispute.evidence_due_by is not None and at > dispute.evidence_due_by:
        raise DisputeNotOpen("the time to answer is over", dispute=dispute.dispute_id)
    return replace(dispute, decision=decision, decided_by=by, decided_at=at, asked_at=at)


def undone(dispute: Dispute) -> Dispute:
    """Stripe would not have it: it may be decided again, with another key."""
    nobody = replace(dispute, decision=None, decided_by="", decided_at=None, asked_at=None)
    return replace(nobody, attempt=dispute.attempt + 1)


def asked_anew(dispute: Dispute, now: datetime) -> Dispute:
    """With another key: it is known that the one before did nothing."""
    return replace(dispute, attempt=dispute.attempt + 1, asked_at=now)


def asks_first(dispute: Dispute, now: datetime) -> bool:
    """Whether Stripe may have forgotten the key of the decision."""
    return dispute.asked_at is not None and now - dispute.asked_at >= YOUNG


def check_note(note: str) -> str:
    """Raises InvalidInput."""
    if len(note) > LONGEST_NOTE or not all(char.isprintable() or char in "\n\r\t" for char in note):
        raise InvalidInput(f"note must have at most {LONGEST_NOTE} characters", field="note")
    return note.strip()
