"""What every use case of the service works with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from motorway_kit.db import Pool

from pos.clients import Cards, Pumps, Readings
from pos.domain.site import Site
from pos.settings import PosSettings

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Pos:
    """The database, the pumps (through the iot-gateway), tank readings (through telemetry), cards (through payments),
    and the time."""

    settings: PosSettings
    db: Pool
    pumps: Pumps
    readings: Readings
    cards: Cards
    clock: Clock = system_clock
    sites: dict[str, Site] = field(default_factory=dict)
    """As they were read last, by id; whoever takes one from here holds its version against the database's."""
