"""At which resolution a series is shown, and where data is missing in it."""

from enum import IntEnum

import numpy as np

from telemetry.domain.readings import DAY_US, HOUR_US, MINUTE_US, Int64s
from telemetry.domain.rollup import Rollup, merge

DEFAULT_POINTS = 1000
MOST_POINTS = 10_000


class Resolution(IntEnum):
    """Numbers as in motorway.telemetry.v1."""

    RAW = 1
    MINUTE = 2
    HOUR = 3
    DAY = 4

    @property
    def width_us(self) -> int:
        """Length of a bucket; 0 for raw readings."""
        return {Resolution.MINUTE: MINUTE_US, Resolution.HOUR: HOUR_US, Resolution.DAY: DAY_US}.get(self, 0)


def candidates(asked: Resolution | None) -> list[Resolution]:
    """The resolutions to try, finest first; the first whose points fit is shown."""
    return list(Resolution) if asked is None else [asked]


def thin(points: Rollup, width_us: int, most: int) -> tuple[Rollup, int]:
    """At most `most` points, by merging whole neighbouring buckets; also the new width of a bucket in µs."""
    factor = 1
    while len(points) > most:
        span = int(points.bucket_us[-1] - points.bucket_us[0]) // width_us + 1
        factor = max(factor + 1, -(-span // most))
        points = merge(points, width_us * factor)
    return points, width_us * factor


def gaps(time_us: Int64s, width_us: int) -> Int64s:
    """Indexes of the points before which data is missing.

    That is where the distance to the point before is more than three times the median distance, and more than
    two buckets: a change of rhythm is no gap, a hole is one.
    """
    distance = np.diff(time_us)
    if not len(distance):
        return np.empty(0, np.int64)
    limit = max(3 * float(np.median(distance)), 2 * width_us)
    return np.flatnonzero(distance > limit) + 1
