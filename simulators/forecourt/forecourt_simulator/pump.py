"""The hydraulics and the meter of one fuelling point: flow, totalisers, limits, and the transaction they make."""

from collections.abc import Callable

from forecourt_simulator.config import PumpConfig, SiteConfig
from forecourt_simulator.fuel import affordable_volume_ml, amount_minor
from forecourt_simulator.messages import FinishedTransaction
from forecourt_simulator.state import Authority, PumpState

RAMP_S = 2.0
ML_PER_PULSE = 10


def delivered_ml(elapsed_s: float, flow_l_min: float) -> int:
    """Millilitres in the time since the valve opened; the flow grows linearly during the first two seconds."""
    ramped = min(elapsed_s, RAMP_S)
    effective_s = ramped * ramped / (2 * RAMP_S) + max(elapsed_s - RAMP_S, 0.0)
    return int(flow_l_min * 1000 / 60 * effective_s)


def limit_ml(authority: Authority, unit_price_milli: int, digits: int) -> int | None:
    """Volume at which a delivery ends by itself, None when the release has no limit."""
    limits = [authority.max_volume_ml] if authority.max_volume_ml else []
    if authority.max_amount_minor:
        limits.append(affordable_volume_ml(authority.max_amount_minor, unit_price_milli, digits))
    return min(limits, default=None)


def begin(pump: PumpState, digits: int, now_us: int) -> None:
    """A delivery is authorised with the nozzle out: note the totaliser before, the price, its set and the limit."""
    nozzle = pump.nozzles[pump.point.nozzle]
    pump.nozzle = pump.point.nozzle
    pump.volume_ml = 0
    pump.total_before_ml = nozzle.volume_total_ml
    pump.unit_price_milli = nozzle.unit_price_milli
    pump.delivery_price_set = pump.price_set
    pump.limit_ml = limit_ml(pump.authority, nozzle.unit_price_milli, digits)
    pump.started_us = now_us


def open_valve(pump: PumpState, now_us: int) -> None:
    pump.flow_from_us = now_us
    pump.flow_base_ml = pump.volume_ml


def deliver(pump: PumpState, draw: Callable[[int], int], now_us: int) -> bool:
    """Moves what flowed until now through the meter; False when the tanks could not give it all.

    `draw` takes millilitres from them and returns how many there were.
    """
    assert pump.customer is not None
    elapsed_s = (now_us - pump.flow_from_us) / 1e6
    due_ml = pump.flow_base_ml + delivered_ml(elapsed_s, pump.customer.flow_l_min)
    wanted_ml = min(due_ml, _most_ml(pump, pump.customer.target_ml)) - pump.volume_ml
    given_ml = draw(wanted_ml)
    pump.volume_ml += given_ml
    pump.nozzles[pump.nozzle].volume_total_ml += given_ml
    pump.flow_l_min = round(pump.customer.flow_l_min * min(elapsed_s / RAMP_S, 1.0), 2)
    return given_ml == wanted_ml


def _most_ml(pump: PumpState, target_ml: int) -> int:
    most_ml = target_ml if pump.limit_ml is None else min(target_ml, pump.limit_ml)
    return max(most_ml, pump.volume_ml)


def is_full(pump: PumpState) -> bool:
    """The limit of the release is reached."""
    return pump.limit_ml is not None and pump.volume_ml >= pump.limit_ml


def pulser_count(pump: PumpState) -> int:
    """Pulses of the meter since installation, one for each centilitre."""
    return sum(nozzle.volume_total_ml for nozzle in pump.nozzles.values()) // ML_PER_PULSE


def running_amount(pump: PumpState, digits: int) -> int:
    return amount_minor(pump.volume_ml, pump.unit_price_milli, digits)


def finish(site: SiteConfig, config: PumpConfig, pump: PumpState, temperature_c: float) -> FinishedTransaction:
    """Closes the delivery: the next sequence number, the amount booked. Times and the end's reason are still unset."""
    totals, amount = pump.nozzles[pump.nozzle], running_amount(pump, site.minor_digits)
    pump.sequence += 1
    done = FinishedTransaction(
        pump=config.number,
        sequence=pump.sequence,
        nozzle=pump.nozzle,
        grade=next(nozzle.grade_id for nozzle in config.nozzles if nozzle.number == pump.nozzle),
        volume_ml=pump.volume_ml,
        amount_minor=amount,
        currency=site.currency,
        minor_digits=site.minor_digits,
        unit_price_milli=pump.unit_price_milli,
        volume_total_before_ml=pump.total_before_ml,
        amount_total_before_minor=totals.amount_total_minor,
        started_us=pump.started_us,
        finished_us=0,
        offline=pump.offline,
        temperature_c=temperature_c,
        release_token=pump.authority.token,
        price_set=pump.delivery_price_set,
        end_reason="",
    )
    totals.amount_total_minor += amount
    totals.transactions += 1
    totals.transactions_ml += pump.volume_ml
    totals.transactions_minor += amount
    return done
