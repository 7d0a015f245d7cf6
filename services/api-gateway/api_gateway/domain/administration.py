"""Who may see, make and change users, and what a user is to an administrator. No I/O."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from motorway_access.caller import Caller, CallerKind, Grant, NotAllowed
from motorway_access.roles import Operation, Role
from motorway_kit.errors import Conflict, InvalidInput, NotFound, PermissionDenied

from api_gateway.domain.grants import Areas, Binding, lies_within, may_give, require_bounded

USERNAME = r"^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$"
EMAIL = r"^[^@\s\x00-\x1f\x7f]{1,64}@[^@\s.\x00-\x1f\x7f]+(\.[^@\s.\x00-\x1f\x7f]+)+$"
MAX_GRANTS = 2000
PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105 - none that is taken for another
PASSWORD_GROUPS, PASSWORD_GROUP = 4, 5


class UserNotFound(NotFound):
    """There is none with this id, or not within the sites of whoever asks."""


class UsernameTaken(Conflict):
    """Another user has this name, in whatever case."""


class OwnAccount(PermissionDenied):
    """Nobody changes their own rights, nor gets around their own second factor."""


class LastAdmin(Conflict):
    """Without this user nobody could administer the network any more."""


class GrantNotAllowed(PermissionDenied):
    """The caller may not give, or take, this role there."""


class UnknownSite(InvalidInput):
    """A role is bound to a site that does not exist."""


class UnknownArea(InvalidInput):
    """A role is bound to an area that does not exist."""


def new_password() -> str:
    """98 random bits that can be read out on the telephone."""
    letters = [secrets.choice(PASSWORD_LETTERS) for _ in range(PASSWORD_GROUPS * PASSWORD_GROUP)]
    return "-".join("".join(letters[at : at + PASSWORD_GROUP]) for at in range(0, len(letters), PASSWORD_GROUP))


@dataclass(frozen=True)
class Account:
    """A user as administrators see it. `email` is empty when there is none."""

    user_id: str
    username: str
    display_name: str
    email: str
    disabled: bool
    locked: bool
    bindings: tuple[Binding, ...]
    second_factor: bool
    has_pin: bool
    must_change_password: bool
    created_at: datetime
    last_sign_in_at: datetime | None
    version: int

    def grants(self, areas: Areas) -> list[Grant]:
        """One for each binding."""
        return [binding.grant(areas) for binding in self.bindings]

    @property
    def governs(self) -> bool:
        """An enabled admin on everything."""
        return not self.disabled and Binding(Role.ADMIN, everything=True) in self.bindings


@dataclass(frozen=True)
class Change:
    """What is to become of an account; None: stays as it is."""

    display_name: str | None = None
    email: str | None = None
    disabled: bool | None = None
    bindings: tuple[Binding, ...] | None = None

    @property
    def of_rights(self) -> bool:
        return self.disabled is not None or self.bindings is not None


def may_see(caller: Caller, grants: Sequence[Grant]) -> bool:
    """A reader of some sites sees those who have rights only there; without rights only readers of everything."""
    scope = caller.scope(Operation.USERS_READ)
    return scope.everything or (bool(grants) and all(lies_within(grant.scope, scope) for grant in grants))


def require_seen(caller: Caller, account: Account | None, areas: Areas) -> Account:
    """Raises UserNotFound, as if it did not exist."""
    if account is None or not may_see(caller, account.grants(areas)):
        raise UserNotFound("there is no such user")
    return account


def require_manager(caller: Caller, account: Account, areas: Areas) -> None:
    """Who gets a password or a PIN for an account has its rights: only those who may give them. Raises NotAllowed."""
    caller.require(Operation.USERS_MANAGE)
    grants = account.grants(areas)
    everywhere = caller.scope(Operation.USERS_MANAGE).everything
    if not (grants or everywhere) or not all(may_give(caller, grant) for grant in grants):
        raise NotAllowed("you may not manage a user with these roles", operation=Operation.USERS_MANAGE)


def require_other(caller: Caller, user_id: str) -> None:
    """Raises OwnAccount."""
    if caller.kind is CallerKind.USER and caller.subject == user_id:
        raise OwnAccount("somebody else must change this for you")


def require_givable(caller: Caller, bindings: Sequence[Binding], areas: Areas) -> None:
    """New roles of an account. Raises UnknownArea, TooManySites or GrantNotAllowed; the first two name the field."""
    for place, binding in enumerate(bindings):
        if binding.area and binding.area not in areas:
            raise UnknownArea(f"there is no area {binding.area}", field=f"grants.{place}.area")
    if not bindings and not caller.scope(Operation.USERS_MANAGE).everything:
        raise InvalidInput("give at least one role; without any you could not see this user", field="grants")
    grants = [binding.grant(areas) for binding in bindings]
    require_bounded(grants)
    for place, grant in enumerate(grants):
        if not may_give(caller, grant):
            raise GrantNotAllowed(f"you may not give the role {grant.role} there", field=f"grants.{place}")


def require_governed(before: Account, after: Account, governors: int) -> None:
    """`governors`: enabled admins on everything, this one included. Raises LastAdmin."""
    if before.governs and not after.governs and governors <= 1:
        raise LastAdmin("this is the last enabled administrator of everything; make another one first")


def changed(account: Account, change: Change) -> Account:
    """One version on, unless it is what it was."""
    after = replace(
        account,
        display_name=account.display_name if change.display_name is None else change.display_name,
        email=account.email if change.email is None else change.email,
        disabled=account.disabled if change.disabled is None else change.disabled,
        bindings=account.bindings if change.bindings is None else tuple(sorted(set(change.bindings))),
    )
    return account if after == account else replace(after, version=account.version + 1)


def require_known_sites(bindings: Sequence[Binding], unknown: Iterable[str]) -> None:
    """Raises UnknownSite, which names the field."""
    missing = set(unknown)
    for place, binding in enumerate(bindings):
        if binding.site in missing:
            raise UnknownSite(f"there is no site {binding.site}", field=f"grants.{place}.site")
