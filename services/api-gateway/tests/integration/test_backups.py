"""The gateway tells how old the newest backup is."""

import asyncpg
from api_gateway.app.backup_watch import look_at_backups
from api_gateway.settings import Settings
from motorway_kit.db import pool
from motorway_kit.health import Health
from prometheus_client import REGISTRY

from .conftest import RunningGateway

TOLD = "INSERT INTO backup_run VALUES ($1, to_timestamp($2), now(), 1000, $3)"


async def looked(settings: Settings) -> tuple[float | None, float | None]:
    async with pool(settings.database_url, Health()) as db:
        await look_at_backups(db)
    names = "motorway_backup_newest_timestamp_seconds", "motorway_backup_newest_proven_timestamp_seconds"
    newest, proven = (REGISTRY.get_sample_value(name) for name in names)
    return newest, proven


async def test_the_newest_copy_is_told_and_the_newest_that_was_proven(gateway: RunningGateway) -> None:
    assert await looked(gateway.settings) == (0, 0)
    conn = await asyncpg.connect(gateway.settings.database_url)
    try:
        for name, at, proven in (("a", 1_000.0, True), ("b", 2_000.5, False), ("c", 500.0, True)):
            await conn.execute(TOLD, name, at, proven)
    finally:
        await conn.close()
    assert await looked(gateway.settings) == (2_000.5, 1_000)
