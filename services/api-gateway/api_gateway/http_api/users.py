"""Users, as administrators make and change them."""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request
from motorway_access.caller import NOWHERE
from motorway_access.roles import Operation, Role
from pydantic import BaseModel, Field

from api_gateway.app import users as app
from api_gateway.app.users import Changed
from api_gateway.db.accounts import Wanted
from api_gateway.domain.administration import EMAIL, USERNAME, Account, Change
from api_gateway.http_api.calls import Trail, TrailDep
from api_gateway.http_api.common import SLUG, CallerDep, GatewayDep, Model
from api_gateway.http_api.grants import (
    NAME,
    PRINTABLE,
    AdministrationDep,
    Grant,
    Grants,
    bindings_of,
    decoded,
    grants_of,
    page_of,
)
from api_gateway.http_api.preconditions import require_version
from api_gateway.http_api.routing import operation, resource

router = resource("/users", "users")

UserId = Annotated[UUID, Path(description="User id")]
Email = Annotated[str | None, Field(max_length=254, pattern=rf"{EMAIL}|^$", examples=["jo@example.com"])]
DisplayName = Annotated[str, Field(max_length=100, pattern=NAME, examples=["Jo Miller"])]
READ, MANAGE = operation(Operation.USERS_READ), operation(Operation.USERS_MANAGE)


class User(Model):
    """Somebody who may sign in."""

    user_id: UUID
    username: str = Field(examples=["jo.miller"])
    display_name: str = Field(examples=["Jo Miller"])
    email: str | None = Field(examples=["jo@example.com"])
    disabled: bool = Field(description="May not sign in", examples=[False])
    locked: bool = Field(description="After too many wrong passwords; see `unlock`", examples=[False])
    grants: list[Grant]
    second_factor: bool = Field(description="An authenticator app is asked for at sign-in")
    has_pin: bool = Field(description="May sign in on tills of their sites")
    must_change_password: bool = Field(examples=[False])
    created_at: datetime
    last_sign_in_at: datetime | None
    version: int = Field(description="Grows with every change", examples=[3])


class UserPage(Model):
    items: list[User]
    next_cursor: str


class UserCreation(Model):
    """Without a password one is made, shown once, and must be changed at the first sign-in."""

    username: str = Field(max_length=64, pattern=USERNAME, description="In whatever case", examples=["jo.miller"])
    display_name: DisplayName
    email: Email = None
    password: str | None = Field(default=None, max_length=1000, examples=[None])
    grants: Grants


class CreatedUser(Model):
    user: User
    initial_password: str | None = Field(description="Shown this once; null when one was given", examples=[None])


class UserChange(Model):
    """What is left out stays as it is; an `email` of null or nothing is removed."""

    display_name: DisplayName | None = None
    email: Email = None
    disabled: bool | None = Field(default=None, strict=True)
    grants: Grants | None = None


class InitialPassword(Model):
    initial_password: str = Field(
        description="Shown this once; to be changed at the next sign-in", examples=["k7mwp-29xhd-tq4fn-ye8cs"]
    )


class Pin(Model):
    pin: str = Field(pattern=r"^[0-9]{4,12}$", description="Not one that is easily guessed", examples=["7093"])


class UserQuery(BaseModel):
    q: str = Field(default="", max_length=100, pattern=PRINTABLE, description="Part of a name or address")
    role: Role | None = Field(default=None, description="Who has this role somewhere")
    site: str = Field(default="", pattern=rf"{SLUG}|^$", description="Who has a role there (the `role`, if given)")
    cursor: str = Field(default="", max_length=500, description="`next_cursor` of the page before; empty: first page")
    limit: int = Field(default=100, ge=1, le=500, description="Items on a page")


@router.get("", openapi_extra=READ)
async def list_users(gateway: GatewayDep, caller: CallerDep, query: Annotated[UserQuery, Query()]) -> UserPage:
    """Those whose every role is at sites of yours, by user name."""
    wanted = Wanted(NOWHERE, query.role, query.site or None, query.q.strip())
    found = await app.list_users(gateway.identity.db, caller, wanted, decoded(query.cursor), query.limit)
    page, next_cursor = page_of(found, query.limit, (account.username for account in found))
    return UserPage(items=[user_of(account) for account in page], next_cursor=next_cursor)


