"""One rule about the series of one device: when it begins to hold, and when it ends."""

from abc import ABC, abstractmethod
from enum import IntEnum
from typing import Any, ClassVar

from alerts.domain.conditions import Change, Condition, position
from alerts.domain.engine.bound import Bound
from alerts.domain.engine.device import Device
from alerts.domain.rules.hours import EPOCH, MICROSECOND
from alerts.domain.rules.texts import render


class Phase(IntEnum):
    CALM = 0
    PENDING = 1
    ACTIVE = 2
    CLEARING = 3


class Tracker(ABC):
    """The times are those of the events, in microseconds. `wrong` is what the newest values say, without the schedule.

    CALM → PENDING (for `for_s`) → ACTIVE → CLEARING (for `clear_for_s`) → CALM. The value holds until the next one.
    """

    settles: ClassVar[bool] = False
    """Whether it ever has a band."""

    __slots__ = ("at_us", "bound", "changed_us", "device", "due_us", "phase", "queued_us", "since_us", "value", "wrong")

    def __init__(self, bound: Bound, device: Device) -> None:
        self.device = device
        self.phase = Phase.CALM
        self.since_us = self.changed_us = self.at_us = 0
        self.wrong = False
        self.value: float | None = None
        self.due_us: int | None = None
        self.queued_us: int | None = None
        self.rebind(bound)

    def rebind(self, bound: Bound) -> None:
        """The rule or the facts are others; they count from the next value on."""
        self.bound = bound

    @property
    def lag_us(self) -> int:
        return self.device.lag_us

    @abstractmethod
    def judge(self, time_us: int, metric: str, value: float) -> bool | None:
        """Whether something is wrong; None: as before."""

    def observe(self, time_us: int, metric: str, value: float) -> None:
        """The newest value of one of its series. It was passed to the time before it."""
        wrong = self.judge(time_us, metric, value)
        if wrong is not None:
            self.wrong = wrong
        if self.wrong or self.phase:
            self._settle(time_us)
        self._wait(time_us)

    def band(self) -> tuple[float, float] | None:
        """From where to where values change nothing; None where every one matters."""
        return None

    def observe_late(self, received_us: int) -> None:  # noqa: B027
        """A value that is older than the newest, or the newest once more."""

    def pass_to(self, time_us: int) -> None:
        """Time goes on without a value."""
        while self.due_us is not None and self.due_us <= time_us:
            now_us = self.due_us
            wrong = self.expire(now_us)
            self.wrong = self.wrong if wrong is None else wrong
            self._settle(now_us)
            self._wait(now_us)

    def expire(self, time_us: int) -> bool | None:
        """Forget what is too old. Whether something is wrong then; None: as before."""
        return None

    def expires_us(self) -> int | None:
        """When there is something to forget."""
        return None

    def close(self, time_us: int) -> None:
        """The rule looks no more: what it said ends."""
        if self.phase in {Phase.ACTIVE, Phase.CLEARING}:
            self._tell(time_us, active=False)
        self.phase, self.due_us, self.wrong = Phase.CALM, None, False

    def dump(self) -> dict[str, Any] | None:
        """What must be kept; None when there is nothing."""
        memory = self.dump_memory()
        if not (self.phase or self.wrong or self.changed_us or memory):
            return None
        kept: dict[str, Any] = {"k": self.bound.shape, "p": int(self.phase), "n": self.since_us, "c": self.changed_us}
        return kept | {"t": self.at_us, "w": self.wrong, "v": self.value, **({"m": memory} if memory else {})}

    def load(self, kept: dict[str, Any]) -> None:
        self.phase, self.since_us, self.changed_us = Phase(kept["p"]), kept["n"], kept["c"]
        self.wrong, self.value = kept["w"], kept["v"]
        self.load_memory(kept.get("m") or [])
        self._wait(kept["t"])

    def dump_memory(self) -> list[Any]:
        return []

    def load_memory(self, memory: list[Any]) -> None:  # noqa: B027
        """Take over what `dump_memory` gave."""

    def known(self) -> dict[str, Any]:
        """What a text may say besides what every device has."""
        return {"value": self.value}

    def _end_phase(self, time_us: int) -> None:
        if self.phase is Phase.PENDING and self.since_us + self.bound.for_us <= time_us:
            self.phase = Phase.ACTIVE
            self._tell(time_us, active=True)
        elif self.phase is Phase.CLEARING and self.since_us + self.bound.clear_us <= time_us:
            self.phase = Phase.CALM
            self._tell(time_us, active=False)

    def _settle(self, time_us: int) -> None:
        wrong = self.wrong and (self.bound.hours is None or self.bound.hours.is_open(time_us))
        match self.phase:
            case Phase.CALM if wrong:
                self._enter(Phase.PENDING, time_us)
            case Phase.PENDING if not wrong:
                self.phase = Phase.CALM
            case Phase.PENDING | Phase.CLEARING if wrong is (self.phase is Phase.PENDING):
                self._end_phase(time_us)
            case Phase.ACTIVE if not wrong:
                self._enter(Phase.CLEARING, time_us)
            case Phase.CLEARING if wrong:
                self.phase = Phase.ACTIVE

    def _enter(self, phase: Phase, time_us: int) -> None:
        self.phase, self.since_us = phase, time_us
        self._end_phase(time_us)

    def _wait(self, time_us: int) -> None:
        due = self.expires_us()
        if self.phase is Phase.PENDING:
            due = _earlier(due, self.since_us + self.bound.for_us)
        elif self.phase is Phase.CLEARING:
            due = _earlier(due, self.since_us + self.bound.clear_us)
        if self.wrong and self.bound.hours is not None:
            due = _earlier(due, self.bound.hours.next_boundary_us(time_us))
        self.at_us, self.due_us = time_us, due

    def _tell(self, time_us: int, *, active: bool) -> None:
        """Positions of a condition only grow, whatever comes late."""
        self.changed_us = max(time_us, self.changed_us + 1 if active else self.changed_us)
        rule, device = self.bound.rule, self.device
        site = device.place.site
        condition = Condition(f"{rule.rule_id}:{site}:{device.name}", site, rule.rule_id, device.thing)
        text = render(rule.text, device.names() | {"rule": rule.name} | self.known()) if active else ""
        place, time = position(self.changed_us, active=active), EPOCH + self.changed_us * MICROSECOND
        device.book.changes.append(Change(condition, place, active, time, self.bound.severity, text))


def _earlier(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)
