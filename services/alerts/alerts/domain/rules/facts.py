"""What rules may know of a site's equipment."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class TankFacts:
    """Volumes in litres, the diameter in millimetres. `safe_fill_l` is Max_Safe_Fill_Capacity."""

    number: int
    grade: str
    capacity_l: float
    safe_fill_l: float
    diameter_mm: float


@dataclass(frozen=True, slots=True)
class NozzleFacts:
    """`second_tank` (0: none) gives `second_tank_per_mille` of what is delivered."""

    number: int
    grade: str
    tank: int
    second_tank: int = 0
    second_tank_per_mille: int = 0


@dataclass(frozen=True, slots=True)
class PumpFacts:
    number: int
    nozzles: tuple[NozzleFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """`time_zone` is an IANA name; weekly hours of rules are in it."""

    site: str
    name: str = ""
    time_zone: str = "UTC"
    currency: str = ""
    tanks: tuple[TankFacts, ...] = ()
    pumps: tuple[PumpFacts, ...] = ()


def devices_of(facts: SiteFacts | None) -> frozenset[str]:
    """The names of all tanks, pumps and nozzles."""
    if facts is None:
        return frozenset()
    tanks = {f"tank/{tank.number}" for tank in facts.tanks}
    pumps = {f"pump/{pump.number}" for pump in facts.pumps}
    nozzles = {f"pump/{pump.number}/nozzle/{nozzle.number}" for pump in facts.pumps for nozzle in pump.nozzles}
    return frozenset(tanks | pumps | nozzles)


def device_kind(device: str) -> str:
    """What kind of thing a device is: `tank` for `tank/1`, `pump/nozzle` for `pump/3/nozzle/2`."""
    return device if "/" not in device else "/".join(device.split("/")[::2])


def device_facts(facts: SiteFacts | None, device: str) -> dict[str, dict[str, Any]]:
    """The facts of one device, by the name under which expressions and texts say them; nothing where none are known."""
    if facts is None:
        return {}
    kind, number, _, nozzle = [*device.split("/"), "", "", ""][:4]
    found = {"site": _site(facts)}
    if kind == "tank":
        found["tank"] = _plain(next((tank for tank in facts.tanks if str(tank.number) == number), None))
    if kind == "pump":
        pump = next((pump for pump in facts.pumps if str(pump.number) == number), PumpFacts(0))
        found["pump"] = {"number": float(pump.number), "nozzles": float(len(pump.nozzles))} if pump.number else {}
        found["nozzle"] = _plain(next((one for one in pump.nozzles if str(one.number) == nozzle), None))
    return {name: values for name, values in found.items() if values}


def _site(facts: SiteFacts) -> dict[str, Any]:
    counts = {"tanks": float(len(facts.tanks)), "pumps": float(len(facts.pumps))}
    return {"id": facts.site, "name": facts.name or facts.site, "currency": facts.currency, **counts}


def _plain(thing: TankFacts | NozzleFacts | None) -> dict[str, Any]:
    """Every number as a float: expressions do not mix kinds of numbers."""
    if thing is None:
        return {}
    return {name: float(value) if isinstance(value, int) else value for name, value in asdict(thing).items()}
