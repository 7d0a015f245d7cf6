"""Putting a copy in the place of what is there, or of what is gone."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from motorway_local import databases
from motorway_local.services import SERVICES
from psycopg import sql

from motorway_backup.manifest import Manifest
from motorway_backup.names import dump_of
from motorway_backup.postgresql import DATABASES, Server, names_of_tables
from motorway_backup.proving import compare, expectations, intact, restore_into
from motorway_backup.store import Store

Say = Callable[[str], None]
IN_USE = "SELECT count(*) FROM pg_stat_activity WHERE datname = ANY(%s)"
EXISTING = "SELECT datname FROM pg_database WHERE datname = ANY(%s)"


class NotEmpty(Exception):
    """There are tables where a copy would go; they are replaced only when somebody says so."""


class InUse(Exception):
    """Somebody is connected to the databases: the services must be stopped first."""


def restore(
    target: tuple[Server, Mapping[str, str]],
    source: tuple[Store, Manifest],
    keys: Sequence[Any],
    say: Say,
    *,
    replace: bool,
) -> None:
    """`target`: the server and the roles' passwords, as the setup makes them.

    Nothing is changed before the copy is known to be whole and to open. Databases with tables are kept beside, under
    another name. Raises NotEmpty, InUse, NotTheSame, Missing, WrongKey, ProgramFailed.
    """
    (server, passwords), (store, copy) = target, source
    intact(store, copy)
    expected = expectations(store, copy, keys)
    _make_room(server, say, replace=replace)
    databases.make(server.connect, passwords)
    for database in DATABASES:
        restore_into(server, database, store, (copy.name, dump_of(database)), keys)
        compare(server, (database, database), expected[database])
        say(f"{database}: restored as of {copy.at:%Y-%m-%d %H:%M:%S} UTC, {len(expected[database])} figures agree")


def _make_room(server: Server, say: Say, *, replace: bool) -> None:
    with server.connect("postgres") as conn:
        existing = [str(name) for (name,) in conn.execute(EXISTING, [list(DATABASES)])]
        if conn.execute(IN_USE, [existing]).fetchone() != (0,):
            raise InUse("services are still connected to their databases; stop them first")
        filled = [name for name in existing if _has_tables(server, name)]
        if filled and not replace:
            raise NotEmpty(f"{', '.join(filled)} hold tables; --replace keeps them under another name")
        suffix = f"until_{datetime.now(UTC):%Y%m%d_%H%M%S}"
        for name in existing:
            if name in filled:
                aside = sql.Identifier(f"{name}_{suffix}")
                conn.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), aside))
                say(f"{name}: what was there is now {name}_{suffix}")
            else:
                conn.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def _has_tables(server: Server, database: str) -> bool:
    with server.connect(database) as conn:
        return bool(names_of_tables(conn))


def passwords_of(environment: Mapping[str, str]) -> dict[str, str]:
    """From `DATABASE_<ROLE>`, as the chart and Compose give them. Raises KeyError."""
    roles = [*(role for service in SERVICES for role in service.roles), databases.MONITORING]
    return {f"database_{role}": environment[f"DATABASE_{role.upper()}"] for role in roles}
