"""The derived series of one tank."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from alerts.domain.derive.delivery import Delivery
from alerts.domain.derive.stock import Stock
from alerts.domain.derive.usage import Usage
from alerts.domain.derive.volume import correction, density_at_15, usual_density
from alerts.domain.rules.facts import TankFacts

OPERATIVE = 3
OBSERVED, WATER, TEMPERATURE = "total_observed_volume_l", "water_volume_l", "temperature_c"
DENSITY, PROBE = "density_kg_m3", "probe_status"
READ = frozenset({OBSERVED, WATER, TEMPERATURE, DENSITY, PROBE})
GAP_US = 1_200_000_000

Value = tuple[str, float]


@dataclass(slots=True)
class TankWork:
    """`values` are the newest of the gauge's, `read_us` is the reading they are of."""

    values: dict[str, float] = field(default_factory=dict)
    read_us: int = 0
    missing: set[str] = field(default_factory=set)
    delivery: Delivery = field(default_factory=Delivery)
    stock: Stock = field(default_factory=Stock)
    usage: Usage = field(default_factory=Usage)

    def take(self, time_us: int, metric: str, value: float) -> bool:
        """A value of the gauge; True when the reading that it is of is complete: volume, water and temperature."""
        if time_us < self.read_us:
            return False
        if time_us > self.read_us:
            if time_us - self.read_us > GAP_US:
                self.begin_anew()
            self.read_us, self.missing = time_us, {OBSERVED, WATER, TEMPERATURE}
        self.values[metric] = value
        complete = metric in self.missing and len(self.missing) == 1
        self.missing.discard(metric)
        return complete

    def begin_anew(self) -> None:
        self.stock.begin_anew()
        if not self.delivery.active:
            self.delivery.recent = []

    def sell(self, volume_l: float) -> None:
        self.stock.sell(volume_l)

    def derive(self, size: TankFacts, *, still: bool) -> Iterator[Value]:
        """The derived values of the reading that is complete. Without a probe that works there are none."""
        if self.values.get(PROBE, OPERATIVE) != OPERATIVE:
            self.begin_anew()
            return
        values, time_us = self.values, self.read_us
        observed_l, product_l = values[OBSERVED], values[OBSERVED] - values[WATER]
        yield "product_volume_l", product_l
        yield "ullage_l", size.safe_fill_l - observed_l
        yield "fill_ratio", observed_l / size.safe_fill_l
        yield from self._deliver(observed_l)
        self.usage.follow(time_us, self.stock.sold_l)
        if (days := self.usage.days_left(product_l)) is not None:
            yield "days_left", days
        self.stock.factor = _factor(values, size.grade)
        if self.delivery.active:
            self.stock.begin_anew()
        elif still and self.stock.see(time_us, product_l * self.stock.factor):
            yield from self._unexplained()

    def _deliver(self, observed_l: float) -> Iterator[Value]:
        active, known = self.delivery.active, bool(self.delivery.recent) or self.delivery.active
        delivered_l = self.delivery.follow(self.read_us, observed_l, self.stock.sold_l)
        if self.delivery.active != active or not known:
            yield "delivering", float(self.delivery.active)
        if delivered_l is not None:
            yield "delivered_l", delivered_l

    def _unexplained(self) -> Iterator[Value]:
        slow_l, sold_l = self.stock.leak_24h_l(self.read_us)
        yield "unexplained_l", self.stock.unexplained_l
        yield "unexplained_1h_l", self.stock.changed_1h_l(self.read_us)
        yield "sold_24h_l", sold_l
        yield "slow_loss_24h_l", -slow_l


def _factor(values: Mapping[str, float], grade: str) -> float:
    temperature = values[TEMPERATURE]
    observed = values.get(DENSITY)
    density = usual_density(grade) if observed is None else density_at_15(observed, temperature)
    return correction(density, temperature)
