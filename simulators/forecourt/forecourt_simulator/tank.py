"""A horizontal cylindrical tank and what happens to the fuel in it."""

import math
from dataclasses import dataclass

from forecourt_simulator.fuel import volume_correction_factor
from forecourt_simulator.state import TankState

HOUR_US = 3_600_000_000
UL_PER_L = 1_000_000
_SETTLING_US = 5 * 24 * HOUR_US


@dataclass(frozen=True, slots=True)
class Cylinder:
    """Lying cylinder of a capacity in litres and an inner diameter in millimetres, ends flat."""

    capacity_l: float
    diameter_mm: float

    def volume_l(self, level_mm: float) -> float:
        """Volume below a level: V = L·(r²·acos((r-h)/r) - (r-h)·√(2rh-h²)), clamped to the shell."""
        r = self.diameter_mm / 2
        h = min(max(level_mm, 0.0), self.diameter_mm)
        segment = r * r * math.acos((r - h) / r) - (r - h) * math.sqrt(max(2 * r * h - h * h, 0.0))
        return self.capacity_l * segment / (math.pi * r * r)

    def level_mm(self, volume_l: float) -> float:
        """Level of a volume, by bisection on the angle of the wetted segment to 1e-9 of the diameter."""
        share = min(max(volume_l / self.capacity_l, 0.0), 1.0)
        low, high = 0.0, 2 * math.pi
        for _ in range(40):
            middle = (low + high) / 2
            if middle - math.sin(middle) < 2 * math.pi * share:
                low = middle
            else:
                high = middle
        return self.diameter_mm / 2 * (1 - math.cos((low + high) / 4))


@dataclass(slots=True)
class Tank:
    """Keeps the identity product = initial + delivered - dispensed - leaked - stolen + expansion, to the microlitre."""

    state: TankState
    shape: Cylinder
    max_safe_fill_ul: int
    density_15_kg_m3: float
    thermal_expansion: bool = True

    def total_observed_ul(self) -> int:
        """TOV: product and water."""
        return self.state.product_ul + self.state.water_ul

    def dispense(self, volume_ul: int) -> int:
        """Takes up to `volume_ul` and returns what was there, in whole millilitres."""
        given = min(volume_ul, self.state.product_ul // 1000 * 1000)
        self.state.product_ul -= given
        self.state.dispensed_ul += given
        return given

    def advance(self, to_us: int, ground_temperature_c: float) -> None:
        """Lets leaks, theft, water and heat work until `to_us`."""
        elapsed = to_us - self.state.advanced_us
        if elapsed <= 0:
            return
        self.state.advanced_us = to_us
        self._leak(elapsed)
        self._steal(elapsed)
        self._take_water(elapsed)
        settled = -math.expm1(-elapsed / _SETTLING_US)
        self._warm_to(self.state.temperature_c + (ground_temperature_c - self.state.temperature_c) * settled)

    def receive(self, volume_ul: int, temperature_c: float) -> None:
        """Adds fuel of another temperature; both parts come to the common one."""
        state = self.state
        mixed = state.product_ul + volume_ul
        common = (state.product_ul * state.temperature_c + volume_ul * temperature_c) / mixed if mixed else 0.0
        self._warm_to(common)
        state.product_ul += volume_ul
        state.delivered_ul += volume_ul
        self._expand(volume_ul, temperature_c, common)

    def balance_ul(self) -> int:
        """0 as long as nothing was lost or made."""
        s = self.state
        booked = s.initial_ul + s.delivered_ul - s.dispensed_ul - s.leaked_ul - s.stolen_ul + s.expansion_ul
        return s.product_ul - booked

    def _leak(self, elapsed_us: int) -> None:
        state = self.state
        lost, state.leak_carry = divmod(state.leak_ul_h * elapsed_us + state.leak_carry, HOUR_US)
        lost = min(lost, state.product_ul)
        state.product_ul -= lost
        state.leaked_ul += lost

    def _steal(self, elapsed_us: int) -> None:
        state = self.state
        if not state.theft_left_ul:
            return
        taken, state.theft_carry = divmod(state.theft_ul_h * elapsed_us + state.theft_carry, HOUR_US)
        taken = min(taken, state.product_ul, state.theft_left_ul)
        state.product_ul -= taken
        state.stolen_ul += taken
        state.theft_left_ul -= taken

    def _take_water(self, elapsed_us: int) -> None:
        state = self.state
        came, state.ingress_carry = divmod(state.ingress_ul_h * elapsed_us + state.ingress_carry, HOUR_US)
        room = round(self.shape.capacity_l * UL_PER_L) - self.total_observed_ul()
        state.water_ul += max(min(came, room), 0)

    def _warm_to(self, temperature_c: float) -> None:
        self._expand(self.state.product_ul, self.state.temperature_c, temperature_c)
        self.state.temperature_c = temperature_c

    def _expand(self, volume_ul: int, from_c: float, to_c: float) -> None:
        if not self.thermal_expansion:
            return
        before = volume_correction_factor(self.density_15_kg_m3, from_c)
        after = volume_correction_factor(self.density_15_kg_m3, to_c)
        grown = round(volume_ul * (before / after - 1.0))
        self.state.product_ul += grown
        self.state.expansion_ul += grown


def ambient_temperature_c(time_us: int) -> float:
    """Air in southern England: a year's wave of ±7 °C and a day's of ±4 °C around 11 °C."""
    return 11.0 + 7.0 * _wave(time_us, 365.25, 105.0) + 4.0 * _wave(time_us, 1.0, 9.0 / 24.0)


def ground_temperature_c(time_us: int) -> float:
    """Soil at the depth of the tanks: the year's wave, weaker and six weeks later."""
    return 11.0 + 3.0 * _wave(time_us, 365.25, 147.0)


def _wave(time_us: int, period_days: float, phase_days: float) -> float:
    return math.sin(2 * math.pi * (time_us / 86_400_000_000 - phase_days) / period_days)
