"""What rules say about occurrences."""

from typing import Any

import pytest
from alerts.domain.conditions import Severity, position
from alerts.domain.rules import RuleDocument

from .rule_samples import SECOND, SITE, START, Bench, a_rule, an_event

PAID = {"type": "pos.paid"}


def a_debt(**said: Any) -> RuleDocument:
    return a_rule("event", type="pos.payable", **said)


def paid(second: float) -> Any:
    return an_event(second, "pos.paid")


UNPAID = {"for_s": 600, "ends": PAID}
ALARM = {"type": "iot.alarm"}
MINUTE = {"after_s": 60}
MANY = {"count": 3, "within_s": 100, "after_s": 500}


@pytest.mark.parametrize(
    ("rule", "events", "until", "told"),
    [
        (a_debt(), [an_event(0), an_event(1)], 2, [(0, True), (1, True)]),
        (a_debt(where="amount_minor > 99 && !offline"), [an_event(0, amount_minor=5), an_event(1)], 2, [(1, True)]),
        (a_debt(ends=PAID), [an_event(0), paid(5), paid(6)], 9, [(0, True), (5, False)]),
        (a_debt(ends=PAID), [paid(5), an_event(0)], 9, [(0, True), (5, False)]),
        (a_debt(ends=PAID), [paid(5)], 9, []),
        (a_debt(ends=PAID), [paid(1), an_event(2), paid(1)], 9, [(2, True)]),
        (a_debt(ends=PAID), [an_event(0), an_event(7), paid(5)], 9, [(0, True), (7, True), (5, False)]),
        (
            a_debt(ends=[PAID, {"type": "iot.alarm"}]),
            [an_event(0), an_event(3, "iot.alarm")],
            9,
            [(0, True), (3, False)],
        ),
        (a_debt(**UNPAID), [an_event(0), paid(599)], 999, []),
        (a_debt(**UNPAID), [an_event(0), paid(700)], 999, [(600, True), (700, False)]),
        (a_debt(**UNPAID), [an_event(0), an_event(300)], 999, [(600, True)]),
        (a_debt(**UNPAID), [paid(599), an_event(0)], 9999, []),
        (a_debt(**UNPAID), [paid(700), an_event(0)], 9999, [(600, True), (700, False)]),
        (a_debt(**MINUTE), [an_event(0), an_event(30)], 99, [(0, True), (30, True), (90, False)]),
        (a_debt(**MINUTE), [an_event(0)], 59, [(0, True)]),
        (a_debt(**MANY), [an_event(at) for at in (0, 50, 99)], 100, [(99, True)]),
        (a_debt(**MANY), [an_event(at) for at in (0, 50, 100)], 999, []),
        (a_debt(**MANY), [an_event(at) for at in (0, 50, 50, 0)], 999, []),
        (a_debt(**MANY), [an_event(at) for at in (0, 50, 60)], 999, [(60, True), (560, False)]),
        (a_debt(**MANY), [an_event(at, subject=f"sale/{at}") for at in range(3)], 99, []),
        (a_debt(**MANY, per="site"), [an_event(at, subject=f"sale/{at}") for at in range(3)], 99, [(2, True)]),
    ],
)
@pytest.mark.parametrize("restarts", [False, True])
def test_an_occurrence_begins_and_ends(
    rule: RuleDocument, events: list[Any], until: float, told: list[tuple[float, bool]], *, restarts: bool
) -> None:
    bench = Bench(rule)
    for event in events:
        bench.give(event)
        if restarts:
            bench.restart()
    assert bench.pass_to(until).told == told


def test_an_alarm_says_itself_how_grave_it_is_and_what_it_is_about() -> None:
    text = "{device} says: {text} ({code}) at {site.name}"
    said = {"type": "iot.alarm", "where": "active", "ends": {"type": "iot.alarm", "where": "!active"}}
    rule = a_rule("event", "device_alarm", severity_field="severity", text=text, **said)
    fields = {"code": "leak", "severity": "CRITICAL", "text": "A leak", "active": True}
    began = an_event(1, "iot.alarm", "tank/1:leak", **fields)
    ended = an_event(2, "iot.alarm", "tank/1:leak", **fields | {"active": False})
    first, last = Bench(rule).give(began, ended).changes
    assert first.condition.key == f"device_alarm:{SITE}:tank/1:leak"
    assert first.condition.device == "tank/1"
    assert (first.severity, first.text) == (Severity.CRITICAL, "tank 1 says: A leak (leak) at Cobham")
    assert [first.position, last.position] == [
        position((START + 1) * SECOND, active=True),
        position((START + 2) * SECOND, active=False),
    ]


def test_a_schedule_is_about_the_beginning() -> None:
    rule = a_debt(ends=PAID, schedule={"hours": [{"start": "17:00", "end": "18:00"}]})
    bench = Bench(rule).give(an_event(0, subject="sale/1"), an_event(3600), paid(9000))
    assert bench.told == [(3600, True), (9000, False)]


def test_what_has_no_answer_is_counted_and_means_nothing() -> None:
    bench = Bench(a_debt(where="amount_minor > 99")).give(an_event(0, amount_minor=None))
    assert (bench.told, bench.engine.counts.failed) == ([], 1)


def test_what_is_over_is_forgotten() -> None:
    bench = Bench(a_debt(**UNPAID)).give(an_event(0), paid(5)).restart()
    assert len(bench.stored) == 1
    assert bench.pass_to(905).restart().stored == {}
    assert bench.engine.next_deadline_us is None
    assert Bench(a_debt()).give(an_event(0)).restart().stored == {}


def test_what_a_rule_said_of_occurrences_ends_with_it() -> None:
    bench = Bench(a_debt(ends=PAID)).give(an_event(0), an_event(1, subject="sale/2"), paid(2))
    bench.changes += bench.engine.set_rules([], (START + 9) * SECOND)
    assert bench.told == [(0, True), (1, True), (2, False), (9, False)]
    assert bench.engine.occurrence_types == frozenset()


def test_subjects_that_no_rule_looks_at_are_not_remembered() -> None:
    bench = Bench(a_debt(ends=PAID, overrides=[{"site": SITE, "enabled": False}]))
    bench.give(*(an_event(second, subject=f"sale/{second}") for second in range(3)))
    assert (bench.told, len(bench.engine._places[SITE].devices)) == ([], 0)
