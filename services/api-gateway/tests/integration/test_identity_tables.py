"""What becomes of users who were there before, and of sessions that are long over."""

from pathlib import Path

import asyncpg
from api_gateway.__main__ import MIGRATIONS
from api_gateway.app.session_sweep import remove_old_sessions
from motorway_kit.db import migrate
from motorway_kit.testing import DatabaseFactory

from .browser import browser
from .conftest import PASSWORD, PassedClock, RunningGateway


async def test_who_could_sign_in_before_there_were_roles_administers_everything(
    database: DatabaseFactory, tmp_path: Path
) -> None:
    before = tmp_path / "before"
    before.mkdir()
    (before / "0001_pre_users.sql").write_text((MIGRATIONS / "0001_pre_users.sql").read_text())
    url = await database(before)
    async with asyncpg.create_pool(url, min_size=1, max_size=1) as pool:
        await pool.execute("INSERT INTO app_user VALUES (gen_random_uuid(), 'admin', 'hash')")
        await migrate(url, MIGRATIONS)
        rows = await pool.fetch("SELECT username, role, everything FROM app_user JOIN role_grant USING (user_id)")
        assert [tuple(row) for row in rows] == [("admin", "admin", True)]
        await pool.execute(
            "INSERT INTO app_user (user_id, username, password_hash) VALUES ($1, 'old', 'hash')", "0" * 32
        )
        assert await pool.fetchval("SELECT count(*) FROM role_grant") == 1


async def test_sessions_are_removed_when_they_are_long_over(gateway: RunningGateway, clock: PassedClock) -> None:
    async with (
        browser(gateway) as http,
        asyncpg.create_pool(gateway.settings.database_url, min_size=1, max_size=1) as pool,
    ):
        await http.refresh()
        clock.turn(days=59)
        assert (await gateway.sign_in(PASSWORD)).status_code == 200
        await remove_old_sessions(pool, clock)
        assert await pool.fetchval("SELECT count(*) FROM session") == 3
        clock.turn(days=2)
        await remove_old_sessions(pool, clock)
        assert await pool.fetchval("SELECT count(*) FROM session") == 1
        assert await pool.fetchval("SELECT count(*) FROM refresh_token") == 1
