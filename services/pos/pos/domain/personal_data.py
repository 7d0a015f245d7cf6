"""What is kept about a person, what of it may be forgotten, and what must not (GDPR, articles 15 to 20)."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import IntEnum, StrEnum

from motorway_kit.errors import Conflict, InvalidInput

from pos.domain.account import MAX_EMAIL, MAX_REGISTRATION, plain_registration
from pos.domain.checks import check, check_slug

TAX_YEARS = 10
"""After the year of a book entry or a receipt: § 147 AO and § 14b UStG, article L123-22 of the Code de commerce."""


class ErasurePlanChanged(Conflict):
    """What would be erased is not what was confirmed: look again."""


class ErasureHindered(Conflict):
    """Something must be ended first; `hindrances` names what."""


class SubjectKind(StrEnum):
    ACCOUNT = "account_id"
    REGISTRATION = "registration"
    EMAIL = "email"


class KeepReason(IntEnum):
    """Numbers as in `motorway.pos.v1.KeepReason`."""

    NONE = 0
    TAX_RECORDS = 1
    OPEN_CLAIM = 2
    CONTRACT = 3


class Hindrance(StrEnum):
    ACCOUNT_NOT_SETTLED = "ACCOUNT_NOT_SETTLED"
    SALES_OPEN = "SALES_OPEN"


@dataclass(frozen=True)
class Subject:
    kind: SubjectKind
    value: str


@dataclass(frozen=True)
class Planned:
    """Of one section: how many rows go, how many stay, why and how long."""

    name: str
    erased: int
    kept: int
    reason: KeepReason = KeepReason.NONE
    kept_until: datetime | None = None


@dataclass(frozen=True)
class Plan:
    subject: Subject
    sections: Sequence[Planned]
    hindrances: Sequence[Hindrance] = ()

    @property
    def erases(self) -> bool:
        return any(section.erased for section in self.sections)

    @property
    def confirmation(self) -> str:
        """The same for the same plan, and for no other."""
        told = json.dumps([asdict(self.subject), [asdict(section) for section in self.sections]], default=str)
        return hashlib.sha256(told.encode()).hexdigest()[:32]


def sound_subject(kind: str, value: str) -> Subject:
    """As it is stored. Raises InvalidInput with the field."""
    match kind:
        case SubjectKind.ACCOUNT:
            check_slug(value, kind)
            return Subject(SubjectKind.ACCOUNT, value)
        case SubjectKind.REGISTRATION:
            plain = plain_registration(value)
            check(0 < len(plain) <= MAX_REGISTRATION and plain.isalnum(), kind, "must be letters and digits")
            return Subject(SubjectKind.REGISTRATION, plain)
        case SubjectKind.EMAIL:
            plain = value.strip().lower()
            check("@" in plain and len(plain) <= MAX_EMAIL, kind, "must be an e-mail address")
            return Subject(SubjectKind.EMAIL, plain)
    raise InvalidInput("say of whom: an account, a registration, or an e-mail address", field="subject")


def kept_until(newest: datetime) -> datetime:
    """The end of the tax authorities' time for something of that instant."""
    return datetime(newest.year + TAX_YEARS + 1, 1, 1, tzinfo=UTC)


def require_confirmed(plan: Plan, confirmation: str) -> None:
    """Raises ErasureHindered, ErasurePlanChanged."""
    if plan.hindrances:
        raise ErasureHindered("something must be ended first", hindrances=",".join(plan.hindrances))
    if plan.confirmation != confirmation:
        raise ErasurePlanChanged("what would be erased is not what was confirmed; look at the plan again")
