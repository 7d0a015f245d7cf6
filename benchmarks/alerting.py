"""(i): evaluations of rules a second, beside a bare loop of the same comparisons; what another rule or site costs."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from alerts.domain.derive import Deriver
from alerts.domain.engine import Engine
from alerts.domain.observation import Observation
from alerts.domain.rules import RuleDocument, SiteFacts, TankFacts, Vocabulary, parse_rule
from alerts.library import library

SECOND = 1_000_000
START = 1_790_000_000 * SECOND
TANKS, RULES, SITES = 4, 10, 100
LITRES = 20_000.0
ROUNDS = 5
"""The fastest counts: whatever else runs here only makes them slower."""
Measured = tuple[Callable[[Any], Any], Callable[[], Any]]
"""What is timed, and what makes the thing that it is given."""


@dataclass(frozen=True)
class Alerting:
    """Seconds of processor time for all evaluations of one rule, and for as many comparisons; the others are ratios.

    `sites` and `bare_sites` are the time of a reading at 1,000 sites to that at 10.
    """

    evaluation_s: float
    comparison_s: float
    added_rule: float
    rules_of_others: float
    sites: float
    bare_sites: float
    gauge_readings_per_s: float


def evaluate(count: int) -> Alerting:
    """`count` readings for each of the measurements."""
    readings = _readings(SITES, count)
    at = {number: _observing(_rules(number), SITES, readings) for number in (1, RULES, RULES * 10)}
    others = [*_rules(RULES), *_rules(RULES * 50, device="pump", metric="pressure")]
    first, later = (at[RULES] - at[1]) / (RULES - 1), (at[RULES * 10] - at[RULES]) / (RULES * 9)
    sites, bare_sites = _added_sites(count)
    return Alerting(
        at[RULES] / RULES,
        _bare(_rules(RULES), readings) / RULES,
        later / first,
        _observing(others, SITES, readings) / at[RULES],
        sites,
        bare_sites,
        _gauge_readings_per_s(count // 40),
    )


def _rules(count: int, device: str = "tank", metric: str = "product_volume_l") -> list[RuleDocument]:
    """Levels, with hysteresis and a duration; no two the same."""
    words = {"name": "Low", "text": "{device} has {value} l", "severity": "WARNING"}
    look = {"kind": "threshold", "device": device, "metric": metric, "for_s": 60}
    limits = [1000.0 + number * 10 for number in range(count)]
    said = [
        {"rule_id": f"{device}_{n}", **words, "when": {**look, "below": at, "clear": at + 50}}
        for n, at in enumerate(limits)
    ]
    return [parse_rule(rule, Vocabulary()) for rule in said]


def _facts(site: int) -> SiteFacts:
    tanks = tuple(TankFacts(number, "diesel", 40_000, 38_000, 2_500) for number in range(1, TANKS + 1))
    return SiteFacts(f"site-{site}", tanks=tanks)


def _readings(sites: int, count: int) -> list[Observation]:
    """A reading of each tank in turn, once a second; one of a hundred is where rules begin and end."""
    random = np.random.default_rng(7)
    values = random.normal(LITRES, 1000.0, count)
    values[random.random(count) < 0.01] = 1050.0
    devices = [(f"site-{site}", f"tank/{tank}") for site in range(sites) for tank in range(1, TANKS + 1)]
    readings = []
    for number, value in enumerate(values.tolist()):
        site, device = devices[number % len(devices)]
        at = START + number // len(devices) * SECOND
        readings.append(Observation(site, device, "product_volume_l", at, value, at))
    return readings


def _observing(rules: Sequence[RuleDocument], sites: int, readings: Sequence[Observation]) -> float:
    """Seconds for all readings, with an engine that knows the sites already."""
    return _fastest(*_engine_work(rules, sites, readings))


def _engine_work(rules: Sequence[RuleDocument], sites: int, readings: Sequence[Observation]) -> Measured:
    def work(engine: Engine) -> None:
        observe = engine.observe
        for reading in readings:
            observe(reading)

    return work, lambda: _warm(Engine(rules, [_facts(site) for site in range(sites)]), readings)


def _added_sites(count: int) -> tuple[float, float]:
    """What a hundred times the sites make of the time of a reading: with the engine, and with a bare dictionary.

    The dictionary finds the newest value and two limits of the series, and keeps the value: no engine does with less.
    All four are measured in turn, so that what else wants the cache hinders them alike.
    """
    works = []
    for sites in (SITES // 10, SITES * 10):
        readings = _readings(sites, count)
        works += [_engine_work(_rules(RULES), sites, readings), _bare_state_work(readings)]
    few, bare_few, many, bare_many = _fastest_in_turn(works)
    return many / few, bare_many / bare_few


class Newest:
    """All that a bare loop keeps of a series."""

    __slots__ = ("high", "low", "time_us", "value")

    def __init__(self) -> None:
        self.low, self.high, self.time_us, self.value = 1000.0, LITRES * 2, 0, LITRES


def _bare_state_work(readings: Sequence[Observation]) -> Measured:
    def work(state: dict[tuple[str, str, str], Newest]) -> None:
        wrong = 0
        for reading in readings:
            newest, value = state[reading.site, reading.device, reading.metric], reading.value
            if reading.time_us > newest.time_us:
                newest.time_us, newest.value = reading.time_us, value
                wrong += not newest.low <= value <= newest.high

    return work, lambda: {(one.site, one.device, one.metric): Newest() for one in readings}


def _gauge_readings_per_s(count: int) -> float:
    """What tank gauges say (five values at once) with every ready rule and the series that are derived for them."""
    still = {"product_level_mm": 1500.0, "water_level_mm": 3.0, "temperature_c": 12.0, "probe_status": 3.0}
    values = still | {"total_observed_volume_l": LITRES}
    facts = [_facts(site) for site in range(SITES)]

    def work(parts: tuple[Engine, Deriver]) -> None:
        engine, deriver = parts
        for number in range(count):
            site, at = f"site-{number % SITES}", START + number // SITES * SECOND
            for metric, value in values.items():
                seen = Observation(site, f"tank/{number // SITES % TANKS + 1}", metric, at, value, at)
                for one in (seen, *deriver.observe(seen)):
                    engine.observe(one)

    return count / _fastest(work, lambda: (Engine(library().values(), facts), Deriver(facts)))


def _warm(engine: Engine, readings: Sequence[Observation]) -> Engine:
    for site, device in {(reading.site, reading.device): None for reading in readings}:
        engine.observe(Observation(site, device, "product_volume_l", START - SECOND, LITRES, START - SECOND))
    return engine


def _bare(rules: Sequence[RuleDocument], readings: Sequence[Observation]) -> float:
    """Seconds for one reading: is it below the limit, of every rule."""
    limits = [rule.when.below for rule in rules]  # type: ignore[union-attr]

    def work(wrong: int) -> Any:
        for reading in readings:
            value = reading.value
            for limit in limits:
                if value < limit:  # type: ignore[operator]
                    wrong += 1
        return wrong

    return _fastest(work, lambda: 0)


def _fastest(work: Callable[[Any], Any], prepare: Callable[[], Any]) -> float:
    return _fastest_in_turn([(work, prepare)])[0]


def _fastest_in_turn(works: Sequence[Measured]) -> list[float]:
    """Of each the seconds of its fastest round."""
    rounds = [[_timed(work, prepare()) for work, prepare in works] for _ in range(ROUNDS)]
    return [min(times) for times in zip(*rounds, strict=True)]


def _timed(work: Callable[[Any], Any], prepared: Any) -> float:
    began = time.process_time()
    work(prepared)
    return time.process_time() - began
