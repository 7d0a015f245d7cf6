"""Users, as administrators make and change them."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from motorway_access.caller import Caller
from motorway_access.roles import Operation
from motorway_kit.db import Connection, Pool, transaction
from motorway_kit.ids import new_id

from api_gateway.app.identity import Identity
from api_gateway.app.known_sites import require_existing
from api_gateway.app.sessions import Sessions, end_sessions, open_sessions
from api_gateway.clients import Service
from api_gateway.db import accounts
from api_gateway.db.bindings import Queryable, areas_of
from api_gateway.domain import administration as rules
from api_gateway.domain.administration import Account, Change
from api_gateway.domain.grants import Areas, Binding
from api_gateway.domain.identity import normal_username
from api_gateway.domain.passwords import checked_password
from api_gateway.domain.pins import checked_pin
from api_gateway.domain.sessions import EndReason

IsCurrent = Callable[[int], None]
"""Raises when the caller has seen another version than this one."""


@dataclass(frozen=True)
class Administration:
    """What the use cases of administrators work with; `pos` knows which sites there are."""

    identity: Identity
    pos: Service

    @property
    def db(self) -> Pool:
        return self.identity.db

    @property
    def sessions(self) -> Sessions:
        return self.identity.sessions


@dataclass(frozen=True)
class NewUser:
    """Without a password one is made."""

    username: str
    display_name: str
    email: str
    password: str | None
    bindings: tuple[Binding, ...]


@dataclass(frozen=True)
class Changed:
    """`password`: the new one, where one was made; it is not kept."""

    before: Account
    after: Account
    password: str | None = None


async def list_users(db: Pool, caller: Caller, wanted: accounts.Wanted, after: str, count: int) -> list[Account]:
    """At most one more than the count. Raises NotAllowed for a site that the caller may not read."""
    caller.require(Operation.USERS_READ, wanted.site)
    visible = replace(wanted, within=caller.scope(Operation.USERS_READ))
    return await accounts.page(db, visible, after, count + 1)


async def get_user(db: Pool, caller: Caller, user_id: str) -> Account:
    """Raises UserNotFound."""
    return (await _seen(db, caller, user_id))[0]


async def create_user(
    office: Administration, caller: Caller, new: NewUser, now: datetime
) -> tuple[Account, str | None]:
    """The account, and its password where it was made here. Raises what `require_givable` raises, and UsernameTaken."""
    username = normal_username(new.username)
    await _require_possible(office, caller, new.bindings)
    given = await _checked(new.password, username, new) if new.password else None
    password = given or rules.new_password()
    account = Account(
        user_id=new_id(),
        username=username,
        display_name=new.display_name,
        email=new.email,
        disabled=False,
        locked=False,
        bindings=tuple(sorted(set(new.bindings))),
        second_factor=False,
        has_pin=False,
        must_change_password=given is None,
        created_at=now,
        last_sign_in_at=None,
        version=1,
    )
    password_hash = await office.identity.passwords.hash(password)
    async with transaction(office.db) as conn:
        await accounts.add(conn, account, password_hash)
    return account, None if given else password


async def _checked(password: str, username: str, new: NewUser) -> str:
    return await asyncio.to_thread(checked_password, password, username, new.display_name, new.email)


async def change_user(
    office: Administration, caller: Caller, user_id: str, change: Change, is_current: IsCurrent
) -> Changed:
    """Raises UserNotFound, NotAllowed, OwnAccount, LastAdmin, and what `require_givable` raises."""
    if change.of_rights:
        rules.require_other(caller, user_id)
    if change.bindings is not None:
        await get_user(office.db, caller, user_id)
        await _require_possible(office, caller, change.bindings)
    async with transaction(office.db) as conn:
        before = await _managed(conn, caller, user_id)
        is_current(before.version)
        after = rules.changed(before, change)
        if after != before:
            await _save(office.sessions, conn, before, after)
    office.sessions.forget(session.session_id for session in await open_sessions(office.sessions, user_id))
    return Changed(before, after)


async def _save(sessions: Sessions, conn: Connection, before: Account, after: Account) -> None:
    if before.governs and not after.governs:
        rules.require_governed(before, after, await accounts.governors(conn))
    await accounts.save(conn, before, after)
    if after.disabled and not before.disabled:
        await end_sessions(sessions, conn, after.user_id, EndReason.DISABLED)


async def reset_password(office: Administration, caller: Caller, user_id: str) -> Changed:
    """A new one, to be changed at the next sign-in; every session ends. Raises OwnAccount, UserNotFound, NotAllowed."""
    rules.require_other(caller, user_id)
    await get_user(office.db, caller, user_id)
    password = rules.new_password()
    password_hash = await office.identity.passwords.hash(password)
    async with transaction(office.db) as conn:
        before = await _managed(conn, caller, user_id)
        await accounts.set_password(conn, user_id, password_hash)
        await end_sessions(office.sessions, conn, user_id, EndReason.PASSWORD_CHANGED)
        return await _outcome(conn, before, password)


async def reset_second_factor(office: Administration, caller: Caller, user_id: str) -> Changed:
    """For who lost it; every session ends. Raises OwnAccount, UserNotFound, NotAllowed."""
    rules.require_other(caller, user_id)
    async with transaction(office.db) as conn:
        before = await _managed(conn, caller, user_id)
        await accounts.forget_second_factor(conn, user_id)
        await end_sessions(office.sessions, conn, user_id, EndReason.REVOKED)
        return await _outcome(conn, before)


async def unlock_user(office: Administration, caller: Caller, user_id: str) -> Changed:
    """After too many wrong passwords or PINs. Raises UserNotFound, NotAllowed."""
    async with transaction(office.db) as conn:
        before = await _managed(conn, caller, user_id)
        await accounts.unlock(conn, user_id)
        changed = await _outcome(conn, before)
    await office.identity.failures.forgive(before.username)
    return changed


async def sign_out_user(office: Administration, caller: Caller, user_id: str) -> Changed:
    """Everywhere. Raises UserNotFound, NotAllowed."""
    async with transaction(office.db) as conn:
        before = await _managed(conn, caller, user_id)
        await end_sessions(office.sessions, conn, user_id, EndReason.REVOKED)
        return Changed(before, before)


async def set_pin(office: Administration, caller: Caller, user_id: str, pin: str) -> Changed:
    """Also unlocks it. Raises WeakPin, OwnAccount, UserNotFound, NotAllowed."""
    rules.require_other(caller, user_id)
    await get_user(office.db, caller, user_id)
    pin_hash = await office.identity.passwords.hash(checked_pin(pin))
    async with transaction(office.db) as conn:
        before = await _managed(conn, caller, user_id)
        await accounts.set_pin(conn, user_id, pin_hash)
        return await _outcome(conn, before)


async def _outcome(conn: Connection, before: Account, password: str | None = None) -> Changed:
    after = await accounts.get(conn, before.user_id)
    assert after is not None
    return Changed(before, after, password)


async def _require_possible(office: Administration, caller: Caller, bindings: Sequence[Binding]) -> None:
    """What is asked before anything is locked; the sites are asked of another service."""
    rules.require_givable(caller, bindings, await areas_of(office.db, bindings))
    await require_existing(office.pos, bindings)


async def _seen(db: Queryable, caller: Caller, user_id: str, *, locked: bool = False) -> tuple[Account, Areas]:
    account = await accounts.get(db, user_id, locked=locked)
    areas = await areas_of(db, account.bindings) if account else {}
    return rules.require_seen(caller, account, areas), areas


async def _managed(conn: Connection, caller: Caller, user_id: str) -> Account:
    """Locked until the transaction ends."""
    account, areas = await _seen(conn, caller, user_id, locked=True)
    rules.require_manager(caller, account, areas)
    return account
