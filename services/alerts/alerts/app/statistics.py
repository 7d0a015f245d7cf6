"""How alerts were looked after."""

from datetime import datetime

from motorway_access.caller import Scope
from motorway_kit.db import Pool

from alerts.db import statistics
from alerts.domain.statistics import Statistics, check_range


async def get_statistics(db: Pool, scope: Scope, start: datetime, end: datetime, now: datetime) -> Statistics:
    """Of alerts raised in [start, end). Raises InvalidInput."""
    check_range(start, end)
    async with db.acquire() as conn:
        total, *rules = await statistics.get_figures(conn, scope, start, end, now)
        peak = await statistics.get_peak(conn, scope, start, end)
    return Statistics(total, rules, peak)