@router.post("", status_code=201, openapi_extra=MANAGE)
async def create_user(office: AdministrationDep, caller: CallerDep, trail: TrailDep, body: UserCreation) -> CreatedUser:
    """You may give only roles that yours allow you to give, at sites of yours."""
    bindings = bindings_of(body.grants)
    new = app.NewUser(body.username, body.display_name, body.email or "", body.password, bindings)
    account, password = await app.create_user(office, caller, new, datetime.now(UTC))
    trail.target = f"user/{account.user_id}"
    return CreatedUser(user=user_of(account), initial_password=password)


@router.get("/{user_id}", openapi_extra=READ)
async def get_user(gateway: GatewayDep, caller: CallerDep, user_id: UserId) -> User:
    """A user within your sites."""
    return user_of(await app.get_user(gateway.identity.db, caller, str(user_id)))


@router.patch("/{user_id}", openapi_extra=MANAGE)
async def change_user(
    request: Request, office: AdministrationDep, trail: TrailDep, user_id: UserId, body: UserChange
) -> User:
    """Disabling ends every session at once; other roles count within seconds. Nobody changes their own."""
    change = Change(
        display_name=body.display_name,
        email=(body.email or "") if "email" in body.model_fields_set else None,
        disabled=body.disabled,
        bindings=None if body.grants is None else bindings_of(body.grants),
    )
    trail.target = f"user/{user_id}"
    caller, is_current = request.state.caller, partial(require_version, request)
    return _told(trail, await app.change_user(office, caller, str(user_id), change, is_current))


@router.post("/{user_id}/reset-password", openapi_extra=MANAGE)
async def reset_password(
    office: AdministrationDep, caller: CallerDep, trail: TrailDep, user_id: UserId
) -> InitialPassword:
    """Make a new password, to be changed at the next sign-in. Every session of the user ends."""
    trail.target = f"user/{user_id}"
    changed = await app.reset_password(office, caller, str(user_id))
    trail.after = _told(trail, changed).model_dump(mode="json")
    return InitialPassword(initial_password=changed.password or "")


@router.post("/{user_id}/unlock", openapi_extra=MANAGE)
async def unlock_user(office: AdministrationDep, caller: CallerDep, trail: TrailDep, user_id: UserId) -> User:
    """Let somebody try again after too many wrong passwords or PINs."""
    trail.target = f"user/{user_id}"
    return _told(trail, await app.unlock_user(office, caller, str(user_id)))


@router.post("/{user_id}/sign-out", openapi_extra=MANAGE)
async def sign_out_user(office: AdministrationDep, caller: CallerDep, trail: TrailDep, user_id: UserId) -> User:
    """End every session of the user."""
    trail.target = f"user/{user_id}"
    return _told(trail, await app.sign_out_user(office, caller, str(user_id)))


@router.post("/{user_id}/reset-second-factor", openapi_extra=MANAGE)
async def reset_second_factor(office: AdministrationDep, caller: CallerDep, trail: TrailDep, user_id: UserId) -> User:
    """For somebody who lost their authenticator app and recovery codes. Every session of the user ends."""
    trail.target = f"user/{user_id}"
    return _told(trail, await app.reset_second_factor(office, caller, str(user_id)))


@router.put("/{user_id}/pin", status_code=204, openapi_extra=MANAGE)
async def set_pin_of_user(
    office: AdministrationDep, caller: CallerDep, trail: TrailDep, user_id: UserId, body: Pin
) -> None:
    """Give a cashier a PIN, or a new one; it also unlocks."""
    trail.target = f"user/{user_id}"
    changed = await app.set_pin(office, caller, str(user_id), body.pin)
    trail.after = _told(trail, changed).model_dump(mode="json")


def _told(trail: Trail, changed: Changed) -> User:
    trail.before = user_of(changed.before).model_dump(mode="json")
    return user_of(changed.after)


def user_of(account: Account) -> User:
    return User(
        user_id=UUID(account.user_id),
        username=account.username,
        display_name=account.display_name,
        email=account.email or None,
        disabled=account.disabled,
        locked=account.locked,
        grants=grants_of(account.bindings),
        second_factor=account.second_factor,
        has_pin=account.has_pin,
        must_change_password=account.must_change_password,
        created_at=account.created_at,
        last_sign_in_at=account.last_sign_in_at,
        version=account.version,
    )
