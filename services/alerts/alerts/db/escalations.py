"""What is to be told of which alert, and the policies at work, in PostgreSQL."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg
from motorway_kit.db import Connection, Pool

from alerts.db.rows import alert_of
from alerts.domain.conditions import Alert
from alerts.domain.journal import What

DUE = """
SELECT e.*, s.at AS called_at FROM escalation e JOIN alert_step s USING (step_id)
WHERE e.ended_at IS NULL AND e.due_at <= $1 ORDER BY e.due_at LIMIT $2 FOR UPDATE OF e SKIP LOCKED
"""
ANY_WAITS = """
SELECT EXISTS (SELECT FROM alert_step WHERE planned_at IS NULL)
  OR EXISTS (SELECT FROM escalation WHERE ended_at IS NULL AND due_at <= $1)
"""
START = """
INSERT INTO escalation (step_id, policy, alert_id, started_at, stage, due_at)
SELECT $1, $2, $3, $4, 0, $5
WHERE NOT EXISTS (SELECT FROM escalation WHERE alert_id = $3 AND policy = $2 AND ended_at IS NULL)
ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class ToPlan:
    """A step of an alert that nobody looked at yet. `quiet`: it calls for nobody."""

    step_id: int
    alert_id: str
    what: What
    quiet: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Escalation:
    """A policy at work. `stage` comes next; `called_at` is the time of the step that called for somebody."""

    step_id: int
    policy: str
    alert_id: str
    started_at: datetime
    stage: int
    called_at: datetime


async def any_waits(db: Pool, now: datetime) -> bool:
    """Whether there is a step to be planned, or a policy whose next stage is due."""
    return bool(await db.fetchval(ANY_WAITS, now))


async def alone(conn: Connection) -> bool:
    """Whether nobody else plans; then nobody will until the end of the transaction."""
    lock = "SELECT pg_try_advisory_xact_lock(hashtextextended('alerts/planning', 0))"
    return bool(await conn.fetchval(lock))


async def steps_to_plan(conn: Connection, limit: int) -> list[ToPlan]:
    rows = await conn.fetch(
        "SELECT step_id, alert_id, what, quiet, at FROM alert_step WHERE planned_at IS NULL ORDER BY step_id LIMIT $1",
        limit,
    )
    return [ToPlan(r["step_id"], str(r["alert_id"]), What(r["what"]), r["quiet"] != "", r["at"]) for r in rows]


async def mark_planned(conn: Connection, step_ids: Sequence[int], now: datetime) -> None:
    await conn.execute("UPDATE alert_step SET planned_at = $2 WHERE step_id = ANY($1)", step_ids, now)


async def alerts_as_they_are(conn: Connection, alert_ids: Iterable[str]) -> dict[str, Alert]:
    rows = await conn.fetch("SELECT * FROM alert WHERE alert_id = ANY($1::uuid[])", list(alert_ids))
    return {str(row["alert_id"]): alert_of(row) for row in rows}


async def responses(conn: Connection, rules: Iterable[str]) -> Mapping[str, str]:
    """What the rules say is to be done."""
    rows = await conn.fetch(
        "SELECT rule_id, document->>'response' AS response FROM alert_rule WHERE rule_id = ANY($1)", list(rules)
    )
    return {row["rule_id"]: row["response"] or "" for row in rows}


async def start(conn: Connection, escalation: Escalation, due_at: datetime) -> None:
    """Nothing where the policy is at work at the alert already."""
    called = escalation.step_id, escalation.policy, escalation.alert_id
    await conn.execute(START, *called, escalation.started_at, due_at)


async def end(conn: Connection, alert_ids: Sequence[str], now: datetime) -> None:
    """No policy is at work at these alerts any more."""
    await conn.execute(
        "UPDATE escalation SET ended_at = $2 WHERE alert_id = ANY($1::uuid[]) AND ended_at IS NULL", alert_ids, now
    )


async def end_policy(conn: Connection, alert_id: str, policy: str, now: datetime) -> None:
    """It is at work at this alert no more, so that it can begin anew."""
    await conn.execute(
        "UPDATE escalation SET ended_at = $3 WHERE alert_id = $1 AND policy = $2 AND ended_at IS NULL",
        alert_id,
        policy,
        now,
    )


async def due(conn: Connection, now: datetime, limit: int) -> list[Escalation]:
    """They are ours until the end of the transaction."""
    return [_escalation(row) for row in await conn.fetch(DUE, now, limit)]


async def go_on(conn: Connection, escalation: Escalation, due_at: datetime) -> None:
    """To the next stage."""
    await conn.execute(
        "UPDATE escalation SET stage = stage + 1, due_at = $3 WHERE step_id = $1 AND policy = $2",
        escalation.step_id,
        escalation.policy,
        due_at,
    )


async def finish(conn: Connection, escalation: Escalation, now: datetime) -> None:
    await conn.execute(
        "UPDATE escalation SET ended_at = $3 WHERE step_id = $1 AND policy = $2",
        escalation.step_id,
        escalation.policy,
        now,
    )


async def at_work(db: "Pool | Connection") -> int:
    """How many policies are."""
    return int(await db.fetchval("SELECT count(*) FROM escalation WHERE ended_at IS NULL"))


def _escalation(row: asyncpg.Record) -> Escalation:
    return Escalation(
        row["step_id"], row["policy"], str(row["alert_id"]), row["started_at"], row["stage"], row["called_at"]
    )
