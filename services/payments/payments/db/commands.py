"""What is asked of Stripe, in PostgreSQL."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from motorway_kit.db import Connection, Pool

from payments.db.payment_rows import COMMAND, command_of, command_values
from payments.domain.command import Command, Outcome

COLUMNS = ", ".join(COMMAND)


def planned(first: int, *, only_after: bool = False, whence: str = "") -> str:
    """A part of a statement that writes the next command, after its part `finished`. Its key follows those used before.

    Parameters from `first`: those of `command_values`, and whether it is sent at once. Without an id it does nothing,
    nor without a row of `whence`, another part, and with `only_after` also when nothing was finished.
    """
    p = [f"${first + i}" for i in range(10)]
    return f"""planned AS (
  INSERT INTO command (command_id, payment_id, refund_id, kind, key, target, params, created_at, due_at, round,
                       first_sent_at, attempts, server_errors, outcome, error)
  SELECT {p[0]}::uuid, {p[1]}::uuid, {p[2]}::uuid, {p[3]}::text,
    {p[4]}::text || CASE WHEN used.n = 0 THEN '' ELSE ':r' || (used.n + 1) END, {p[5]}::text, {p[6]}::bytea,
    {p[7]}::timestamptz, {p[8]}::timestamptz, used.n + 1,
    CASE WHEN {p[9]}::boolean THEN {p[7]}::timestamptz END, {p[9]}::boolean::integer, 0, '', ''
  FROM (SELECT count(*) AS n FROM finished) AS room,
    (SELECT count(*) AS n FROM command
     WHERE payment_id = {p[1]}::uuid AND (key = {p[4]}::text OR starts_with(key, {p[4]}::text || ':r'))) AS used
    {f", {whence}" if whence else ""}
  WHERE {p[0]}::uuid IS NOT NULL AND (room.n > 0 OR NOT {only_after})
  RETURNING key, round
)"""  # noqa: S608 - of numbers


FINISH = """
UPDATE command SET done_at = $2, outcome = '', error = $3 WHERE command_id = $1::uuid AND done_at IS NULL RETURNING 1
"""
ADD = f"WITH finished AS (SELECT 1), {planned(1)} SELECT key, round FROM planned"  # noqa: S608 - of constants
START_OVER = f"WITH finished AS ({FINISH}), {planned(4, only_after=True)} SELECT key, round FROM planned"  # noqa: S608

# With the values from before: they say what came of the last attempt.
CLAIM = f"""
WITH due AS (
  SELECT {COLUMNS} FROM command WHERE done_at IS NULL AND due_at <= $1
  ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
), claimed AS (
  UPDATE command c SET due_at = $2, outcome = '', attempts = c.attempts + 1,
    first_sent_at = coalesce(c.first_sent_at, $1)
  FROM due WHERE c.command_id = due.command_id
)
SELECT {COLUMNS} FROM due ORDER BY created_at
"""  # noqa: S608 - of constants

POSTPONE = """
UPDATE command SET due_at = $2, outcome = $3, error = $4, server_errors = server_errors + $5,
  first_sent_at = CASE WHEN $6 THEN first_sent_at ELSE $7 END
WHERE command_id = $1 AND done_at IS NULL
"""

OPEN = """
SELECT count(*) FILTER (WHERE outcome = ANY($1)), count(*),
  coalesce(extract(epoch FROM $2 - min(first_sent_at)), 0)::float8
FROM command WHERE done_at IS NULL
"""


class OpenQuestions(NamedTuple):
    """`unknown` of all that are `open`; the age of the oldest in seconds."""

    unknown: int
    open: int
    oldest_s: float


async def add(conn: Connection, command: Command, *, sent: bool) -> Command:
    """Returns it with its key."""
    row = await conn.fetchrow(ADD, *command_values(command), sent)
    assert row is not None
    return replace(command, key=row["key"], round=row["round"])


async def finish(conn: Connection, command_id: str, at: datetime, error: str = "") -> bool:
    """Its outcome is known. False: it was before."""
    return bool(await conn.fetchval(FINISH, command_id, at, error))


async def start_over(conn: Connection, old: Command, new: Command, at: datetime, error: str) -> bool:
    """Another key, as nothing happened under the one before. False: somebody has its outcome already."""
    values = [old.command_id, at, error, *command_values(new), False]
    return await conn.fetchrow(START_OVER, *values) is not None


async def claim(db: "Pool | Connection", now: datetime, until: datetime, limit: int) -> Sequence[Command]:
    """Those that are due, for whoever asks, until then: as they were before."""
    return [command_of(row) for row in await db.fetch(CLAIM, now, until, limit)]


async def renew(db: "Pool | Connection", command: Command, until: datetime) -> bool:
    """Keep one that is still ours. False: it is not."""
    query = "UPDATE command SET due_at = $3 WHERE command_id = $1 AND due_at = $2 AND done_at IS NULL RETURNING true"
    return bool(await db.fetchval(query, command.command_id, command.due_at, until))


async def postpone(conn: Connection, command: Command, due_at: datetime, outcome: Outcome, error: str) -> None:
    """It is worked at again then. What was surely not sent was not sent."""
    wrong = int(outcome is Outcome.SERVER_ERROR)
    maybe = (outcome.unknown, command.first_sent_at)
    await conn.execute(POSTPONE, command.command_id, due_at, outcome, error, wrong, *maybe)


async def open_questions(db: Pool, now: datetime) -> OpenQuestions:
    """For metrics."""
    unknown = [outcome for outcome in Outcome if outcome.unknown]
    row = await db.fetchrow(OPEN, unknown, now)
    assert row is not None
    return OpenQuestions(*row)
