"""Roles as they are stored and given: bound to a site, to an area (a group of sites) or to everything. No I/O."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from motorway_access.caller import EVERYTHING, NOWHERE, Caller, Grant, Scope
from motorway_access.roles import GRANTABLE, Operation, Role
from motorway_kit.errors import InvalidInput

MAX_SITES = 2000
"""Of one user or key, through all of its roles: the signed caller names each of them."""
Areas = Mapping[str, frozenset[str]]
"""The sites of each area."""


class TooManySites(InvalidInput):
    """More sites than a caller can carry; bind the role to everything."""


@dataclass(frozen=True, order=True)
class Binding:
    """A role and what it is bound to: exactly one of site, area, everything. Raises InvalidInput."""

    role: Role
    site: str = ""
    area: str = ""
    everything: bool = False

    def __post_init__(self) -> None:
        if (bool(self.site), bool(self.area), self.everything).count(True) != 1:
            raise InvalidInput("a role is bound to a site, to an area or to everything", field="grants")

    def grant(self, areas: Areas) -> Grant:
        """What it amounts to; an area that is not known has no sites."""
        return Grant(self.role, EVERYTHING if self.everything else Scope(self._sites(areas)))

    def _sites(self, areas: Areas) -> frozenset[str]:
        return frozenset([self.site]) if self.site else areas.get(self.area, frozenset())


def resolved(bindings: Iterable[Binding], areas: Areas) -> tuple[Grant, ...]:
    """One grant for each role."""
    scopes: dict[Role, Scope] = {}
    for grant in (binding.grant(areas) for binding in bindings):
        scopes[grant.role] = scopes.get(grant.role, NOWHERE) | grant.scope
    return tuple(Grant(role, scope) for role, scope in sorted(scopes.items()))


def sites_of(grants: Iterable[Grant]) -> Scope:
    """All sites together."""
    scope = NOWHERE
    for grant in grants:
        scope |= grant.scope
    return scope


def require_bounded(grants: Iterable[Grant]) -> None:
    """Raises TooManySites."""
    count = len(sites_of(grants).sites)
    if count > MAX_SITES:
        raise TooManySites(f"{count} sites are too many; at most {MAX_SITES}, or everything", field="grants")


def lies_within(inner: Scope, outer: Scope) -> bool:
    """Whether it holds nothing else; an area without sites lies only within everything, as it may get any."""
    if outer.everything:
        return True
    return bool(inner.sites) and not inner.everything and inner.sites <= outer.sites


def grantable(caller: Caller, role: Role) -> Scope:
    """Where the caller may give this role."""
    if not caller.may(Operation.USERS_MANAGE):
        return NOWHERE
    return sites_of(grant for grant in caller.grants if role in GRANTABLE.get(grant.role, frozenset()))


def may_give(caller: Caller, grant: Grant) -> bool:
    """Whether the caller may give this role at all of these sites."""
    return lies_within(grant.scope, grantable(caller, grant.role))
