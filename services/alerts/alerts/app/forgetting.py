"""What happened is forgotten when rules are not tried on it any more."""

import asyncio
from datetime import timedelta

from motorway_kit.db import FAILURES
from motorway_kit.log import get_logger

from alerts.db.history import prune_occurrences
from alerts.parts import Alerts

log = get_logger(__name__)

KEPT = timedelta(days=35)
EVERY_S = 3600.0


async def forget_occurrences(parts: Alerts) -> None:
    """For ever."""
    while True:
        before = parts.clock() - KEPT
        try:
            await prune_occurrences(parts.db, int(before.timestamp() * 1_000_000))
        except FAILURES as error:
            log.warning("old occurrences cannot be forgotten", error=str(error))
        await asyncio.sleep(EVERY_S)
