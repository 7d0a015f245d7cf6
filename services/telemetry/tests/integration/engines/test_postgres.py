"""What plain PostgreSQL does by partitions and roll-ups of our own."""

from datetime import UTC, datetime, timedelta

from motorway_kit.db import Pool, transaction
from telemetry import db, partitions
from telemetry.domain.partitions import Width, to_us
from telemetry.engine import PostgresEngine

from ...make import Make
from .store import Store, house_rules

DAY_US = 86_400_000_000
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
BOTH = ("minute_rollup", "hour_rollup", "day_rollup")


async def names(pool: Pool, table: str) -> list[str]:
    async with pool.acquire() as conn:
        return sorted((await partitions.existing(conn, table)).values())


async def test_partitions_are_made_ahead(plain_store: Store) -> None:
    async with plain_store.pool() as pool:
        for _ in range(2):
            await PostgresEngine(Width.MONTH).keep_house(pool, NOW, house_rules())
        assert await names(pool, "reading") == ["reading_20260601", "reading_20260701"]
        assert await names(pool, "hour_rollup") == ["hour_rollup_20260101"]


async def test_readings_of_any_year_find_a_partition(plain_store: Store, make: Make) -> None:
    plain_store.retention = timedelta(days=36_500)
    for year in (2011, 2023):
        time_us = to_us(datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC))
        event = make.event(make.telemetry(make.device_message(make.batch([1.0, 2.0, 3.0], start_us=time_us))))
        await plain_store.ingest(event)
    async with plain_store.pool() as pool:
        assert {"reading_20111201", "reading_20120101", "reading_20231201"} <= set(await names(pool, "reading"))
        assert await pool.fetchval("SELECT count(*) FROM reading") == 6


async def test_another_width_keeps_clear_of_what_is_there(plain_store: Store) -> None:
    async with plain_store.pool() as pool:
        await partitions.add_missing(pool, "reading", [to_us(NOW)], Width.DAY)
        await partitions.add_missing(pool, "reading", [to_us(NOW - timedelta(days=2)), to_us(NOW)], Width.MONTH)
        assert await names(pool, "reading") == ["reading_20260601", "reading_20260615"]


async def test_retention_drops_whole_partitions_and_keeps_the_rollups(plain_store: Store, make: Make) -> None:
    now = datetime.now(UTC)
    old = to_us(now - timedelta(days=200))
    await plain_store.ingest(make.event(make.telemetry(make.device_message(make.batch([5.0], start_us=old)))))
    await plain_store.catch_up()
    async with plain_store.pool() as pool:
        await PostgresEngine(Width.MONTH).keep_house(pool, now, house_rules(raw_retention_days=100))
        assert await pool.fetchval("SELECT count(*) FROM reading") == 0
        for view in ("reading_minute", "reading_hour", "reading_day"):
            assert await pool.fetchval(f"SELECT last FROM {view}") == 5.0
        assert await pool.fetchval("SELECT value FROM latest_reading") == 5.0


async def test_a_partition_dropped_by_another_hand_is_made_again(plain_store: Store, make: Make) -> None:
    await plain_store.ingest(make.event(make.telemetry(make.device_message(make.batch([5.0])))))
    async with plain_store.pool() as pool:
        for name in await names(pool, "reading"):
            await pool.execute(f"DROP TABLE {name}")
        engine = await plain_store.engine(pool)
        engine.forget()
    assert await plain_store.ingest(make.event(make.telemetry(make.device_message(make.batch([6.0]))))) == 1


async def test_folding_moves_the_deltas_once(plain_store: Store, make: Make) -> None:
    at = make.now_us - 2 * DAY_US
    for value in (4.0, 2.0, 3.0):
        await plain_store.ingest(make.event(make.telemetry(make.device_message(make.batch([value], start_us=at)))))
        for _ in range(2):
            await plain_store.catch_up()
    async with plain_store.pool() as pool:
        assert await pool.fetchval("SELECT count(*) FROM minute_delta") == 0
        for table in BOTH:
            row = await pool.fetchrow(f"SELECT minimum, maximum, sum, count, last FROM {table}")
            assert row is not None
            assert tuple(row) == (2.0, 4.0, 9.0, 3, 3.0)


async def test_of_equal_times_the_last_arrived_is_last_before_and_after_folding(plain_store: Store, make: Make) -> None:
    at = make.now_us - 2 * DAY_US
    for value in (4.0, 9.0, 3.0):
        await plain_store.ingest(make.event(make.telemetry(make.device_message(make.batch([value], start_us=at)))))
    async with plain_store.pool() as pool:
        assert await pool.fetchval("SELECT last FROM reading_day") == 3.0
        assert await pool.fetchval("SELECT value FROM latest_reading") == 3.0
    await plain_store.catch_up()
    async with plain_store.pool() as pool:
        assert await pool.fetchval("SELECT last FROM day_rollup") == 3.0


async def test_message_ids_are_forgotten_by_arrival(plain_store: Store, make: Make) -> None:
    await plain_store.ingest(
        make.event(make.telemetry(make.device_message(make.batch([5.0], start_us=make.now_us - 90 * DAY_US))))
    )
    async with plain_store.pool() as pool:
        for before, left in ((timedelta(days=1), 1), (timedelta(seconds=-1), 0)):
            async with transaction(pool) as conn:
                await db.delete_ingested(conn, datetime.now(UTC) - before)
            assert await pool.fetchval("SELECT count(*) FROM ingested") == left


async def test_a_partition_is_attached_while_a_reader_is_at_work(plain_store: Store) -> None:
    async with plain_store.pool() as pool, pool.acquire() as conn, conn.transaction():
        await conn.execute("SELECT count(*) FROM reading")
        await partitions.add_missing(pool, "reading", [to_us(NOW)], Width.MONTH)
        assert await names(pool, "reading") == ["reading_20260601"]
