"""What a tank has lost or gained beyond what was sold, at 15 °C, from the moments when nothing moves.

Between two deliveries stock and sales add up to a constant; what changes in it is unexplained: variance = physical -
book. Readings of a minute or more are taken together, and only when a delivery has not begun in it, because its first
litres hide below the noise. A change of more than a leak can make in that time is a step (theft, a lost transaction):
it counts in `unexplained_l`, and not in `slow_l`, in which leaks are looked for.
"""

from dataclasses import dataclass, field

HOUR_US = 3_600_000_000
GATHER_US = 60_000_000
GATHER_WITHIN_US = 1_200_000_000
STEP_L = 30.0
LARGEST_LEAK_L_H = 40.0
SAMPLE_US = 600_000_000


@dataclass(slots=True)
class Sample:
    """Sums since the beginning, in litres at 15 °C; sold ones as they were."""

    time_us: int
    unexplained_l: float
    slow_l: float
    sold_l: float


@dataclass(slots=True)
class Stock:
    """`sold_15_l` is what was sold ever, at 15 °C; `book_l` the constant of the present interval, None in a new one."""

    unexplained_l: float = 0.0
    slow_l: float = 0.0
    sold_l: float = 0.0
    sold_15_l: float = 0.0
    factor: float = 1.0
    book_l: float | None = None
    book_us: int = 0
    gathered: list[tuple[int, float]] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)

    def sell(self, volume_l: float) -> None:
        """That much left through the meters, as warm as it is in the tank."""
        self.sold_l += volume_l
        self.sold_15_l += volume_l * self.factor

    def begin_anew(self) -> None:
        """What comes cannot be compared with what was: a delivery, a new meter, a probe that was out."""
        self.book_l = None
        self.gathered = []

    def see(self, time_us: int, volume_15_l: float) -> bool:
        """A reading in a moment when nothing moves; True when it completes a figure."""
        recent = [each for each in self.gathered if time_us - each[0] <= GATHER_WITHIN_US]
        self.gathered = [*recent, (time_us, volume_15_l + self.sold_15_l)]
        if time_us - self.gathered[0][0] < GATHER_US:
            return False
        self._settle(time_us, sum(book for _, book in self.gathered) / len(self.gathered))
        return True

    def _settle(self, time_us: int, book_l: float) -> None:
        if self.book_l is not None:
            change = book_l - self.book_l
            self.unexplained_l += change
            hours = (time_us - self.book_us) / HOUR_US
            if abs(change) <= max(STEP_L, LARGEST_LEAK_L_H * hours):
                self.slow_l += change
        self.book_l, self.book_us, self.gathered = book_l, time_us, []
        if not self.samples or time_us - self.samples[-1].time_us >= SAMPLE_US:
            self.samples.append(Sample(time_us, self.unexplained_l, self.slow_l, self.sold_l))
            self._forget(time_us)

    def changed_1h_l(self, time_us: int) -> float:
        """Unexplained since an hour ago, or since the last figure before it."""
        return self.unexplained_l - self._before(time_us - HOUR_US).unexplained_l

    def leak_24h_l(self, time_us: int) -> tuple[float, float]:
        """What went slowly within a day (negative: lost), and what was sold in it."""
        before = self._before(time_us - 24 * HOUR_US)
        return self.slow_l - before.slow_l, self.sold_l - before.sold_l

    def _before(self, time_us: int) -> Sample:
        """The newest sample of that time or before; the oldest there is where none is."""
        return next((sample for sample in reversed(self.samples) if sample.time_us <= time_us), self.samples[0])

    def _forget(self, time_us: int) -> None:
        """Keep one sample from before the last day."""
        day_ago = time_us - 24 * HOUR_US
        while len(self.samples) > 1 and self.samples[1].time_us <= day_ago:
            del self.samples[0]
