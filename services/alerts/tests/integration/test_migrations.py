"""What an upgrade makes of alerts that the release before had opened."""

import shutil
from pathlib import Path

import asyncpg
from alerts.__main__ import MIGRATIONS
from motorway_kit.db import migrate
from motorway_kit.ids import new_id
from motorway_kit.testing import DatabaseFactory

OPENED = """
INSERT INTO alert (alert_id, key, site, rule, device, severity, state, text, raised_at, raised_position, version)
VALUES ($1, $2, $3, 'controller_offline', 'controller', 'CRITICAL', 'RAISED', 'offline', now(), $4, 1)
"""


async def test_an_open_alert_keeps_its_place_and_there_is_one_for_each_condition(
    database: DatabaseFactory, tmp_path: Path
) -> None:
    for file in MIGRATIONS.glob("*_pre_*.sql"):
        shutil.copy(file, tmp_path)
    url = await database(tmp_path)
    conn = await asyncpg.connect(url)
    try:
        await conn.execute(OPENED, new_id(), "controller_offline:kept", "kept", 4)
        await conn.execute(OPENED, new_id(), "controller_offline:again", "again", 8)
        await conn.execute(OPENED, new_id(), "controller_offline:again:controller", "again", 9_000_000)
        await migrate(url, MIGRATIONS)
        rows = await conn.fetch("SELECT key, state, raised_position FROM alert ORDER BY raised_position")
    finally:
        await conn.close()
    assert [tuple(row) for row in rows] == [
        ("controller_offline:kept:controller", "RAISED", 4),
        ("controller_offline:again:controller", "RESOLVED", 8),
        ("controller_offline:again:controller", "RAISED", 9_000_000),
    ]
