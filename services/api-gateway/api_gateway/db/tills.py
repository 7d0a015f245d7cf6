"""Tills, and whose PIN counts on them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from motorway_access.caller import Scope
from motorway_kit.db import Connection, Pool

from api_gateway.db.bindings import Queryable
from api_gateway.domain.sessions import EndReason, Session
from api_gateway.domain.tills import PIN_ROLES, Cashier, Till

TILL = "SELECT till_id::text, site, name, enrolled_at, enrolled_by, last_used_at, revoked_at FROM till"

# $1: the site of the till, $2: roles of the counter. Rights there may come from the site, an area or everything.
CASHIER = """
    SELECT u.user_id::text, u.username, u.display_name, u.pin_hash, u.pin_failures AS failures FROM app_user u
    WHERE u.pin_hash IS NOT NULL AND u.disabled_at IS NULL AND u.locked_at IS NULL AND EXISTS (
        SELECT FROM role_grant g LEFT JOIN area_site s ON s.area = g.area
        WHERE g.user_id = u.user_id AND g.role = ANY($2) AND (g.everything OR coalesce(g.site, s.site) = $1))"""
ROLES: Sequence[str] = sorted(PIN_ROLES)


async def get(db: Queryable, till_id: str) -> Till | None:
    row = await db.fetchrow(f"{TILL} WHERE till_id = $1", till_id)
    return Till(**row) if row else None


async def find(db: Pool, till_id: str) -> tuple[Till, bytes] | None:
    """One that still counts, with the SHA-256 of its secret."""
    sql = f"{TILL.replace(' FROM', ', secret_hash FROM')} WHERE till_id = $1 AND revoked_at IS NULL"
    row = await db.fetchrow(sql, till_id)
    if row is None:
        return None
    fields = dict(row)
    digest = bytes(fields.pop("secret_hash"))
    return Till(**fields), digest


async def of_session(db: Pool, session_id: str) -> Till | None:
    """One that still counts, on which the session was begun by PIN."""
    begun_on = "(SELECT s.till_id FROM session s WHERE s.session_id = $1)"
    row = await db.fetchrow(f"{TILL} WHERE revoked_at IS NULL AND till_id = {begun_on}", session_id)
    return Till(**row) if row else None


async def page(db: Pool, within: Scope, before: str | None, count: int) -> list[Till]:
    """Newest first: ids grow with time."""
    rows = await db.fetch(
        f"""{TILL} WHERE ($1::text[] IS NULL OR site = ANY($1)) AND ($2::uuid IS NULL OR till_id < $2)
        ORDER BY till_id DESC LIMIT $3""",
        within.listed,
        before,
        count,
    )
    return [Till(**row) for row in rows]


async def add(conn: Connection, till: Till, digest: bytes) -> None:
    await conn.execute(
        "INSERT INTO till (till_id, site, name, secret_hash, enrolled_at, enrolled_by) VALUES ($1, $2, $3, $4, $5, $6)",
        till.till_id,
        till.site,
        till.name,
        digest,
        till.enrolled_at,
        till.enrolled_by,
    )


async def revoke(conn: Connection, till_id: str, now: datetime) -> None:
    """Once."""
    await conn.execute("UPDATE till SET revoked_at = $2 WHERE till_id = $1 AND revoked_at IS NULL", till_id, now)


async def cashiers(db: Pool, site: str, roles: Sequence[str] = ROLES) -> list[Cashier]:
    """By the name they are shown with."""
    return [_cashier(row) for row in await db.fetch(f"{CASHIER} ORDER BY u.display_name, u.username", site, roles)]


async def cashier(db: Queryable, site: str, user_id: str, roles: Sequence[str] = ROLES) -> Cashier | None:
    row = await db.fetchrow(f"{CASHIER} AND u.user_id = $3", site, roles, user_id)
    return _cashier(row) if row else None


async def note_use(conn: Connection, till_id: str, now: datetime) -> None:
    await conn.execute("UPDATE till SET last_used_at = $2 WHERE till_id = $1", till_id, now)


async def end_earlier_sessions(conn: Connection, latest: Session, now: datetime) -> list[str]:
    """Of those begun on the same till before this one: their ids. Of two that begin at once the later one stays."""
    sql = """UPDATE session SET ended_at = $3, end_reason = $4
             WHERE till_id = $1 AND session_id < $2 AND ended_at IS NULL RETURNING session_id::text"""
    rows = await conn.fetch(sql, latest.till_id, latest.session_id, now, EndReason.SWITCHED)
    return [row["session_id"] for row in rows]


async def count_failure(db: Pool, user_id: str) -> int:
    """How many wrong PINs in a row there are now."""
    sql = "UPDATE app_user SET pin_failures = pin_failures + 1 WHERE user_id = $1 RETURNING pin_failures"
    return int(await db.fetchval(sql, user_id) or 0)


async def forget_failures(db: Queryable, user_id: str) -> None:
    await db.execute("UPDATE app_user SET pin_failures = 0 WHERE user_id = $1 AND pin_failures > 0", user_id)


def _cashier(row: Any) -> Cashier:
    return Cashier(**row)
