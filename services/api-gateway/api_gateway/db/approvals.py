"""Approvals given at tills."""

from datetime import datetime

from motorway_access.roles import Operation
from motorway_kit.db import Connection, Pool

from api_gateway.domain.approvals import GivenApproval

ADD = """
INSERT INTO approval (approval_id, operation, target, site, till_id, session_id, approver_id, approver_name, expires_at,
    secret_hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
"""
USE = """
UPDATE approval SET used_at = coalesce(used_at, $5), used_for = $4
WHERE approval_id = $1 AND secret_hash = $2 AND session_id = $3 AND expires_at > $5
    AND (used_for IS NULL OR used_for = $4)
RETURNING approval_id::text, operation, target, site, till_id::text, session_id::text, approver_id::text, approver_name,
    expires_at
"""


async def add(conn: Connection, given: GivenApproval, digest: bytes) -> None:
    """Those that are over go: nobody asks for them."""
    await conn.execute("DELETE FROM approval WHERE expires_at < $1::timestamptz - interval '1 hour'", given.expires_at)
    await conn.execute(ADD, *vars(given).values(), digest)


async def use(
    pool: Pool, secret: tuple[str, bytes], session_id: str, call: bytes, now: datetime
) -> GivenApproval | None:
    """Once; by the same call again. `secret`: its id, and the SHA-256 of what was shown."""
    row = await pool.fetchrow(USE, *secret, session_id, call, now)
    return GivenApproval(**{**row, "operation": Operation(row["operation"])}) if row else None
