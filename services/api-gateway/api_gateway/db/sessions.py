"""Sessions and their refresh tokens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import asyncpg
import orjson
from motorway_access.roles import Operation, Role
from motorway_kit.db import Connection

from api_gateway.domain.grants import Binding
from api_gateway.domain.sessions import EndReason, Method, Session

COLUMNS = """s.session_id::text, s.user_id::text, s.method, s.address, s.user_agent, s.till_id::text, s.site,
    s.limited_to, s.created_at, s.expires_at, s.idle_s, s.last_used_at, s.generation, s.ended_at"""
GRANTS = """(SELECT coalesce(json_agg(json_build_array(g.role, g.site, g.area, g.everything,
        ARRAY(SELECT a.site FROM area_site a WHERE a.area = g.area))), '[]')
    FROM role_grant g WHERE g.user_id = u.user_id)"""
AREAS_MARK = "(SELECT count(*) || '/' || coalesce(sum(version), 0) FROM area)"
MARK = f"u.version || '/' || {AREAS_MARK}"


@dataclass(frozen=True)
class Owner:
    """Whose session it is, as of now. `areas`: the sites of each area that the bindings name.

    `mark` is another one whenever the user's rights may have changed.
    """

    username: str
    display_name: str
    barred: bool
    must_change_password: bool
    second_factor: bool
    has_pin: bool
    mark: str
    bindings: tuple[Binding, ...]
    areas: dict[str, frozenset[str]]


async def add(conn: Connection, session: Session) -> None:
    limited_to = None if session.limited_to is None else sorted(session.limited_to)
    await conn.execute(
        "INSERT INTO session (session_id, user_id, method, address, user_agent, till_id, site, limited_to, created_at,"
        " expires_at, idle_s, last_used_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        session.session_id,
        session.user_id,
        session.method,
        session.address,
        session.user_agent,
        session.till_id,
        session.site,
        limited_to,
        session.created_at,
        session.expires_at,
        int(session.idle.total_seconds()),
        session.last_used_at,
    )


async def add_refresh_token(conn: Connection, digest: bytes, session_id: str, generation: int) -> None:
    await conn.execute(
        "INSERT INTO refresh_token (token_hash, session_id, generation) VALUES ($1, $2, $3)",
        digest,
        session_id,
        generation,
    )


async def load(conn: Connection, session_id: str) -> tuple[Session, Owner] | None:
    """A session with its user and the user's roles, in one query."""
    sql = f"""SELECT {COLUMNS}, u.username, u.display_name,
                  u.disabled_at IS NOT NULL OR u.locked_at IS NOT NULL AS barred,
                  u.must_change_password, u.totp_confirmed_at IS NOT NULL AS second_factor,
                  u.pin_hash IS NOT NULL AS has_pin, {MARK} AS mark, {GRANTS} AS grants
              FROM session s JOIN app_user u USING (user_id) WHERE s.session_id = $1"""  # noqa: S608
    row = await conn.fetchrow(sql, session_id)
    return (_session(row), _owner(row)) if row else None


async def of_refresh_token(conn: Connection, digest: bytes) -> tuple[Session, int] | None:
    """The session, locked until the end of the transaction, and the token's generation."""
    sql = f"""SELECT {COLUMNS}, t.generation AS token_generation
              FROM refresh_token t JOIN session s USING (session_id) WHERE t.token_hash = $1 FOR UPDATE OF s"""  # noqa: S608
    row = await conn.fetchrow(sql, digest)
    return (_session(row), row["token_generation"]) if row else None


async def note_refresh(conn: Connection, session_id: str, generation: int, now: datetime) -> None:
    await conn.execute(
        "UPDATE session SET generation = $2, last_used_at = $3 WHERE session_id = $1", session_id, generation, now
    )


async def open_of(conn: Connection, user_id: str) -> list[Session]:
    """Those that were not ended, newest first; some may be over by time."""
    sql = f"""SELECT {COLUMNS} FROM session s WHERE s.user_id = $1 AND s.ended_at IS NULL
              ORDER BY s.session_id DESC"""  # noqa: S608
    return [_session(row) for row in await conn.fetch(sql, user_id)]


