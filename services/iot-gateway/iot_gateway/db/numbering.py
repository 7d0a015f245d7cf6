"""SQL of the numbers of transactions: where a pump's series is, and what waits in quarantine for a number."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from motorway_kit.db import Connection

from iot_gateway.db import Reader
from iot_gateway.db.messages import QUARANTINED
from iot_gateway.domain.records import PumpNumbers, Quarantined
from iot_gateway.domain.topics import transaction_topic

# In quarantine: transactions of the pump whose number was used for another one.
NUMBERS = """
SELECT w.pump, w.base, greatest(w.sequence, w.base, (SELECT t.sequence FROM fuelling_transaction t
    WHERE t.site = w.site AND t.pump = w.pump ORDER BY t.sequence DESC LIMIT 1)) AS last,
  q.reused, q.reused_since
FROM transaction_watermark w CROSS JOIN LATERAL (
  SELECT count(*) AS reused, min(received_at) AS reused_since FROM quarantine
  WHERE site = w.site AND reason = 'SequenceReused'
    AND topic = 'motorway/v1/' || w.site || '/pump/' || w.pump || '/transaction') q
WHERE w.site = $1 AND ($2 = 0 OR w.pump = $2) ORDER BY w.pump
"""
REUSED = f"""
SELECT {QUARANTINED} FROM quarantine
WHERE site = $1 AND reason = 'SequenceReused' AND topic = $2 AND received_at >= $3 ORDER BY quarantine_id
"""  # noqa: S608


async def numbers(db: Reader, site: str, pump: int = 0) -> list[PumpNumbers]:
    """Of the site's pumps that sent a transaction ever; of one of them, or of all (0)."""
    return [PumpNumbers(*row) for row in await db.fetch(NUMBERS, site, pump)]


async def save_base(conn: Connection, site: str, pump: int, base: int) -> None:
    await conn.execute("UPDATE transaction_watermark SET base = $3 WHERE site = $1 AND pump = $2", site, pump, base)


async def bases(db: Reader, site: str) -> Mapping[int, int]:
    """By pump, those that are not 0."""
    rows = await db.fetch("SELECT pump, base FROM transaction_watermark WHERE site = $1 AND base > 0", site)
    return {row["pump"]: row["base"] for row in rows}


async def reused(db: Reader, site: str, pump: int, since: datetime) -> list[Quarantined]:
    """The oldest first."""
    rows = await db.fetch(REUSED, site, transaction_topic(site, pump), since)
    return [Quarantined(*row) for row in rows]


async def forget_quarantined(db: Reader, quarantine_ids: Sequence[str]) -> None:
    await db.execute("DELETE FROM quarantine WHERE quarantine_id = ANY($1::text[]::uuid[])", list(quarantine_ids))
