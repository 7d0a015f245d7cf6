"""A rule as it is at one site, or for one device there."""

import math
from dataclasses import dataclass
from typing import Any

from alerts.domain.conditions import Severity
from alerts.domain.rules.document import Compare, Compared, Happened, Override, RuleDocument, When
from alerts.domain.rules.expressions import compiled
from alerts.domain.rules.hours import WeeklyHours

LIMITS = ("above", "below", "clear", "for_s", "clear_for_s")


@dataclass(frozen=True, slots=True)
class Limits:
    """Where something begins to be wrong and where it ends, which is never beyond; None where facts are missing.

    Both are times `sign`, which turns below into above. In `calm` no value is wrong.
    """

    sign: float
    limit: float | None
    clear: float | None
    calm: tuple[float, float]


class Bound:
    """Shared by all devices for which the rule says the same. Durations are microseconds."""

    __slots__ = (
        "_limits",
        "clear_us",
        "for_us",
        "hours",
        "metrics",
        "needs_facts",
        "rule",
        "severity",
        "shape",
        "when",
    )

    def __init__(self, rule: RuleDocument, when: When, severity: Severity, time_zone: str) -> None:
        self.rule, self.when, self.severity = rule, when, severity
        self.hours = None if rule.schedule is None else WeeklyHours(rule.schedule, time_zone)
        self.for_us = round(when.for_s * 1e6)
        self.clear_us = 0 if isinstance(when, Happened) else round(when.clear_for_s * 1e6)
        self.shape = shape_of(when)
        self.metrics = metrics_of(when)
        self.needs_facts = _needs_facts(when)
        self._limits: dict[Limits, Limits] = {}

    def limits(self, facts: dict[str, Any]) -> Limits:
        """One and the same for all devices for which it says the same."""
        assert isinstance(self.when, Compared)
        found = _limits(self.when, facts)
        return self._limits.setdefault(found, found)


class Binder:
    """Finds what a rule says at a place."""

    def __init__(self, rule: RuleDocument) -> None:
        self.rule = rule
        self._sites = frozenset(rule.sites)
        self._overrides = {(override.site, override.device): override for override in rule.overrides}
        self._bound: dict[tuple[str, str, str], Bound] = {}

    def at(self, site: str, device: str, time_zone: str) -> Bound | None:
        """None where the rule does not look."""
        if self._sites and site not in self._sites:
            return None
        whole = self._overrides.get((site, ""))
        single = self._overrides.get((site, device)) if device else None
        overrides = [override for override in (whole, single) if override is not None]
        if not _enabled(self.rule.enabled, overrides):
            return None
        zone = time_zone if self.rule.schedule is not None else ""
        key = (site if overrides else "", device if single is not None else "", zone)
        if key not in self._bound:
            self._bound[key] = self._bind(overrides, zone)
        return self._bound[key]

    def _bind(self, overrides: list[Override], time_zone: str) -> Bound:
        when, severity = self.rule.when, self.rule.severity
        for override in overrides:
            said = override.model_dump(include=set(LIMITS), exclude_none=True)
            when = when.model_copy(update=said) if said else when
            severity = override.severity or severity
        return Bound(self.rule, when, severity, time_zone)


def _enabled(enabled: bool, overrides: list[Override]) -> bool:
    for override in overrides:
        enabled = enabled if override.enabled is None else override.enabled
    return enabled


def metrics_of(when: When) -> tuple[str, ...]:
    """The series that a rule looks at."""
    if isinstance(when, Compare):
        return when.metrics
    return () if isinstance(when, Happened) else (when.metric,)


def shape_of(when: When) -> str:
    """Rules of one shape look at the same things in the same way: what is known for one serves the other."""
    said = when.model_dump(mode="json", include={"kind", "device", "metric", "metrics", "aggregate", "window_s"})
    if isinstance(when, Happened):
        said |= {"type": when.type, "per": when.per}
    return "/".join(f"{value}" for value in said.values())


def _limits(when: Compared, facts: dict[str, Any]) -> Limits:
    limit = _number(when.below if when.above is None else when.above, facts)
    clear = _number(when.clear, facts)
    if limit is None:
        return Limits(1.0, None, None, (-math.inf, math.inf))
    clear = limit if clear is None else clear
    if when.above is None:
        return Limits(-1.0, -limit, -max(limit, clear), (limit, math.inf))
    return Limits(1.0, limit, min(limit, clear), (-math.inf, limit))


def _needs_facts(when: When) -> bool:
    return isinstance(when, Compared) and any(isinstance(limit, str) for limit in (when.above, when.below, when.clear))


def _number(limit: float | str | None, facts: dict[str, Any]) -> float | None:
    return compiled(limit).number(facts) if isinstance(limit, str) else limit
