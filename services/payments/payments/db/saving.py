"""What a payment has become, with all that follows from it, as one statement: what it costs is what Stripe costs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from motorway_kit import outbox
from motorway_kit.db import Connection, Pool

from payments.db.commands import planned
from payments.db.payment_rows import PAYMENT, command_values, payment_values
from payments.domain.command import Command
from payments.domain.ledger import Entry
from payments.domain.payment import Payment

COLUMNS = ", ".join(PAYMENT)
N = len(PAYMENT)
VALUES = ", ".join(f"${i + 1}" for i in range(N))
NO_EVENT = (None, None, None, None, None)
NO_ENTRY = (None,) * 9


def told(first: int, whence: str) -> str:
    """A part of a statement that leaves an event in the outbox, if there is one and the part `whence` has a row."""
    p = [f"${first + i}" for i in range(len(NO_EVENT))]
    return f"""told AS (
  {outbox.INSERT} SELECT {p[0]}::uuid, {p[1]}::text, {p[2]}::text, {p[3]}::bytea, {p[4]}::text
  FROM {whence} WHERE {p[0]}::uuid IS NOT NULL
)"""  # noqa: S608 - of numbers


INSERT = f"""
WITH made AS (
  INSERT INTO payment ({COLUMNS}, fingerprint_asked) VALUES ({VALUES}, ${N + 1})
  ON CONFLICT (payment_id) DO NOTHING RETURNING payment_id
), stepped AS (
  INSERT INTO payment_step (payment_id, version, at, state, what, actor)
  SELECT payment_id, 1, ${N + 2}, ${N + 3}, 'created', ${N + 4} FROM made
), {told(N + 14, "made")}
INSERT INTO command (command_id, payment_id, refund_id, kind, key, target, params, created_at, due_at, round,
                     first_sent_at, attempts, server_errors, outcome, error)
SELECT ${N + 5}::uuid, ${N + 6}::uuid, ${N + 7}::uuid, ${N + 8}, ${N + 9}, ${N + 10}, ${N + 11}, ${N + 12}::timestamptz,
  ${N + 13}, 1, ${N + 12}, 1, 0, '', '' FROM made
RETURNING command_id
"""  # noqa: S608 - of constants

# Everything follows from `saved`, which is empty when somebody else has changed the payment. What is done makes room
# for what comes next, of which there may be one at a time. The last column divides by nothing, so that nothing is
# written, when the command was answered meanwhile; an event that was heard before fails, too.
SAVE = f"""
WITH saved AS (
  UPDATE payment SET ({COLUMNS}) = ROW ({VALUES}) WHERE payment_id = $1 AND version = ${N + 1} RETURNING payment_id
), stepped AS (
  INSERT INTO payment_step (payment_id, version, at, state, what, actor)
  SELECT payment_id, ${N}, ${N + 2}, $6, ${N + 3}, ${N + 4} FROM saved WHERE ${N + 3} <> ''
), finished AS (
  UPDATE command c SET done_at = ${N + 2}, outcome = '', error = ${N + 6} FROM saved
  WHERE c.payment_id = saved.payment_id AND command_id = ${N + 5}::uuid AND done_at IS NULL RETURNING 1
), {planned(N + 7, whence="saved")}, entered AS (
  INSERT INTO ledger_entry (entry_id, source_kind, source_id, site_id, payment_id, currency, legs, occurred_at)
  SELECT ${N + 17}::uuid, ${N + 18}::text, ${N + 19}::text, ${N + 20}::text, ${N + 21}::uuid, ${N + 22}::text,
    cardinality(${N + 24}::text[]), ${N + 23}::timestamptz FROM saved WHERE ${N + 17}::uuid IS NOT NULL
  ON CONFLICT (source_kind, source_id) DO NOTHING RETURNING entry_id, source_kind, source_id
), legs AS (
  INSERT INTO ledger_leg (entry_id, source_kind, source_id, leg_kind, amount_minor)
  SELECT entered.*, leg.* FROM entered, unnest(${N + 24}::text[], ${N + 25}::bigint[]) AS leg
), {told(N + 26, "saved")}, heard AS (
  INSERT INTO inbox (event_id) SELECT ${N + 31}::text FROM saved WHERE ${N + 31}::text <> ''
)
SELECT planned.key, planned.round, EXISTS (SELECT FROM entered) AS entered,
  CASE WHEN ${N + 32}::boolean THEN 1 / (SELECT count(*) FROM finished) END
FROM saved LEFT JOIN planned ON true
"""  # noqa: S608 - of constants


@dataclass(frozen=True)
class Saving:
    """What is written with a payment. An empty `what` is no step; `done` is answered, `planned` is asked next.

    `only_open`: nothing is written unless `done` is still open. `event`: a row of the outbox, or NO_EVENT.
    `heard`: the event of somebody else by which it changes.
    """

    version: int
    at: datetime
    what: str = ""
    actor: str = ""
    done: str = ""
    error: str = ""
    planned: Command | None = None
    sent: bool = False
    entry_id: str = ""
    entry: Entry | None = None
    event: Sequence[Any] = NO_EVENT
    heard: str = ""
    only_open: bool = False


class Saved(NamedTuple):
    """What was planned, with its key; and whether the entry was posted, which it is not where it is already."""

    planned: Command | None
    entered: bool


async def insert(db: "Pool | Connection", payment: Payment, asked: bytes, first: Command, event: Sequence[Any]) -> bool:
    """With its first command, as being sent, and a row of the outbox. False: there is a payment with this id."""
    step = [payment.created_at, payment.state, payment.created_by]
    return bool(await db.fetchval(INSERT, *payment_values(payment), asked, *step, *command_values(first), *event))


async def save(db: "Pool | Connection", payment: Payment, with_: Saving) -> Saved | None:
    """None: it is of another version than that which is changed, and nothing was written.

    Raises asyncpg.DivisionByZeroError: the command is answered; UniqueViolationError: the event was heard before, or
    something else is asked of Stripe. Nothing was written then, either.
    """
    row = await db.fetchrow(
        SAVE,
        *payment_values(payment),
        *(with_.version, with_.at, with_.what, with_.actor, with_.done or None, with_.error),
        *(command_values(with_.planned) if with_.planned else [None] * 9),
        with_.sent,
        *(_entry_values(with_.entry_id, with_.entry) if with_.entry else NO_ENTRY),
        *with_.event,
        with_.heard,
        with_.only_open,
    )
    if row is None:
        return None
    command = replace(with_.planned, key=row["key"], round=row["round"]) if with_.planned and row["key"] else None
    return Saved(command, row["entered"])


def _entry_values(entry_id: str, entry: Entry) -> Sequence[Any]:
    of = entry.of
    return (
        *(entry_id, entry.kind, entry.source_id, of.site_id, of.payment_id or None, of.currency, of.at),
        [leg.account for leg in entry.legs],
        [leg.amount_minor for leg in entry.legs],
    )
