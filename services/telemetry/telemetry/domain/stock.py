"""How fast a tank is drawn down, and whether it is being filled: from its total observed volume over time."""

from dataclasses import dataclass

import numpy as np

from telemetry.domain.readings import DAY_US, HOUR_US, MINUTE_US, Floats, Int64s

LEAST_SEEN_US = HOUR_US
FILLED_L = 100.0
"""A rise of more than this from one hour to the next is a delivery; less is what a probe's reading wavers by."""
FILLING_L_MIN = 50.0
"""A lorry empties a compartment with several hundred litres a minute."""
PAUSE_US = 5 * MINUTE_US
"""Between two compartments the hose is moved."""


@dataclass(frozen=True, slots=True)
class Volumes:
    """Columns of one length, ordered by time (Unix, µs): total observed volume in litres."""

    time_us: Int64s
    volume_l: Floats


@dataclass(frozen=True, slots=True)
class Drawdown:
    """`per_day_l` is None while too little was seen."""

    per_day_l: float | None
    observed_us: int


@dataclass(frozen=True, slots=True)
class Filling:
    since_us: int
    risen_l: float


def drawdown(volumes: Volumes) -> Drawdown:
    """The mean use, without the spans in which the tank was filled; a hole counts with what it changed."""
    change_l, span_us = np.diff(volumes.volume_l), np.diff(volumes.time_us)
    used = change_l <= FILLED_L
    observed_us, drawn_l = int(span_us[used].sum()), float(-change_l[used].sum())
    if observed_us < LEAST_SEEN_US:
        return Drawdown(None, observed_us)
    return Drawdown(max(0.0, drawn_l) * DAY_US / observed_us, observed_us)


def filling(volumes: Volumes, now_us: int) -> Filling | None:
    """The delivery that goes on, pauses between compartments included; None when the last rise is longer ago."""
    time_us, volume_l = volumes.time_us, volumes.volume_l
    minutes = np.diff(time_us) / MINUTE_US
    rises = np.flatnonzero(np.diff(volume_l) > FILLING_L_MIN * np.maximum(minutes, 1))
    if not len(rises) or now_us - time_us[rises[-1] + 1] > PAUSE_US:
        return None
    paused = np.flatnonzero(time_us[rises[1:]] - time_us[rises[:-1] + 1] > PAUSE_US)
    first, last = (rises[paused[-1] + 1] if len(paused) else rises[0]), rises[-1] + 1
    return Filling(int(time_us[first]), float(volume_l[last] - volume_l[first]))
