"""Price sets in PostgreSQL."""

from dataclasses import dataclass

import orjson
from motorway_kit.db import Connection, Pool

from pos.domain.price import Prices

PUMP_NOW = """
SELECT s.number, w.prices, w.confirmed_at IS NOT NULL AS confirmed, coalesce(w.reason, '') AS reason
FROM price_set s
LEFT JOIN price_work w ON w.site_id = s.site_id AND w.kind = 'pump' AND w.pump = $2 AND w.price_set = s.number
WHERE s.site_id = $1 AND s.state = 'in_force'
"""


@dataclass(frozen=True, slots=True)
class PumpNow:
    """The set in force at the site, and what the pump was given of it: nozzle → unit price."""

    price_set: int
    prices: dict[int, int]
    confirmed: bool
    reason: str


async def pump_now(conn: "Pool | Connection", site_id: str, pump: int) -> PumpNow | None:
    """None when no set is in force at the site."""
    row = await conn.fetchrow(PUMP_NOW, site_id, pump)
    if row is None:
        return None
    return PumpNow(row["number"], _by_nozzle(row["prices"]), row["confirmed"], row["reason"])


async def prices_of(conn: "Pool | Connection", site_id: str, price_set: int) -> dict[tuple[str, str], int]:
    """(grade, service level) → unit price; empty when there is no such set."""
    rows = await conn.fetch(
        "SELECT grade_id, service_level, unit_price_milli FROM price WHERE site_id = $1 AND price_set = $2",
        site_id,
        price_set,
    )
    return {(row["grade_id"], row["service_level"]): row["unit_price_milli"] for row in rows}


def _by_nozzle(text: str | None) -> dict[int, int]:
    return {int(nozzle): price for nozzle, price in orjson.loads(text or "{}").items()}
