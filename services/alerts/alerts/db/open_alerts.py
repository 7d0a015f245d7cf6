"""How many alerts wait for somebody."""

from motorway_kit.db import Pool


async def count_open(db: Pool) -> dict[str, int]:
    """Those that are not resolved, by severity."""
    rows = await db.fetch("SELECT severity, count(*) AS open FROM alert WHERE state <> 'RESOLVED' GROUP BY severity")
    return {row["severity"]: row["open"] for row in rows}
