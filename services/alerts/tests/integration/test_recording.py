"""Changes of conditions become alerts, with chatter, silences and incidents: against a real database."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest_asyncio
from alerts.__main__ import MIGRATIONS
from alerts.app.recording import record
from alerts.domain.conditions import Alert, Change, Condition, Severity, position
from motorway_kit.db import Pool, pool, transaction
from motorway_kit.health import Health
from motorway_kit.testing import DatabaseFactory

SITE = "m25-cobham"
START = datetime(2026, 11, 28, 8, tzinfo=UTC)


@dataclass
class Recorder:
    """Records what devices say, at the second when they say it."""

    db: Pool

    async def __call__(self, *changes: Change, at: float | None = None) -> list[Alert]:
        now = START + timedelta(seconds=at) if at is not None else max(change.time for change in changes)
        async with transaction(self.db) as conn:
            return await record(conn, changes, now)


def change(second: float, *, active: bool = True, code: str = "leak", device: str = "tank/1") -> Change:
    time = START + timedelta(seconds=second)
    place = position(int(time.timestamp() * 1_000_000), active=active)
    condition = Condition(f"device_alarm:{SITE}:{device}:{code}", SITE, "device_alarm", device)
    return Change(condition, place, active, time, Severity.WARNING, code)


@pytest_asyncio.fixture
async def recorder(database: DatabaseFactory) -> AsyncIterator[Recorder]:
    async with pool(await database(MIGRATIONS), Health()) as db:
        yield Recorder(db)


async def test_changes_of_a_batch_are_recorded_once(recorder: Recorder) -> None:
    changes = [change(i, code=f"code_{i}") for i in range(5)]
    assert len(await recorder(*changes)) == 5
    assert await recorder(*changes) == []
