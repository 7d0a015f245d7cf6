"""The ways in which rules look at the newest values of series."""

from collections.abc import Callable, Mapping
from typing import Any

from alerts.domain.engine.bound import Bound
from alerts.domain.engine.device import Device
from alerts.domain.engine.tracker import Tracker
from alerts.domain.engine.window import Limited, RateTracker, WindowTracker
from alerts.domain.rules.document import Absence, Compare, Rate, StateOf, Threshold, Window
from alerts.domain.rules.expressions import Expression, compiled


class ThresholdTracker(Limited):
    __slots__ = ()
    settles = True

    def band(self) -> tuple[float, float] | None:
        return None if self.phase or self.wrong else self.limits.calm

    def judge(self, time_us: int, metric: str, value: float) -> bool | None:
        return self.compare(value)


class StateTracker(Tracker):
    __slots__ = ("values",)

    def rebind(self, bound: Bound) -> None:
        super().rebind(bound)
        assert isinstance(bound.when, StateOf)
        self.values = frozenset(bound.when.values)

    def judge(self, time_us: int, metric: str, value: float) -> bool | None:
        self.value = value
        return value in self.values


class AbsenceTracker(Tracker):
    """Its clock is that of the receipt; its value how long nothing came, in seconds."""

    __slots__ = ()

    @property
    def lag_us(self) -> int:
        return 0

    def observe(self, time_us: int, metric: str, value: float) -> None:
        self.observe_late(self.device.series[metric].received_us)

    def observe_late(self, received_us: int) -> None:
        if received_us >= self.since_us:
            self.pass_to(received_us - 1)
            super().observe(received_us, "", 0.0)

    def judge(self, time_us: int, metric: str, value: float) -> bool | None:
        """Something came: it begins to wait anew."""
        self.value = self.bound.for_us / 1e6
        self.wrong = False
        self._settle(time_us)
        return True


class CompareTracker(Tracker):
    __slots__ = ("ends", "holds")

    def rebind(self, bound: Bound) -> None:
        super().rebind(bound)
        assert isinstance(bound.when, Compare)
        self.holds: Expression = compiled(bound.when.holds)
        self.ends: Expression | None = None if bound.when.ends is None else compiled(bound.when.ends)

    def judge(self, time_us: int, metric: str, value: float) -> bool | None:
        when, series = self.bound.when, self.device.series
        assert isinstance(when, Compare)
        self.value = value
        oldest_us = time_us - when.max_age_s * 1e6
        if any(series[name].time_us < max(oldest_us, 0) for name in when.metrics):
            return None
        variables = self.device.facts | {name: series[name].value for name in when.metrics}
        holds = self.holds.holds(variables)
        self.device.book.counts.failed += holds is None
        if holds or holds is None:
            return holds
        return None if self.ends is not None and not self.ends.holds(variables) else False

    def known(self) -> dict[str, Any]:
        series = self.device.series
        return {"value": self.value} | {name: series[name].value for name in self.bound.metrics}


TRACKERS: Mapping[type, Callable[[Bound, Device], Tracker]] = {
    Threshold: ThresholdTracker,
    Rate: RateTracker,
    Window: WindowTracker,
    Absence: AbsenceTracker,
    Compare: CompareTracker,
    StateOf: StateTracker,
}
