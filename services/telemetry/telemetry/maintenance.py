"""Background work: rollups every few seconds; room ahead, retention and pruning every hour."""

import asyncio
import ctypes
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from motorway_kit.db import Pool, transaction
from motorway_kit.log import get_logger

from telemetry import db, metrics
from telemetry.engine import Engine
from telemetry.settings import TelemetrySettings

log = get_logger(__name__)

# The pause grows with the work, so that it never takes more than a quarter of one core.
ROLL_UP_S = 5.0
LONGEST_ROLL_UP_S = 60.0
HOUSE_S = 3600.0
AFTER_FAILURE_S = 10.0


async def keep_rolling_up(pool: Pool, engine: Engine) -> None:
    """For ever."""
    rolled_up_at = time.monotonic()
    metrics.rollup_lag_seconds.set_function(lambda: time.monotonic() - rolled_up_at)

    async def roll_up() -> float:
        nonlocal rolled_up_at
        started = time.monotonic()
        await engine.roll_up(pool)
        rolled_up_at = time.monotonic()
        give_back_memory()
        return min(max(ROLL_UP_S, 3 * (rolled_up_at - started)), LONGEST_ROLL_UP_S)

    await _every("rollups", roll_up)


def give_back_memory() -> None:
    """Return what a burst of readings needed; glibc alone would keep it."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


async def keep_house(pool: Pool, engine: Engine, settings: TelemetrySettings) -> None:
    """For ever."""

    async def clean() -> float:
        now = datetime.now(UTC)
        await engine.keep_house(pool, now, settings)
        async with transaction(pool) as conn:
            await db.delete_ingested(conn, now - timedelta(days=settings.dedupe_days))
        return HOUSE_S

    await _every("housekeeping", clean)


async def _every(what: str, work: Callable[[], Awaitable[float]]) -> None:
    """Do it again after as many seconds as it says itself."""
    while True:
        try:
            pause_s = await work()
        except db.FAILURES as error:
            log.warning("background work failed, it will be tried again", what=what, error=repr(error))
            pause_s = AFTER_FAILURE_S
        await asyncio.sleep(pause_s)
