"""What benchmarks/capacity.json says of a site, and what follows for many."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

BUSY = 0.6
"""Of a core: beyond that waiting times grow, and nothing is left for a restart."""
PEAK = 2.0
"""The busiest hour to the measured one."""
DAY_S, YEAR_DAYS = 86_400, 365
PACE = 0.6
"""A number of sites at which less of the clockwork was done for each than so much of the best is not counted."""
CLOCKWORK = ("readings", "rest_requests")
"""Gauges and sensors report, and tills look, as often at each site."""
AT_LEAST = 2
"""Replicas of a service: one may always be on its way."""
PER_DAY_PARTITIONS = 5_000
"""Readings a second from which partitions are to be days (services/telemetry/README.md)."""


@dataclass(frozen=True)
class Line:
    """Something for each number of sites: what there is without any, and what each adds."""

    fixed: float
    per_site: float

    def at(self, sites: float) -> float:
        return max(0.0, self.fixed) + self.per_site * sites


@dataclass(frozen=True)
class Measured:
    document: dict[str, Any]

    @property
    def levels(self) -> list[dict[str, Any]]:
        """What was measured, by a number of `sites` each."""
        levels: list[dict[str, Any]] = self.document["levels"]
        return levels

    def kept_pace(self, level: dict[str, Any]) -> bool:
        """Where the machine had no time for its sites, they seem to cost little."""
        best = {name: max(_each(one, name) for one in self.levels) for name in CLOCKWORK}
        return not level["sites"] or all(_each(level, name) >= PACE * best[name] for name in CLOCKWORK)

    def rate(self, name: str) -> Line:
        """Of something that is done, a second."""
        return self._line("per_s", name)

    def held(self, name: str) -> Line:
        return self._line("held", name)

    def _line(self, part: str, name: str) -> Line:
        return line([(level["sites"], level[part][name]) for level in self.levels if self.kept_pace(level)])

    def at_once(self, name: str) -> float:
        """Processor seconds of a message when batches are full."""
        return float(self.document["at_once"]["per_message"][name])


def _each(level: dict[str, Any], name: str) -> float:
    return float(level["per_s"][name]) / level["sites"] if level["sites"] else 0.0


def line(points: Sequence[tuple[float, float]]) -> Line:
    """The least squares, but it never falls: a site that seems to cost less than nothing costs nothing."""
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    slope = max(0.0, sum((x - middle_x) * (y - middle_y) for x, y in points) / spread)
    return Line(middle_y - slope * middle_x, slope)


def cores(found: Measured, name: str, sites: int) -> float:
    """That a process needs in the busiest hour."""
    return PEAK * found.rate(f"cpu.{name}").at(sites) / BUSY


def cores_at_best(found: Measured, name: str, sites: int) -> float:
    """The same if all messages of the devices came in full batches, and nothing else came."""
    each = found.at_once(f"cpu.{name}") * PEAK / BUSY
    return min(cores(found, name, sites), each * found.rate("device_messages").at(sites))


def replicas(needed: float, sites: int) -> int:
    """For so many cores."""
    return math.ceil(needed) if size(sites) == "small" else max(AT_LEAST, math.ceil(needed))


def size(sites: int) -> str:
    """The file of values to begin with."""
    return "small" if sites <= 10 else "standard" if sites < 1_000 else "large"


def full_at(found: Measured, name: str) -> float:
    """The number of sites with which one core is full in the busiest hour."""
    spent = found.rate(f"cpu.{name}")
    left = BUSY / PEAK - max(0.0, spent.fixed)
    return left / spent.per_site if spent.per_site else math.inf


def full_at_best(found: Measured, name: str) -> float:
    """The same if all messages of the devices came in full batches, and nothing else came."""
    each = found.at_once(f"cpu.{name}") * found.rate("device_messages").per_site
    return max(full_at(found, name), BUSY / PEAK / each if each else math.inf)


def show(value: float) -> str:
    """Two figures: more were not measured."""
    if math.isinf(value):
        return "too many to be measured here"
    if value == 0:
        return "0"
    rounded = round(value, 1 - math.floor(math.log10(abs(value))))
    return f"{rounded:,.0f}" if abs(rounded) >= 10 else f"{rounded:g}"
