"""What a batch of events says to the rules."""

from collections.abc import Callable
from dataclasses import dataclass, field

from alerts.domain.observation import Observation, Occurrence

Watched = Callable[[str], bool]
"""Whether a rule looks at a metric."""


@dataclass(slots=True)
class Signals:
    """Gathers observations and occurrences in the order in which they came."""

    watched: Watched
    observations: list[Observation] = field(default_factory=list)
    occurrences: list[Occurrence] = field(default_factory=list)


def clamped(time_us: int, received_us: int) -> int:
    """No device knows what comes later than its message: a clock that is ahead counts as the time of receipt."""
    return min(time_us, received_us) if received_us > 0 else time_us
