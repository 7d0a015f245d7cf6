"""Connections, and PostgreSQL's own programs, of whatever version the server needs."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg
from motorway_local.services import SERVICES
from psycopg.conninfo import conninfo_to_dict

INSTALLED = Path("/usr/lib/postgresql")
DATABASES = tuple(service.package for service in SERVICES)
CONNECT_TIMEOUT_S = 5
VARIABLES = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "sslmode": "PGSSLMODE"}


class ProgramFailed(Exception):
    """pg_dump or pg_restore ended with an error; says what it said."""


@dataclass(frozen=True)
class Server:
    """As who may read and make every database: `url` is that of `ADMIN_DATABASE_URL`."""

    url: str

    def connect(self, database: str, *, autocommit: bool = True) -> psycopg.Connection:
        return psycopg.connect(self.url, dbname=database, connect_timeout=CONNECT_TIMEOUT_S, autocommit=autocommit)

    def environment(self) -> dict[str, str]:
        """Not on a command line, where every user of the machine reads it."""
        given = conninfo_to_dict(self.url)
        return {name: str(given[key]) for key, name in VARIABLES.items() if given.get(key) is not None}


def program(name: str) -> str:
    """The newest that is installed: a server is dumped by its own version or a later one. Raises FileNotFoundError."""
    found = sorted(INSTALLED.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    path = str(found[-1]) if found else shutil.which(name)
    if path is None:
        raise FileNotFoundError(f"no {name} below {INSTALLED}, nor on the path")
    return path


@contextmanager
def dumping(server: Server, database: str, snapshot: str) -> Iterator[IO[bytes]]:
    """The database as `snapshot` sees it, in pg_dump's own compressed format. Raises ProgramFailed at the end."""
    options = ["--format=custom", "--compress=6", f"--snapshot={snapshot}", f"--dbname={database}"]
    environment = server.environment()
    with subprocess.Popen(
        [program("pg_dump"), *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        yield process.stdout
        _expect_success(process, "pg_dump", database)


@contextmanager
def restoring(server: Server, database: str, *, at_once: bool) -> Iterator[IO[bytes]]:
    """Where a dump is written to. `at_once`: all of it or nothing. Raises ProgramFailed at the end."""
    options = ["--exit-on-error", f"--dbname={database}", *(["--single-transaction"] if at_once else [])]
    environment = server.environment()
    with subprocess.Popen(
        [program("pg_restore"), *options], stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdin is not None
        try:
            yield process.stdin
            process.stdin.close()
        except (BrokenPipeError, OSError) as error:
            _expect_success(process, "pg_restore", database)
            raise ProgramFailed(f"{database}: {error}") from error
        _expect_success(process, "pg_restore", database)


def _expect_success(process: subprocess.Popen[bytes], name: str, database: str) -> None:
    assert process.stderr is not None
    said = process.stderr.read().decode(errors="replace").strip()
    if process.wait():
        raise ProgramFailed(f"{name} of {database}: {said[-2000:]}")


def names_of_tables(conn: psycopg.Connection) -> list[str]:
    """Of the schema public, in order; parts of partitioned tables are left out."""
    rows = conn.execute(
        """SELECT relname FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname"""
    )
    return [str(name) for (name,) in rows]
