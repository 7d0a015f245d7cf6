"""The module in which the storage engines differ: TimescaleDB, or native partitions and rollups of our own."""

import time
from datetime import datetime, timedelta
from typing import Protocol

from motorway_kit.db import Connection, Pool, transaction
from motorway_kit.log import get_logger

from telemetry import partitions
from telemetry.domain.partitions import Span, Width, days_of, to_datetime, to_us
from telemetry.domain.readings import MINUTE_US, Int64s, Readings
from telemetry.domain.resolution import Resolution
from telemetry.domain.rollup import roll_up
from telemetry.pgbinary import copy_rollup
from telemetry.settings import TelemetrySettings

log = get_logger(__name__)

FOLD = """
WITH part AS (DELETE FROM minute_delta RETURNING *),
minutes AS (
    SELECT series_id, bucket, min(minimum) AS minimum, max(maximum) AS maximum, sum(sum) AS sum,
           sum(count)::bigint AS count, (max(ARRAY[date_part('epoch', last_time), arrival, last]))[3] AS last,
           max(last_time) AS last_time, max(arrival) AS arrival
    FROM part GROUP BY series_id, bucket
),
{upserts}
SELECT count(*) FROM part
"""
UPSERT = """
{table}_upsert AS (
    INSERT INTO {table} AS kept
    SELECT series_id, {bucket} AS bucket, min(minimum), max(maximum), sum(sum), sum(count)::bigint,
           (max(ARRAY[date_part('epoch', last_time), arrival, last]))[3], max(last_time)
    FROM minutes GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (series_id, bucket) DO UPDATE SET
        minimum = least(kept.minimum, excluded.minimum),
        maximum = greatest(kept.maximum, excluded.maximum),
        sum = kept.sum + excluded.sum,
        count = kept.count + excluded.count,
        last = CASE WHEN excluded.last_time >= kept.last_time THEN excluded.last ELSE kept.last END,
        last_time = greatest(kept.last_time, excluded.last_time)
)"""
ROLLUPS = {"minute_rollup": "bucket", "hour_rollup": "date_trunc('hour', bucket, 'UTC')"}
ROLLUPS["day_rollup"] = "date_trunc('day', bucket, 'UTC')"
FOLD_SQL = FOLD.format(upserts=",".join(UPSERT.format(table=t, bucket=b) for t, b in ROLLUPS.items()))
FOLD_TIMEOUT_S = 120
AHEAD = timedelta(days=45)
MINUTE = timedelta(minutes=1)
# A refresh never reaches behind the raw readings that are still there: it would empty the old buckets.
REFRESH_MARGIN = timedelta(days=2)


REFRESH = "CALL refresh_continuous_aggregate($1::text::regclass, $2::timestamptz, $3::timestamptz)"
POLICY_LOCK = "SELECT pg_advisory_xact_lock(hashtext('telemetry_policies'))"
COMPRESS_AFTER = timedelta(days=7)
LATE_US = MINUTE_US


def now_us() -> int:
    return time.time_ns() // 1000


class Engine(Protocol):
    """What the two engines do differently."""

    name: str
    # ORDER BY of raw readings: time, then arrival as far as the engine knows it.
    arrival_order: str

    async def make_room(self, db: Pool, time_us: Int64s) -> None:
        """Before a flush: see to it that these times can be stored."""

    def stored(self, time_us: Int64s) -> None:
        """After a flush: readings of these times are committed."""

    def forget(self) -> None:
        """Trust no more what was known of the tables."""

    def delta(self, readings: Readings) -> bytes | None:
        """COPY rows of minute_delta that go with these sorted readings, where rollups are ours to keep."""

    async def roll_up(self, db: Pool) -> None:
        """Every few seconds: bring the rollups up to date."""

    async def keep_house(self, db: Pool, now: datetime, settings: TelemetrySettings) -> None:
        """At the start and every hour: room ahead, retention."""


class PostgresEngine:
    """Partitions made ahead and on demand; rollups folded from the deltas that each flush writes."""

    name = "postgresql"
    arrival_order = "time, ctid"

    def __init__(self, width: Width) -> None:
        self._widths = {"reading": width, "minute_rollup": width, "hour_rollup": Width.YEAR}
        self._days: set[int] = set()

    async def make_room(self, db: Pool, time_us: Int64s) -> None:
        days = [day for day in days_of(time_us) if day not in self._days]
        if days:
            await self._add_partitions(db, days)

    async def _add_partitions(self, db: Pool, days: list[int]) -> None:
        for table, width in self._widths.items():
            await partitions.add_missing(db, table, days, width)
        self._days.update(days)

    def stored(self, time_us: Int64s) -> None:
        return

    def forget(self) -> None:
        self._days.clear()

    def delta(self, readings: Readings) -> bytes | None:
        return copy_rollup(roll_up(readings))

    async def roll_up(self, db: Pool) -> None:
        async with transaction(db) as conn:
            if not await conn.fetchval("SELECT pg_try_advisory_xact_lock(hashtext('telemetry_fold'))"):
                return
            folded = await conn.fetchval(FOLD_SQL, timeout=FOLD_TIMEOUT_S)
        if folded:
            await db.execute("VACUUM minute_delta", timeout=FOLD_TIMEOUT_S)

    async def keep_house(self, db: Pool, now: datetime, settings: TelemetrySettings) -> None:
        self.forget()
        await self._add_partitions(db, [to_us(now), to_us(now + AHEAD)])
        self.forget()
        for table, days in (
            ("reading", settings.raw_retention_days),
            ("minute_rollup", settings.minute_retention_days),
        ):
            await partitions.drop_expired(db, table, to_us(now - timedelta(days=days)))


