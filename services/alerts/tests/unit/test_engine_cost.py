"""What a value costs, counted in calls: a measure that does not depend on the machine. Its time is benchmark (i)."""

import sys
from collections.abc import Sequence
from types import FrameType

from alerts.domain.engine import Engine
from alerts.domain.observation import Observation
from alerts.domain.rules import RuleDocument, SiteFacts

from .rule_samples import SECOND, START, a_rule

CALM, WRONG = 50.0, 150.0


def a_reading(site: int, at_s: int, value: float = CALM) -> Observation:
    time_us = (START + at_s) * SECOND
    return Observation(f"site-{site}", "tank/1", "level", time_us, value, time_us)


def knowing(sites: int, rules: Sequence[RuleDocument]) -> Engine:
    """An engine that has seen a value of each site."""
    engine = Engine(rules, [SiteFacts(f"site-{site}") for site in range(sites)])
    for site in range(sites):
        engine.observe(a_reading(site, 0))
    engine.take_dirty()
    return engine


def calls(engine: Engine, reading: Observation) -> int:
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        engine.observe(reading)
    finally:
        sys.setprofile(before)
    return count


def levels(count: int, device: str = "tank") -> list[RuleDocument]:
    return [a_rule(rule_id=f"{device}_{n}", device=device, above=100 + n, clear=90, for_s=60) for n in range(count)]


def test_a_value_costs_the_same_however_many_sites_there_are() -> None:
    few, many = (knowing(sites, levels(10)) for sites in (2, 200))
    for at_s, value in ((1, CALM), (2, WRONG), (3, WRONG), (90, WRONG), (91, CALM)):
        assert calls(few, a_reading(1, at_s, value)) == calls(many, a_reading(1, at_s, value))


def test_a_calm_value_costs_the_same_however_many_rules_look_at_it() -> None:
    assert calls(knowing(2, levels(10)), a_reading(1, 1)) == calls(knowing(2, levels(100)), a_reading(1, 1))


def test_rules_about_others_cost_nothing() -> None:
    alone, among = knowing(2, levels(10)), knowing(2, [*levels(10), *levels(100, device="pump")])
    for at_s, value in ((1, CALM), (2, WRONG)):
        assert calls(alone, a_reading(1, at_s, value)) == calls(among, a_reading(1, at_s, value))
