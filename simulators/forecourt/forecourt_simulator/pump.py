"""The hydraulics and the meter of one fuelling point: flow, totalisers, and the transaction they make."""

from forecourt_simulator.config import PumpConfig, SiteConfig
from forecourt_simulator.fuel import amount_minor
from forecourt_simulator.messages import FinishedTransaction
from forecourt_simulator.state import PumpState
from forecourt_simulator.tank import Tank

RAMP_S = 2.0
ML_PER_PULSE = 10


def delivered_ml(elapsed_s: float, flow_l_min: float) -> int:
    """Millilitres in the time since the valve opened; the flow grows linearly during the first two seconds."""
    ramped = min(elapsed_s, RAMP_S)
    effective_s = ramped * ramped / (2 * RAMP_S) + max(elapsed_s - RAMP_S, 0.0)
    return int(flow_l_min * 1000 / 60 * effective_s)


def begin(pump: PumpState, nozzle: int, now_us: int) -> None:
    """A delivery is authorised with the nozzle out: note the totaliser before."""
    pump.volume_ml = 0
    pump.total_before_ml = pump.nozzles[nozzle].volume_total_ml
    pump.started_us = now_us


def open_valve(pump: PumpState, now_us: int) -> None:
    pump.flow_from_us = now_us
    pump.flow_base_ml = pump.volume_ml


def deliver(pump: PumpState, tank: Tank, now_us: int) -> bool:
    """Moves what flowed until now from the tank through the meter; False when the tank could not give it all."""
    assert pump.customer is not None
    elapsed_s = (now_us - pump.flow_from_us) / 1e6
    due_ml = pump.flow_base_ml + delivered_ml(elapsed_s, pump.customer.flow_l_min)
    wanted_ml = min(due_ml, pump.customer.target_ml) - pump.volume_ml
    given_ml = tank.dispense(wanted_ml * 1000) // 1000
    pump.volume_ml += given_ml
    pump.nozzles[pump.customer.nozzle].volume_total_ml += given_ml
    pump.flow_l_min = round(pump.customer.flow_l_min * min(elapsed_s / RAMP_S, 1.0), 2)
    return given_ml == wanted_ml


def pulser_count(pump: PumpState) -> int:
    """Pulses of the meter since installation, one for each centilitre."""
    return sum(nozzle.volume_total_ml for nozzle in pump.nozzles.values()) // ML_PER_PULSE


def running_amount(config: SiteConfig, grade: str, volume_ml: int) -> int:
    return amount_minor(volume_ml, config.unit_price_milli(grade), config.minor_digits)


def finish(site: SiteConfig, config: PumpConfig, pump: PumpState, temperature_c: float) -> FinishedTransaction:
    """Closes the delivery: the next sequence number, the amount booked on the totaliser. Time is still unset."""
    assert pump.customer is not None
    number = pump.customer.nozzle
    grade = next(nozzle.grade_id for nozzle in config.nozzles if nozzle.number == number)
    totals, amount = pump.nozzles[number], running_amount(site, grade, pump.volume_ml)
    pump.sequence += 1
    done = FinishedTransaction(
        pump=config.number,
        sequence=pump.sequence,
        nozzle=number,
        grade=grade,
        volume_ml=pump.volume_ml,
        amount_minor=amount,
        currency=site.currency,
        minor_digits=site.minor_digits,
        unit_price_milli=site.unit_price_milli(grade),
        volume_total_before_ml=pump.total_before_ml,
        amount_total_before_minor=totals.amount_total_minor,
        started_us=pump.started_us,
        finished_us=0,
        offline=pump.offline,
        temperature_c=temperature_c,
    )
    totals.amount_total_minor += amount
    return done
