"""Slow sensors that travel in columnar batches: thermistors, meters and the controller's own health."""

from forecourt_simulator.config import SiteConfig
from forecourt_simulator.pump import pulser_count
from forecourt_simulator.rng import Stream
from forecourt_simulator.state import SiteState
from forecourt_simulator.tank import Tank, ambient_temperature_c

THERMISTORS = 5
_GRADIENT_C = 0.12
_CONTROLLER = ("cpu_temperature", "supply_voltage", "memory_used_share")


def columns(config: SiteConfig) -> list[tuple[str, str]]:
    """(device, metric) of every value of a sample, in the order of `sample`."""
    thermistors = [
        (f"tank/{tank.number}", f"temperature_{n}") for tank in config.tanks for n in range(1, THERMISTORS + 1)
    ]
    meters = [
        (f"pump/{pump.number}", metric) for pump in config.pumps for metric in ("pulser_count", "meter_flow_rate")
    ]
    return [*thermistors, *meters, *(("controller", metric) for metric in _CONTROLLER)]


def sample(state: SiteState, tanks: dict[int, Tank], noise: Stream) -> list[float]:
    """Thermistors in °C from the bottom up, pulses, l/min, then °C, V and share of the controller."""
    values: list[float] = []
    for tank in tanks.values():
        values += _thermistors(tank, noise)
    for pump in state.pumps.values():
        values += float(pulser_count(pump)), pump.flow_l_min
    busy = sum(pump.flow_l_min > 0 for pump in state.pumps.values())
    values.append(round(24 + 0.6 * ambient_temperature_c(state.now_us) + 0.4 * busy + noise.uniform(-0.3, 0.3), 1))
    values.append(round(noise.normalvariate(24.1 - 0.02 * busy, 0.02), 3))
    values.append(round(noise.normalvariate(0.41, 0.002), 4))
    return values


def _thermistors(tank: Tank, noise: Stream) -> list[float]:
    """Warmer towards the top, around the bulk temperature."""
    middle = (THERMISTORS - 1) / 2
    offsets = [(n - middle) * _GRADIENT_C for n in range(THERMISTORS)]
    return [round(tank.state.temperature_c + offset + noise.uniform(-0.02, 0.02), 2) for offset in offsets]
