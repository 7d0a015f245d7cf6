"""One suite of questions, asked of both engines."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from motorway_kit.errors import InvalidInput
from motorway_kit.ids import new_id
from motorway_kit.messaging import Event
from telemetry import app
from telemetry.domain.partitions import to_datetime, to_us
from telemetry.domain.readings import Floats, Int64s
from telemetry.domain.resolution import Resolution
from telemetry.domain.rollup import Rollup
from telemetry.domain.series import SeriesName

from ...make import Make
from .store import Store

Latest = tuple[str, str, str, int, float]
MINUTE_US, HOUR_US, DAY_US = 60_000_000, 3_600_000_000, 86_400_000_000


@pytest.fixture
def site() -> str:
    return f"site-{new_id()[-12:]}"


def telemetry(make: Make, site: str, values: list[float], **batch: Any) -> Event:
    return make.event(make.telemetry(make.device_message(make.batch(values, **batch), site=site)))


async def series(
    store: Store, site: str, start_us: int, end_us: int, *, resolution: Resolution | None = None, max_points: int = 0
) -> app.SeriesPoints:
    query = app.SeriesQuery(
        SeriesName(site, "tank/1", "temperature"), (to_datetime(start_us), to_datetime(end_us)), resolution, max_points
    )
    async with store.pool() as pool:
        return await app.get_series(pool, await store.engine(pool), query)


async def latest(store: Store, site: str, device: str = "") -> list[Latest]:
    async with store.pool() as pool:
        return [
            (r["device"], r["metric"], r["unit"], to_us(r["time"]), r["value"])
            for r in await app.get_latest(pool, site, device)
        ]


async def test_latest_is_by_time_not_by_arrival(store: Store, make: Make, site: str) -> None:
    now = make.now_us
    await store.ingest(telemetry(make, site, [5.0], start_us=now - MINUTE_US))
    await store.ingest(
        telemetry(make, site, [9.0, 8.0], start_us=now - 2 * DAY_US),
        telemetry(make, site, [1.0], start_us=now - HOUR_US, device="tank/2", metric="water_level"),
    )
    expected = ("tank/1", "temperature", "degC", now - MINUTE_US, 5.0)
    for _ in range(2):
        assert await latest(store, site) == [expected, ("tank/2", "water_level", "mm", now - HOUR_US, 1.0)]
        assert await latest(store, site, "tank/1") == [expected]
        await store.catch_up()
    await store.ingest(telemetry(make, site, [6.0], start_us=now - MINUTE_US // 2))
    assert (await latest(store, site, "tank/1"))[0][4] == 6.0


async def test_raw_readings_are_in_order_and_the_last_of_an_instant_counts(store: Store, make: Make, site: str) -> None:
    start = make.now_us - HOUR_US
    await store.ingest(telemetry(make, site, [3.0, 4.0], start_us=start + 2_000_000))
    await store.ingest(telemetry(make, site, [1.0, 2.0, 33.0], start_us=start))
    points = (await series(store, site, start, make.now_us)).points
    assert points.bucket_us.tolist() == [start + i * 1_000_000 for i in range(4)]
    assert points.last.tolist() == [1.0, 2.0, 33.0, 4.0]
    assert points.count.tolist() == [1] * 4


@pytest.mark.parametrize("resolution", [Resolution.MINUTE, Resolution.HOUR, Resolution.DAY])
async def test_rollups_equal_those_computed_from_the_raw_readings(
    store: Store, make: Make, site: str, resolution: Resolution
) -> None:
    random = np.random.default_rng(4)
    start = (make.now_us - 3 * DAY_US) // DAY_US * DAY_US
    times = start + random.choice(3 * DAY_US // 1_000_000, 600, replace=False) * 1_000_000
    values = random.integers(-1000, 1000, 600).astype(float)
    for number, part in enumerate(np.array_split(np.arange(600), 4)):
        batch = make.batch(values[part].tolist(), start_us=start)
        batch.time_delta_us[:] = (times[part] - start).tolist()
        await store.ingest(make.event(make.telemetry(make.device_message(batch, site=site))))
        if number == 1:
            await store.catch_up()
    await store.catch_up()
    found = await series(store, site, start, start + 4 * DAY_US, resolution=resolution)
    assert as_rows(found.points) == recomputed(times, values, resolution.width_us)


def as_rows(points: Rollup) -> list[tuple[float, ...]]:
    columns = (points.bucket_us, points.minimum, points.maximum, points.sum, points.count, points.last, points.last_us)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def recomputed(times: Int64s, values: Floats, width_us: int) -> list[tuple[float, ...]]:
    rows: list[tuple[float, ...]] = []
    for bucket in np.unique(times // width_us):
        inside = times // width_us == bucket
        last = np.argmax(np.where(inside, times, 0))
        chosen = values[inside]
        rows.append(
            (
                int(bucket) * width_us,
                chosen.min(),
                chosen.max(),
                chosen.sum(),
                len(chosen),
                values[last],
                int(times[last]),
            )
        )
    return rows


async def test_fresh_readings_show_in_every_resolution_at_once(store: Store, make: Make, site: str) -> None:
    start = make.now_us - 30_000_000
    await store.ingest(telemetry(make, site, [1.0, 5.0, 3.0], start_us=start))
    for resolution in Resolution:
        points = (await series(store, site, start, make.now_us, resolution=resolution)).points
        assert points.count.sum() == 3
        assert (points.minimum.min(), points.maximum.max(), points.last[-1]) == (1.0, 5.0, 3.0)


async def test_resolution_is_the_finest_that_fits(store: Store, make: Make, site: str) -> None:
    start = (make.now_us - 2 * DAY_US) // DAY_US * DAY_US
    await store.ingest(telemetry(make, site, [float(i) for i in range(400)], start_us=start, step_us=20_000_000))
    await store.catch_up()
    end = start + DAY_US
    assert (await series(store, site, start, end, max_points=400)).resolution is Resolution.RAW
    assert (await series(store, site, start, end, max_points=399)).resolution is Resolution.MINUTE
    assert (await series(store, site, start, end, max_points=20)).resolution is Resolution.HOUR
    assert (await series(store, site, start, end, max_points=1)).resolution is Resolution.DAY
    with pytest.raises(app.TooManyPoints):
        await series(store, site, start, end, resolution=Resolution.RAW, max_points=399)


async def test_more_days_than_points_are_merged(store: Store, make: Make, site: str) -> None:
    start = (make.now_us - 300 * DAY_US) // DAY_US * DAY_US
    await store.ingest(telemetry(make, site, [1.0] * 40, start_us=start, step_us=DAY_US))
    await store.catch_up()
    found = await series(store, site, start, make.now_us, max_points=10)
    assert found.resolution is Resolution.DAY
    assert len(found.points) <= 10
    assert found.points.count.sum() == 40


async def test_a_hole_is_a_gap(store: Store, make: Make, site: str) -> None:
    start = (make.now_us - HOUR_US) // MINUTE_US * MINUTE_US
    await store.ingest(
        telemetry(make, site, [1.0] * 10, start_us=start, step_us=10_000_000),
        telemetry(make, site, [1.0] * 10, start_us=start + 20 * MINUTE_US, step_us=10_000_000),
    )
    await store.catch_up()
    assert (await series(store, site, start, make.now_us)).gap_before.tolist() == [10]
    by_minute = await series(store, site, start, make.now_us, resolution=Resolution.MINUTE)
    assert by_minute.gap_before.tolist() == [2]


async def test_the_same_message_twice_is_stored_once(store: Store, make: Make, site: str) -> None:
    message = make.device_message(make.batch([1.0, 2.0]), site=site)
    other = make.device_message(make.batch([7.0], metric="density"), site=site)
    assert await store.ingest(make.event(make.telemetry(message, message))) == 2
    assert await store.ingest(make.event(make.telemetry(message))) == 0
    assert await store.ingest(make.event(make.telemetry(message, other))) == 1
    await store.catch_up()
    found = await series(store, site, make.now_us - DAY_US, make.now_us, resolution=Resolution.DAY)
    assert found.points.count.sum() == 2


async def test_what_may_not_be_stored_is_left_out(store: Store, make: Make, site: str) -> None:
    now = make.now_us
    await store.ingest(
        telemetry(make, site, [1.0, float("nan"), float("inf"), 2.0], start_us=now - MINUTE_US),
        telemetry(make, site, [3.0], start_us=now + 6 * MINUTE_US),
        telemetry(make, site, [4.0], start_us=now - 731 * DAY_US),
    )
    async with store.pool() as pool:
        stored = await pool.fetch("SELECT value FROM reading JOIN series USING (series_id) WHERE site = $1", site)
    assert sorted(row["value"] for row in stored) == [1.0, 2.0]


async def test_export_streams_everything_in_order_of_time(store: Store, make: Make, site: str) -> None:
    start = make.now_us - 3 * DAY_US
    await store.ingest(
        telemetry(make, site, [float(i) for i in range(300)], start_us=start, step_us=600_000_000),
        telemetry(make, site, [5.0], start_us=start + 1, device="pump/1", metric="flow_rate"),
    )
    blocks = []
    async with store.pool() as pool:
        span = to_datetime(start), datetime.now(UTC) + timedelta(days=1)
        async for block in app.export_readings(pool, SeriesName(site, "", ""), span):
            blocks.append(block)
    times = [time for block in blocks for time in block.time_us]
    assert times == sorted(times)
    assert len(times) == 301
    assert {device for block in blocks for device in block.device} == {"tank/1", "pump/1"}
    assert blocks[0].metric[:2] == ["temperature", "flow_rate"]


async def test_stock_is_by_tank_and_sees_a_delivery(store: Store, make: Make, site: str) -> None:
    volume, hours = "total_observed_volume", 30
    falling = [30_000.0 - 100 * hour for hour in range(hours)]
    rising = [10_000.0, 10_000.0, 10_900.0, 11_800.0]
    start = make.now_us // HOUR_US * HOUR_US - hours * HOUR_US
    await store.ingest(
        telemetry(make, site, falling, start_us=start, step_us=HOUR_US, device="tank/10", metric=volume),
        telemetry(
            make, site, rising, start_us=make.now_us - 4 * MINUTE_US, step_us=MINUTE_US, device="tank/2", metric=volume
        ),
        telemetry(make, site, [5.0], device="tank/3", metric="temperature"),
    )
    await store.catch_up()
    async with store.pool() as pool:
        second, tenth = await app.get_stock(pool, site, to_datetime(make.now_us))
    assert (second.tank, tenth.tank) == (2, 10)
    assert second.drawdown.per_day_l is None
    assert second.filling is not None
    assert second.filling.risen_l == 1800.0
    assert (tenth.drawdown.per_day_l, tenth.drawdown.observed_us) == (2400.0, (hours - 1) * HOUR_US)
    assert tenth.filling is None


async def test_a_wrong_question_is_refused(store: Store, make: Make, site: str) -> None:
    with pytest.raises(app.UnknownSeries):
        await series(store, site, make.now_us - 1, make.now_us)
    with pytest.raises(InvalidInput):
        await series(store, site, make.now_us, make.now_us)
    with pytest.raises(InvalidInput):
        await series(store, site, 0, make.now_us, max_points=10_001)
