"""Accounts that were guessed at too often."""

from motorway_kit.db import transaction
from motorway_kit.log import get_logger

from api_gateway import metrics
from api_gateway.app.identity import Identity
from api_gateway.app.sessions import end_sessions
from api_gateway.db import users
from api_gateway.domain.sessions import EndReason

log = get_logger(__name__)


async def lock_account(identity: Identity, username: str) -> None:
    """Until somebody unlocks it; its sessions end. Nothing happens where there is no such user, or it is locked."""
    async with transaction(identity.db) as conn:
        user_id = await users.lock(conn, username, identity.clock())
        if user_id is None:
            return
        await end_sessions(identity.sessions, conn, user_id, EndReason.LOCKED)
    metrics.accounts_locked.inc()
    log.warning("account locked after too many failures", user_id=user_id)
