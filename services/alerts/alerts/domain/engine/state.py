"""What the engine must find again after a restart, and what it has found."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from alerts.domain.conditions import Change

if TYPE_CHECKING:
    from alerts.domain.engine.device import Series


@dataclass(frozen=True, slots=True)
class StateRow:
    """Everything that is known of one device (or subject of occurrences) of a site.

    `(site, device)` is the key. `state` is JSON of the engine's own; None: nothing is left to be kept, delete the row.
    """

    site: str
    device: str
    state: bytes | None


@dataclass(slots=True)
class Counts:
    """Since the engine was made.

    `evaluated` are looks of a rule at a value or an occurrence. `late` observations were older than the newest of their
    series, `failed` expressions without an answer and values that are no number.
    """

    evaluated: int = 0
    late: int = 0
    failed: int = 0


@dataclass(slots=True)
class Book:
    """What all devices share: where trackers write what they find, and the series by site, device and metric.

    One step from a value to its series, not one for each part of its name: beyond some hundred sites every step is
    memory that the processor's cache does not hold.
    """

    series: "dict[tuple[str, str, str], Series]" = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)
