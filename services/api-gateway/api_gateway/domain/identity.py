"""Who may come in: users, and the rules of signing in. No I/O."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from motorway_access.roles import Operation, Role
from motorway_kit.errors import Conflict, PermissionDenied, ResourceExhausted, Unauthenticated

from api_gateway.domain.sessions import Method

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class InvalidCredentials(Unauthenticated):
    """The user name, the password or the one-time code is wrong; which one is not told."""


class SecondFactorRequired(Unauthenticated):
    """Name and password are right; send them again together with a one-time code."""


class NotSignedIn(Unauthenticated):
    """No session, or one that is over or forged."""


class TooManyFailures(ResourceExhausted):
    """Too many wrong passwords for this user or from this address; `retry_after_s` says how long to wait."""


class AccountLocked(PermissionDenied):
    """Wrong passwords a hundred times in a row: somebody who manages users must unlock it."""


LOCKED = "this account is locked after too many failures; ask your manager to unlock it"


class PasswordChangeRequired(PermissionDenied):
    """Nothing else can be done before a new password is chosen."""


class SecondFactorEnrolmentRequired(PermissionDenied):
    """Nothing else can be done before a second factor is enrolled."""


class SecondFactorEnrolled(Conflict):
    """There is one already; it must be removed first."""


class SecondFactorMissing(Conflict):
    """There is none, or its enrolment was not begun."""


class CrossSiteRequest(PermissionDenied):
    """A change that another web site asked the browser for."""


@dataclass(frozen=True)
class User:
    """Who signs in. `totp_secret` is sealed; it counts once `second_factor` says that it was confirmed."""

    user_id: str
    username: str
    password_hash: str
    display_name: str = ""
    email: str = ""
    disabled: bool = False
    locked: bool = False
    must_change_password: bool = False
    second_factor: bool = False
    totp_secret: bytes | None = None
    totp_last_step: int = 0
    roles: frozenset[str] = frozenset()

    @property
    def shown_name(self) -> str:
        return self.display_name or self.username


class Restriction(StrEnum):
    """What a session is limited to its own profile for."""

    CHANGE_PASSWORD = "change_password"  # noqa: S105 - a name
    ENROL_SECOND_FACTOR = "enrol_second_factor"

    @property
    def refusal(self) -> PermissionDenied:
        if self is Restriction.CHANGE_PASSWORD:
            return PasswordChangeRequired("choose a new password first")
        return SecondFactorEnrolmentRequired("enrol a second factor first")


RESTRICTED = frozenset({Operation.PROFILE})
"""What a restricted session may do."""


@dataclass(frozen=True)
class Standing:
    """What restrictions depend on."""

    method: Method
    roles: frozenset[str]
    must_change_password: bool
    second_factor: bool


def restriction(standing: Standing, second_factor_roles: frozenset[Role]) -> Restriction | None:
    """Only of sessions begun with a password: an OpenID provider asks for its own factors, and a PIN is one of two."""
    if standing.method is not Method.PASSWORD:
        return None
    if standing.must_change_password:
        return Restriction.CHANGE_PASSWORD
    if not standing.second_factor and standing.roles & second_factor_roles:
        return Restriction.ENROL_SECOND_FACTOR
    return None


def roles_named(text: str) -> frozenset[Role]:
    """Of a setting such as `station_manager,admin`. Raises ValueError."""
    return frozenset(Role(name) for name in names_in(text))


def names_in(text: str) -> Iterable[str]:
    return (name for name in (part.strip() for part in text.split(",")) if name)


def normal_username(username: str) -> str:
    """User names are the same whatever their case. What no name has cannot be asked for either."""
    return username.replace("\0", "\ufffd").strip().casefold()


def require_same_origin(headers: Mapping[str, str], public_url: str = "") -> None:
    """Refuse what a browser sends on behalf of another site (lower-case header names).

    Browsers say so in Sec-Fetch-Site, or at least in Origin, which must be that of `public_url` where it is set, as a
    proxy may change `Host`. Raises CrossSiteRequest, also when both are missing.
    """
    fetch_site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if fetch_site is not None:
        same = fetch_site == "same-origin"
    else:
        same = origin is not None and _is_ours(origin, public_url, headers.get("host"))
    if not same:
        raise CrossSiteRequest("this request did not come from our own pages")


def _is_ours(origin: str, public_url: str, host: str | None) -> bool:
    asked, ours = urlsplit(origin), urlsplit(public_url)
    if public_url:
        return (asked.scheme, asked.netloc) == (ours.scheme, ours.netloc)
    return asked.netloc == host
