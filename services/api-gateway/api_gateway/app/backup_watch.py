"""How old the newest good copies of the installation are, for whoever must be told that there is none."""

import asyncio

from motorway_kit.db import FAILURES, Pool
from motorway_kit.log import get_logger

from api_gateway import metrics
from api_gateway.db import backups as db

log = get_logger(__name__)
LOOK_S = 60.0


async def watch_backups(pool: Pool) -> None:
    """For ever; every replica tells the same."""
    while True:
        try:
            await look_at_backups(pool)
        except FAILURES as error:
            log.warning("the age of backups is not known", error=repr(error))
        await asyncio.sleep(LOOK_S)


async def look_at_backups(pool: Pool) -> None:
    async with pool.acquire() as conn:
        newest, proven = await db.newest(conn)
    metrics.backup_newest.set(newest)
    metrics.backup_newest_proven.set(proven)
