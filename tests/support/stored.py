"""What the platform stored, in the form of the simulator's ledger."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import psycopg
from forecourt_simulator.ledger import series_totals

from tests.support.platform import Platform

ROWS = """
SELECT s.device, s.metric, (extract(epoch FROM r.time) * 1000000)::bigint, r.value
FROM reading r JOIN series s USING (series_id)
WHERE s.site = %s
ORDER BY s.device, s.metric
"""
Totals = dict[str, Any]


def stored_series(platform: Platform, site: str) -> dict[str, Totals]:
    """Per `device metric`: count and checksum of the stored readings."""
    with psycopg.connect(platform["DATABASE_URL_TELEMETRY"]) as conn, conn.cursor("rows") as cursor:
        cursor.itersize = 20_000
        rows: Iterator[Any] = iter(cursor.execute(ROWS, [site]))
        totals = {}
        for (device, metric), group in groupby(rows, key=lambda row: row[:2]):
            totals[f"{device} {metric}"] = series_totals(device, metric, ((r[2], r[3]) for r in group)).as_json()
        return totals


def differences(told: dict[str, Totals], stored: dict[str, Totals]) -> dict[str, object]:
    """Series whose count or checksum is not what the simulator says, with both sides."""
    return {
        name: (_identity(totals), _identity(stored.get(name)))
        for name, totals in told.items()
        if _identity(totals) != _identity(stored.get(name))
    }


def _identity(totals: Totals | None) -> tuple[int, str] | None:
    return (totals["count"], totals["hash_sum"]) if totals else None
