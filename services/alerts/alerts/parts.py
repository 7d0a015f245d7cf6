"""What every use case of the service works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from motorway_kit.db import Pool

from alerts.clients import LiveStream
from alerts.neighbours import Neighbours
from alerts.settings import AlertsSettings
from alerts.ways import Ways

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Alerts:
    """The database, the live stream, the other services, the ways out, and the time."""

    settings: AlertsSettings
    db: Pool
    live: LiveStream
    others: Neighbours
    ways: Ways
    clock: Clock = system_clock
