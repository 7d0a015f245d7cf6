"""What differs between Stripe and here: its classes, and what becomes of it."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from motorway_kit.errors import Conflict, InvalidInput, NotFound

MAX_NOTE = 1_000


class BreakClass(StrEnum):
    """The first four are healed by adopting what Stripe says, if that can be; the rest waits for a person."""

    STATE_DIFFERS = "state_differs"
    AMOUNT_DIFFERS = "amount_differs"
    REFUND_DIFFERS = "refund_differs"
    ORPHAN_HOLD = "orphan_hold"
    MISSING_HERE = "missing_here"
    MISSING_THERE = "missing_there"
    CURRENCY_DIFFERS = "currency_differs"
    TAKE_DIFFERS = "take_differs"
    HOLD_EXPIRES = "hold_expires"
    HOLD_UNDECIDED = "hold_undecided"
    QUESTION_TOO_OLD = "question_too_old"
    IDEMPOTENCY_ERROR = "idempotency_error"
    CLEARING_DIFFERS = "clearing_differs"
    PAYOUT_DIFFERS = "payout_differs"


class Resolution(StrEnum):
    """HEALED: it differs no more. EXPLAINED: a person has said why it does."""

    HEALED = "healed"
    EXPLAINED = "explained"


class BreakNotFound(NotFound):
    """There is none with this id."""


class BreakResolved(Conflict):
    """It is resolved already, otherwise."""


@dataclass(frozen=True, kw_only=True)
class Break:
    """What was found. `site_id` is empty where no site can be told, `payment_id` where there is no payment of ours."""

    break_class: BreakClass
    found_at: datetime
    site_id: str = ""
    payment_id: str = ""
    stripe_id: str = ""
    amount_minor: int = 0
    currency: str = ""
    details: str = ""

    @property
    def subject(self) -> str:
        """With the class, what is open once at a time."""
        return self.stripe_id or self.payment_id


@dataclass(frozen=True)
class KeptBreak:
    """A break as it is listed. `resolution` is None as long as it is open."""

    break_id: str
    found: Break
    resolved_at: datetime | None = None
    resolution: Resolution | None = None
    note: str = ""
    resolved_by: str = ""


def healed(kept: KeptBreak, note: str, at: datetime) -> KeptBreak:
    """It differs no more."""
    return replace(kept, resolved_at=at, resolution=Resolution.HEALED, note=note)


def explained(kept: KeptBreak, note: str, by: str, at: datetime) -> KeptBreak:
    """A person says why it is one. The same once more changes nothing. Raises BreakResolved, InvalidInput."""
    note = sound_note(note)
    if kept.resolution is None:
        return replace(kept, resolved_at=at, resolution=Resolution.EXPLAINED, note=note, resolved_by=by)
    if (kept.resolution, kept.note) != (Resolution.EXPLAINED, note):
        raise BreakResolved("the break is resolved already", break_id=kept.break_id, resolution=kept.resolution)
    return kept


def sound_note(note: str) -> str:
    """Raises InvalidInput."""
    note = note.strip()
    if not 0 < len(note) <= MAX_NOTE or not note.replace("\n", " ").isprintable():
        raise InvalidInput(f"note must say why, in at most {MAX_NOTE} characters", field="note")
    return note
