"""The journal of alerts in PostgreSQL."""

from collections.abc import Sequence
from dataclasses import fields

import asyncpg
import orjson
from motorway_kit.db import Connection, Pool

from alerts.domain.conditions import Severity
from alerts.domain.journal import Step, What

COLUMNS = tuple(field.name for field in fields(Step))
ADD_STEPS = """
INSERT INTO alert_step (alert_id, site, what, quiet, version, severity, actor, at, note, data)
SELECT alert_id, site, what, quiet, version, severity, actor, at, note, data
FROM jsonb_to_recordset($1::jsonb) AS step(alert_id uuid, site text, what text, quiet text, version bigint,
  severity text, actor text, at timestamptz, note text, data jsonb)
"""


async def add_steps(conn: Connection, steps: Sequence[Step]) -> None:
    if steps:
        rows = [{name: getattr(step, name) for name in COLUMNS} for step in steps]
        await conn.execute(ADD_STEPS, orjson.dumps(rows).decode())


async def list_steps(db: "Pool | Connection", alert_id: str, limit: int) -> list[Step]:
    """The newest of them, oldest first."""
    rows = await db.fetch(
        "SELECT * FROM alert_step WHERE alert_id = $1 ORDER BY step_id DESC LIMIT $2", alert_id, limit
    )
    return [_step(row) for row in reversed(rows)]


async def get_note(conn: Connection, key: str) -> Step | None:
    """The note of an idempotency key."""
    row = await conn.fetchrow("SELECT * FROM alert_step WHERE what = 'NOTED' AND data ->> 'key' = $1", key)
    return None if row is None else _step(row)


def _step(row: asyncpg.Record) -> Step:
    return Step(
        alert_id=str(row["alert_id"]),
        site=row["site"],
        what=What(row["what"]),
        version=row["version"],
        severity=Severity(row["severity"]),
        at=row["at"],
        quiet=row["quiet"],
        actor=row["actor"],
        note=row["note"],
        data=orjson.loads(row["data"]),
    )
