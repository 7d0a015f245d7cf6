"""When a tank is being filled, and with how much: forecourt rules of automatic gauges.

A delivery begins with a rise above noise and ends when the level has been stable for the delivery delay (1 to 99 min
on consoles, usually 5). Delivered = volume after - volume before + what was sold meanwhile.
"""

from dataclasses import dataclass, field

MINUTE_US = 60_000_000
RISE_L = 100.0
RISE_WITHIN_US = 2 * MINUTE_US
STILL_RISING_L = 20.0
DELAY_US = 5 * MINUTE_US


@dataclass(slots=True)
class Delivery:
    """Follows the observed volume (TOV, litres) of one tank. `sold_l` is all that was ever sold from it."""

    active: bool = False
    start_l: float = 0.0
    start_sold_l: float = 0.0
    peak_l: float = 0.0
    rising_us: int = 0
    recent: list[tuple[int, float]] = field(default_factory=list)

    def follow(self, time_us: int, observed_l: float, sold_l: float) -> float | None:
        """The delivered volume when the delivery ends with this reading, else None."""
        if self.active:
            return self._go_on(time_us, observed_l, sold_l)
        fresh = [(at, seen) for at, seen in self.recent if at >= time_us - RISE_WITHIN_US]
        self.recent = fresh or self.recent[-1:]
        lowest = min((seen for _, seen in self.recent), default=observed_l)
        self.recent.append((time_us, observed_l))
        if observed_l - lowest > RISE_L:
            self.active, self.start_l, self.start_sold_l = True, lowest, sold_l
            self.peak_l, self.rising_us, self.recent = observed_l, time_us, []
        return None

    def _go_on(self, time_us: int, observed_l: float, sold_l: float) -> float | None:
        if observed_l > self.peak_l + STILL_RISING_L:
            self.peak_l, self.rising_us = observed_l, time_us
        if time_us - self.rising_us < DELAY_US:
            return None
        self.active = False
        return observed_l - self.start_l + sold_l - self.start_sold_l