async def end(conn: Connection, session_id: str, user_id: str, reason: EndReason, now: datetime) -> bool:
    """False when the user has no open session of this id."""
    sql = """UPDATE session SET ended_at = $4, end_reason = $3
             WHERE session_id::text = $1 AND user_id = $2 AND ended_at IS NULL RETURNING true"""
    return bool(await conn.fetchval(sql, session_id, user_id, reason, now))


async def end_all(
    conn: Connection, user_id: str, reason: EndReason, now: datetime, *, but: str | None = None
) -> list[str]:
    """Every session of a user, `but` one; the ids of those that were open."""
    sql = """UPDATE session SET ended_at = $3, end_reason = $2
             WHERE user_id = $1 AND ended_at IS NULL AND session_id IS DISTINCT FROM $4::uuid
             RETURNING session_id::text"""
    return [row["session_id"] for row in await conn.fetch(sql, user_id, reason, now, but)]


async def end_of_till(conn: Connection, till_id: str, now: datetime) -> list[str]:
    """Every session that was begun on a till."""
    sql = """UPDATE session SET ended_at = $3, end_reason = $2
             WHERE till_id = $1 AND ended_at IS NULL RETURNING session_id::text"""
    return [row["session_id"] for row in await conn.fetch(sql, till_id, EndReason.TILL_REVOKED, now)]


async def marks(conn: Connection, session_ids: Sequence[str], now: datetime) -> dict[str, str]:
    """Of those that are not over, and whose user may still come in: their owners' marks."""
    sql = f"""SELECT s.session_id::text, {MARK} AS mark FROM session s JOIN app_user u USING (user_id)
             WHERE s.session_id = ANY($1::uuid[]) AND s.ended_at IS NULL AND s.expires_at > $2
               AND s.last_used_at + make_interval(secs => s.idle_s) > $2
               AND u.disabled_at IS NULL AND u.locked_at IS NULL"""  # noqa: S608
    return {row["session_id"]: row["mark"] for row in await conn.fetch(sql, list(session_ids), now)}


async def key_marks(conn: Connection, api_key_ids: Sequence[str], now: datetime) -> dict[str, str]:
    """The same of API keys, whose own rights never change."""
    sql = f"""SELECT api_key_id::text, {AREAS_MARK} AS mark FROM api_key
              WHERE api_key_id = ANY($1::uuid[]) AND revoked_at IS NULL AND expires_at > $2"""  # noqa: S608
    return {row["api_key_id"]: row["mark"] for row in await conn.fetch(sql, list(api_key_ids), now)}


async def remove_old(conn: Connection, before: datetime, limit: int) -> int:
    """Sessions whose time was over by then, with their refresh tokens; how many were removed."""
    sql = "DELETE FROM session WHERE session_id IN (SELECT session_id FROM session WHERE expires_at < $1 LIMIT $2)"
    return int((await conn.execute(sql, before, limit)).rpartition(" ")[2])


def _session(row: asyncpg.Record) -> Session:
    limited_to = row["limited_to"]
    return Session(
        session_id=row["session_id"],
        user_id=row["user_id"],
        method=Method(row["method"]),
        address=row["address"],
        user_agent=row["user_agent"],
        till_id=row["till_id"],
        site=row["site"],
        limited_to=None if limited_to is None else frozenset(map(Operation, limited_to)),
        created_at=row["created_at"],
        expires_at=row["expires_at"],
        idle=timedelta(seconds=row["idle_s"]),
        last_used_at=row["last_used_at"],
        generation=row["generation"],
        ended_at=row["ended_at"],
    )


def _owner(row: asyncpg.Record) -> Owner:
    grants: list[list[Any]] = orjson.loads(row["grants"])
    return Owner(
        username=row["username"],
        display_name=row["display_name"],
        barred=row["barred"],
        must_change_password=row["must_change_password"],
        second_factor=row["second_factor"],
        has_pin=row["has_pin"],
        mark=row["mark"],
        bindings=tuple(sorted(Binding(Role(g[0]), g[1] or "", g[2] or "", g[3]) for g in grants)),
        areas={g[2]: frozenset(g[4]) for g in grants if g[2]},
    )
