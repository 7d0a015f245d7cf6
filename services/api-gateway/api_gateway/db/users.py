"""Users, as far as signing in goes; what administrators see of them is in `accounts`."""

from dataclasses import dataclass
from datetime import datetime

import asyncpg
from motorway_kit.db import Connection

from api_gateway.domain.identity import User

COLUMNS = """user_id::text, username, display_name, email, password_hash, disabled_at, locked_at, must_change_password,
    totp_secret, totp_confirmed_at, totp_last_step,
    ARRAY(SELECT DISTINCT role FROM role_grant g WHERE g.user_id = app_user.user_id) AS roles"""


@dataclass(frozen=True)
class NewUser:
    """Somebody who may sign in, without roles yet."""

    user_id: str
    username: str
    display_name: str
    password_hash: str
    must_change_password: bool = False


async def find_by_name(conn: Connection, username: str) -> User | None:
    row = await conn.fetchrow(f"SELECT {COLUMNS} FROM app_user WHERE username = $1", username)  # noqa: S608
    return _user(row) if row else None


async def find(conn: Connection, user_id: str) -> User | None:
    row = await conn.fetchrow(f"SELECT {COLUMNS} FROM app_user WHERE user_id = $1", user_id)  # noqa: S608
    return _user(row) if row else None


async def has_users(conn: Connection) -> bool:
    """Also keeps others from adding the first user until the transaction ends."""
    await conn.execute("LOCK TABLE app_user IN SHARE ROW EXCLUSIVE MODE")
    return bool(await conn.fetchval("SELECT EXISTS (SELECT FROM app_user)"))


async def add(conn: Connection, user: NewUser) -> None:
    await conn.execute(
        "INSERT INTO app_user (user_id, username, display_name, password_hash, must_change_password)"
        " VALUES ($1, $2, $3, $4, $5)",
        user.user_id,
        user.username,
        user.display_name,
        user.password_hash,
        user.must_change_password,
    )


async def make_admin(conn: Connection, user_id: str) -> None:
    """Of everything."""
    await conn.execute("INSERT INTO role_grant (user_id, role, everything) VALUES ($1, 'admin', true)", user_id)


async def set_password(conn: Connection, user_id: str, password_hash: str, *, must_change: bool = False) -> None:
    """To one that was chosen, or that must be changed at the next sign-in."""
    await conn.execute(
        "UPDATE app_user SET password_hash = $2, must_change_password = $3, password_changed_at = now(),"
        " version = version + 1 WHERE user_id = $1",
        user_id,
        password_hash,
        must_change,
    )


async def rehash_password(conn: Connection, user_id: str, old_hash: str, new_hash: str) -> None:
    """The same password with newer parameters, unless it was changed meanwhile."""
    await conn.execute(
        "UPDATE app_user SET password_hash = $3 WHERE user_id = $1 AND password_hash = $2", user_id, old_hash, new_hash
    )


async def lock(conn: Connection, username: str, now: datetime) -> str | None:
    """The id of the user; None when there is none of this name, or it is locked already."""
    sql = """UPDATE app_user SET locked_at = $2, version = version + 1
             WHERE username = $1 AND locked_at IS NULL RETURNING user_id::text"""
    found: str | None = await conn.fetchval(sql, username, now)
    return found


async def note_sign_in(conn: Connection, user_id: str, now: datetime) -> None:
    await conn.execute("UPDATE app_user SET last_sign_in_at = $2 WHERE user_id = $1", user_id, now)


def _user(row: asyncpg.Record) -> User:
    return User(
        user_id=row["user_id"],
        username=row["username"],
        display_name=row["display_name"],
        email=row["email"],
        password_hash=row["password_hash"],
        disabled=row["disabled_at"] is not None,
        locked=row["locked_at"] is not None,
        must_change_password=row["must_change_password"],
        totp_secret=row["totp_secret"],
        second_factor=row["totp_confirmed_at"] is not None,
        totp_last_step=row["totp_last_step"],
        roles=frozenset(row["roles"]),
    )
