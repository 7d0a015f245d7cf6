"""Live streams end when their session does, or when its rights change: soon, but not at once."""

import asyncio
from collections.abc import Collection

from motorway_kit.db import FAILURES, Pool
from motorway_kit.log import get_logger

from api_gateway.credentials.tokens import Clock
from api_gateway.db import sessions as db
from api_gateway.live.holders import Holder, Marks
from api_gateway.live.hub import LiveHub

log = get_logger(__name__)
SWEEP_S = 2.0
ANSWER_S = 5.0


async def sweep_streams(hub: LiveHub, pool: Pool, clock: Clock) -> None:
    """For all streams of this process together one query for sessions and one for keys. While the database is away
    streams go on."""
    while True:
        await asyncio.sleep(SWEEP_S)
        holders = hub.holders()
        try:
            if holders:
                hub.end_over(holders, await marks_of(pool, clock, holders))
        except FAILURES as error:
            log.warning("the sessions of live streams could not be looked up", error=repr(error))


async def marks_of(pool: Pool, clock: Clock, holders: Collection[Holder]) -> Marks:
    sessions = [holder.session_id for holder in holders if holder.session_id]
    keys = [holder.api_key_id for holder in holders if holder.api_key_id]
    async with asyncio.timeout(ANSWER_S), pool.acquire() as conn:
        of_sessions = await db.marks(conn, sessions, clock()) if sessions else {}
        of_keys = await db.key_marks(conn, keys, clock()) if keys else {}
    marks = {Holder(session_id=session_id): mark for session_id, mark in of_sessions.items()}
    return marks | {Holder(api_key_id=key_id): mark for key_id, mark in of_keys.items()}
