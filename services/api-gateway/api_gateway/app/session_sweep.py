"""Sessions that are over are kept for a while, then removed."""

import asyncio
from datetime import timedelta

from motorway_kit.db import FAILURES, Pool
from motorway_kit.log import get_logger

from api_gateway.credentials.tokens import Clock
from api_gateway.db import sessions as db

log = get_logger(__name__)
SWEEP_S = 600.0
KEPT_FOR = timedelta(days=30)
CHUNK = 500


async def sweep_sessions(pool: Pool, clock: Clock) -> None:
    """Every few minutes, in small pieces; several replicas may do it at once."""
    while True:
        try:
            await remove_old_sessions(pool, clock)
        except FAILURES as error:
            log.warning("sweeping sessions has to wait", error=repr(error))
        await asyncio.sleep(SWEEP_S)


async def remove_old_sessions(pool: Pool, clock: Clock) -> None:
    before = clock() - KEPT_FOR
    async with pool.acquire() as conn:
        while await db.remove_old(conn, before, CHUNK) == CHUNK:
            pass
