"""What is kept about a person at every service, what of it may be forgotten, and what must not. No I/O."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from motorway_kit.errors import Conflict


class ErasurePlanChanged(Conflict):
    """What would be erased is not what was confirmed: look again."""


class ErasureHindered(Conflict):
    """Something must be ended first; `hindrances` names what."""


class SubjectKind(StrEnum):
    ACCOUNT = "ACCOUNT"
    REGISTRATION = "REGISTRATION"
    EMAIL = "EMAIL"
    USER = "USER"


class KeepReason(StrEnum):
    NONE = "NONE"
    TAX_RECORDS = "TAX_RECORDS"
    OPEN_CLAIM = "OPEN_CLAIM"
    CONTRACT = "CONTRACT"
    AUDIT_TRAIL = "AUDIT_TRAIL"


class Hindrance(StrEnum):
    """The first two are those of pos."""

    ACCOUNT_NOT_SETTLED = "ACCOUNT_NOT_SETTLED"
    SALES_OPEN = "SALES_OPEN"
    USER_NOT_DISABLED = "USER_NOT_DISABLED"


@dataclass(frozen=True)
class Subject:
    kind: SubjectKind
    value: str

    @property
    def target(self) -> str:
        """For the audit, which forgets nothing: ids as they are, of others a hash."""
        if self.kind in (SubjectKind.ACCOUNT, SubjectKind.USER):
            return f"{self.kind.lower()}/{self.value}"
        return f"person/{hashlib.sha256(f'{self.kind}/{self.value.lower()}'.encode()).hexdigest()[:16]}"


@dataclass(frozen=True)
class Section:
    """`total`: how many rows there are, of which the newest may be all that is here."""

    service: str
    name: str
    rows: Sequence[dict[str, Any]]
    total: int


@dataclass(frozen=True)
class Planned:
    service: str
    name: str
    erased: int
    kept: int
    reason: KeepReason = KeepReason.NONE
    kept_until: datetime | None = None


@dataclass(frozen=True)
class Plan:
    """`inner` is what pos calls its part of the plan."""

    subject: Subject
    sections: Sequence[Planned]
    hindrances: Sequence[Hindrance]
    inner: str = ""

    @property
    def erases(self) -> bool:
        return any(section.erased for section in self.sections)

    @property
    def confirmation(self) -> str:
        """The same for the same plan, and for no other."""
        told = [asdict(self.subject), [asdict(section) for section in self.sections if section.name != "audit"]]
        return hashlib.sha256(json.dumps([told, self.inner], default=str).encode()).hexdigest()[:32]

    def require(self, confirmation: str) -> None:
        """Raises ErasureHindered, ErasurePlanChanged."""
        if self.hindrances:
            raise ErasureHindered("something must be ended first", hindrances=",".join(self.hindrances))
        if self.confirmation != confirmation:
            raise ErasurePlanChanged("what would be erased is not what was confirmed; look at the plan again")


def counts(sections: Iterable[Section]) -> dict[str, int]:
    """What the audit keeps of an export: how much, never what."""
    return {f"{section.service} {section.name}": section.total for section in sections}
