"""What rules say about series."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from alerts.domain.conditions import Severity, position
from alerts.domain.engine import StateRow
from alerts.domain.rules import PumpFacts, RuleDocument, SiteFacts

from .rule_samples import FACTS, HOUR, SECOND, SITE, START, TANK, Bench, a_rule, a_value, an_event

BEGAN, ENDED = True, False
ALARM = a_rule("event", "alarm", type="iot.alarm", after_s=900)
Values = list[tuple[float, float]]


@pytest.mark.parametrize(
    ("rule", "values", "told"),
    [
        (a_rule(above=10), [(0, 10), (1, 11), (2, 12), (3, 10)], [(1, BEGAN), (3, ENDED)]),
        (a_rule(below=10), [(0, 9), (1, 10)], [(0, BEGAN), (1, ENDED)]),
        (a_rule(above=10, clear=8), [(0, 11), (1, 9), (2, 10), (3, 8), (4, 9)], [(0, BEGAN), (3, ENDED)]),
        (a_rule(below=10, clear=12), [(0, 9), (1, 11), (2, 12)], [(0, BEGAN), (2, ENDED)]),
        (a_rule(above=10, for_s=60), [(0, 11), (59, 9), (61, 11), (121, 11)], [(121, BEGAN)]),
        (a_rule(above=10, for_s=60), [(0, 11), (60, 9)], []),
        (a_rule(above=10, for_s=60), [(0, 11), (300, 9)], [(60, BEGAN), (300, ENDED)]),
        (a_rule(above=10, clear_for_s=60), [(0, 11), (10, 9), (30, 11), (40, 9), (120, 9)], [(0, BEGAN), (100, ENDED)]),
        (a_rule(above="tank.safe_fill_l * 0.5"), [(0, 19_000), (1, 19_001)], [(1, BEGAN)]),
        (a_rule("state", values=[4, 1]), [(0, 3), (1, 4), (2, 1), (3, 5)], [(1, BEGAN), (3, ENDED)]),
        (a_rule("state", values=[4], for_s=120), [(0, 4), (100, 4), (130, 4)], [(120, BEGAN)]),
        (
            a_rule("rate", above=10, window_s=HOUR),
            [(0, 0), (600, 100), (1800, 4), (3599, 11), (3600, 8), (7200, 8.1)],
            [(3599, BEGAN), (3600, ENDED)],
        ),
        (a_rule("rate", below=-10, window_s=HOUR), [(0, 100), (1900, 90)], [(1900, BEGAN)]),
    ],
)
def test_a_rule_begins_and_ends(rule: RuleDocument, values: Values, told: Values) -> None:
    assert Bench(rule).values(*values).told == told


@pytest.mark.parametrize(
    ("said", "values", "until", "told"),
    [
        ({"aggregate": "max", "above": 9}, [(0, 10)], 700, [(0, BEGAN)]),
        ({"aggregate": "max", "above": 9}, [(0, 10), (60, 1), (599, 2)], 700, [(0, BEGAN), (600, ENDED)]),
        ({"aggregate": "max", "below": 2}, [(0, 1), (300, 1)], 500, []),
        ({"aggregate": "max", "below": 2}, [(0, 1), (300, 1), (600, 1)], 600, [(600, BEGAN)]),
        ({"aggregate": "min", "above": 2}, [(0, 1), (10, 3), (500, 3)], 605, [(600, BEGAN)]),
        ({"aggregate": "mean", "above": 5}, [(0, 10), (200, 4), (310, 4)], 310, [(310, BEGAN)]),
        (
            {"aggregate": "change", "below": -50},
            [(0, 100), (30, 40), (60, 49), (90, 60)],
            90,
            [(30, BEGAN), (90, ENDED)],
        ),
        ({"aggregate": "count", "above": 2}, [(0, 1), (1, 1), (2, 1)], 650, [(2, BEGAN), (600, ENDED)]),
        ({"aggregate": "sum", "above": 5}, [(0, 3), (100, 3)], 650, [(100, BEGAN), (600, ENDED)]),
        ({"aggregate": "count", "below": 2}, [(0, 1), (300, 1)], 1000, [(600, BEGAN)]),
    ],
)
def test_aggregates_of_a_window_of_ten_minutes(
    said: dict[str, Any], values: Values, until: float, told: Values
) -> None:
    assert Bench(a_rule("window", window_s=600, **said)).values(*values).pass_to(until).told == told


def test_a_duration_ends_when_time_passes_without_a_value() -> None:
    bench = Bench(a_rule(above=10, for_s=60)).values((0, 11))
    assert bench.engine.next_deadline_us == (START + 60) * SECOND
    assert bench.pass_to(59).told == []
    assert bench.pass_to(60).told == [(60, BEGAN)]


def test_a_change_says_what_it_is_about() -> None:
    text = "{device} of {site.name}: {value:.1f} of {tank.grade} is above {limit}; {rule}"
    (change,) = Bench(a_rule(above="tank.capacity_l / 2.0", text=text)).values((0, 30_000)).changes
    assert change.condition.key == f"rule:{SITE}:tank/1"
    assert (change.condition.site, change.condition.rule, change.condition.device) == (SITE, "rule", "tank/1")
    assert change.position == position(START * SECOND, active=True)
    assert change.time == datetime.fromtimestamp(START, UTC)
    assert change.text == "tank 1 of Cobham: 30000.0 of diesel is above 20000; A rule"
    assert change.severity is Severity.WARNING


def test_series_are_compared_once_all_are_known_and_none_is_too_old() -> None:
    rule = a_rule("compare", metrics=["level", "water"], holds="level - water < 100.0", max_age_s=600)
    bench = Bench(rule).give(a_value(0, 150), a_value(1, 60, "water"))
    assert bench.told == [(1, BEGAN)]
    assert bench.give(a_value(2, 200)).told[1:] == [(2, ENDED)]
    assert bench.give(a_value(700, 150)).told[2:] == []
    assert bench.give(a_value(701, 60, "water")).told[2:] == [(701, BEGAN)]


def test_a_comparison_stays_between_its_beginning_and_its_end() -> None:
    rule = a_rule("compare", metrics=["level"], holds="level > 10.0", ends="level < 5.0")
    assert Bench(rule).values((0, 11), (1, 7), (2, 4), (3, 7)).told == [(0, BEGAN), (2, ENDED)]


def test_what_cannot_be_compared_is_counted_and_changes_nothing() -> None:
    bench = Bench(a_rule("compare", metrics=["level"], holds="1.0 / level > 2.0"), a_rule("state", "s", values=[0]))
    bench.values((0, 0.1), (1, float("nan")), (2, 0.4))
    assert bench.told == [(0, BEGAN)]
    assert bench.engine.counts.failed == 1
    assert bench.engine.counts.evaluated == 6


def test_a_silent_series_is_absent_by_the_time_of_receipt() -> None:
    bench = Bench(a_rule("absence", for_s=300)).give(a_value(0, 1, lag=1000))
    assert bench.pass_to(1299).told == []
    assert bench.pass_to(1300).told == [(1300, BEGAN)]
    assert bench.give(a_value(100, 1, lag=1400)).told[1:] == [(1500, ENDED)]
    assert bench.give(a_value(100, 1, lag=1700)).told[2:] == []
    assert bench.pass_to(2099).told[2:] == []
    assert bench.pass_to(2100).told[2:] == [(2100, BEGAN)]


def test_a_series_that_was_never_seen_is_not_absent() -> None:
    assert Bench(a_rule("absence", for_s=300)).pass_to(1e6).told == []


def test_late_values_are_counted_and_not_looked_at() -> None:
    bench = Bench(a_rule(above=10)).values((10, 5), (9, 11), (10, 11))
    assert bench.told == []
    assert bench.engine.counts.late == 1


def test_a_backlog_is_judged_by_its_own_time() -> None:
    """A controller was away for two hours and tells what was; while more may come, nothing is concluded."""
    bench = Bench(a_rule(above=10, for_s=60)).give(a_value(0, 11, lag=7200)).pass_to(7259)
    assert bench.told == []
    assert bench.give(a_value(59, 9, lag=7150)).told == []
    bench.give(a_value(100, 11, lag=7120), a_value(200, 9, lag=7030))
    assert bench.told == [(160, BEGAN), (200, ENDED)]


def test_an_end_that_comes_after_the_conclusion_is_not_before_it() -> None:
    bench = Bench(a_rule(above=10, for_s=60)).values((0, 11)).pass_to(60).give(a_value(30, 9, lag=40))
    assert bench.told == [(60, BEGAN), (60, ENDED)]
    assert bench.give(a_value(31, 11, lag=40), a_value(200, 11)).told[2:] == [(91, BEGAN)]
    positions = [change.position for change in bench.changes]
    assert positions == sorted(set(positions))


@pytest.mark.parametrize(("apply", "began"), [("inside", 60 * 60), ("outside", 0)])
def test_a_schedule_is_in_the_time_of_the_site(apply: str, began: float) -> None:
    """15:00 UTC is 16:00 in London."""
    schedule = {"apply": apply, "hours": [{"days": ["MON"], "start": "17:00", "end": "02:00"}]}
    bench = Bench(a_rule(above=10, schedule=schedule)).values((0, 11))
    assert bench.pass_to(HOUR - 1).told == ([] if began else [(0, BEGAN)])
    ended = 10 * HOUR if apply == "inside" else HOUR
    assert bench.pass_to(ended).told == [(began, BEGAN), (ended, ENDED)]


def test_an_override_is_for_its_site_and_its_device() -> None:
    overrides = [
        {"site": SITE, "above": 20, "severity": "CRITICAL"},
        {"site": SITE, "device": "tank/2", "enabled": False},
        {"site": SITE, "device": "tank/3", "above": 30},
    ]
    bench = Bench(a_rule(above=10, overrides=overrides))
    bench.give(*(a_value(at, value, device=f"tank/{at}") for at in (1, 2, 3) for value in (15,)))
    assert bench.told == []
    bench.give(*(a_value(at + 10, 25, device=f"tank/{at}") for at in (1, 2, 3)))
    assert [(change.condition.device, change.severity) for change in bench.changes] == [("tank/1", Severity.CRITICAL)]
    assert bench.give(a_value(23, 31, device="tank/3")).changes[1].severity is Severity.CRITICAL


def test_a_rule_is_for_its_sites_and_its_kind_of_device() -> None:
    bench = Bench(a_rule(above=10, sites=["other"]), a_rule(rule_id="b", above=10, device="pump/nozzle"))
    bench.values((0, 11)).give(a_value(0, 11, device="pump/3"), a_value(0, 11, device="pump/3/nozzle/1"))
    assert [change.condition.key for change in bench.changes] == [f"b:{SITE}:pump/3/nozzle/1"]


def test_without_facts_a_limit_is_not_known_and_with_them_it_is() -> None:
    bench = Bench(a_rule(above="tank.capacity_l"), facts=SiteFacts(SITE)).values((0, 50_000))
    assert bench.told == []
    bench.engine.set_facts(FACTS, START * SECOND)
    assert bench.values((1, 50_000)).told == [(1, BEGAN)]


def test_what_was_said_of_equipment_that_is_gone_ends_and_its_state_goes() -> None:
    bench = Bench(a_rule(above=10), ALARM).values((0, 11)).give(a_value(0, 11, device="tank/9"))
    bench.give(an_event(1, "iot.alarm", f"{TANK}:leak"))
    bench.changes += bench.engine.set_facts(SiteFacts(SITE, pumps=(PumpFacts(1),)), (START + 7) * SECOND)
    ended = [change.condition.key for change in bench.changes if not change.active]
    assert sorted(ended) == [f"alarm:{SITE}:{TANK}:leak", f"rule:{SITE}:{TANK}"]
    assert {row.device: row.state is None for row in bench.engine.take_dirty()} == {
        TANK: True,
        f"{TANK}:leak": True,
        "tank/9": False,
    }
    assert bench.values((8, 11)).told[-1] == (8, BEGAN)


@pytest.mark.parametrize("ahead_s", [0, 3600])
def test_what_is_lost_ends_after_its_beginning_also_when_a_clock_is_ahead(ahead_s: int) -> None:
    alarm = replace(an_event(0, "iot.alarm"), position=(START + ahead_s) * SECOND)
    bench = Bench(ALARM).give(alarm).restart(a_rule(above=10)).pass_to(5)
    began, ended = bench.changes
    assert (began.active, ended.active) == (True, False)
    assert ended.position > began.position
    assert ended.time >= began.time


def test_another_limit_counts_from_the_next_value_on() -> None:
    bench = Bench(a_rule(above=10)).values((0, 11))
    assert bench.engine.set_rules([a_rule(above=20, version=2)], START * SECOND) == []
    assert bench.values((1, 15)).told == [(0, BEGAN), (1, ENDED)]


@pytest.mark.parametrize("rules", [[], [a_rule(above=10, enabled=False)], [a_rule(above=10, metric="water")]])
@pytest.mark.parametrize("restarts", [False, True])
def test_a_rule_that_looks_no_more_ends_what_it_said(rules: list[RuleDocument], *, restarts: bool) -> None:
    bench = Bench(a_rule(above=10), a_rule(rule_id="other", above=100)).values((0, 11))
    kept = a_rule(rule_id="other", above=100)
    if restarts:
        bench.restart(kept, *rules).pass_to(5)
    else:
        bench.changes += bench.engine.set_rules([kept, *rules], (START + 5) * SECOND)
    assert bench.told == [(0, BEGAN), (5, ENDED)]
    assert bench.restart().pass_to(50).told[2:] == []


def test_the_conditions_of_a_site_that_is_gone_end() -> None:
    bench = Bench(a_rule(above=10)).values((0, 11))
    bench.changes += bench.engine.forget_site(SITE, (START + 9) * SECOND)
    assert bench.told == [(0, BEGAN), (9, ENDED)]
    assert [row.state for row in bench.engine.take_dirty()] == [None]
    assert bench.engine.take_dirty() == []


def test_only_what_changed_is_stored() -> None:
    bench = Bench(a_rule(above=10)).values((0, 1)).give(a_value(0, 1, device="tank/2"), a_value(0, 1, "colour"))
    assert {row.device for row in bench.engine.take_dirty()} == {"tank/1", "tank/2"}
    bench.values((1, 1), (0, 1), (1, 2))
    assert [row.device for row in bench.engine.take_dirty()] == ["tank/1"]
    assert bench.engine.metrics == {"level"}


def test_what_cannot_be_a_device_is_not_looked_at() -> None:
    bench = Bench(a_rule(above=10)).give(a_value(0, 11, device="tank/\0"), a_value(0, 11, device="tank/" + "1" * 99))
    assert (bench.told, bench.engine.counts.failed) == ([], 2)


@pytest.mark.parametrize("state", [b"{", b'{"r": {"rule": {"k": "tank/level/threshold"}}}', b'{"s": {"level": 1}}'])
def test_a_row_that_cannot_be_understood_is_forgotten(state: bytes) -> None:
    bench = Bench(a_rule(above=10))
    bench.stored[SITE, TANK] = StateRow(SITE, TANK, state)
    assert bench.restart().values((0, 11)).told == [(0, BEGAN)]
    assert bench.engine.counts.failed == 1
