"""Sessions: how somebody came in, how long it holds, and when a refresh token is a stolen one. No I/O."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from motorway_access.roles import Operation
from motorway_kit.errors import NotFound, Unauthenticated

REUSE_LEEWAY = timedelta(seconds=10)
"""A refresh token is answered once more within this time: the first answer was lost, or two tabs asked at once."""
REFRESH_BYTES = 32
USER_AGENT_CHARS = 300


class SessionOver(Unauthenticated):
    """The session was ended, or its time is over."""


class RefreshTokenReused(Unauthenticated):
    """A refresh token came a second time: somebody has a copy, so the session was ended."""


class SessionNotFound(NotFound):
    """The user has no open session of this id."""


class Method(StrEnum):
    """How somebody proved who they are."""

    PASSWORD = "password"  # noqa: S105 - a name
    PIN = "pin"
    OIDC = "oidc"


class EndReason(StrEnum):
    """Why a session was ended before its time."""

    SIGNED_OUT = "signed_out"
    SIGNED_OUT_EVERYWHERE = "signed_out_everywhere"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a name
    REFRESH_TOKEN_REUSED = "refresh_token_reused"  # noqa: S105 - a name
    DISABLED = "disabled"
    LOCKED = "locked"
    SWITCHED = "switched"
    TILL_REVOKED = "till_revoked"
    REVOKED = "revoked"


@dataclass(frozen=True)
class SignIn:
    """Who came in, how and from where.

    `site`: where the till stands, and the only one where a PIN gives rights; `limited_to`: only these operations.
    `lifetime` and `idle` are those of the settings unless given.
    """

    user_id: str
    method: Method
    address: str
    user_agent: str
    till_id: str | None = None
    site: str = ""
    limited_to: frozenset[Operation] | None = None
    lifetime: timedelta | None = None
    idle: timedelta | None = None


@dataclass(frozen=True)
class Session:
    """`generation` is that of the newest refresh token that was used, at `last_used_at`."""

    session_id: str
    user_id: str
    method: Method
    address: str
    user_agent: str
    till_id: str | None
    site: str
    limited_to: frozenset[Operation] | None
    created_at: datetime
    expires_at: datetime
    idle: timedelta
    last_used_at: datetime
    generation: int = 0
    ended_at: datetime | None = None

    @property
    def over_at(self) -> datetime:
        """When it ends unless it is refreshed."""
        return min(self.expires_at, self.last_used_at + self.idle)

    def is_over(self, now: datetime) -> bool:
        return self.ended_at is not None or now >= self.over_at


@dataclass(frozen=True)
class RefreshToken:
    """`text` is given away; only `digest` (SHA-256 of 256 random bits) is kept."""

    text: str
    digest: bytes


def new_refresh_token() -> RefreshToken:
    text = secrets.token_urlsafe(REFRESH_BYTES)
    return RefreshToken(text, digest_of(text))


def digest_of(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def is_first_use(session: Session, generation: int, now: datetime) -> bool:
    """Of a refresh token of this generation; False when it is repeated so soon that it may be by accident.

    Raises SessionOver, or RefreshTokenReused: two parties have copies of this session's tokens (RFC 9700, 4.14.2).
    """
    if session.is_over(now):
        raise SessionOver("the session is over; sign in again")
    if generation > session.generation:
        return True
    if generation == session.generation and now < session.last_used_at + REUSE_LEEWAY:
        return False
    raise RefreshTokenReused(
        "this refresh token was used before; the session was ended for safety", session=session.session_id
    )
