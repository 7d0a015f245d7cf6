"""Questions about readings."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import asyncpg
import numpy as np
from motorway_kit.db import Pool
from motorway_kit.errors import InvalidInput, NotFound

from telemetry import db
from telemetry.domain.partitions import to_datetime, to_us
from telemetry.domain.readings import DAY_US, Int64s
from telemetry.domain.resolution import DEFAULT_POINTS, MOST_POINTS, Resolution, candidates, gaps, thin
from telemetry.domain.rollup import Rollup
from telemetry.domain.series import SeriesName
from telemetry.domain.stock import Drawdown, Filling, Volumes, drawdown, filling
from telemetry.engine import Engine

EXPORT_BLOCK = 5000
VOLUME = "total_observed_volume"
DRAWN_OVER = timedelta(days=7)
FILLED_OVER = timedelta(hours=3)
Span = tuple[datetime, datetime]


class UnknownSeries(NotFound):
    """The site never sent such a series."""


class TooManyPoints(InvalidInput):
    """More points than may be asked for at this resolution."""


@dataclass(frozen=True, slots=True)
class SeriesPoints:
    unit: str
    resolution: Resolution
    points: Rollup
    gap_before: Int64s


@dataclass(frozen=True, slots=True)
class SeriesQuery:
    """`span` is start and end (exclusive), aware. `resolution` None: the finest that fits `max_points`, 0: 1000."""

    name: SeriesName
    span: Span
    resolution: Resolution | None
    max_points: int


async def get_latest(pool: Pool, site: str, device: str) -> list[asyncpg.Record]:
    """(device, metric, unit, time, value) of the newest reading of each series of the site."""
    return await db.select_latest(pool, site, device)


async def get_series(pool: Pool, engine: Engine, query: SeriesQuery) -> SeriesPoints:
    """The points of a series.

    Raises UnknownSeries, InvalidInput, and TooManyPoints when a resolution was asked for that gives more than
    max_points (10,000 when that is 0).
    """
    _check(query)
    known = await db.select_series(pool, query.name)
    if known is None:
        raise UnknownSeries("the site has no such series", **query.name._asdict())
    series_id, unit = known
    most = query.max_points or (DEFAULT_POINTS if query.resolution is None else MOST_POINTS)
    for resolution in candidates(query.resolution):
        points = await _load(pool, engine, (series_id, query.span), resolution, most)
        if len(points) <= most:
            return SeriesPoints(unit, resolution, points, gaps(points.bucket_us, resolution.width_us))
    if query.resolution is not None:
        raise TooManyPoints("a coarser resolution or a shorter time is needed", field="resolution", max_points=most)
    points, width_us = thin(points, DAY_US, most)
    return SeriesPoints(unit, Resolution.DAY, points, gaps(points.bucket_us, width_us))


def _check(query: SeriesQuery) -> None:
    start, end = query.span
    if start >= end:
        raise InvalidInput("the end must be after the start", field="end")
    if query.max_points > MOST_POINTS:
        raise InvalidInput(f"at most {MOST_POINTS} points", field="max_points")


async def _load(pool: Pool, engine: Engine, where: tuple[int, Span], resolution: Resolution, most: int) -> Rollup:
    """The points of one resolution; more than `most` of them only tell that it is too fine, except for days."""
    series_id, span = where
    limit = most + 1 if resolution is not Resolution.DAY else None
    if resolution is Resolution.RAW:
        return _raw_points(await db.select_raw(pool, series_id, span, limit, engine.arrival_order))
    table = f"reading_{resolution.name.lower()}"
    whole_buckets = to_datetime(to_us(span[0]) // resolution.width_us * resolution.width_us), span[1]
    return _rollup_points(await db.select_rollup(pool, table, series_id, whole_buckets, limit))


def _raw_points(rows: list[asyncpg.Record]) -> Rollup:
    """Of several readings at one instant the one that arrived last."""
    time_us = np.array([row[0] for row in rows], np.int64)
    value = np.array([row[1] for row in rows], np.float64)
    final = np.append(time_us[1:] != time_us[:-1], [True])[: len(rows)]
    time_us, value = time_us[final], value[final]
    series, count = np.zeros(len(value), np.int32), np.ones(len(value), np.int64)
    return Rollup(series, time_us, value, value, value, count, value, time_us)


def _rollup_points(rows: list[asyncpg.Record]) -> Rollup:
    bucket, minimum, maximum, total, count, last, last_us = zip(*rows, strict=True) if rows else ((),) * 7
    return Rollup(
        np.zeros(len(rows), np.int32),
        np.array(bucket, np.int64),
        np.array(minimum, np.float64),
        np.array(maximum, np.float64),
        np.array(total, np.float64),
        np.array(count, np.int64),
        np.array(last, np.float64),
        np.array(last_us, np.int64),
    )


@dataclass(frozen=True, slots=True)
class ExportBlock:
    """Columns of one length, in order of time."""

    device: list[str]
    metric: list[str]
    time_us: list[int]
    value: list[float]


async def export_readings(pool: Pool, name: SeriesName, span: Span) -> AsyncIterator[ExportBlock]:
    """Every stored reading of a site; an empty device or metric means every one.

    Read day by day, so that neither side ever sorts or holds more than a day's readings or a block of them.
    """
    if span[0] >= span[1]:
        raise InvalidInput("the end must be after the start", field="end")
    series = await db.select_series_of(pool, name)
    extent = await db.select_extent(pool, list(series)) if series else None
    if extent is None:
        return
    start, end = max(span[0], extent[0]), min(span[1], extent[1] + timedelta(microseconds=1))
    while start < end:
        midnight = to_datetime((to_us(start) // DAY_US + 1) * DAY_US)
        async for rows in db.stream_readings(pool, list(series), (start, min(midnight, end)), EXPORT_BLOCK):
            ids, time_us, value = (list(column) for column in zip(*rows, strict=True))
            yield ExportBlock([series[i][0] for i in ids], [series[i][1] for i in ids], time_us, value)
        start = midnight


@dataclass(frozen=True, slots=True)
class TankStock:
    """Of the tank with this number."""

    tank: int
    drawdown: Drawdown
    filling: Filling | None


async def get_stock(pool: Pool, site: str, now: datetime) -> list[TankStock]:
    """What is known of each tank of a site that ever sent its volume, by number."""
    series = await db.select_series_of(pool, SeriesName(site, "", VOLUME))
    tanks = {
        int(device.removeprefix("tank/")): series_id for series_id, (device, _) in series.items() if _is_tank(device)
    }
    hours = await _volumes(pool, "reading_hour", list(tanks.values()), now - DRAWN_OVER)
    minutes = await _volumes(pool, "reading_minute", list(tanks.values()), now - FILLED_OVER)
    return [
        TankStock(number, drawdown(hours[series_id]), filling(minutes[series_id], to_us(now)))
        for number, series_id in sorted(tanks.items())
    ]


def _is_tank(device: str) -> bool:
    return device.startswith("tank/") and device.removeprefix("tank/").isdecimal()


async def _volumes(pool: Pool, table: str, series_ids: list[int], since: datetime) -> dict[int, Volumes]:
    """The last volume of each bucket, for every series."""
    found: dict[int, tuple[list[int], list[float]]] = {series_id: ([], []) for series_id in series_ids}
    for series_id, time_us, value in await db.select_last(pool, table, series_ids, since):
        found[series_id][0].append(time_us)
        found[series_id][1].append(value)
    return {
        series_id: Volumes(np.array(times, np.int64), np.array(values, np.float64))
        for series_id, (times, values) in found.items()
    }
