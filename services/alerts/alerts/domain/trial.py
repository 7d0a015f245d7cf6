"""What a rule would have raised: the engine of every day, on a past that is given to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from alerts.domain.conditions import Change, Severity
from alerts.domain.derive import DERIVED, INPUTS, Deriver
from alerts.domain.engine import Engine
from alerts.domain.observation import Observation, Occurrence
from alerts.domain.rules.document import Compare, Happened, RuleDocument
from alerts.domain.rules.facts import SiteFacts

MAX_ALERTS = 500


@dataclass(slots=True)
class Tried:
    """An alert that it would have raised; open at the end without `cleared_at`."""

    site: str
    key: str
    device: str
    severity: Severity
    text: str
    raised_at: datetime
    cleared_at: datetime | None = None


class Trial:
    """One rule at one site. `raised` are the first alerts, `total` counts all."""

    def __init__(self, rule: RuleDocument, facts: SiteFacts) -> None:
        self.site = facts.site
        self.raised: list[Tried] = []
        self.total = self.looked_at = 0
        self._engine = Engine([rule.model_copy(update={"enabled": True})], [facts])
        self._deriver = Deriver([facts]) if self._engine.metrics & DERIVED else None
        self._open: dict[str, Tried] = {}

    def give(self, came: Iterable[Observation | Occurrence]) -> None:
        """What came, in the order of receipt."""
        for one in came:
            self.looked_at += 1
            self._take(self._engine.advance(one.received_us))
            if isinstance(one, Occurrence):
                self._take(self._engine.occur(one))
                continue
            self._take(self._engine.observe(one))
            for derived in self._deriver.observe(one) if self._deriver else ():
                self._take(self._engine.observe(derived))

    def end(self, now_us: int) -> None:
        """Nothing came after that."""
        self._take(self._engine.advance(now_us))

    def _take(self, changes: Iterable[Change]) -> None:
        for change in changes:
            key = change.condition.key
            known = self._open.get(key)
            if not change.active:
                if known is not None:
                    del self._open[key]
                    known.cleared_at = change.time
            elif known is None:
                self._open[key] = self._raise(change)

    def _raise(self, change: Change) -> Tried:
        condition = change.condition
        tried = Tried(condition.site, condition.key, condition.device, change.severity, change.text, change.time)
        self.total += 1
        if len(self.raised) < MAX_ALERTS:
            self.raised.append(tried)
        return tried


def needed_metrics(rule: RuleDocument) -> frozenset[str]:
    """The measured series that the rule needs, also those that something is derived from."""
    when = rule.when
    if isinstance(when, Happened):
        return frozenset()
    wanted = frozenset(when.metrics if isinstance(when, Compare) else (when.metric,))
    return (wanted - DERIVED) | INPUTS if wanted & DERIVED else wanted


def needed_occurrences(rule: RuleDocument) -> frozenset[str]:
    if not isinstance(rule.when, Happened):
        return frozenset()
    return frozenset({rule.when.type, *(ending.type for ending in rule.when.ends)})
