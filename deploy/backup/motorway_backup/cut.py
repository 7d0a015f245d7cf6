"""One instant of all databases.

A change of one service reaches another by an event, which is in its outbox from the moment of the change. While all
outboxes are locked no such change can be committed; the snapshots that are taken meanwhile therefore never hold an
effect without its cause. The locks are held for as long as the snapshots need: some milliseconds.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import psycopg

from motorway_backup.postgresql import DATABASES, Server

LOCK_TIMEOUT = "3s"
TRIES, AGAIN_S = 10, 1.0


class NoCut(Exception):
    """A transaction of a service held its outbox for too long, again and again."""


@dataclass(frozen=True)
class Cut:
    """`readers` see their database as it was `at`, for as long as they are open; so does who names the snapshot."""

    at: datetime
    readers: Mapping[str, psycopg.Connection]
    snapshots: Mapping[str, str]
    held_s: float


@contextmanager
def consistent_cut(server: Server) -> Iterator[Cut]:
    """Raises NoCut."""
    with ExitStack() as stack:
        readers = {name: stack.enter_context(server.connect(name, autocommit=False)) for name in DATABASES}
        for reader in readers.values():
            reader.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            reader.read_only = True
        for _ in range(TRIES):
            try:
                cut = _snapshots(server, readers)
                break
            except psycopg.errors.LockNotAvailable:
                for reader in readers.values():
                    reader.rollback()
                time.sleep(AGAIN_S)
        else:
            raise NoCut(f"an outbox was never free for {LOCK_TIMEOUT} in {TRIES} tries")
        yield cut


def _snapshots(server: Server, readers: Mapping[str, psycopg.Connection]) -> Cut:
    with ExitStack() as barrier:
        doors = [barrier.enter_context(server.connect(name, autocommit=False)) for name in readers]
        began = time.monotonic()
        for door in doors:
            _lock_outbox(door)
        at = datetime.now(UTC)
        snapshots = {name: _exported(reader) for name, reader in readers.items()}
        held_s = time.monotonic() - began
    return Cut(at, readers, snapshots, held_s)


def _lock_outbox(conn: psycopg.Connection) -> None:
    """Until the connection closes. Readers do not notice; whoever would write waits."""
    conn.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
    if conn.execute("SELECT to_regclass('public.outbox') IS NOT NULL").fetchone() == (True,):
        conn.execute("LOCK TABLE public.outbox IN SHARE MODE")


def _exported(reader: psycopg.Connection) -> str:
    (snapshot,) = reader.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
    return str(snapshot)
