"""Runs of the reconciliation: one of a kind at a time, whatever the number of replicas."""

from datetime import datetime
from typing import NamedTuple

from motorway_kit.db import Connection, Pool

ABANDONED = "abandoned"
END_ABANDONED = """
UPDATE reconciliation_run SET ended_at = $2, failure = $3 WHERE what = $1 AND ended_at IS NULL AND lease_until < $2
"""
# `unless_since`: not when one has come to its end that began since then.
BEGIN = """
INSERT INTO reconciliation_run (run_id, what, started_at, started_by, lease_until)
SELECT $1, $2::text, $3, $4, $5
WHERE $6::timestamptz IS NULL OR NOT EXISTS (
  SELECT FROM reconciliation_run WHERE what = $2 AND started_at > $6 AND ended_at IS NOT NULL AND failure = ''
)
ON CONFLICT (what) WHERE ended_at IS NULL DO NOTHING
RETURNING true
"""
NEWEST = """
SELECT
  (SELECT started_at FROM reconciliation_run WHERE what = $1 ORDER BY started_at DESC LIMIT 1),
  (SELECT started_at FROM reconciliation_run WHERE what = $1 AND ended_at IS NOT NULL AND failure = ''
   ORDER BY started_at DESC LIMIT 1)
"""


class Newest(NamedTuple):
    """When the newest runs of a kind began: of all, and of those that came to their end."""

    tried_at: datetime | None
    done_at: datetime | None


class Start(NamedTuple):
    run_id: str
    what: str
    at: datetime
    by: str
    lease_until: datetime


class Tally(NamedTuple):
    compared: int = 0
    found: int = 0
    healed: int = 0


async def begin(conn: Connection, start: Start, unless_since: datetime | None) -> bool:
    """False: one of the kind is at work, or has been since then."""
    await conn.execute(END_ABANDONED, start.what, start.at, ABANDONED)
    return bool(await conn.fetchval(BEGIN, *start, unless_since))


async def extend(db: Pool, run_id: str, until: datetime, tally: Tally) -> bool:
    """False: the run was taken for abandoned."""
    query = (
        "UPDATE reconciliation_run SET lease_until = $2, compared = $3, found = $4, healed = $5"
        " WHERE run_id = $1 AND ended_at IS NULL"
    )
    return bool((await db.execute(query, run_id, until, *tally)).endswith("1"))


async def end(db: Pool, run_id: str, at: datetime, failure: str, tally: Tally) -> None:
    await db.execute(
        "UPDATE reconciliation_run SET ended_at = $2, failure = $3, compared = $4, found = $5, healed = $6"
        " WHERE run_id = $1 AND ended_at IS NULL",
        run_id,
        at,
        failure,
        *tally,
    )


async def newest(db: Pool, what: str) -> Newest:
    row = await db.fetchrow(NEWEST, what)
    assert row is not None
    return Newest(*row)


async def forget(db: Pool, before: datetime) -> None:
    """All but the newest that came to its end of each kind."""
    await db.execute(
        "DELETE FROM reconciliation_run r WHERE started_at < $1 AND EXISTS (SELECT FROM reconciliation_run n"
        " WHERE n.what = r.what AND n.started_at > r.started_at AND n.ended_at IS NOT NULL AND n.failure = '')",
        before,
    )
