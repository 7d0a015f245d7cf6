"""Rules and values for tests of the engine."""

from typing import Any

from alerts.domain.conditions import Change
from alerts.domain.engine import Engine, StateRow
from alerts.domain.observation import Observation, Occurrence
from alerts.domain.rules import NozzleFacts, PumpFacts, RuleDocument, SiteFacts, TankFacts, Vocabulary, parse_rule

SITE = "m25-cobham"
TANK = "tank/1"
SECOND = 1_000_000
HOUR = 3600
START = 1_790_002_800  # 2026-09-21 15:00 UTC, a Monday
FACTS = SiteFacts(
    SITE,
    "Cobham",
    "Europe/London",
    "GBP",
    (TankFacts(1, "diesel", 40_000, 38_000, 2_500), TankFacts(2, "e10", 20_000, 19_000, 2_500)),
    (PumpFacts(3, (NozzleFacts(1, "diesel", 1), NozzleFacts(2, "e10", 2))),),
)
WORDS = Vocabulary(
    {
        "pos.payable": {"amount_minor": 100, "offline": True},
        "pos.paid": {"by": "CASH"},
        "iot.alarm": {"code": "leak", "active": True, "severity": "WARNING", "text": "A leak"},
    }
)


def a_rule(kind: str = "threshold", rule_id: str = "rule", **said: Any) -> RuleDocument:
    """What is no part of a rule itself goes into its `when`."""
    outer = {name: said.pop(name) for name in list(said) if name in RuleDocument.model_fields}
    looked = {} if kind == "event" else {"device": "tank", "metric": "level"}
    if kind == "compare":
        looked.pop("metric")
    words = {"name": "A rule", "text": "{device}", "severity": "WARNING"}
    return parse_rule({"rule_id": rule_id, **words, "when": {"kind": kind, **looked, **said}, **outer}, WORDS)


def a_value(second: float, value: float, metric: str = "level", lag: float = 0, device: str = TANK) -> Observation:
    """At so many seconds after the start; received `lag` seconds later."""
    time_us = round((START + second) * SECOND)
    return Observation(SITE, device, metric, time_us, value, time_us + round(lag * SECOND))


def an_event(second: float, kind: str = "pos.payable", subject: str = "sale/1", **fields: Any) -> Occurrence:
    time_us = round((START + second) * SECOND)
    said = {"amount_minor": 100, "offline": False} | fields
    return Occurrence(SITE, kind, subject, time_us, time_us, time_us, f"{kind}/{second}", said)


class Bench:
    """An engine and what was stored of it, as the service does it."""

    def __init__(self, *rules: RuleDocument, facts: SiteFacts = FACTS) -> None:
        self.rules, self.facts = list(rules), facts
        self.stored: dict[tuple[str, str], StateRow] = {}
        self.changes: list[Change] = []
        self.engine = Engine(self.rules, [facts])

    def give(self, *signals: Observation | Occurrence) -> "Bench":
        for one in signals:
            found = self.engine.observe(one) if isinstance(one, Observation) else self.engine.occur(one)
            self.changes += found
        return self

    def pass_to(self, second: float) -> "Bench":
        self.changes += self.engine.advance(round((START + second) * SECOND))
        return self

    def restart(self, *rules: RuleDocument) -> "Bench":
        """Only what was stored is known."""
        for row in self.engine.take_dirty():
            self.stored[row.site, row.device] = row
            if row.state is None:
                del self.stored[row.site, row.device]
        self.rules = list(rules) or self.rules
        self.engine = Engine(self.rules, [self.facts], self.stored.values())
        return self

    def values(self, *pairs: tuple[float, float], metric: str = "level") -> "Bench":
        return self.give(*(a_value(second, value, metric) for second, value in pairs))

    @property
    def told(self) -> list[tuple[float, bool]]:
        """When conditions began and ended, in seconds after the start."""
        return [(change.time.timestamp() - START, change.active) for change in self.changes]
