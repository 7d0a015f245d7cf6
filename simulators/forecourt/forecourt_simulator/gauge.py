"""The automatic tank gauge: what a probe makes of the truth, with its resolution, noise and failures."""

from dataclasses import dataclass, field

from forecourt_simulator.fuel import density_kg_m3
from forecourt_simulator.rng import Stream
from forecourt_simulator.state import ProbeMode
from forecourt_simulator.tank import UL_PER_L, Tank

LEVEL_NOISE_MM = 0.08
WAVE_NOISE_MM = 2.0
DEGRADED_NOISE_MM = 5.0
WATER_NOISE_MM = 0.15
WATER_DETECTION_MM = 3.0
TEMPERATURE_NOISE_C = 0.02
DENSITY_NOISE_KG_M3 = 0.05

LOW_PRODUCT_SHARE = 0.10
HIGH_WATER_MM = 50.0


@dataclass(frozen=True, slots=True)
class TankObservation:
    """`values` are keyed by the fields of TankReading; empty when the probe is out."""

    probe: ProbeMode
    values: dict[str, float] = field(default_factory=dict)


def observe(tank: Tank, noise: Stream) -> TankObservation:
    """Level to 0.1 mm, temperature to 0.01 °C, density to 0.1 kg/m³, volumes to 0.1 l from the measured levels.

    Every probe mode draws the same number of random values, so that a failure changes nothing after it.
    """
    state = tank.state
    draws = [noise.normalvariate() for _ in range(4)]
    if state.probe is ProbeMode.OUT:
        return TankObservation(state.probe)
    level = _product_level_mm(tank, draws[0])
    water = tank.shape.level_mm(state.water_ul / UL_PER_L) + draws[1] * WATER_NOISE_MM
    water = round(water, 1) if water >= WATER_DETECTION_MM else 0.0
    density = density_kg_m3(tank.density_15_kg_m3, state.temperature_c)
    values = {
        "product_level_mm": level,
        "water_level_mm": water,
        "temperature_c": round(state.temperature_c + draws[2] * TEMPERATURE_NOISE_C, 2),
        "density_kg_m3": round(density + draws[3] * DENSITY_NOISE_KG_M3, 1),
        "total_observed_volume_l": round(tank.shape.volume_l(level), 1),
        "water_volume_l": round(tank.shape.volume_l(water), 1),
    }
    return TankObservation(state.probe, values)


def true_level_mm(tank: Tank) -> float:
    return tank.shape.level_mm(tank.total_observed_ul() / UL_PER_L)


def _product_level_mm(tank: Tank, draw: float) -> float:
    if tank.state.probe is ProbeMode.STUCK:
        return tank.state.stuck_level_mm
    spread = WAVE_NOISE_MM if tank.state.drop_left_ul else LEVEL_NOISE_MM
    if tank.state.probe is ProbeMode.DEGRADED:
        spread = DEGRADED_NOISE_MM
    return round(min(max(true_level_mm(tank) + draw * spread, 0.0), tank.shape.diameter_mm), 1)


def alarms(tank: Tank, seen: TankObservation) -> dict[str, tuple[str, str]]:
    """Alarms of the console that hold at this reading: code → (severity, text)."""
    if seen.probe is ProbeMode.OUT:
        return {"probe_out": ("critical", "no answer from the probe")}
    holding = {}
    net_l = seen.values["total_observed_volume_l"] - seen.values["water_volume_l"]
    if net_l < LOW_PRODUCT_SHARE * tank.shape.capacity_l:
        holding["low_product"] = ("warning", f"{net_l:.0f} l of product left")
    if seen.values["water_level_mm"] > HIGH_WATER_MM:
        holding["high_water"] = ("critical", f"{seen.values['water_level_mm']:.1f} mm of water")
    if seen.values["total_observed_volume_l"] * UL_PER_L > tank.max_safe_fill_ul:
        holding["overfill"] = ("critical", "above the safe fill level")
    return holding
