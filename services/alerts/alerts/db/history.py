"""What happened, kept for a while so that rules can be tried on it."""

from collections.abc import Sequence
from dataclasses import replace

import asyncpg
import orjson
from motorway_kit.db import Connection, Pool

from alerts.domain.observation import Occurrence

ADD = """
INSERT INTO occurrence_history (event_id, type, site, subject, time_us, received_us, position, fields)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[],
                     $5::bigint[], $6::bigint[], $7::bigint[], $8::jsonb[])
ON CONFLICT DO NOTHING
"""
READ = """
SELECT site, type, subject, time_us, received_us, position, event_id, fields FROM occurrence_history
WHERE site = $1 AND type = ANY($2) AND received_us >= $3 AND received_us < $4 ORDER BY received_us, event_id LIMIT $5
"""
PRUNE = """
DELETE FROM occurrence_history WHERE ctid = ANY(ARRAY(
  SELECT ctid FROM occurrence_history WHERE received_us < $1 LIMIT $2))
"""
PRUNE_AT_ONCE = 10_000


async def add_occurrences(conn: Connection, happened: Sequence[Occurrence]) -> None:
    """Keep them; what is kept already stays as it is."""
    if not happened:
        return
    rows = [(o.event_id, o.type, o.site, o.subject, o.time_us, o.received_us, o.position, _json(o)) for o in happened]
    await conn.execute(ADD, *map(list, zip(*rows, strict=True)))


async def read_occurrences(
    db: Pool, site: str, types: Sequence[str], span_us: tuple[int, int], limit: int
) -> list[Occurrence]:
    """Those received in [start, end), in the order of their receipt."""
    return [_occurrence(row) for row in await db.fetch(READ, site, list(types), *span_us, limit)]


async def prune_occurrences(db: Pool, before_us: int) -> int:
    """Forget what was received before; some at a time. Says how many."""
    pruned = 0
    while True:
        done = await db.execute(PRUNE, before_us, PRUNE_AT_ONCE)
        pruned += (count := int(done.rpartition(" ")[2]))
        if count < PRUNE_AT_ONCE:
            return pruned


def _json(occurrence: Occurrence) -> str:
    return orjson.dumps(occurrence.fields).decode()


def _occurrence(row: asyncpg.Record) -> Occurrence:
    return replace(Occurrence(*row), fields=orjson.loads(row["fields"]))
