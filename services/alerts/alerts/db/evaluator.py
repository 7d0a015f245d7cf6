"""The right to evaluate rules, which one process has at a time."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from os import getpid

import asyncpg
from motorway_kit.db import CONNECT_TIMEOUT_S, FAILURES, Connection
from motorway_kit.errors import Unavailable
from motorway_kit.log import get_logger

log = get_logger(__name__)

TRY_AGAIN_S = 1.0
LOOK_S = 2.0
TRY_LOCK = "SELECT pg_try_advisory_lock(hashtextextended('alerts/evaluator', 0))"
TAKE = "UPDATE evaluator SET epoch = epoch + 1, holder = $1, since = now() RETURNING epoch"
SESSION = {
    "application_name": "alerts evaluator",
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
}
"""Whose machine vanished has lost the lock after some ten seconds."""


class EvaluatorMoved(Unavailable):
    """Another process evaluates the rules now."""


@dataclass(frozen=True)
class Turn:
    """The right to evaluate, until `over` is set. `told` is set when rules were changed, by whatever process."""

    epoch: int
    over: asyncio.Event = field(default_factory=asyncio.Event)
    told: asyncio.Event = field(default_factory=asyncio.Event)


@asynccontextmanager
async def turn(url: str, channel: str) -> AsyncIterator[Turn]:
    """Wait until nobody else evaluates. The right is a lock of a session of its own, and ends with it.

    `channel` is where changes of rules are told of.
    """
    conn = await _locked(url)
    try:
        taken = Turn(await conn.fetchval(TAKE, f"{socket.gethostname()}/{getpid()}"))
        conn.add_termination_listener(lambda *_: taken.over.set())
        await conn.add_listener(channel, lambda *_: taken.told.set())
        looking = asyncio.create_task(_look(conn, taken))
        try:
            yield taken
        finally:
            looking.cancel()
    finally:
        conn.terminate()


async def require_epoch(conn: Connection, epoch: int) -> None:
    """Nobody takes over before the end of this transaction. Raises EvaluatorMoved when somebody has."""
    if await conn.fetchval("SELECT epoch FROM evaluator FOR SHARE") != epoch:
        raise EvaluatorMoved("another process evaluates the rules now", epoch=epoch)


async def _locked(url: str) -> "asyncpg.Connection[asyncpg.Record]":
    """A session that has the lock. Raises what a connection raises that cannot be made or is lost."""
    conn = await asyncpg.connect(url, timeout=CONNECT_TIMEOUT_S, command_timeout=10.0, server_settings=SESSION)
    try:
        while not await conn.fetchval(TRY_LOCK):  # noqa: ASYNC110 - nothing tells of a lock that is free
            await asyncio.sleep(TRY_AGAIN_S)
    except BaseException:
        conn.terminate()
        raise
    return conn


async def _look(conn: "asyncpg.Connection[asyncpg.Record]", taken: Turn) -> None:
    """A session that does not answer is over."""
    try:
        while not taken.over.is_set():
            await conn.fetchval("SELECT 1", timeout=LOOK_S)
            await asyncio.sleep(LOOK_S)
    except FAILURES as error:
        log.warning("the right to evaluate is lost", error=str(error))
    taken.over.set()
