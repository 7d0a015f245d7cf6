"""Users as administrators see and change them."""

from dataclasses import dataclass
from typing import Any

import asyncpg
from motorway_access.caller import Scope
from motorway_access.roles import Role
from motorway_kit.db import Connection, Pool

from api_gateway.db.bindings import Queryable, bindings_sql, put, read
from api_gateway.domain.administration import Account, UsernameTaken

ACCOUNT = f"""
    SELECT u.user_id::text, u.username, u.display_name, u.email, u.disabled_at IS NOT NULL AS disabled,
        u.locked_at IS NOT NULL AS locked, u.totp_confirmed_at IS NOT NULL AS second_factor,
        u.pin_hash IS NOT NULL AS has_pin, u.must_change_password, u.created_at, u.last_sign_in_at, u.version,
        {bindings_sql("role_grant", "user_id", "u.user_id")} AS bindings
    FROM app_user u"""  # noqa: S608 - names of ours

# $1: the sites of a reader who may not see everything. Somebody without rights, or with some elsewhere, is hidden.
WITHIN = """
    ($1::text[] IS NULL OR EXISTS (SELECT FROM role_grant g WHERE g.user_id = u.user_id) AND NOT EXISTS (
        SELECT FROM role_grant g LEFT JOIN area_site s ON s.area = g.area
        WHERE g.user_id = u.user_id AND coalesce(g.site, s.site) = ANY($1) IS NOT TRUE))"""

HOLDS = """
    EXISTS (SELECT FROM role_grant g LEFT JOIN area_site s ON s.area = g.area
        WHERE g.user_id = u.user_id AND ($2::text IS NULL OR g.role = $2)
        AND ($3::text IS NULL OR g.everything OR coalesce(g.site, s.site) = $3))"""

GOVERNORS_LOCK = "motorway_governors"


@dataclass(frozen=True)
class Wanted:
    """Which users; None: any. `text` is looked for in names and address."""

    within: Scope
    role: Role | None = None
    site: str | None = None
    text: str = ""


async def get(db: Queryable, user_id: str, *, locked: bool = False) -> Account | None:
    """`locked`: nobody else changes it before the transaction ends."""
    row = await db.fetchrow(f"{ACCOUNT} WHERE u.user_id = $1 {'FOR UPDATE OF u' if locked else ''}", user_id)
    return _account(row) if row else None


async def page(db: Pool, wanted: Wanted, after: str, count: int) -> list[Account]:
    """By user name."""
    any_holder = wanted.role is None and wanted.site is None
    rows = await db.fetch(
        f"""{ACCOUNT} WHERE {WITHIN} AND ($6 OR {HOLDS}) AND u.username > $4
        AND ($5 = '' OR strpos(lower(concat_ws(' ', u.username, u.display_name, u.email)), lower($5)) > 0)
        ORDER BY u.username LIMIT $7""",
        wanted.within.listed,
        wanted.role,
        wanted.site,
        after,
        wanted.text,
        any_holder,
        count,
    )
    return [_account(row) for row in rows]


async def add(conn: Connection, account: Account, password_hash: str) -> None:
    """Raises UsernameTaken."""
    try:
        await conn.execute(
            """INSERT INTO app_user (user_id, username, display_name, email, password_hash, must_change_password,
                created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)""",
            account.user_id,
            account.username,
            account.display_name,
            account.email,
            password_hash,
            account.must_change_password,
            account.created_at,
        )
    except asyncpg.UniqueViolationError as error:
        raise UsernameTaken(f"there is a user {account.username} already", field="username") from error
    await put(conn, "role_grant", "user_id", account.user_id, account.bindings)


async def save(conn: Connection, before: Account, after: Account) -> None:
    """What administrators change: names, disabled, roles, version."""
    await conn.execute(
        """UPDATE app_user SET display_name = $2, email = $3, version = $4,
            disabled_at = CASE WHEN $5 THEN coalesce(disabled_at, now()) END WHERE user_id = $1""",
        after.user_id,
        after.display_name,
        after.email,
        after.version,
        after.disabled,
    )
    if set(before.bindings) != set(after.bindings):
        await conn.execute("DELETE FROM role_grant WHERE user_id = $1", after.user_id)
        await put(conn, "role_grant", "user_id", after.user_id, after.bindings)


async def governors(conn: Connection) -> int:
    """How many enabled admins on everything there are; until the transaction ends nobody else asks."""
    await conn.execute("SELECT pg_advisory_xact_lock(hashtext($1))", GOVERNORS_LOCK)
    count = await conn.fetchval(
        """SELECT count(*) FROM app_user u JOIN role_grant g USING (user_id)
        WHERE g.role = 'admin' AND g.everything AND u.disabled_at IS NULL"""
    )
    return int(count)


async def set_password(conn: Connection, user_id: str, password_hash: str) -> None:
    """One that must be changed at the next sign-in."""
    await _change(
        conn, user_id, "password_hash = $2, must_change_password = true, password_changed_at = now()", password_hash
    )


async def set_pin(conn: Connection, user_id: str, pin_hash: str) -> None:
    await _change(conn, user_id, "pin_hash = $2, pin_failures = 0", pin_hash)


async def unlock(conn: Connection, user_id: str) -> None:
    await _change(conn, user_id, "locked_at = NULL, pin_failures = 0")


async def forget_second_factor(conn: Connection, user_id: str) -> None:
    await _change(conn, user_id, "totp_secret = NULL, totp_confirmed_at = NULL")
    await conn.execute("DELETE FROM recovery_code WHERE user_id = $1", user_id)


async def _change(conn: Connection, user_id: str, what: str, *values: object) -> None:
    await conn.execute(f"UPDATE app_user SET {what}, version = version + 1 WHERE user_id = $1", user_id, *values)  # noqa: S608 - columns of ours


def _account(row: Any) -> Account:
    return Account(**{**row, "bindings": read(row["bindings"])})
