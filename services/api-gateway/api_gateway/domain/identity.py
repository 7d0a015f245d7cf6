"""Who may come in: users, sessions and the rules of signing in. No I/O."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from motorway_kit.errors import PermissionDenied, ResourceExhausted, Unauthenticated

SESSION_LIFETIME = timedelta(hours=12)
FAILURES_PER_MINUTE = 5
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class InvalidCredentials(Unauthenticated):
    """The user name or the password is wrong; which one is not told."""


class NotSignedIn(Unauthenticated):
    """No session, or one that is over or forged."""


class TooManyFailures(ResourceExhausted):
    """Too many wrong passwords for this user from this address."""


class CrossSiteRequest(PermissionDenied):
    """A change that another web site asked the browser for."""


@dataclass(frozen=True)
class User:
    user_id: str
    username: str
    password_hash: str


@dataclass(frozen=True)
class Session:
    """A signed-in user until `expires_at`."""

    user_id: str
    username: str
    expires_at: datetime


def begin_session(user: User, now: datetime) -> Session:
    return Session(user.user_id, user.username, now + SESSION_LIFETIME)


def normal_username(username: str) -> str:
    """User names are the same whatever their case."""
    return username.strip().casefold()


def require_same_origin(headers: Mapping[str, str]) -> None:
    """Refuse what a browser sends on behalf of another site (lower-case header names).

    Browsers say so in Sec-Fetch-Site, or at least in Origin. Raises CrossSiteRequest, also when both are missing.
    """
    fetch_site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if fetch_site is not None:
        same = fetch_site == "same-origin"
    else:
        same = origin is not None and urlsplit(origin).netloc == headers.get("host")
    if not same:
        raise CrossSiteRequest("this request did not come from our own pages")
