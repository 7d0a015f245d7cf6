"""What derived series must know about a site."""

from collections.abc import Mapping
from dataclasses import dataclass

from alerts.domain.rules.facts import NozzleFacts, SiteFacts, TankFacts

Parts = tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Equipment:
    """Tanks by number; for each (pump, nozzle) the tanks that it draws from with their shares, which add up to 1.

    `drawing` says for each tank the pumps that draw from it, with the nozzles that do.
    """

    tanks: Mapping[int, TankFacts]
    nozzles: Mapping[tuple[int, int], Parts]
    drawing: Mapping[int, Mapping[int, frozenset[int]]]


def equipment(facts: SiteFacts) -> Equipment:
    nozzles = {(pump.number, nozzle.number): _parts(nozzle) for pump in facts.pumps for nozzle in pump.nozzles}
    drawing: dict[int, dict[int, frozenset[int]]] = {}
    for (pump, nozzle), parts in nozzles.items():
        for tank, _ in parts:
            pumps = drawing.setdefault(tank, {})
            pumps[pump] = pumps.get(pump, frozenset()) | {nozzle}
    return Equipment({tank.number: tank for tank in facts.tanks}, nozzles, drawing)


def _parts(nozzle: NozzleFacts) -> Parts:
    if not nozzle.second_tank:
        return ((nozzle.tank, 1.0),)
    second = nozzle.second_tank_per_mille / 1000
    return ((nozzle.tank, 1.0 - second), (nozzle.second_tank, second))
