"""Tills: browsers at a counter where cashiers change places by PIN. No I/O."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from motorway_access.caller import Caller, Grant, NotAllowed, Scope
from motorway_access.roles import Operation, Role
from motorway_kit.errors import NotFound, PermissionDenied, Unauthenticated

PIN_ROLES = frozenset({Role.CASHIER, Role.SUPERVISOR})
"""All that a session of a PIN gives, whatever else its user may do."""
PIN_IDLE = timedelta(minutes=15)
"""Without a refresh for so long a cashier's session ends."""
PIN_SESSION = timedelta(hours=16)
"""A long shift."""
MAX_PIN_FAILURES = 10
"""In a row; then the PIN is locked. 10 of 10,000 guesses, while SP 800-63B-4 (3.2.2) would allow 100."""
COOKIE_LIFE = timedelta(days=180)
SECRET = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.[\w-]{43}")


class TillNotEnrolled(NotFound):
    """This browser is no till, or none any more."""


class TillNotFound(NotFound):
    """There is none with this id, or not at the sites of whoever asks."""


class CashierNotFound(NotFound):
    """Nobody with this id has a PIN at this site."""


class WrongPin(Unauthenticated):
    """The PIN is wrong, or this user has none here; which of them is not told."""


class PinLocked(PermissionDenied):
    """Too many wrong PINs in a row: a supervisor must unlock it."""


@dataclass(frozen=True)
class Till:
    till_id: str
    site: str
    name: str
    enrolled_at: datetime
    enrolled_by: str
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True)
class Cashier:
    """Whose PIN counts at a site."""

    user_id: str
    username: str
    display_name: str
    pin_hash: str
    failures: int = 0

    @property
    def shown_name(self) -> str:
        return self.display_name or self.username

    @property
    def locked(self) -> bool:
        return self.failures >= MAX_PIN_FAILURES


@dataclass(frozen=True)
class TillSecret:
    """`text` stays in the browser; only `digest` (SHA-256 of 256 random bits) is kept."""

    text: str
    digest: bytes


def new_secret(till_id: str) -> TillSecret:
    """`<till id>.<secret>`."""
    text = f"{till_id}.{secrets.token_urlsafe(32)}"
    return TillSecret(text, digest_of(text))


def id_in(text: str) -> str:
    """The till that a cookie speaks of; empty for what is none."""
    form = SECRET.fullmatch(text)
    return form[1] if form else ""


def digest_of(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def is_secret_of(text: str, digest: bytes) -> bool:
    return hmac.compare_digest(digest_of(text), digest)


def at_till(grants: Iterable[Grant], site: str) -> tuple[Grant, ...]:
    """What of a user's rights counts in a session of a PIN: roles of the counter, at the till's site only."""
    here = Scope(frozenset({site}))
    return tuple(Grant(grant.role, here) for grant in grants if grant.role in PIN_ROLES and grant.scope.covers(site))


def require_cashier(cashier: Cashier | None) -> Cashier:
    """Raises CashierNotFound."""
    if cashier is None:
        raise CashierNotFound("nobody with this id has a PIN here")
    return cashier


def require_seen(caller: Caller, till: Till | None, operation: Operation) -> Till:
    """Raises TillNotFound for a till of sites that the caller does not see, NotAllowed for one it sees only."""
    if till is None or not (caller.may(Operation.TILLS_READ, till.site) or caller.may(operation, till.site)):
        raise TillNotFound("there is no such till")
    if not caller.may(operation, till.site):
        raise NotAllowed(f"{caller.name} may not do {operation} at {till.site}", operation=operation)
    return till
