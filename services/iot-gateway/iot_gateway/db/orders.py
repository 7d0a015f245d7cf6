"""SQL of the command log."""

from collections.abc import Sequence
from datetime import datetime

import asyncpg
from motorway_access.caller import Scope
from motorway_kit.db import Connection

from iot_gateway.db import Reader
from iot_gateway.domain.orders import Answer, LoggedOrder, Outcome
from iot_gateway.domain.records import clean

ORDER = (
    "command_id::text, site, pump, kind, actor, sent_at, answered_at, outcome, refusal_code, refusal_reason,"
    " request_hash, command, response"
)
# A controller that was heard of but never said that it is online has version 0: nothing is known of it.
OFFLINE = "SELECT NOT online FROM controller WHERE site = $1 AND version > 0"


async def insert_order(conn: Reader, order: LoggedOrder, idempotency_key: str) -> Outcome | None:
    """NOT_SENT when the site's controller is offline, else UNKNOWN; None when the key was used before."""
    outcome = await conn.fetchval(
        "INSERT INTO command_log (site, command_id, pump, kind, actor, idempotency_key, request_hash, command,"  # noqa: S608
        f" sent_at, outcome) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, CASE WHEN ({OFFLINE}) THEN 'NOT_SENT'"
        " ELSE 'UNKNOWN' END) ON CONFLICT (idempotency_key) DO NOTHING RETURNING outcome",
        order.site,
        order.command_id,
        order.pump,
        order.kind,
        order.actor,
        idempotency_key,
        order.request_hash,
        order.command,
        order.sent_at,
    )
    return None if outcome is None else Outcome(outcome)


async def is_offline(conn: Reader, site: str) -> bool:
    """False also when nothing is known of the site's controller."""
    return bool(await conn.fetchval(OFFLINE, site))


async def lock_order(conn: Connection, idempotency_key: str) -> LoggedOrder | None:
    sql = f"SELECT {ORDER} FROM command_log WHERE idempotency_key = $1 FOR UPDATE"  # noqa: S608
    row = await conn.fetchrow(sql, idempotency_key)
    return _order(row) if row else None


async def save_sent_again(conn: Connection, command_id: str, now: datetime) -> None:
    sql = "UPDATE command_log SET sent_at = $2, outcome = 'UNKNOWN' WHERE command_id = $1"
    await conn.execute(sql, command_id, now)


async def save_not_sent(conn: Reader, command_id: str, sent_at: datetime) -> None:
    """Of the attempt at `sent_at`, unless the order was sent again meanwhile."""
    await conn.execute(
        "UPDATE command_log SET outcome = 'NOT_SENT' WHERE command_id = $1 AND sent_at = $2 AND answered_at IS NULL",
        command_id,
        sent_at,
    )


async def save_answers(conn: Connection, answers: Sequence[Answer]) -> None:
    """Each to its site's own order; the first answer to an order stands.

    One that a crash of the server takes leaves its order UNKNOWN: no commit waits for the disk, where orders need it.
    """
    await conn.execute("SET LOCAL synchronous_commit TO off")
    await conn.executemany(
        "UPDATE command_log SET answered_at = $3, outcome = $4, refusal_code = $5, refusal_reason = $6, response = $7"
        " WHERE command_id = $1 AND site = $2 AND answered_at IS NULL",
        [
            (
                answer.command_id,
                answer.site,
                answer.at,
                answer.outcome,
                answer.response.refusal_code,
                clean(answer.response.refusal_reason),
                answer.response.SerializeToString(),
            )
            for answer in answers
        ],
    )


async def list_orders(conn: Reader, scope: Scope, pump: int, before: str | None, limit: int) -> list[LoggedOrder]:
    """Newest first. `pump`: orders to it and to its whole site; 0: all."""
    rows = await conn.fetch(
        f"SELECT {ORDER} FROM command_log WHERE ($1::text[] IS NULL OR site = ANY($1))"  # noqa: S608
        " AND ($2 = 0 OR pump IN ($2, 0)) AND ($3::uuid IS NULL OR command_id < $3)"
        " ORDER BY command_id DESC LIMIT $4",
        scope.listed,
        pump,
        before,
        limit,
    )
    return [_order(row) for row in rows]


async def prune_orders(conn: Reader, older_than: datetime) -> None:
    await conn.execute("DELETE FROM command_log WHERE sent_at < $1", older_than)


def _order(row: asyncpg.Record) -> LoggedOrder:
    return LoggedOrder(*row)._replace(outcome=Outcome(row["outcome"]))
