"""Readings in columns, the names they may carry and the times they may have."""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

MINUTE_US = 60_000_000
HOUR_US = 60 * MINUTE_US
DAY_US = 24 * HOUR_US
FUTURE_TOLERANCE_US = 5 * MINUTE_US
CLOCK_SKEW_US = DAY_US

SITE = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
DEVICE = re.compile(r"[a-z0-9_/-]{1,64}")
METRIC = re.compile(r"[a-z0-9_]{1,48}")

UNITS = {
    "state": "ifsf",
    "running_volume": "l",
    "running_amount": "currency",
    "flow_rate": "l/min",
    "product_level": "mm",
    "water_level": "mm",
    "temperature": "degC",
    "density": "kg/m3",
    "total_observed_volume": "l",
    "water_volume": "l",
    "probe_status": "tlg",
    "volume_total": "l",
    "amount_total": "currency",
    "online": "bool",
}

# ISO 4217 currencies whose minor unit is not a hundredth.
MINOR_UNIT_DIGITS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV"), 0),
    **dict.fromkeys(("XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}


def unit_of(metric: str) -> str:
    """The unit of a metric the platform knows, else empty."""
    return UNITS.get(metric, "")


def major_units(amount_minor: int, currency: str = "") -> float:
    """Minor units as the major unit; hundredths when the currency is not told."""
    return amount_minor / float(10 ** MINOR_UNIT_DIGITS.get(currency, 2))


def name_is_valid(device: str, metric: str) -> bool:
    return DEVICE.fullmatch(device) is not None and METRIC.fullmatch(metric) is not None


@dataclass(frozen=True, slots=True)
class Readings:
    """Columns of one length: series id, Unix time in µs, value, and the number of the message it came in."""

    series: Int32s
    time_us: Int64s
    value: Floats
    message: Int32s

    def __len__(self) -> int:
        return len(self.series)

    def where(self, chosen: Bools | Int64s) -> "Readings":
        """The chosen readings, by mask or in the order of the indexes."""
        return Readings(self.series[chosen], self.time_us[chosen], self.value[chosen], self.message[chosen])

    def sorted(self) -> "Readings":
        """By series, then time; readings of the same series and instant stay in the order they came in."""
        return self.where(np.lexsort((self.time_us, self.series)))


@dataclass(frozen=True, slots=True)
class Refused:
    """How many readings were refused, by reason."""

    too_old: int
    future: int
    not_finite: int


def acceptable(readings: Readings, received_us: Int64s, now_us: int, retention_us: int) -> tuple[Readings, Refused]:
    """The readings that may be stored.

    `received_us` is the arrival time of each message. Refused are readings older than the raw retention, more than
    5 minutes later than their arrival (or a day ahead of our own clock), and values that are no finite number.
    """
    limit_us = np.minimum(received_us + FUTURE_TOLERANCE_US, now_us + CLOCK_SKEW_US)
    too_old = readings.time_us < now_us - retention_us
    future = readings.time_us > limit_us[readings.message]
    not_finite = ~np.isfinite(readings.value)
    refused = too_old | future | not_finite
    if not refused.any():
        return readings, Refused(0, 0, 0)
    counts = Refused(int(too_old.sum()), int(future.sum()), int((not_finite & ~too_old & ~future).sum()))
    return readings.where(~refused), counts
