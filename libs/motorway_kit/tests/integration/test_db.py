"""The migration runner on a real PostgreSQL."""

import asyncio
import os
import sys
from pathlib import Path

import asyncpg
import pytest
from motorway_kit.db import MigrationChanged, migrate
from motorway_kit.testing import APPLICATION, OWNER, DatabaseFactory

SERVICE = """
from pathlib import Path
from motorway_kit.runtime import run
from motorway_kit.settings import Settings
class Mine(Settings):
    database_url: str
run("mine", Mine, None, migrations=Path({migrations!r}))
"""


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    (tmp_path / "none").mkdir()
    return tmp_path / "none"


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    (tmp_path / "0001_pre_thing.sql").write_text("CREATE TABLE thing (id int);")
    (tmp_path / "0002_post_index.sql").write_text(
        "-- no-transaction\nCREATE INDEX CONCURRENTLY thing_id ON thing (id);"
    )
    return tmp_path


async def test_each_file_is_applied_once(database: DatabaseFactory, empty: Path, migrations: Path) -> None:
    url = await database(empty)
    assert await migrate(url, migrations) == ["0001_pre_thing.sql", "0002_post_index.sql"]
    assert await migrate(url, migrations) == []


async def test_an_edited_file_is_refused(database: DatabaseFactory, empty: Path, migrations: Path) -> None:
    url = await database(empty)
    await migrate(url, migrations)
    (migrations / "0001_pre_thing.sql").write_text("CREATE TABLE thing (id bigint);")
    with pytest.raises(MigrationChanged):
        await migrate(url, migrations)


async def test_a_failing_file_leaves_nothing(database: DatabaseFactory, empty: Path, migrations: Path) -> None:
    url = await database(empty)
    (migrations / "0003_pre_bad.sql").write_text("CREATE TABLE half (id int); SELECT 1/0;")
    with pytest.raises(asyncpg.DivisionByZeroError):
        await migrate(url, migrations)
    conn = await asyncpg.connect(url)
    assert await conn.fetchval("SELECT to_regclass('half')") is None
    assert await conn.fetchval("SELECT to_regclass('thing')") == "thing"
    await conn.close()


async def test_the_application_works_with_rows_of_tables_that_it_does_not_own(
    database: DatabaseFactory, migrations: Path
) -> None:
    (migrations / "0003_pre_record.sql").write_text(
        "CREATE TABLE record (id bigserial, what text);"
        "REVOKE INSERT, UPDATE, DELETE ON record FROM PUBLIC, motorway_test_application;"
    )
    conn = await asyncpg.connect(await database(migrations, application_role=True))
    await conn.execute("INSERT INTO thing VALUES (1); UPDATE thing SET id = 2; DELETE FROM thing")
    assert await conn.fetch("SELECT * FROM record") == []
    await conn.execute("GRANT INSERT ON record TO motorway_test_application")  # no error, and no effect
    for forbidden in (
        "INSERT INTO record (what) VALUES ('x')",
        "DROP TABLE thing",
        "ALTER TABLE record DISABLE TRIGGER ALL",
        "TRUNCATE record",
        "CREATE TABLE mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)",
        "SET ROLE motorway_test_owner",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await conn.execute(forbidden)
    await conn.close()


async def test_a_service_migrates_as_the_owner_of_the_tables_where_it_is_told_whom(
    database: DatabaseFactory, empty: Path, migrations: Path
) -> None:
    application = await database(empty, application_role=True)
    assert await migrated(migrations, DATABASE_URL=application) != 0
    owner = application.replace(APPLICATION, OWNER)
    assert await migrated(migrations, DATABASE_URL=application, MIGRATION_DATABASE_URL=owner) == 0
    conn = await asyncpg.connect(application)
    assert await conn.fetchval("SELECT tableowner FROM pg_tables WHERE tablename = 'thing'") == OWNER
    await conn.close()


async def test_what_runs_after_a_deployment_can_be_left_until_then(
    database: DatabaseFactory, empty: Path, migrations: Path
) -> None:
    url = await database(empty)
    later = migrations / "0009_post_tidy.sql"
    later.write_text("DROP TABLE thing")
    assert "0009_post_tidy.sql" not in await migrate(url, migrations, "pre")
    assert "0009_post_tidy.sql" in await migrate(url, migrations, "post")
    with pytest.raises(ValueError, match="later is none of"):
        await migrate(url, migrations, "later")


async def migrated(migrations: Path, **settings: str) -> int:
    """Exit status of `python -m <service> migrate`."""
    environment = {f"MOTORWAY_{name}": value for name, value in settings.items()}
    command = [sys.executable, "-c", SERVICE.format(migrations=str(migrations)), "migrate"]
    process = await asyncio.create_subprocess_exec(
        *command, env=os.environ | environment | {"PYTHONPATH": ":".join(sys.path)}, stderr=asyncio.subprocess.DEVNULL
    )
    async with asyncio.timeout(60):
        return await process.wait()
