"""Who users are at other providers."""

from motorway_kit.db import Connection

from api_gateway.domain.oidc import Candidate, Identity

CANDIDATE = """
    SELECT u.user_id::text, u.username, u.disabled_at IS NOT NULL OR u.locked_at IS NOT NULL AS shut FROM app_user u"""


async def linked(conn: Connection, identity: Identity) -> Candidate | None:
    row = await conn.fetchrow(
        f"{CANDIDATE} JOIN oidc_link l USING (user_id) WHERE l.issuer = $1 AND l.subject = $2",
        identity.issuer,
        identity.subject,
    )
    return Candidate(**row) if row else None


async def candidates(conn: Connection, identity: Identity) -> list[Candidate]:
    """Users who may be meant and are nobody at this provider yet: with this verified address, else with this name."""
    free = f"{CANDIDATE} WHERE NOT EXISTS (SELECT FROM oidc_link l WHERE l.user_id = u.user_id AND l.issuer = $1)"
    rows = []
    if identity.verified_email:
        rows = await conn.fetch(f"{free} AND lower(u.email) = lower($2)", identity.issuer, identity.verified_email)
    if not rows and identity.username:
        rows = await conn.fetch(f"{free} AND u.username = $2", identity.issuer, identity.username)
    return [Candidate(**row) for row in rows]


async def link(conn: Connection, identity: Identity, user_id: str) -> None:
    """Two browsers at once link the same."""
    await conn.execute(
        "INSERT INTO oidc_link (issuer, subject, user_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        identity.issuer,
        identity.subject,
        user_id,
    )
