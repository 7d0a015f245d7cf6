"""What the evaluator keeps in PostgreSQL: its state, and what it knows of the sites."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from motorway_kit.db import Connection, Pool

from alerts.domain.engine import StateRow

SAVE = """
INSERT INTO rule_state (keeper, site, device, state)
SELECT $1, site, device, state FROM unnest($2::text[], $3::text[], $4::bytea[]) AS row (site, device, state)
ON CONFLICT (keeper, site, device) DO UPDATE SET state = excluded.state
"""
DELETE = """
DELETE FROM rule_state USING unnest($2::text[], $3::text[]) AS gone (site, device)
WHERE keeper = $1 AND rule_state.site = gone.site AND rule_state.device = gone.device
"""
SAVE_SITES = """
INSERT INTO site_fact (site, facts, said_at)
SELECT site, facts, now() FROM unnest($1::text[], $2::bytea[]) AS said (site, facts)
ON CONFLICT (site) DO UPDATE SET facts = excluded.facts, said_at = excluded.said_at
"""


class Keeper(StrEnum):
    """Whose state it is: that of rules, or of derived series."""

    RULES = "rules"
    SERIES = "series"


async def load_states(db: "Pool | Connection", keeper: Keeper) -> list[StateRow]:
    rows = await db.fetch("SELECT site, device, state FROM rule_state WHERE keeper = $1", keeper)
    return [StateRow(*row) for row in rows]


async def save_states(conn: Connection, keeper: Keeper, rows: Sequence[StateRow]) -> None:
    """Each row once. A row without a state is deleted."""
    kept = [row for row in rows if row.state is not None]
    gone = [row for row in rows if row.state is None]
    if kept:
        columns = [row.site for row in kept], [row.device for row in kept], [row.state for row in kept]
        await conn.execute(SAVE, keeper, *columns)
    if gone:
        await conn.execute(DELETE, keeper, [row.site for row in gone], [row.device for row in gone])


async def load_sites(db: "Pool | Connection") -> dict[str, bytes]:
    """What pos last said, by site."""
    return {row["site"]: row["facts"] for row in await db.fetch("SELECT site, facts FROM site_fact")}


async def save_sites(conn: Connection, said: Mapping[str, bytes], gone: Sequence[str]) -> None:
    await conn.execute(SAVE_SITES, list(said), list(said.values()))
    await conn.execute("DELETE FROM site_fact WHERE site = ANY($1)", gone)


async def rules_mark(db: "Pool | Connection") -> str:
    """Another one whenever a rule was changed: versions only grow."""
    mark: str = await db.fetchval("SELECT count(*) || '/' || coalesce(sum(version), 0) FROM alert_rule")
    return mark
