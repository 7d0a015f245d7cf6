"""What is too old is forgotten: occurrences when rules are not tried on them any more, alerts by a setting."""

import asyncio
from datetime import datetime, timedelta

from motorway_kit.db import FAILURES, Pool, transaction
from motorway_kit.log import get_logger

from alerts.db import retention
from alerts.db.conditions import lock_sites
from alerts.db.history import prune_occurrences
from alerts.parts import Alerts

log = get_logger(__name__)

OCCURRENCES_KEPT = timedelta(days=35)
EVERY_S = 3600.0


async def keep_forgetting(parts: Alerts) -> None:
    """For ever."""
    kept = timedelta(days=parts.settings.alert_retention_days)
    while True:
        now = parts.clock()
        try:
            await prune_occurrences(parts.db, int((now - OCCURRENCES_KEPT).timestamp() * 1_000_000))
            await forget_alerts(parts.db, now - kept)
        except FAILURES as error:
            log.warning("what is old cannot be forgotten", error=str(error))
        await asyncio.sleep(EVERY_S)


async def forget_alerts(db: Pool, before: datetime) -> None:
    """What was over before then: alerts with their journal and notifications, incidents, changes of conditions,
    silences and stand-ins. Some hundred in a transaction, so that a site is never locked for long.
    """
    for site in await retention.sites_with_old_alerts(db, before):
        while await _forget_some(db, site, before):
            pass
    while await retention.forget_lone_changes(db, before) == retention.CHANGES_AT_ONCE:
        pass
    await retention.forget_arrangements(db, before)


async def _forget_some(db: Pool, site: str, before: datetime) -> int:
    async with transaction(db) as conn:
        await lock_sites(conn, [site])
        alerts = await retention.forget_alerts(conn, site, before)
        return alerts + await retention.forget_incidents(conn, site, before)
