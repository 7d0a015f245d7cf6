"""Who asks, with which roles at which sites. No I/O."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum

from motorway_kit.errors import PermissionDenied, Unauthenticated

from motorway_access.roles import NETWORK_WIDE, SERVICES, Operation, Role, allows


class CallerMissing(Unauthenticated):
    """A call without a signed caller, or with one that is forged or over."""


class NotAllowed(PermissionDenied):
    """The caller's roles do not allow this operation, here or anywhere."""


class CallerKind(StrEnum):
    USER = "user"
    API_KEY = "api_key"
    SERVICE = "service"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True)
class Scope:
    """Sites by id, or all of them, also those to come."""

    sites: frozenset[str] = frozenset()
    everything: bool = False

    def covers(self, site: str) -> bool:
        return self.everything or site in self.sites

    @property
    def listed(self) -> list[str] | None:
        """The sites as a query takes them; None: all."""
        return None if self.everything else sorted(self.sites)

    def __or__(self, other: "Scope") -> "Scope":
        return Scope(self.sites | other.sites, self.everything or other.everything)

    def __bool__(self) -> bool:
        return self.everything or bool(self.sites)


EVERYTHING = Scope(everything=True)
NOWHERE = Scope()


@dataclass(frozen=True)
class Grant:
    """A role bound to sites (areas are resolved to their sites)."""

    role: Role
    scope: Scope


@dataclass(frozen=True)
class Approval:
    """Somebody else vouches for one operation at one site, for one call. `subject` and `name` are the approver's."""

    operation: Operation
    site: str
    subject: str
    name: str


@dataclass(frozen=True)
class Caller:
    """`subject` is the id of the user or the API key. `limited_to`: only these operations, whatever the roles allow.

    `approval`: what the caller may do besides, this once.
    """

    kind: CallerKind
    subject: str
    name: str
    grants: tuple[Grant, ...] = ()
    session_id: str = ""
    limited_to: frozenset[Operation] | None = None
    approval: Approval | None = None

    def scope(self, operation: Operation) -> Scope:
        """Where the caller may do it; a network-wide operation everywhere or nowhere."""
        if self.kind is CallerKind.ANONYMOUS or (self.limited_to is not None and operation not in self.limited_to):
            return NOWHERE
        if operation is Operation.PROFILE:
            return EVERYTHING
        scope = NOWHERE
        for grant in self.grants:
            if allows(grant.role, operation):
                scope |= grant.scope
        if self.approval is not None and self.approval.operation is operation:
            scope |= Scope(frozenset({self.approval.site}))
        return NOWHERE if operation in NETWORK_WIDE and not scope.everything else scope

    def may(self, operation: Operation, site: str | None = None) -> bool:
        """At the site; without one, anywhere at all."""
        scope = self.scope(operation)
        return bool(scope) if site is None else scope.covers(site)

    def require(self, operation: Operation, site: str | None = None) -> None:
        """Raises NotAllowed."""
        if not self.may(operation, site):
            where = f" at {site}" if site else ""
            raise NotAllowed(f"{self.name or 'nobody'} may not do {operation}{where}", operation=operation)

    def decider(self, operation: Operation) -> str:
        """The name of who answers for it: whoever approved it, else the caller."""
        approval = self.approval
        return approval.name if approval is not None and approval.operation is operation else self.name

    def narrowed(self, operation: Operation, sites: Iterable[str]) -> Scope:
        """The sites asked for, each of which must be allowed; none asked for: all that are allowed.

        Raises NotAllowed, also when there are none at all.
        """
        wanted = frozenset(sites)
        self.require(operation)
        for site in wanted:
            self.require(operation, site)
        return Scope(wanted) if wanted else self.scope(operation)


ANONYMOUS = Caller(CallerKind.ANONYMOUS, "", "")


def service_caller(name: str) -> Caller:
    """A service that acts by itself, limited to its row in `SERVICES`. Raises KeyError for one that has none."""
    return Caller(CallerKind.SERVICE, name, name, (Grant(Role.ADMIN, EVERYTHING),), "", SERVICES[name])


@dataclass(frozen=True)
class _Acting:
    caller: Caller
    signed: Callable[[Caller], str]


_acting: ContextVar[_Acting | None] = ContextVar("motorway_caller", default=None)


@contextmanager
def acting(caller: Caller, signed: Callable[[Caller], str]) -> Iterator[None]:
    """Within the block calls to other services are made for this caller, whose form on the way `signed` gives."""
    reset = _acting.set(_Acting(caller, signed))
    try:
        yield
    finally:
        with suppress(ValueError):  # a stream whose reader went away is ended in another context, which has no caller
            _acting.reset(reset)


def current_caller() -> Caller:
    """Raises CallerMissing outside of every request."""
    found = _acting.get()
    if found is None:
        raise CallerMissing("nobody is known to ask for this")
    return found.caller


def current_token() -> str:
    """The signed form of the current caller; empty when there is none."""
    found = _acting.get()
    return found.signed(found.caller) if found else ""
