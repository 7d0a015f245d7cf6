"""What a rule may say, and how one that says something else is refused."""

import time
from datetime import datetime
from typing import Any

import pytest
from alerts.domain.rules import parse_rule
from alerts.domain.rules.document import Schedule
from alerts.domain.rules.expressions import BadExpression, Expression
from alerts.domain.rules.hours import WeeklyHours
from alerts.domain.rules.texts import render
from motorway_kit.errors import InvalidInput

from .rule_samples import WORDS, a_rule

TANK = {"kind": "threshold", "device": "tank", "metric": "level"}
PAYABLE = {"kind": "event", "type": "pos.payable"}
PAID = {"type": "pos.paid"}
COMPARE = {"kind": "compare", "device": "tank", "metrics": ["level", "water"]}
RULE = {"rule_id": "low", "name": "Low", "text": "{value}", "severity": "WARNING", "when": {**TANK, "above": 1}}


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("rule_id", {"rule_id": "Not a slug"}),
        ("severity", {"severity": "URGENT"}),
        ("name", {"name": ""}),
        ("color", {"color": "red"}),
        ("when", {"when": {"kind": "magic"}}),
        ("when", {"when": TANK}),
        ("when", {"when": {**TANK, "above": 1, "below": 0}}),
        ("when.above", {"when": {**TANK, "above": True}}),
        ("when.above", {"when": {**TANK, "above": float("inf")}}),
        ("when.above", {"when": {**TANK, "above": "tank.colour"}}),
        ("when.above", {"when": {**TANK, "above": "tank.grade"}}),
        ("when.above", {"when": {**TANK, "above": "tank.capacity_l * 2"}}),
        ("when.above", {"when": {**TANK, "device": "pump", "above": "tank.capacity_l"}}),
        ("when.above", {"when": {**TANK, "above": "1.0 +"}}),
        ("when.clear", {"when": {**TANK, "above": 10, "clear": 11}}),
        ("when.clear", {"when": {**TANK, "below": "tank.capacity_l", "clear": "tank.capacity_l * 0.9"}}),
        ("when.for_s", {"when": {**TANK, "above": 1, "for_s": -1}}),
        ("when.metric", {"when": {**TANK, "above": 1, "metric": "a metric"}}),
        ("when.device", {"when": {**TANK, "above": 1, "device": "tank/1"}}),
        ("when.window_s", {"when": {**TANK, "kind": "rate", "above": 1}}),
        ("when.aggregate", {"when": {**TANK, "kind": "window", "above": 1, "window_s": 60, "aggregate": "median"}}),
        ("when.holds", {"text": "x", "when": {**COMPARE, "holds": "level - water"}}),
        ("when.holds", {"text": "x", "when": {**COMPARE, "holds": "level < 1.0 || depth > 2.0"}}),
        ("when.ends", {"text": "x", "when": {**COMPARE, "holds": "level > 1.0", "ends": "level ? true : false"}}),
        ("when.holds", {"text": "x", "when": {**COMPARE, "holds": "[1, 2].all(level, level > 1)"}}),
        ("when.metrics", {"text": "x", "when": {**COMPARE, "metrics": [], "holds": "true"}}),
        ("when.values", {"when": {**TANK, "kind": "state", "values": []}}),
        ("when.type", {"text": "x", "when": {**PAYABLE, "type": "pos.unheard"}}),
        ("when.where", {"text": "x", "when": {**PAYABLE, "where": "amount_minor > 'a'"}}),
        ("when.where", {"text": "x", "when": {**PAYABLE, "where": "tank.capacity_l > 1.0"}}),
        ("when.ends.0.type", {"text": "x", "when": {**PAYABLE, "ends": {"type": "pos.unheard"}}}),
        ("when.ends.1.where", {"text": "x", "when": {**PAYABLE, "ends": [PAID, {**PAID, "where": "by"}]}}),
        ("when.severity_field", {"text": "x", "when": {**PAYABLE, "severity_field": "gravity"}}),
        ("when", {"text": "x", "when": {**PAYABLE, "count": 3}}),
        ("text", {"text": "{value"}),
        ("text", {"text": "{tank.colour}"}),
        ("text", {"text": "{value.__class__}"}),
        ("text", {"text": "{amount}", "when": PAYABLE}),
        ("schedule.hours", {"schedule": {"hours": []}}),
        ("schedule.hours.0.start", {"schedule": {"hours": [{"start": "25:00", "end": "02:00"}]}}),
        ("sites.1", {"sites": ["m25-cobham", "M25"]}),
        ("overrides.0.below", {"overrides": [{"site": "a", "below": 3}]}),
        ("overrides.0.clear", {"overrides": [{"site": "a", "clear": 3}]}),
        ("overrides.0.above", {"overrides": [{"site": "a", "above": "tank.colour"}]}),
        ("overrides.1.site", {"overrides": [{"site": "a", "above": 3}, {"site": "a", "above": 4}]}),
        ("overrides.0.site", {"sites": ["b"], "overrides": [{"site": "a", "above": 3}]}),
    ],
)  # fmt: skip
def test_a_wrong_rule_is_refused_by_the_name_of_its_field(field: str, said: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_rule({**RULE, **said}, WORDS)
    assert refused.value.context["field"] == field
    assert len(refused.value.message) > 10


def test_a_rule_is_the_same_after_it_was_written_down() -> None:
    schedule = {"apply": "outside", "hours": [{"days": ["SAT", "SUN"], "start": "22:00", "end": "06:00"}]}
    when = {**PAYABLE, "for_s": 60, "ends": PAID}
    for rule in (
        a_rule(above="tank.safe_fill_l * 0.97", schedule=schedule),
        parse_rule({**RULE, "text": "x", "when": when}, WORDS),
    ):
        assert parse_rule(rule.model_dump(mode="json"), WORDS) == rule  # fmt: skip


@pytest.mark.parametrize(
    ("source", "holds"),
    [
        ("a > 1.0 && b == 'x'", True),
        ("a in [1.0, 2.0]", True),
        ("b.startsWith('x') && size(b) == 1", True),
        ("missing > 1", None),
        ("a > 'x'", None),
        ("a / 0.0 > 1.0", True),
        ("1 / 0 > 1", None),
        ("a", None),
    ],
)
def test_an_expression_holds_or_not_or_cannot_be_said(source: str, *, holds: bool | None) -> None:
    assert Expression(source).holds({"a": 2.0, "b": "x"}) is holds


@pytest.mark.parametrize(
    "source",
    [
        "[1].map(x, x)",
        "a.filter (x, x)",
        "[1]\n.all(x, x)",
        "1 // c",
        "timestamp('')",
        "b.matches('a+')",
        "(" * 300,
        "a.b(",
    ],
)
def test_what_could_run_long_or_is_no_cel_is_no_expression(source: str) -> None:
    with pytest.raises(BadExpression):
        Expression(source)


def test_the_longest_expressions_end_at_once() -> None:
    began = time.perf_counter()
    for source in ("+".join(["a"] * 250), "a" + ".a" * 249, "!" * 496 + "true", "a ? " * 60 + "a" + ": a" * 60):
        for _ in range(20):
            try:
                Expression(source).holds({"a": 1})
            except BadExpression:
                break
    assert time.perf_counter() - began < 2


def test_texts_name_what_is_known_and_nothing_more() -> None:
    known = {"value": 1234.5678, "count": 3, "tank": {"grade": "e10"}, "active": True}
    text = "{value} {value:.1f} {count} {tank.grade} {tank.colour} {active} {nobody} {value.real}"
    assert render(text, known) == "1234.568 1234.6 3 e10 ? True ? ?"


@pytest.mark.parametrize(
    ("at", "is_open", "until"),
    [
        ("2026-03-28T21:59:59+00:00", False, "2026-03-28T22:00:00+00:00"),
        ("2026-03-28T22:00:00+00:00", True, "2026-03-29T06:00:00+01:00"),
        ("2026-03-29T05:59:59+01:00", True, "2026-03-29T06:00:00+01:00"),
        ("2026-03-29T06:00:00+01:00", False, "2026-03-29T22:00:00+01:00"),
        ("2026-10-25T05:59:59+00:00", True, "2026-10-25T06:00:00+00:00"),
        ("2026-10-26T12:00:00+00:00", False, "2026-10-31T22:00:00+00:00"),
    ],
)
def test_weekly_hours_go_over_midnight_and_the_change_of_the_clock(at: str, *, is_open: bool, until: str) -> None:
    hours = [{"days": ["SAT", "SUN"], "start": "22:00", "end": "06:00"}]
    week = WeeklyHours(Schedule.model_validate({"hours": hours}), "Europe/London")
    at_us, until_us = (round(datetime.fromisoformat(text).timestamp() * 1e6) for text in (at, until))
    assert week.is_open(at_us) is is_open
    assert week.next_boundary_us(at_us) == until_us


def test_hours_without_an_end_have_no_boundary() -> None:
    week = WeeklyHours(Schedule.model_validate({"hours": [{"start": "00:00", "end": "00:00"}]}), "Nowhere/Land")
    assert (week.is_open(0), week.next_boundary_us(0)) == (True, None)
