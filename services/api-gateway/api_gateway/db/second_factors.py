"""Second factors of users."""

from collections.abc import Iterable

from motorway_kit.db import Connection


async def begin_enrolment(conn: Connection, user_id: str, sealed: bytes) -> bool:
    """False when there is a confirmed one already."""
    sql = """UPDATE app_user SET totp_secret = $2, totp_last_step = 0
             WHERE user_id = $1 AND totp_confirmed_at IS NULL RETURNING true"""
    return bool(await conn.fetchval(sql, user_id, sealed))


async def confirm(conn: Connection, user_id: str, sealed: bytes, step: int) -> bool:
    """False when it was confirmed or begun anew meanwhile."""
    sql = """UPDATE app_user SET totp_confirmed_at = now(), totp_last_step = $3, version = version + 1
             WHERE user_id = $1 AND totp_secret = $2 AND totp_confirmed_at IS NULL RETURNING true"""
    return bool(await conn.fetchval(sql, user_id, sealed, step))


async def remove(conn: Connection, user_id: str) -> bool:
    """Also its recovery codes; False when there was none."""
    await conn.execute("DELETE FROM recovery_code WHERE user_id = $1", user_id)
    sql = """UPDATE app_user SET totp_secret = NULL, totp_confirmed_at = NULL, version = version + 1
             WHERE user_id = $1 AND totp_secret IS NOT NULL RETURNING true"""
    return bool(await conn.fetchval(sql, user_id))


async def use_step(conn: Connection, user_id: str, step: int) -> bool:
    """False when a code of this time step, or of a later one, was used before."""
    sql = "UPDATE app_user SET totp_last_step = $2 WHERE user_id = $1 AND totp_last_step < $2 RETURNING true"
    return bool(await conn.fetchval(sql, user_id, step))


async def use_recovery_code(conn: Connection, user_id: str, code_hash: bytes) -> bool:
    """False when there is no such code, or not any more."""
    sql = "DELETE FROM recovery_code WHERE user_id = $1 AND code_hash = $2 RETURNING true"
    return bool(await conn.fetchval(sql, user_id, code_hash))


async def set_recovery_codes(conn: Connection, user_id: str, hashes: Iterable[bytes]) -> None:
    """Instead of those there are."""
    await conn.execute("DELETE FROM recovery_code WHERE user_id = $1", user_id)
    await conn.executemany(
        "INSERT INTO recovery_code (user_id, code_hash) VALUES ($1, $2)", [(user_id, hashed) for hashed in hashes]
    )
