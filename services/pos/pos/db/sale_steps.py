"""The time line of a sale."""

from datetime import datetime
from typing import NamedTuple

from motorway_kit.db import Connection, Pool

from pos.domain.sale import SaleState


class Step(NamedTuple):
    """`actor` is empty when a device did it."""

    version: int
    at: datetime
    state: SaleState
    what: str
    actor: str


async def steps_of(db: "Pool | Connection", sale_id: str) -> list[Step]:
    """Oldest first."""
    rows = await db.fetch(
        "SELECT version, at, state, what, actor FROM sale_step WHERE sale_id = $1 ORDER BY version", sale_id
    )
    return [Step(row["version"], row["at"], SaleState(row["state"]), row["what"], row["actor"]) for row in rows]
