"""Rules about what the last while of a series was. A window is kept in slots, so that it never grows."""

from collections import deque
from typing import Any

from alerts.domain.engine.bound import Bound
from alerts.domain.engine.device import Device
from alerts.domain.engine.tracker import Tracker
from alerts.domain.rules.document import Aggregate, Rate, Window

SLOTS = 30
"""Of a window; it ends between a whole and 29 thirtieths of its length ago."""
HOUR_US = 3_600_000_000
Slot = list[float]
"""Its number since 1970, and two figures, by the aggregate."""
AT_ONCE = {
    (Aggregate.MAX, True),
    (Aggregate.MIN, False),
    (Aggregate.SUM, True),
    (Aggregate.COUNT, True),
    (Aggregate.CHANGE, True),
    (Aggregate.CHANGE, False),
}
"""What one value can prove: aggregate, and whether above. The others wait until the window is full, a mean for half."""


class Limited(Tracker):
    """Compares a figure with a limit."""

    __slots__ = ("limits",)

    def rebind(self, bound: Bound) -> None:
        super().rebind(bound)
        self.limits = bound.limits(self.device.facts if bound.needs_facts else {})

    def compare(self, value: float) -> bool | None:
        """With hysteresis; None as well where there is no limit, because facts are missing."""
        self.value = value
        limits = self.limits
        if limits.limit is None or limits.clear is None:
            return None
        value *= limits.sign
        return True if value > limits.limit else False if value <= limits.clear else None

    def known(self) -> dict[str, Any]:
        limits = self.limits
        return {"value": self.value, "limit": None if limits.limit is None else limits.limit * limits.sign}


class Slotted(Limited):
    """`began_us` is its first value, or the first after a whole window without any."""

    __slots__ = ("began_us", "slots", "width_us")

    def __init__(self, bound: Bound, device: Device) -> None:
        self.slots: deque[Slot] = deque()
        self.began_us = 0
        super().__init__(bound, device)

    def rebind(self, bound: Bound) -> None:
        super().rebind(bound)
        assert isinstance(bound.when, Window | Rate)
        self.width_us = round(bound.when.window_s * 1e6) // SLOTS

    def expires_us(self) -> int | None:
        return (int(self.slots[0][0]) + SLOTS) * self.width_us if self.slots else None

    def dump_memory(self) -> list[Any]:
        return [self.began_us, *self.slots] if self.began_us else []

    def load_memory(self, memory: list[Any]) -> None:
        if memory:
            self.began_us, self.slots = memory[0], deque(memory[1:])

    def forget(self, time_us: int) -> None:
        oldest = time_us // self.width_us - SLOTS
        while self.slots and self.slots[0][0] <= oldest:
            self.slots.popleft()

    def slot_at(self, time_us: int) -> Slot | None:
        """The newest slot, if the time is in it."""
        self.forget(time_us)
        if not self.slots:
            self.began_us = time_us
        return self.slots[-1] if self.slots and self.slots[-1][0] == time_us // self.width_us else None

    def add_slot(self, time_us: int, first: float, second: float) -> None:
        self.slots.append([time_us // self.width_us, first, second])

    def is_known_for(self, time_us: int, parts: int) -> bool:
        """Whether the values reach back that many of its slots."""
        return time_us - self.began_us >= parts * self.width_us


class RateTracker(Slotted):
    """Per hour, from the oldest value of the window to the newest."""

    __slots__ = ()

    def judge(self, time_us: int, metric: str, value: float) -> bool | None:
        if self.slot_at(time_us) is None:
            self.add_slot(time_us, time_us, value)
        _, began_us, first = self.slots[0]
        if time_us - began_us < SLOTS // 2 * self.width_us:
            return None
        return self.compare((value - first) * HOUR_US / (time_us - began_us))

    def expire(self, time_us: int) -> bool | None:
        self.forget(time_us)
        return None


class WindowTracker(Slotted):
    __slots__ = ()

    def judge(self, time_us: int, metric: str, value: float) -> bool | None:
        slot = self.slot_at(time_us)
        self._fold(slot, time_us, value)
        return self._verdict(time_us, value)

    def expire(self, time_us: int) -> bool | None:
        self.forget(time_us)
        when = self.bound.when
        assert isinstance(when, Window)
        if not self.slots and when.aggregate not in {Aggregate.SUM, Aggregate.COUNT}:
            return None
        return self._verdict(time_us, self.device.series[when.metric].value)

    def _fold(self, slot: Slot | None, time_us: int, value: float) -> None:
        when = self.bound.when
        assert isinstance(when, Window)
        match when.aggregate:
            case Aggregate.MIN | Aggregate.MAX if slot is not None:
                slot[1] = min(slot[1], value) if when.aggregate is Aggregate.MIN else max(slot[1], value)
            case Aggregate.SUM | Aggregate.MEAN | Aggregate.COUNT if slot is not None:
                slot[1] += 1
                slot[2] += value
            case Aggregate.SUM | Aggregate.MEAN | Aggregate.COUNT:
                self.add_slot(time_us, 1, value)
            case _ if slot is None:
                self.add_slot(time_us, value, 0)

    def _verdict(self, time_us: int, newest: float) -> bool | None:
        when = self.bound.when
        assert isinstance(when, Window)
        if (when.aggregate, when.above is not None) not in AT_ONCE:
            parts = SLOTS // 2 if when.aggregate is Aggregate.MEAN else SLOTS
            if not self.is_known_for(time_us, parts):
                return None
        return self.compare(self._aggregate(when.aggregate, newest))

    def _aggregate(self, aggregate: Aggregate, newest: float) -> float:
        match aggregate:
            case Aggregate.MIN:
                return min(slot[1] for slot in self.slots)
            case Aggregate.MAX:
                return max(slot[1] for slot in self.slots)
            case Aggregate.CHANGE:
                return newest - self.slots[0][1]
            case Aggregate.COUNT:
                return sum(slot[1] for slot in self.slots)
        total = sum(slot[2] for slot in self.slots)
        return total if aggregate is Aggregate.SUM else total / sum(slot[1] for slot in self.slots)
