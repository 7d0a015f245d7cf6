"""When customers come, and what each of them wants."""

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from forecourt_simulator.clock import SECOND_US
from forecourt_simulator.config import PumpConfig, SiteConfig
from forecourt_simulator.fuel import Family, family, volume_for_amount_ml
from forecourt_simulator.rng import Stream
from forecourt_simulator.state import Customer, Suspension
from forecourt_simulator.tank import HOUR_US

# Relative arrivals for each hour of the local day: two commuting peaks, a quiet night. Mean 1.
_SHAPE = (8, 7, 6, 6, 8, 12, 19, 27, 29, 24, 22, 23, 25, 25, 24, 26, 30, 33, 29, 22, 16, 13, 11, 9)
DAY_PROFILE = tuple(hour * 24 / sum(_SHAPE) for hour in _SHAPE)
_PEAK = max(DAY_PROFILE)
_PRESET_MAJOR = (10, 20, 30, 40, 50)
MAX_FUELLING_ML = 150_000


def next_arrival_us(config: SiteConfig, now_us: int, stream: Stream) -> int | None:
    """Next arrival of a Poisson process whose rate follows the day, by thinning; None when nobody ever comes."""
    peak_per_us = config.customers_per_hour * _PEAK / HOUR_US
    if peak_per_us <= 0:
        return None
    zone, at = ZoneInfo(config.time_zone), now_us
    while True:
        at += max(round(stream.expovariate(peak_per_us)), 1)
        hour = datetime.fromtimestamp(at / SECOND_US, UTC).astimezone(zone).hour
        if stream.random() < DAY_PROFILE[hour] / _PEAK:
            return at


def plan(config: SiteConfig, pump: PumpConfig, prices: Mapping[int, int], stream: Stream) -> Customer:
    """A customer for this pump: nozzle, volume, flow and habits. `prices` by nozzle, in thousandths per litre."""
    told = config.simulation
    weights = [config.grade_weight(nozzle.grade_id) for nozzle in pump.nozzles]
    nozzle = stream.choices(pump.nozzles, weights)[0]
    target_ml, limited = _target(config, nozzle.grade_id, prices[nozzle.number], stream)
    mood = stream.random()
    return Customer(
        nozzle=nozzle.number,
        target_ml=target_ml,
        flow_l_min=round(stream.uniform(told.flow_min_l_min, told.flow_max_l_min), 2),
        limited=limited,
        changes_mind=mood < told.change_of_mind_share,
        takes_nothing=mood > 1.0 - told.zero_transaction_share,
        pre_authorised=stream.random() < told.pre_authorised_share,
        suspension=_suspension(told.suspended_share, stream),
    )


def _target(config: SiteConfig, grade_id: str, price_milli: int, stream: Stream) -> tuple[int, bool]:
    """Volume in millilitres and whether the pump's own preset will end it."""
    wants_preset = stream.random() < config.simulation.local_preset_share
    if wants_preset:
        amount = stream.choice(_PRESET_MAJOR) * 10**config.minor_digits
        return volume_for_amount_ml(amount, price_milli, config.minor_digits), True
    middle_l = 44.0 if family(grade_id) is Family.DIESEL else 31.0
    wanted_ml = round(1000 * stream.lognormvariate(0.0, 0.45) * middle_l)
    return min(max(wanted_ml, 2_000), MAX_FUELLING_ML), wanted_ml > MAX_FUELLING_ML


def _suspension(share: float, stream: Stream) -> Suspension:
    draw = stream.random()
    if draw < share / 2:
        return Suspension.BEFORE_FLOW
    return Suspension.DURING_FLOW if draw < share else Suspension.NONE
