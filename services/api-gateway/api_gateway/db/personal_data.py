"""What this service keeps about its users."""

from collections.abc import Mapping
from typing import Any

import orjson
from motorway_kit.db import Connection

SECRETS = "'password_hash', 'pin_hash', 'totp_secret', 'totp_last_step'"
ROWS: Mapping[str, str] = {
    "user": f"SELECT to_jsonb(found) - ARRAY[{SECRETS}] FROM app_user AS found WHERE user_id = $1",  # noqa: S608
    "roles": "SELECT to_jsonb(found) FROM role_grant AS found WHERE user_id = $1",
    "sessions": "SELECT to_jsonb(found) FROM session AS found WHERE user_id = $1 ORDER BY created_at DESC",
    "providers": "SELECT to_jsonb(found) FROM oidc_link AS found WHERE user_id = $1",
}
AUDIT = """
SELECT json_build_object('record_id', record_id, 'at', at, 'operation', operation, 'target', target, 'site', site,
  'address', address, 'user_agent', user_agent, 'outcome', outcome)
FROM audit_record WHERE actor_id = $1 ORDER BY day DESC, sequence DESC LIMIT $2
"""
AUDIT_COUNT = "SELECT count(*) FROM audit_record WHERE actor_id = $1"
AUDIT_ABOUT = "SELECT count(*) FROM audit_record WHERE target = $1"
LOCKED = "SELECT disabled_at IS NOT NULL FROM app_user WHERE user_id = $1 FOR UPDATE"
FORGET = (
    "DELETE FROM role_grant WHERE user_id = $1",
    "DELETE FROM session WHERE user_id = $1",
    "DELETE FROM oidc_link WHERE user_id = $1",
    "DELETE FROM recovery_code WHERE user_id = $1",
)
FORGET_USER = """
UPDATE app_user SET username = 'erased-' || user_id, display_name = '', email = '', password_hash = $2, pin_hash = NULL,
  totp_secret = NULL, totp_confirmed_at = NULL, last_sign_in_at = NULL, version = version + 1
WHERE user_id = $1
"""


async def rows(conn: Connection, section: str, user_id: str) -> list[dict[str, Any]]:
    return [orjson.loads(row[0]) for row in await conn.fetch(ROWS[section], user_id)]


async def audit_rows(conn: Connection, user_id: str, most: int) -> tuple[list[dict[str, Any]], int]:
    """The newest, and how many there are."""
    found = await conn.fetch(AUDIT, user_id, most)
    return [orjson.loads(row[0]) for row in found], await conn.fetchval(AUDIT_COUNT, user_id) or 0


async def audit_about(conn: Connection, target: str) -> int:
    """How many records are about it."""
    found: int = await conn.fetchval(AUDIT_ABOUT, target)
    return found


async def locked(conn: Connection, user_id: str) -> bool | None:
    """Whether the user, whose row is ours until the end of the transaction, is disabled; None: there is none."""
    found: bool | None = await conn.fetchval(LOCKED, user_id)
    return found


async def forget(conn: Connection, user_id: str, password_hash: str) -> None:
    for statement in FORGET:
        await conn.execute(statement, user_id)
    await conn.execute(FORGET_USER, user_id, password_hash)
