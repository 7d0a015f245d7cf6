"""Disturbances of the line, ordered by scenarios: duplicates, another order, lost commands and lost answers."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from forecourt_simulator.store import Spooled

MAX_HOLD_S = 5.0


@dataclass
class Loss:
    """What comes is lost: the next `count`, and all until the monotonic time `until`."""

    count: int = 0
    until: float = 0.0

    def strikes(self, now: float) -> bool:
        if self.count:
            self.count -= 1
            return True
        return now < self.until


@dataclass
class Faults:
    """`duplicate` more messages go out twice; `reorder` more are gathered and sent shuffled.

    `deaf` loses commands before they are carried out, `mute` their answers.
    """

    duplicate: int = 0
    reorder: int = 0
    deaf: Loss = field(default_factory=Loss)
    mute: Loss = field(default_factory=Loss)
    shuffle: Callable[[list[Spooled]], None] = random.shuffle
    _held: list[Spooled] = field(default_factory=list)
    _held_since: float = 0.0

    def apply(self, due: list[Spooled], now: float) -> list[Spooled]:
        """What to send now, in this order, instead of `due`. `now` is monotonic, in seconds."""
        return self._doubled(self._reordered(due, now))

    def reset(self) -> None:
        """Forgets what was held: after a reconnect it comes again from the disk."""
        self._held = []

    def _reordered(self, due: list[Spooled], now: float) -> list[Spooled]:
        if not self.reorder and not self._held:
            return due
        if not self._held:
            self._held_since = now
        self._held += due
        if len(self._held) < self.reorder and now - self._held_since < MAX_HOLD_S:
            return []
        released, self._held = self._held, []
        self.reorder = 0
        self.shuffle(released)
        return released

    def _doubled(self, due: list[Spooled]) -> list[Spooled]:
        twice = due[: self.duplicate]
        self.duplicate -= len(twice)
        return [*due, *twice]


def monotonic() -> float:
    return time.monotonic()
