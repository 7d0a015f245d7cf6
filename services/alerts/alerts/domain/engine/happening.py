"""One rule about occurrences of one subject (or at one site)."""

from typing import Any

from alerts.domain.conditions import Change, Condition, Severity, position
from alerts.domain.engine.bound import Bound
from alerts.domain.engine.device import Device
from alerts.domain.observation import Occurrence
from alerts.domain.rules.document import Happened
from alerts.domain.rules.hours import EPOCH, MICROSECOND
from alerts.domain.rules.texts import render

FORGET_US = 900_000_000
"""So long after the last that was heard, a beginning that comes after its end is still known as such."""
Mark = tuple[int, int]
"""The place of an occurrence among those of its subject, and its time in microseconds."""
NEVER: Mark = (-1, -1)


class Happening:
    """`begun` is the newest beginning (while it waits for `for_s`, the first), `ended` the newest end.

    It is open while the beginning is after the end. A beginning that comes late is told together with its end.
    """

    __slots__ = (
        "begun", "bound", "device", "due_us", "ended", "lag_us", "queued_us", "raised", "recent", "severity", "text",
    )  # fmt: skip

    def __init__(self, bound: Bound, device: Device) -> None:
        self.bound, self.device = bound, device
        self.begun = self.ended = NEVER
        self.raised = False
        self.recent: list[Mark] = []
        self.severity, self.text = bound.severity, ""
        self.due_us: int | None = None
        self.queued_us: int | None = None
        self.lag_us = 0

    @property
    def when(self) -> Happened:
        assert isinstance(self.bound.when, Happened)
        return self.bound.when

    @property
    def is_open(self) -> bool:
        return self.begun[0] > self.ended[0]

    @property
    def is_idle(self) -> bool:
        """Nothing is known that could matter later."""
        return self.due_us is None and not self._is_held

    def rebind(self, bound: Bound) -> None:
        """The rule is another; it counts from the next occurrence on."""
        self.bound = bound

    def begin(self, occurrence: Occurrence) -> None:
        if self.bound.hours is not None and not self.bound.hours.is_open(occurrence.time_us):
            return
        mark = (occurrence.position, occurrence.time_us)
        self.pass_to(occurrence.time_us - 1)
        if mark == self.begun or NEVER[0] < self.begun[0] <= mark[0] <= self.ended[0]:
            return
        self.lag_us = max(0, occurrence.received_us - occurrence.time_us)
        if self.when.count == 1 or self._is_one_too_many(mark):
            self._describe(occurrence)
            self._begin(mark)
        self._wait()

    def finish(self, occurrence: Occurrence) -> None:
        mark = (occurrence.position, occurrence.time_us)
        self.pass_to(occurrence.time_us - 1)
        if mark[0] <= self.ended[0]:
            return
        was_pending = self.is_open and not self.raised and mark[0] >= self.begun[0]
        if was_pending and mark[1] - self.begun[1] >= self.bound.for_us:
            self._tell(self.begun[0], self.begun[1] + self.bound.for_us, active=True)
            self.raised = True
        if self.raised:
            self._tell(*mark, active=False)
        self.ended = max(self.ended, mark)
        self.raised = self.raised and self.is_open
        self.recent.clear()
        self._wait()

    def pass_to(self, time_us: int) -> None:
        """Time goes on without an occurrence."""
        while self.due_us is not None and self.due_us <= time_us:
            self._pass()
            self._wait()

    def close(self, time_us: int) -> None:
        """The rule looks no more: what it said ends."""
        if self.raised and (self.when.ends or self.when.after_s):
            self._tell(max(self.begun[0], time_us), time_us, active=False)
        self.raised, self.begun, self.due_us = False, NEVER, None

    def dump(self) -> dict[str, Any] | None:
        if self.is_idle:
            return None
        kept = {"k": self.bound.shape, "b": self.begun, "e": self.ended, "r": self.raised, "q": self.recent}
        return kept | {"x": self.text, "v": self.severity, "l": self.lag_us}

    def load(self, kept: dict[str, Any]) -> None:
        self.begun, self.ended, self.raised = tuple(kept["b"]), tuple(kept["e"]), kept["r"]
        self.recent = [(place, time_us) for place, time_us in kept["q"]]
        self.text, self.severity, self.lag_us = kept["x"], Severity(kept["v"]), kept["l"]
        self._wait()

    @property
    def _is_held(self) -> bool:
        """It will end in some other way than by being forgotten."""
        return self.is_open and self.raised and bool(self.when.ends or self.when.after_s)

    def _is_one_too_many(self, mark: Mark) -> bool:
        if mark[0] <= self.ended[0] or mark in self.recent:
            return False
        within_us = (self.when.within_s or 0) * 1e6
        known = {*self.recent, mark}
        newest_us = max(time_us for _, time_us in known)
        self.recent = sorted(one for one in known if one[1] > newest_us - within_us)
        return mark in self.recent and len(self.recent) >= self.when.count

    def _begin(self, mark: Mark) -> None:
        for_us = self.bound.for_us
        if mark[0] <= self.ended[0]:
            if self.ended[1] - mark[1] >= for_us:
                self._tell(mark[0], mark[1] + for_us, active=True)
                self._tell(*self.ended, active=False)
        elif not for_us or self.raised:
            self._tell(*mark, active=True)
            self.begun, self.raised = max(self.begun, mark), True
        else:
            self.begun = min(self.begun, mark) if self.is_open else mark

    def _pass(self) -> None:
        if self.is_open and not self.raised:
            self._tell(self.begun[0], self.begun[1] + self.bound.for_us, active=True)
            self.raised = True
        elif self._is_held and self.when.after_s:
            self.ended = (self.begun[0], self.begun[1] + round(self.when.after_s * 1e6))
            self._tell(*self.ended, active=False)
            self.raised = False
            self.recent.clear()
        else:
            self.begun = self.ended = NEVER
            self.raised = False
            self.recent.clear()

    def _wait(self) -> None:
        when, latest_us = self.when, max(self.begun[1], self.ended[1])
        if self.is_open and not self.raised:
            self.due_us = self.begun[1] + self.bound.for_us
        elif self._is_held:
            self.due_us = self.begun[1] + round(when.after_s * 1e6) if when.after_s else None
        elif self.recent:
            self.due_us = self.recent[-1][1] + round((when.within_s or 0) * 1e6)
        elif latest_us >= 0 and (when.ends or when.after_s or self.bound.for_us):
            self.due_us = latest_us + FORGET_US
        else:
            self.due_us = None

    def _describe(self, occurrence: Occurrence) -> None:
        rule, fields = self.bound.rule, occurrence.fields
        known = self.device.names() | dict(fields) | {"subject": occurrence.subject, "rule": rule.name}
        self.text = render(rule.text, known | {"device": self.device.names()["device"]})
        said = str(fields.get(self.when.severity_field or ""))
        self.severity = Severity(said) if said in Severity.__members__ else self.bound.severity

    def _tell(self, place: int, time_us: int, *, active: bool) -> None:
        rule, device = self.bound.rule, self.device
        site = device.place.site
        condition = Condition(f"{rule.rule_id}:{site}:{device.name}", site, rule.rule_id, device.thing)
        time, text = EPOCH + time_us * MICROSECOND, self.text if active else ""
        device.book.changes.append(Change(condition, position(place, active=active), active, time, self.severity, text))
