"""PostgreSQL: the pool, transactions and the migration runner."""

import asyncio
import hashlib
from asyncio import Event
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias

import asyncpg

from motorway_kit.errors import MotorwayError
from motorway_kit.health import Health
from motorway_kit.log import get_logger
from motorway_kit.tracing import exporting, queried

log = get_logger(__name__)

Pool: TypeAlias = "asyncpg.Pool[asyncpg.Record]"
Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record] | asyncpg.pool.PoolConnectionProxy[asyncpg.Record]"
PHASES = ("*", "pre", "post")
NO_TRANSACTION = "-- no-transaction"
COMMAND_TIMEOUT_S = 30.0
CONNECT_TIMEOUT_S = 5.0
RETRY_S = 1.0
AWAY = (
    OSError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InternalClientError,
)
"""What a call raises when the database is away, just stopping, or full (of connections, or its disk); the last comes
when it dies in mid-answer."""
FAILURES = (asyncpg.PostgresError, *AWAY)
"""What background work must survive."""
REFUSED_DATA = (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError)
"""The database does not take these values, however often they are sent."""
ROLLED_BACK = asyncpg.TransactionRollbackError
"""The database ended a transaction for another's sake, such as one that waited in a circle: it may be done again."""
_asked: ContextVar[Event | None] = ContextVar("motorway_asked", default=None)
_sleepers: dict[Pool, set[Event]] = {}
KIT_MIGRATIONS = Path(str(files("motorway_kit") / "migrations"))


class MigrationChanged(MotorwayError):
    """An applied migration file is not what it was."""


@asynccontextmanager
async def pool(url: str, health: Health, *, max_size: int = 8) -> AsyncIterator[Pool]:
    """A connection pool; waits until the server answers, and registers the readiness check `database`."""
    health.register("database", lambda: False)
    db = await _patient_pool(url, max_size)

    async def answers() -> bool:
        return bool(await db.fetchval("SELECT true", timeout=2))

    health.register("database", answers)
    try:
        yield db
    finally:
        db.terminate()


async def _patient_pool(url: str, max_size: int) -> Pool:
    while True:
        try:
            return await asyncpg.create_pool(
                url,
                min_size=1,
                max_size=max_size,
                command_timeout=COMMAND_TIMEOUT_S,
                timeout=CONNECT_TIMEOUT_S,
                reset=_left_clean,
                init=_observed if exporting() else None,
            )
        except AWAY as error:
            log.warning("database not there yet", error=str(error))
            await asyncio.sleep(RETRY_S)


async def _observed(conn: Connection) -> None:
    conn.add_query_logger(lambda record: queried(record.query, record.elapsed, record.exception))


async def _left_clean(_: Connection) -> None:
    """A connection goes back to the pool as it is, which saves a round trip each time.

    asyncpg itself has ended a transaction that was left open; nothing else of a session is changed by anybody here.
    """


@asynccontextmanager
async def transaction(db: Pool) -> AsyncIterator[Connection]:
    """One transaction: committed when the block ends, rolled back when it raises."""
    asked = Event()
    outer = _asked.set(asked)
    try:
        async with db.acquire(timeout=CONNECT_TIMEOUT_S) as conn, conn.transaction():
            yield conn
        if asked.is_set():
            wake(db)
    finally:
        _asked.reset(outer)


def wake_after_commit() -> None:
    """Wake who `sleeps` once the block of `transaction` around this is committed."""
    asked = _asked.get()
    if asked is not None:
        asked.set()


def wake(db: Pool) -> None:
    """Wake who `sleeps` in this process: something was committed through the pool.

    NOTIFY would be a round trip more for each commit, and wake the other replicas for what this one does by itself.
    """
    for sleeper in _sleepers.get(db, ()):
        sleeper.set()


@contextmanager
def sleeps(db: Pool) -> Iterator[Event]:
    """The event is set when somebody in this process calls for those who sleep at the pool."""
    sleepers, sleeper = _sleepers.setdefault(db, set()), Event()
    sleepers.add(sleeper)
    try:
        yield sleeper
    finally:
        sleepers.discard(sleeper)
        if not sleepers:
            _sleepers.pop(db, None)


async def migrate(url: str, directory: Path, phase: str = "*") -> list[str]:
    """Apply what is missing of the `NNNN_{pre,post}_what.sql` files, in order of name.

    Returns the names applied. `phase`: `pre` or `post` alone. The tables of outbox and inbox come first.
    Raises MigrationChanged when an applied file was edited.
    """
    if phase not in PHASES:
        raise ValueError(f"{phase} is none of {PHASES}")
    conn = await asyncpg.connect(url, timeout=CONNECT_TIMEOUT_S)
    try:
        await conn.execute("SELECT pg_advisory_lock(hashtext('motorway_migrate'))")
        await conn.execute(
            "CREATE TABLE IF NOT EXISTS schema_migration"
            " (name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())"
        )
        migrations = [path for place in (KIT_MIGRATIONS, directory) for path in sorted(place.glob(f"*_{phase}_*.sql"))]
        return [path.name for path in migrations if await _apply(conn, path)]
    finally:
        await conn.close()


async def _apply(conn: Connection, path: Path) -> bool:
    sql = path.read_text()  # noqa: ASYNC240 - a small local file, before anything is served
    checksum = hashlib.sha256(sql.encode()).hexdigest()
    applied = await conn.fetchval("SELECT checksum FROM schema_migration WHERE name = $1", path.name)
    if applied == checksum:
        return False
    if applied is not None:
        raise MigrationChanged("an applied migration was edited", name=path.name)
    if sql.startswith(NO_TRANSACTION):
        await conn.execute(sql)
        await _record(conn, path.name, checksum)
    else:
        async with conn.transaction():
            await conn.execute("SET LOCAL lock_timeout = '5s'")
            await conn.execute(sql)
            await _record(conn, path.name, checksum)
    return True


async def _record(conn: Connection, name: str, checksum: str) -> None:
    await conn.execute("INSERT INTO schema_migration (name, checksum) VALUES ($1, $2)", name, checksum)