class TimescaleEngine:
    """Everything by TimescaleDB's own means; the policies follow the settings.

    Its aggregates are computed live from their watermark on. Behind it a late reading shows when its bucket is
    refreshed: by us within seconds, or, should this process die before, by the policy within minutes.
    """

    name = "timescaledb"
    arrival_order = "time"

    def __init__(self) -> None:
        self._policies_set = False
        self._late: Span | None = None

    async def make_room(self, db: Pool, time_us: Int64s) -> None:
        return

    def stored(self, time_us: Int64s) -> None:
        late = time_us[time_us < now_us() - LATE_US]
        if len(late):
            span = Span(int(late.min()), int(late.max()) + 1)
            known = self._late or span
            self._late = Span(min(span.start_us, known.start_us), max(span.end_us, known.end_us))

    def forget(self) -> None:
        return

    def delta(self, readings: Readings) -> bytes | None:
        return None

    async def roll_up(self, db: Pool) -> None:
        late, self._late = self._late, None
        if late is None:
            return
        try:
            for resolution in (Resolution.MINUTE, Resolution.HOUR, Resolution.DAY):
                await _refresh(db, resolution, late)
        except BaseException:
            self._late = late
            raise

    async def keep_house(self, db: Pool, now: datetime, settings: TelemetrySettings) -> None:
        if self._policies_set:
            return
        raw, minutes = timedelta(days=settings.raw_retention_days), timedelta(days=settings.minute_retention_days)
        async with transaction(db) as conn:
            await conn.execute(POLICY_LOCK)
            await _set_retention(conn, "reading", raw)
            await _set_retention(conn, "reading_minute", minutes)
            await _set_refresh(conn, "reading_minute", raw - REFRESH_MARGIN, MINUTE, MINUTE)
            await _set_refresh(conn, "reading_hour", minutes - REFRESH_MARGIN, 60 * MINUTE, 5 * MINUTE)
            await _set_refresh(conn, "reading_day", None, 24 * 60 * MINUTE, 15 * MINUTE)
            await conn.execute("CALL remove_columnstore_policy('reading', if_exists => true)")
            await conn.execute("CALL add_columnstore_policy('reading', after => $1::interval)", COMPRESS_AFTER)
        self._policies_set = True


async def _refresh(db: Pool, resolution: Resolution, late: Span) -> None:
    """Refresh the buckets that the span touches, up to those that are live anyway.

    Never further than LATE_US ago, so that no watermark ever overtakes a reading that is not late.
    """
    width_us = resolution.width_us
    start = late.start_us // width_us * width_us
    end = min(-(-late.end_us // width_us) * width_us, (now_us() - LATE_US) // width_us * width_us)
    if start < end:
        view = f"reading_{resolution.name.lower()}"
        window = to_datetime(start), to_datetime(end)
        await db.execute(REFRESH, view, *window, timeout=FOLD_TIMEOUT_S)


async def _set_retention(conn: Connection, relation: str, keep: timedelta) -> None:
    await conn.execute("SELECT remove_retention_policy($1, if_exists => true)", relation)
    await conn.execute("SELECT add_retention_policy($1, $2::interval)", relation, keep)


async def _set_refresh(conn: Connection, view: str, start: timedelta | None, end: timedelta, every: timedelta) -> None:
    """Refresh what changed from `start` ago (None: ever) to `end` ago; late readings show after `every`."""
    await conn.execute("SELECT remove_continuous_aggregate_policy($1, if_exists => true)", view)
    await conn.execute(
        "SELECT add_continuous_aggregate_policy"
        "($1, $2::interval, $3::interval, $4::interval, buckets_per_batch => 1440)",
        view,
        start,
        end,
        every,
    )


async def detect(db: Pool, width: Width) -> Engine:
    """The engine that the migrations chose."""
    hypertable = await db.fetchval(
        "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb')"
        " AND (SELECT relkind FROM pg_class WHERE oid = 'reading'::regclass) <> 'p'"
    )
    engine = TimescaleEngine() if hypertable else PostgresEngine(width)
    log.info("storage engine", storage_engine=engine.name)
    return engine
