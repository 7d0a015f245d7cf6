"""What TimescaleDB itself does for us."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from motorway_kit.db import Pool

from ...make import Make
from .store import Store, house_rules

JOBS = """
SELECT proc_name, hypertable_name, config ->> 'drop_after', config ->> 'start_offset', config ->> 'compress_after'
FROM timescaledb_information.jobs WHERE proc_name LIKE 'policy%' AND hypertable_name IS NOT NULL ORDER BY 1, 2
"""
DAY_US = 86_400_000_000


@pytest.fixture
def store(timescale_store: Store) -> Store:
    return timescale_store


@pytest_asyncio.fixture
async def kept(store: Store) -> AsyncIterator[Pool]:
    """With the policies that these settings ask for."""
    settings = house_rules(raw_retention_days=60, minute_retention_days=90)
    async with store.pool() as pool:
        await (await store.engine(pool)).keep_house(pool, datetime.now(UTC), settings)
        yield pool


async def test_policies_follow_the_settings(kept: Pool) -> None:
    assert [tuple(row) for row in await kept.fetch(JOBS)] == [
        ("policy_compression", "reading", None, None, "7 days"),
        ("policy_refresh_continuous_aggregate", "reading_day", None, None, None),
        ("policy_refresh_continuous_aggregate", "reading_hour", None, "88 days", None),
        ("policy_refresh_continuous_aggregate", "reading_minute", None, "58 days", None),
        ("policy_retention", "reading", "60 days", None, None),
        ("policy_retention", "reading_minute", "90 days", None, None),
    ]


async def test_old_readings_are_compressed_and_older_ones_dropped(store: Store, make: Make) -> None:
    message = make.device_message
    await store.ingest(
        make.event(make.telemetry(message(make.batch([1.0, 2.0], start_us=make.now_us - 20 * DAY_US), site="old"))),
        make.event(make.telemetry(message(make.batch([3.0, 4.0], start_us=make.now_us - 100 * DAY_US), site="old"))),
    )
    settings = house_rules(raw_retention_days=60)
    async with store.pool() as pool:
        await (await store.engine(pool)).keep_house(pool, datetime.now(UTC), settings)
        for job in ("policy_compression", "policy_retention"):
            await pool.execute("CALL run_job($1)", await job_of(pool, job))
        values = await pool.fetch(
            "SELECT value FROM reading JOIN series USING (series_id) WHERE site = 'old' ORDER BY time"
        )
        compressed = await pool.fetchval("SELECT count(*) FROM timescaledb_information.chunks WHERE is_compressed")
    assert [row["value"] for row in values] == [1.0, 2.0]
    assert compressed >= 1


async def job_of(pool: Pool, procedure: str) -> object:
    return await pool.fetchval(
        "SELECT job_id FROM timescaledb_information.jobs WHERE proc_name = $1 AND hypertable_name = 'reading'",
        procedure,
    )


async def test_a_late_reading_reaches_compressed_and_refreshed_days(store: Store, make: Make) -> None:
    start = (make.now_us - 30 * DAY_US) // DAY_US * DAY_US
    await store.ingest(make.event(make.telemetry(make.device_message(make.batch([1.0], start_us=start), site="late"))))
    await store.catch_up()
    async with store.pool() as pool:
        chunk = await pool.fetchval(
            "SELECT r.tableoid::regclass::text FROM reading r JOIN series USING (series_id) WHERE site = 'late'"
        )
        await pool.execute("CALL convert_to_columnstore($1::text::regclass)", chunk)
    late = make.batch([9.0], start_us=start + 1_000_000)
    await store.ingest(make.event(make.telemetry(make.device_message(late, site="late"))))
    await store.catch_up()
    async with store.pool() as pool:
        rows = await pool.fetch(
            "SELECT minimum, maximum, count, last FROM reading_day JOIN series USING (series_id) WHERE site = 'late'"
        )
    assert [tuple(row) for row in rows] == [(1.0, 9.0, 2, 9.0)]
