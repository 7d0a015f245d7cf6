"""docs/erd: every database, migrated into a throw-away PostgreSQL and read back."""

import asyncio
import os
from pathlib import Path

from motorway_kit.db import migrate
from motorway_kit.testing_engines import Postgres, start_postgres

from tools.docs import erd_schema, erd_svg, erd_text
from tools.docs.erd_schema import Schema

PLACE = "docs/erd"


def documents(root: Path) -> dict[str, str]:
    """Text of every document of docs/erd by its path below root."""
    schemas = read_all(root)
    pages = {f"{PLACE}/{schema.name}.md": erd_text.page(schema) for schema in schemas}
    drawings = {f"{PLACE}/{schema.name}.svg": erd_svg.svg(schema) for schema in schemas}
    return {f"{PLACE}/README.md": erd_text.index(schemas), **pages, **drawings}


def read_all(root: Path) -> list[Schema]:
    """The schema of every service that has migrations, by name."""
    directories = {path.parents[1].name: path for path in sorted(root.glob("services/*/*/migrations"))}
    with start_postgres(None, os.environ.get("TEST_DATABASE_URL")) as server:
        return [asyncio.run(_read(server, name, path)) for name, path in sorted(directories.items())]


async def _read(server: Postgres, name: str, migrations: Path) -> Schema:
    database = f"erd_{name}_{os.getpid()}"
    await server.execute(f'CREATE DATABASE "{database}"')
    try:
        await migrate(server.url(database), migrations)
        return await erd_schema.read(name, server.url(database), migrations)
    finally:
        await server.execute(f'DROP DATABASE "{database}" WITH (FORCE)')


def stale(root: Path, fresh: dict[str, str]) -> list[str]:
    """Paths that are not what they should be: missing, different, or of a database that is gone."""
    different = [name for name, text in fresh.items() if not _same(root / name, text)]
    gone = [f"{PLACE}/{path.name}" for path in sorted((root / PLACE).glob("*")) if f"{PLACE}/{path.name}" not in fresh]
    return different + gone


def _same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text() == text


def write(root: Path) -> None:
    """Bring docs/erd up to date."""
    (root / PLACE).mkdir(exist_ok=True)
    fresh = documents(root)
    for name in stale(root, fresh):
        if name in fresh:
            (root / name).write_text(fresh[name])
        else:
            (root / name).unlink()
