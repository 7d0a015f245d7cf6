"""The derived series of one site, and all that must be remembered to go on with them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from alerts.domain.derive.equipment import Equipment
from alerts.domain.derive.pump import PumpWork
from alerts.domain.derive.tank import READ, TankWork, Value
from alerts.domain.observation import Observation

TOTAL = "volume_total_l"
WORKED = frozenset({"state", "nozzle", "running_volume_l", "flow_rate_l_min"})
INPUTS = READ | WORKED | {TOTAL}
"""Metrics that something is derived from."""


@dataclass(slots=True)
class Stocks:
    """`totals` are the time and the litres of the volume totalisers by `pump/nozzle`."""

    tanks: dict[int, TankWork] = field(default_factory=dict)
    totals: dict[str, tuple[int, float]] = field(default_factory=dict)


@dataclass(slots=True)
class SiteWork:
    """Stocks may be older than pumps after a restart: the next totalisers bring them up to date."""

    stocks: Stocks = field(default_factory=Stocks)
    pumps: dict[int, PumpWork] = field(default_factory=dict)

    def keep_only(self, equipment: Equipment) -> bool:
        """Forget what is gone, as another thing may get its number. Whether anything was."""
        stocks, pumps = self.stocks, {number for number, _ in equipment.nozzles}
        before = len(stocks.tanks) + len(stocks.totals) + len(self.pumps)
        stocks.tanks = {number: tank for number, tank in stocks.tanks.items() if number in equipment.tanks}
        known = {f"{pump}/{nozzle}" for pump, nozzle in equipment.nozzles}
        stocks.totals = {name: total for name, total in stocks.totals.items() if name in known}
        self.pumps = {number: pump for number, pump in self.pumps.items() if number in pumps}
        return len(stocks.tanks) + len(stocks.totals) + len(self.pumps) < before

    def follow(self, seen: Observation, equipment: Equipment) -> Iterator[Value]:
        """(metric, value) that follow of the same device. What is older than the newest of its kind says nothing."""
        match seen.device.split("/"):
            case ["tank", number] if number.isdigit() and seen.metric in READ:
                return self._tank(int(number), seen, equipment)
            case ["pump", number] if number.isdigit() and seen.metric in WORKED:
                return self._pump(int(number), seen)
            case ["pump", number, "nozzle", nozzle] if seen.metric == TOTAL and f"{number}{nozzle}".isdigit():
                self._sell(int(number), int(nozzle), seen, equipment)
        return iter(())

    def _tank(self, number: int, seen: Observation, equipment: Equipment) -> Iterator[Value]:
        facts = equipment.tanks.get(number)
        if facts is None:
            return
        tank = self.stocks.tanks.setdefault(number, TankWork())
        if tank.take(seen.time_us, seen.metric, seen.value):
            yield from tank.derive(facts, still=self._is_still(number, seen.time_us, equipment))

    def _pump(self, number: int, seen: Observation) -> Iterator[Value]:
        pump = self.pumps.setdefault(number, PumpWork())
        if seen.time_us < pump.newest_us:
            return
        pump.newest_us = seen.time_us
        match seen.metric:
            case "state":
                flow = pump.change(seen.time_us, int(seen.value))
                if flow is not None:
                    yield "flow_of_3_l_min", flow
            case "nozzle":
                pump.nozzle = int(seen.value)
            case "running_volume_l":
                pump.volume_l = seen.value
            case "flow_rate_l_min":
                pump.run(seen.value)

    def _sell(self, number: int, nozzle: int, seen: Observation, equipment: Equipment) -> None:
        name = f"{number}/{nozzle}"
        before_us, before_l = self.stocks.totals.get(name, (0, 0.0))
        if seen.time_us < before_us:
            return
        self.stocks.totals[name] = (seen.time_us, seen.value)
        pump = self.pumps.setdefault(number, PumpWork())
        pump.told_us = max(pump.told_us, seen.time_us)
        for tank, share in equipment.nozzles.get((number, nozzle), ()):
            work = self.stocks.tanks.setdefault(tank, TankWork())
            if not before_us or seen.value < before_l:
                work.begin_anew()
            else:
                work.sell((seen.value - before_l) * share)

    def _is_still(self, tank: int, time_us: int, equipment: Equipment) -> bool:
        for number, nozzles in equipment.drawing.get(tank, {}).items():
            pump = self.pumps.get(number)
            if pump is None or not pump.is_still(time_us, nozzles):
                return False
        return True
