"""Mail that carries a receipt: to whom, how often it is tried, and how it ends."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from motorway_kit.errors import Conflict

from pos.domain.checks import check

MAX_ADDRESS = 254
MAX_ATTEMPTS = 12
"""With the pauses below that is six hours of a mail server that is away."""
LONGEST_PAUSE = timedelta(hours=1)
LEASE = timedelta(minutes=2)
"""Whoever tries a mail has it so long; then somebody else may."""
LONGEST_ERROR = 300

# What browsers take as an e-mail address (HTML, 4.10.5.1.5), with a dot in the domain or `localhost`.
_label = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_address = re.compile(
    rf"[a-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@(?:localhost|{_label}(?:\.{_label})+)",
    re.IGNORECASE,
)


class MailNotConfigured(Conflict):
    """The platform sends no mail: it knows no mail server."""


class MailState(IntEnum):
    """Numbers as in `motorway.pos.v1.MailState`."""

    WAITING = 1
    SENT = 2
    FAILED = 3


@dataclass(frozen=True, slots=True)
class Mail:
    """`print_number` is what was counted for it: 0 is the original. `attempts` includes the one under way."""

    mail_id: str
    receipt_id: str
    print_number: int
    address: str
    state: MailState
    attempts: int
    last_error: str
    requested_by: str
    requested_at: datetime
    ended_at: datetime | None = None


def sound_address(address: str) -> str:
    """Raises InvalidInput."""
    good = len(address) <= MAX_ADDRESS and _address.fullmatch(address) is not None
    check(good, "address", "is not an e-mail address")
    return address


def pause_after(attempts: int) -> timedelta | None:
    """How long to wait after so many vain attempts; None: give up."""
    if attempts >= MAX_ATTEMPTS:
        return None
    return min(timedelta(minutes=2 ** (attempts - 1)), LONGEST_PAUSE)
