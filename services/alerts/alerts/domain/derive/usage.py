"""How many days the stock of a tank lasts, by what was sold in the last week."""

from dataclasses import dataclass, field

HOUR_US = 3_600_000_000
WEEK_HOURS = 7 * 24
DAY_HOURS = 24


@dataclass(slots=True)
class Usage:
    """Litres sold in each whole hour that is over, oldest first, at most a week; `hour` counts from 1970."""

    hour: int = 0
    sold_l: float = 0.0
    hours: list[float] = field(default_factory=list)

    def follow(self, time_us: int, sold_l: float) -> None:
        """`sold_l` is all that was ever sold. Hours in which nobody looked share what was sold in them."""
        hour = time_us // HOUR_US
        passed = hour - self.hour
        if self.hour == 0 or passed < 0:
            self.hour, self.sold_l, self.hours = hour, sold_l, []
        elif passed:
            shown = min(passed, WEEK_HOURS)
            self.hours = [*self.hours, *[round((sold_l - self.sold_l) / passed, 1)] * shown][-WEEK_HOURS:]
            self.hour, self.sold_l = hour, sold_l

    def days_left(self, stock_l: float) -> float | None:
        """None before a day is known, and where nothing was sold."""
        sold_l = sum(self.hours)
        if len(self.hours) < DAY_HOURS or sold_l <= 0:
            return None
        return stock_l * len(self.hours) / sold_l / DAY_HOURS
