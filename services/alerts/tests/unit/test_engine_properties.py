"""However a stream is cut, repeated or interrupted by restarts: the same changes."""

from collections.abc import Callable
from itertools import groupby, pairwise
from typing import Any

from alerts.domain.conditions import RANKS
from alerts.domain.engine import Engine
from alerts.domain.observation import Observation, Occurrence
from hypothesis import given, settings
from hypothesis import strategies as st

from .rule_samples import Bench, a_rule, a_value, an_event

HOURS = {"hours": [{"start": "16:02", "end": "16:07"}, {"start": "16:09", "end": "16:09:30"}]}
RULES = [
    a_rule(rule_id="plain", above=5, clear=3),
    a_rule(rule_id="patient", above=5, clear=3, for_s=60, clear_for_s=45, text="{value} {limit}"),
    a_rule(rule_id="by_hours", below=7, for_s=30, schedule=HOURS),
    a_rule("rate", "rate", above=100, clear=50, window_s=120, for_s=10, text="{value:.3f}"),
    a_rule("absence", "absence", for_s=50),
    a_rule("compare", "compare", metrics=["level", "water"], holds="level > water", max_age_s=90, for_s=20),
    a_rule("state", "state", values=[1, 4, 7], for_s=15, schedule={"apply": "outside", **HOURS}),
    *(
        a_rule("window", f"window_{name}_{side}", aggregate=name, window_s=90, for_s=5, text="{value:.3f}", **{side: 6})
        for name in ("min", "max", "mean", "sum", "count", "change")
        for side in ("above", "below")
    ),
    a_rule("event", "unpaid", type="pos.payable", for_s=100, ends={"type": "pos.paid"}),
    a_rule("event", "brief", type="pos.payable", after_s=40, severity_field=None),
    a_rule("event", "many", type="pos.payable", count=3, within_s=80, after_s=30, per="site"),
]

values = st.builds(lambda value, metric: (value, metric), st.integers(0, 10), st.sampled_from(["level", "water"]))
happenings = st.tuples(st.sampled_from(["pos.payable", "pos.paid"]), st.sampled_from(["sale/1", "sale/2"]))
histories = st.lists(st.tuples(st.integers(1, 130), st.one_of(values, happenings)), min_size=1, max_size=25)
Step = tuple[float, Observation | Occurrence]


def stream(history: list[tuple[int, Any]], lag: float) -> list[Step]:
    """With the seconds in which the signals are received."""
    steps: list[Step] = []
    second = 0
    for gap, said in history:
        second += gap
        if isinstance(said[0], str):
            steps.append((second + lag, an_event(second + lag, said[0], said[1])))
        else:
            steps.append((second + lag, a_value(second, said[0], said[1], lag)))
    return steps


def outcome(bench: Bench) -> list[Any]:
    """What conditions did, each in its own order."""
    return sorted((change.condition.key, change.position, change.text, change.severity) for change in bench.changes)


def alerts(bench: Bench) -> list[Any]:
    """The first of each row of changes that say the same: what becomes an alert, and its end."""
    by_key = groupby(sorted(set(outcome(bench))), key=lambda change: change[0])
    return [next(row) for _, changes in by_key for _, row in groupby(changes, key=lambda change: change[1] % RANKS)]


def judged_at_once(steps: list[Step]) -> Bench:
    return Bench(*RULES).give(*(signal for _, signal in steps)).pass_to(steps[-1][0] + 2000)


@settings(max_examples=100, deadline=None)
@given(histories, st.sampled_from([0, 7200]), st.data())
def test_time_and_restarts_between_signals_change_nothing(
    history: list[tuple[int, Any]], lag: float, data: st.DataObject
) -> None:
    steps = stream(history, lag)
    bench = Bench(*RULES)
    for (at, signal), (until, _) in pairwise([*steps, (steps[-1][0] + 500, steps[-1][1])]):
        bench.give(signal)
        for part in sorted(data.draw(st.lists(st.floats(0, 0.99), max_size=2))):
            bench.pass_to(at + part * (until - at))
        if data.draw(st.booleans()):
            bench.restart()
    bench.pass_to(steps[-1][0] + 2000)
    assert outcome(bench) == outcome(judged_at_once(steps))


