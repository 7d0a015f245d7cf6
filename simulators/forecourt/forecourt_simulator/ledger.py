"""What was sent, in a form that does not depend on order: compare it with what the platform stored.

For each series: number of readings, sum of their values, and the sum modulo 2**64 of one 64-bit hash per
reading. Two sets of readings with equal count and equal hash sum are the same set (a doubled or a missing
reading changes both). `value_sum` is a float sum and depends on order in the last digits: compare it with
a tolerance, the hash exactly.
"""

import hashlib
import struct
from collections.abc import Iterable
from dataclasses import dataclass

_MASK = (1 << 64) - 1
_PACK = struct.Struct("<qd").pack


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of the series (device, metric) at a UTC instant in microseconds."""

    device: str
    metric: str
    time_us: int
    value: float


@dataclass(slots=True)
class SeriesTotals:
    count: int = 0
    value_sum: float = 0.0
    hash_sum: int = 0

    def add(self, value: float, reading_hash: int) -> None:
        self.count += 1
        self.value_sum += value
        self.hash_sum = (self.hash_sum + reading_hash) & _MASK

    def as_json(self) -> dict[str, int | float | str]:
        """`hash_sum` as 16 hexadecimal digits, because JSON numbers do not hold 64 bits."""
        return {"count": self.count, "value_sum": self.value_sum, "hash_sum": f"{self.hash_sum:016x}"}


def series_prefix(device: str, metric: str) -> bytes:
    return f"{device}\x00{metric}\x00".encode()


def reading_hash(prefix: bytes, time_us: int, value: float) -> int:
    """First 64 bits of blake2b(device \\0 metric \\0 int64 time_us, float64 value; little endian).

    `prefix` is series_prefix(device, metric). Minus zero counts as zero.
    """
    digest = hashlib.blake2b(prefix + _PACK(time_us, value + 0.0), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def series_totals(device: str, metric: str, rows: Iterable[tuple[int, float]]) -> SeriesTotals:
    """Totals of the (time_us, value) rows of one series, for rows that come from a database."""
    prefix, totals = series_prefix(device, metric), SeriesTotals()
    for time_us, value in rows:
        totals.add(value, reading_hash(prefix, time_us, value))
    return totals


class Ledger:
    """Totals per series; remembers which changed since the last `changed()`."""

    def __init__(self, stored: dict[tuple[str, str], SeriesTotals] | None = None) -> None:
        self.series = stored or {}
        self._changed: set[tuple[str, str]] = set()

    def add(self, readings: Iterable[Reading]) -> None:
        for reading in readings:
            key = reading.device, reading.metric
            totals = self.series.setdefault(key, SeriesTotals())
            totals.add(reading.value, reading_hash(series_prefix(*key), reading.time_us, reading.value))
            self._changed.add(key)

    def changed(self) -> dict[tuple[str, str], SeriesTotals]:
        keys, self._changed = self._changed, set()
        return {key: self.series[key] for key in keys}

    def readings(self) -> int:
        return sum(totals.count for totals in self.series.values())

    def as_json(self) -> dict[str, dict[str, int | float | str]]:
        """Keyed `device metric`, sorted."""
        return {" ".join(key): totals.as_json() for key, totals in sorted(self.series.items())}
