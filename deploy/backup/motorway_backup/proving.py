"""A copy that nobody has restored is a hope. This restores it beside the originals, counts, and throws it away."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import orjson
from motorway_kit.ids import new_id
from psycopg import sql

from motorway_backup import figures
from motorway_backup.manifest import Manifest
from motorway_backup.names import FIGURES, SECRETS, dump_of
from motorway_backup.postgresql import DATABASES, Server, restoring
from motorway_backup.store import Store

Say = Callable[[str], None]
TIMESCALEDB = "SELECT true FROM pg_available_extensions WHERE name = 'timescaledb'"


OWNER = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s"


class NotTheSame(Exception):
    """What was restored is not what was copied; names the figures."""


def intact(store: Store, copy: Manifest) -> None:
    """Whether every file is as it was written. Raises NotTheSame, Missing. Needs no key."""
    for name, expected in copy.files.items():
        if (found := store.looked_at(copy.name, name)) != expected:
            raise NotTheSame(f"{copy.name}/{name}: {found.size} bytes of {expected.size}, or another hash")


def prove(server: Server, store: Store, copy: Manifest, keys: Sequence[Any], say: Say) -> None:
    """Raises NotTheSame, Missing, WrongKey, ProgramFailed."""
    intact(store, copy)
    expected = expectations(store, copy, keys)
    for database in DATABASES:
        with _beside(server, database) as name:
            restore_into(server, name, store, (copy.name, dump_of(database)), keys)
            compare(server, (database, name), expected[database])
        say(f"{database}: restored beside it, {len(expected[database])} figures are the same")


def secrets_of(store: Store, copy: Manifest, keys: Sequence[Any]) -> bytes:
    """The document of `installation.packed`. Raises Missing, WrongKey, OSError."""
    document = io.BytesIO()
    store.read(copy.name, SECRETS, document, keys)
    return document.getvalue()


def expectations(store: Store, copy: Manifest, keys: Sequence[Any]) -> Mapping[str, figures.Figures]:
    """The figures of every database at the time of the copy."""
    text = io.BytesIO()
    store.read(copy.name, FIGURES, text, keys)
    found: Mapping[str, figures.Figures] = orjson.loads(text.getvalue())
    return found


def restore_into(server: Server, database: str, store: Store, file: tuple[str, str], keys: Sequence[Any]) -> None:
    """Fill an empty database. `file`: name of the copy, and of its part."""
    with server.connect(database) as conn:
        timescaledb = conn.execute(TIMESCALEDB).fetchone() is not None and "telemetry" in file[1]
        if timescaledb:
            conn.execute("CREATE EXTENSION IF NOT EXISTS timescaledb")
            conn.execute("SELECT timescaledb_pre_restore()")
    with restoring(server, database, at_once=not timescaledb) as target:
        store.read(*file, target, keys)
    with server.connect(database) as conn:
        if timescaledb:
            conn.execute("SELECT timescaledb_post_restore()")
        conn.execute("ANALYZE")


def compare(server: Server, names: tuple[str, str], expected: figures.Figures) -> None:
    """`names`: of the database, and under which it lies now. Raises NotTheSame."""
    with server.connect(names[1]) as conn:
        if wrong := figures.differences(expected, figures.measured(conn, names[0])):
            raise NotTheSame(f"{names[0]}: " + "; ".join(wrong))


@contextmanager
def _beside(server: Server, database: str) -> Iterator[str]:
    """An empty database of another name with the same owner, which is gone afterwards."""
    name = f"proof_{database}_{new_id()[-12:]}"
    ours = sql.Identifier(name)
    with server.connect("postgres") as conn:
        (owner,) = conn.execute(OWNER, [database]).fetchone() or ("",)
        conn.execute(sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(ours, sql.Identifier(str(owner))))
        try:
            yield name
        finally:
            conn.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(ours))
