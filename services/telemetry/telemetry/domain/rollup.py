"""Rollups of readings: minimum, maximum, sum, count, last. They merge, so a late reading is just one more part."""

from dataclasses import dataclass, fields

import numpy as np

from telemetry.domain.readings import MINUTE_US, Bools, Floats, Int32s, Int64s, Readings


@dataclass(frozen=True, slots=True)
class Rollup:
    """Columns of one length, one row per series and bucket; `bucket_us` and `last_us` are Unix times in µs."""

    series: Int32s
    bucket_us: Int64s
    minimum: Floats
    maximum: Floats
    sum: Floats
    count: Int64s
    last: Floats
    last_us: Int64s

    def __len__(self) -> int:
        return len(self.series)

    def where(self, chosen: Bools | Int64s) -> "Rollup":
        return Rollup(*(getattr(self, field.name)[chosen] for field in fields(self)))


def roll_up(readings: Readings, width_us: int = MINUTE_US) -> Rollup:
    """Roll up readings that are sorted by series and time. Of two at the same instant the later row is the last."""
    bucket = readings.time_us // width_us
    first = _group_starts(readings.series, bucket)
    if not len(first):
        return _empty()
    final = np.append(first[1:], len(bucket)) - 1
    return Rollup(
        series=readings.series[first],
        bucket_us=bucket[first] * width_us,
        minimum=np.minimum.reduceat(readings.value, first),
        maximum=np.maximum.reduceat(readings.value, first),
        sum=np.add.reduceat(readings.value, first),
        count=final - first + 1,
        last=readings.value[final],
        last_us=readings.time_us[final],
    )


def merge(parts: Rollup, width_us: int) -> Rollup:
    """Merge the parts of each series and bucket of this width. On equal times the later part has the last value."""
    order = np.lexsort((parts.last_us, parts.bucket_us // width_us, parts.series))
    parts = parts.where(order)
    bucket = parts.bucket_us // width_us
    first = _group_starts(parts.series, bucket)
    if not len(first):
        return parts
    final = np.append(first[1:], len(bucket)) - 1
    return Rollup(
        series=parts.series[first],
        bucket_us=bucket[first] * width_us,
        minimum=np.minimum.reduceat(parts.minimum, first),
        maximum=np.maximum.reduceat(parts.maximum, first),
        sum=np.add.reduceat(parts.sum, first),
        count=np.add.reduceat(parts.count, first),
        last=parts.last[final],
        last_us=parts.last_us[final],
    )


def _group_starts(series: Int32s, bucket: Int64s) -> Int64s:
    if not len(series):
        return np.empty(0, np.int64)
    changes = (series[1:] != series[:-1]) | (bucket[1:] != bucket[:-1])
    return np.concatenate(([0], np.flatnonzero(changes) + 1))


def _empty() -> Rollup:
    i, f = np.empty(0, np.int64), np.empty(0, np.float64)
    return Rollup(np.empty(0, np.int32), i, f, f, f, i, f, i)
