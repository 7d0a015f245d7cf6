"""What rules look at: values of series, and things that happened."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of a series `(site, device, metric)` at a time in microseconds UTC.

    `time_us` is the device's time, but never after `received_us`, when the gateway took it.
    """

    site: str
    device: str
    metric: str
    time_us: int
    value: float
    received_us: int


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Something that happened at a site, or in the network where `site` is empty.

    `type` is in snake case with its owner (`pos.drive_off`, `iot.alarm`), `subject` is what it is about within the site
    (`pump/3`, `sale/<id>`), `event_id` the same whenever it is told again, `position` its place among the occurrences
    of its subject. `fields` are plain JSON values.
    """

    site: str
    type: str
    subject: str
    time_us: int
    received_us: int
    position: int
    event_id: str
    fields: Mapping[str, object] = field(default_factory=dict)
