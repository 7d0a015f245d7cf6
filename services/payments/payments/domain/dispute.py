"""Disputes: a customer's bank wants the money of a payment back (docs.stripe.com/disputes). States are Stripe's."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from motorway_kit.errors import Conflict, InvalidInput, NotFound

YOUNG = timedelta(hours=20)
"""Stripe keeps what a key did for at least 24 h; a question older than this is asked with GET first."""
LONGEST_NOTE = 10_000
OPEN = ("needs_response", "warning_needs_response")
ENDED = ("won", "lost", "warning_closed", "prevented")
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
    has_evidence: bool
    moved: tuple[MoneyMoved, ...]


@dataclass(frozen=True)
class Dispute:
    """`decided_*` while a person's decision is on its way to Stripe and afterwards; `answered_at`: it is there."""

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

    @property
    def is_open(self) -> bool:
        """Whether it can be answered."""
        return self.status in OPEN and self.decision is None

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


def apply(dispute: Dispute, snapshot: DisputeSnapshot) -> Dispute:
    """As it stands with what Stripe tells; what is older than what is known changes nothing."""
    if RANKS.get(snapshot.status, 0) < RANKS.get(dispute.status, 0):
        return dispute
    return replace(
        dispute,
        status=snapshot.status,
        reason=snapshot.reason,
        amount_minor=snapshot.amount_minor,
        evidence_due_by=snapshot.evidence_due_by,
    )


def decide(dispute: Dispute, decision: Decision, by: str, at: datetime) -> Dispute:
    """Raises DisputeNotOpen."""
    if not dispute.is_open:
        raise DisputeNotOpen(f"the dispute is {dispute.decision or dispute.status}", dispute=dispute.dispute_id)
    if dispute.evidence_due_by is not None and at > dispute.evidence_due_by:
        raise DisputeNotOpen("the time to answer is over", dispute=dispute.dispute_id)
    return replace(dispute, decision=decision, decided_by=by, decided_at=at)


def repeats(dispute: Dispute, decision: Decision) -> bool:
    """Whether this was decided before, so that there is nothing to decide."""
    return dispute.decision is decision


def is_answered(dispute: Dispute, snapshot: DisputeSnapshot) -> bool:
    """Whether Stripe shows that the decision arrived."""
    return dispute.decision is not None and snapshot.status not in OPEN


def asks_first(dispute: Dispute, now: datetime) -> bool:
    """Whether Stripe may have forgotten the key of the decision."""
    return dispute.decided_at is not None and now - dispute.decided_at >= YOUNG


def check_note(note: str) -> str:
    """Raises InvalidInput."""
    if len(note) > LONGEST_NOTE or not all(char.isprintable() or char in "\n\r\t" for char in note):
        raise InvalidInput(f"note must have at most {LONGEST_NOTE} characters", field="note")
    return note.strip()
