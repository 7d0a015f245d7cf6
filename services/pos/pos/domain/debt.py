"""What customers owe who drove off, or who could not pay. Money is in minor units of the site's currency."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum

from motorway_kit.errors import Conflict, InvalidInput, NotFound

from pos.domain.checks import check, check_line, check_name
from pos.domain.sale import Clearing, Sale
from pos.domain.ticket import MAX_REASON, Act

MAX_REGISTRATION = 15
MAX_TEXT = 300

_registration = re.compile(r"[\w -]*")


class DebtNotFound(NotFound):
    """There is no such debt."""


class DebtNotOpen(Conflict):
    """The debt was paid, or written off."""


class DebtKind(IntEnum):
    """Numbers as in `motorway.pos.v1.DebtKind`."""

    DRIVE_OFF = 1
    NO_MEANS = 2
    CARD_SHORTFALL = 3
    """Dispensed beyond what a card could be charged."""


class DebtState(IntEnum):
    """Numbers as in `motorway.pos.v1.DebtState`."""

    OPEN = 1
    SETTLED = 2
    WRITTEN_OFF = 3


CLEARING = {DebtKind.DRIVE_OFF: Clearing.DRIVE_OFF, DebtKind.NO_MEANS: Clearing.NO_MEANS}


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of the customer. `photo_ref` names a picture that is kept elsewhere, such as in a camera."""

    registration: str = ""
    person: str = ""
    note: str = ""
    photo_ref: str = ""


@dataclass(frozen=True, slots=True)
class Debt:
    """`settled_*` say who took the money or wrote it off, when, in which shift and why.

    `receipt_id` is the receipt of its payment.
    """

    debt_id: str
    sale_id: str
    site_id: str
    kind: DebtKind
    amount_minor: int
    currency: str
    pump: int
    seen: Seen
    recorded_by: str
    recorded_at: datetime
    state: DebtState = DebtState.OPEN
    settled_by: str = ""
    settled_at: datetime | None = None
    settled_shift_id: str = ""
    settled_reason: str = ""
    receipt_id: str = ""
    version: int = 1


def sound_seen(kind: DebtKind, seen: Seen, *, photographed: bool = False) -> Seen:
    """With the registration in capitals and without double spaces. `photographed`: a picture is kept with the sale.

    Raises InvalidInput.
    """
    registration = " ".join(seen.registration.upper().split())
    good = len(registration) <= MAX_REGISTRATION and _registration.fullmatch(registration) is not None
    check(good, "registration", f"must be at most {MAX_REGISTRATION} letters, digits, spaces and hyphens")
    check_line(seen.photo_ref, "photo_ref", MAX_TEXT)
    check_line(seen.note, "note", MAX_TEXT)
    if kind is DebtKind.NO_MEANS:
        check_name(seen.person, "person", MAX_TEXT)
    elif not registration and not seen.photo_ref and not photographed:
        raise InvalidInput("give the registration, or a photo that shows it", field="registration")
    return replace(seen, registration=registration)


def owed(sale: Sale, debt_id: str, kind: DebtKind, seen: Seen, act: Act) -> Debt:
    """What is due of the sale when its customer has gone."""
    return Debt(
        debt_id=debt_id,
        sale_id=sale.sale_id,
        site_id=sale.site_id,
        kind=kind,
        amount_minor=sale.due_minor,
        currency=sale.currency,
        pump=sale.pump,
        seen=seen,
        recorded_by=act.actor,
        recorded_at=act.at,
    )


def shortfall(sale: Sale, debt_id: str, amount_minor: int, act: Act) -> Debt:
    """What a card could not be charged for a fuelling; its customer has gone."""
    seen = Seen(registration=sale.registration, note="more was dispensed than the card could be charged")
    return replace(owed(sale, debt_id, DebtKind.CARD_SHORTFALL, seen, act), amount_minor=amount_minor)


def settle(debt: Debt, act: Act) -> Debt:
    """Raises DebtNotOpen."""
    return _ended(debt, DebtState.SETTLED, act, "")


def write_off(debt: Debt, act: Act, reason: str) -> Debt:
    """Nothing changes when it was written off. Raises InvalidInput, DebtNotOpen when it was paid."""
    if debt.state is DebtState.WRITTEN_OFF:
        return debt
    check_name(reason, "reason", MAX_REASON)
    return _ended(debt, DebtState.WRITTEN_OFF, act, reason)


def require_open(debt: Debt) -> None:
    """Raises DebtNotOpen."""
    if debt.state is not DebtState.OPEN:
        raise DebtNotOpen(f"the debt is {debt.state.name}", debt=debt.debt_id, state=debt.state.name)


def _ended(debt: Debt, state: DebtState, act: Act, reason: str) -> Debt:
    require_open(debt)
    return replace(
        debt,
        state=state,
        settled_by=act.actor,
        settled_at=act.at,
        settled_shift_id=act.shift_id,
        settled_reason=reason,
        version=debt.version + 1,
    )