@settings(max_examples=100, deadline=None)
@given(histories, st.data())
def test_what_is_told_again_after_a_restart_has_no_effect_of_its_own(
    history: list[tuple[int, Any]], data: st.DataObject
) -> None:
    """A batch is evaluated, not stored, and comes again; or it was stored and comes again all the same."""
    steps = stream(history, 0)
    bench = Bench(*RULES)
    place = 0
    while place < len(steps):
        size = data.draw(st.integers(1, 4))
        batch = [signal for _, signal in steps[place : place + size]]
        if data.draw(st.booleans()):
            stored = [*bench.changes]
            bench.give(*batch)
            bench.changes = stored
            bench.engine = Engine(RULES, [bench.facts], bench.stored.values())
        bench.give(*batch).restart()
        if data.draw(st.booleans()):
            bench.give(*batch)
        place += size
    bench.pass_to(steps[-1][0] + 2000)
    assert alerts(bench) == alerts(judged_at_once(steps))


@settings(max_examples=100, deadline=None)
@given(histories, st.randoms(use_true_random=False))
def test_conditions_of_series_begin_and_end_by_turns_whatever_the_order(
    history: list[tuple[int, Any]], random: Any
) -> None:
    steps = stream(history, 0)
    random.shuffle(steps)
    bench = Bench(*RULES)
    for at, signal in steps:
        bench.give(signal).pass_to(at)
    for key in {change.condition.key for change in bench.changes}:
        changes = [change for change in bench.changes if change.condition.key == key]
        if changes[0].condition.device == "tank/1":
            assert [change.active for change in changes] == [place % 2 == 0 for place in range(len(changes))]
            assert all(one.position < other.position for one, other in pairwise(changes))


def second_by_second(values: dict[int, int], *, for_s: int, clear_for_s: int, until: int) -> list[tuple[int, bool]]:
    """What a reader who looks every second says of above 5, clear 3."""
    told: list[tuple[int, bool]] = []
    wrong, since, is_raised = False, 0, False
    for second in range(until + 1):
        value = values.get(second, 4)
        if value != 4 and (value > 5 or value <= 3) and (value > 5) != wrong:
            wrong, since = value > 5, second
        if wrong != is_raised and second - since >= (for_s if wrong else clear_for_s):
            is_raised = wrong
            told.append((second, is_raised))
    return told


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(st.integers(0, 60), st.integers(0, 9), max_size=20),
    st.integers(0, 9),
    st.integers(0, 9),
)
def test_a_reader_who_looks_every_second_says_the_same(values: dict[int, int], for_s: int, clear_for_s: int) -> None:
    rule = a_rule(above=5, clear=3, for_s=for_s, clear_for_s=clear_for_s)
    bench = Bench(rule).give(*(a_value(second, values[second]) for second in sorted(values))).pass_to(80)
    assert bench.told == second_by_second(values, for_s=for_s, clear_for_s=clear_for_s, until=80)


RISES, FALLS = ["max", "sum", "count", "change"], ["min", "change"]
AT_ONCE = [*((name, "above") for name in RISES), *((name, "below") for name in FALLS)]
FIGURES: dict[str, Callable[[list[int]], int]] = {
    "min": min,
    "max": max,
    "sum": sum,
    "count": len,
    "change": lambda row: row[-1] - row[0],
}


def window_second_by_second(values: dict[int, int], aggregate: str, side: str) -> list[tuple[int, bool]]:
    """What a reader says who takes the values of the last thirty seconds every second."""
    told, wrong = [], False
    for second in range(min(values, default=0), 120):
        row = [values[at] for at in sorted(values) if second - 30 < at <= second]
        if row or aggregate in {"sum", "count"}:
            figure = FIGURES[aggregate](row)
            found = figure > 6 if side == "above" else figure < 6
            told += [(second, found)] if found != wrong else []
            wrong = found
    return told


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.integers(0, 80), st.integers(0, 9), min_size=1, max_size=20),
    st.sampled_from(AT_ONCE),
)
def test_a_window_says_what_its_values_say(values: dict[int, int], look: tuple[str, str]) -> None:
    aggregate, side = look
    limit: dict[str, Any] = {side: 6}
    rule = a_rule("window", aggregate=aggregate, window_s=30, **limit)
    bench = Bench(rule).give(*(a_value(second, values[second]) for second in sorted(values))).pass_to(119)
    assert bench.told == window_second_by_second(values, aggregate, side)
