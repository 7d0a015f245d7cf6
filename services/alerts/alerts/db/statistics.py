"""Statistics of alerts in PostgreSQL. What was out of service does not count."""

from datetime import datetime

import asyncpg
from motorway_access.caller import Scope
from motorway_kit.db import Connection

from alerts.domain.statistics import NUISANCE, STALE, Figures

FIGURES = """
SELECT coalesce(rule, '') AS rule, count(*) AS raised, count(*) FILTER (WHERE chattering) AS chattering,
  count(*) FILTER (WHERE chattering OR (resolved_at IS NOT NULL AND resolved_by = '' AND acknowledged_at IS NULL
                                        AND resolved_at - raised_at <= $4::interval)) AS nuisance,
  count(*) FILTER (WHERE state <> 'RESOLVED') AS standing,
  count(*) FILTER (WHERE state <> 'RESOLVED' AND raised_at + $5::interval < $6::timestamptz) AS stale,
  count(acknowledged_at) AS acknowledged, count(resolved_at) AS resolved,
  extract(epoch FROM avg(acknowledged_at - raised_at))::float AS mean_acknowledge_s,
  extract(epoch FROM avg(resolved_at - raised_at))::float AS mean_resolve_s
FROM alert
WHERE ($1::text[] IS NULL OR site = ANY($1)) AND raised_at >= $2 AND raised_at < $3 AND suppression <> 'OUT_OF_SERVICE'
GROUP BY GROUPING SETS ((), (rule)) ORDER BY grouping(alert.rule) DESC, count(*) DESC, alert.rule
"""

PEAK = """
SELECT coalesce(max(raised), 0) FROM (
  SELECT count(*) AS raised FROM alert
  WHERE ($1::text[] IS NULL OR site = ANY($1)) AND raised_at >= $2 AND raised_at < $3
    AND suppression <> 'OUT_OF_SERVICE'
  GROUP BY floor(extract(epoch FROM raised_at) / 600)) AS ten_minutes
"""


async def get_figures(conn: Connection, scope: Scope, start: datetime, end: datetime, now: datetime) -> list[Figures]:
    """Those of all first, then of each rule, most raised first."""
    return [_figures(row) for row in await conn.fetch(FIGURES, scope.listed, start, end, NUISANCE, STALE, now)]


async def get_peak(conn: Connection, scope: Scope, start: datetime, end: datetime) -> int:
    return int(await conn.fetchval(PEAK, scope.listed, start, end))


def _figures(row: asyncpg.Record) -> Figures:
    return Figures(**dict(row.items()))
