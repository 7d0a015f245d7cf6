"""What the site controller says: protobuf payloads, and the readings each of them becomes."""

from dataclasses import dataclass

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.iot.v1 import device_pb2 as pb

from forecourt_simulator import SOFTWARE_VERSION
from forecourt_simulator.fuel import amount_minor
from forecourt_simulator.gauge import TankObservation
from forecourt_simulator.ledger import Reading
from forecourt_simulator.state import NozzleState, ProbeMode, PumpState

_STATUS = {
    ProbeMode.OUT: pb.PROBE_STATUS_INOPERATIVE,
    ProbeMode.DEGRADED: pb.PROBE_STATUS_DEGRADED,
}
_SEVERITY = {
    "info": pb.ALARM_SEVERITY_INFO,
    "warning": pb.ALARM_SEVERITY_WARNING,
    "critical": pb.ALARM_SEVERITY_CRITICAL,
}
SEVERITIES = tuple(_SEVERITY)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message for the spool. `topic` is relative to `motorway/v1/{site}/`; `pump` and `transaction` are set
    (not 0) for a finished transaction only."""

    topic: str
    payload: bytes
    readings: tuple[Reading, ...] = ()
    pump: int = 0
    transaction: int = 0


@dataclass(frozen=True, slots=True)
class FinishedTransaction:
    """A transaction as the pump recorded it; units as in the protobuf message."""

    pump: int
    sequence: int
    nozzle: int
    grade: str
    volume_ml: int
    amount_minor: int
    currency: str
    minor_digits: int
    unit_price_milli: int
    volume_total_before_ml: int
    amount_total_before_minor: int
    started_us: int
    finished_us: int
    offline: bool
    temperature_c: float
    release_token: str
    price_set: int
    end_reason: str


def timestamp(time_us: int) -> Timestamp:
    seconds, micros = divmod(time_us, 1_000_000)
    return Timestamp(seconds=seconds, nanos=micros * 1000)


def pump_state(number: int, time_us: int, pump: PumpState, reason: str) -> Outgoing:
    message = pb.PumpState(
        time=timestamp(time_us),
        state=pb.FuellingPointState.ValueType(pump.point.state),
        nozzle=pump.point.nozzle,
        reason=reason,
        release_token=pump.authority.token,
    )
    reading = Reading(f"pump/{number}", "state", time_us, float(pump.point.state))
    return Outgoing(f"pump/{number}/state", message.SerializeToString(), (reading,))


def pump_report(number: int, pump: PumpState, digits: int) -> pb.PumpReport:
    """How the pump is now; `digits` are the minor digits of the site's currency."""
    volume_ml = pump.volume_ml if pump.delivering else 0
    return pb.PumpReport(
        pump=number,
        state=pb.FuellingPointState.ValueType(pump.point.state),
        nozzle=pump.point.nozzle,
        release_token=pump.authority.token,
        last_release_token=pump.last_token,
        last_sequence=pump.sequence,
        price_set=pump.price_set,
        emergency_stopped=pump.emergency_stopped,
        current_volume_ml=volume_ml,
        current_amount_minor=amount_minor(volume_ml, pump.unit_price_milli, digits),
        nozzles=[_nozzle_report(*each) for each in sorted(pump.nozzles.items())],
    )


def _nozzle_report(number: int, nozzle: NozzleState) -> pb.NozzleReport:
    return pb.NozzleReport(
        nozzle=number,
        volume_total_ml=nozzle.volume_total_ml,
        amount_total_minor=nozzle.amount_total_minor,
        unit_price_milli=nozzle.unit_price_milli,
    )


def transaction(done: FinishedTransaction) -> Outgoing:
    """Readings: the nozzle's totalisers after the transaction, in litres and major currency units."""
    volume_after = done.volume_total_before_ml + done.volume_ml
    amount_after = done.amount_total_before_minor + done.amount_minor
    message = pb.FuellingTransaction(
        sequence=done.sequence,
        nozzle=done.nozzle,
        grade=done.grade,
        volume_ml=done.volume_ml,
        amount_minor=done.amount_minor,
        currency=done.currency,
        unit_price_milli=done.unit_price_milli,
        volume_total_before_ml=done.volume_total_before_ml,
        volume_total_after_ml=volume_after,
        amount_total_before_minor=done.amount_total_before_minor,
        amount_total_after_minor=amount_after,
        started_at=timestamp(done.started_us),
        finished_at=timestamp(done.finished_us),
        offline=done.offline,
        temperature_centi_c=round(done.temperature_c * 100),
        release_token=done.release_token,
        price_set=done.price_set,
        end_reason=done.end_reason,
    )
    device, time_us = f"pump/{done.pump}/nozzle/{done.nozzle}", done.finished_us
    readings = (
        Reading(device, "volume_total", time_us, volume_after / 1000),
        Reading(device, "amount_total", time_us, amount_after / 10**done.minor_digits),
    )
    topic = f"pump/{done.pump}/transaction"
    return Outgoing(topic, message.SerializeToString(), readings, done.pump, done.sequence)


def tank_reading(tank: int, time_us: int, seen: TankObservation) -> Outgoing:
    status = _STATUS.get(seen.probe, pb.PROBE_STATUS_OPERATIVE)
    message = pb.TankReading(time=timestamp(time_us), probe_status=status, **seen.values)
    device = f"tank/{tank}"
    readings = [Reading(device, _METRIC[name], time_us, value) for name, value in seen.values.items()]
    readings.append(Reading(device, "probe_status", time_us, float(status)))
    return Outgoing(f"tank/{tank}/reading", message.SerializeToString(), tuple(readings))


_METRIC = {
    "product_level_mm": "product_level",
    "water_level_mm": "water_level",
    "temperature_c": "temperature",
    "density_kg_m3": "density",
    "total_observed_volume_l": "total_observed_volume",
    "water_volume_l": "water_volume",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """A device alarm raised (`active`) or cleared; severity is one of SEVERITIES."""

    device: str
    code: str
    severity: str
    text: str
    active: bool


def alarm(time_us: int, notice: Notice) -> Outgoing:
    message = pb.DeviceAlarm(
        time=timestamp(time_us),
        device=notice.device,
        code=notice.code,
        severity=_SEVERITY[notice.severity],
        active=notice.active,
        text=notice.text,
    )
    return Outgoing("alarm", message.SerializeToString())


def batch(columns: list[tuple[str, str]], samples: list[tuple[int, list[float]]]) -> Outgoing:
    """Samples of fixed (device, metric) columns as one columnar batch; each sample is (time_us, values)."""
    devices = sorted({device for device, _ in columns})
    metrics = sorted({metric for _, metric in columns})
    base_us = samples[0][0]
    message = pb.TelemetryBatch(
        base_time=timestamp(base_us),
        devices=devices,
        metrics=metrics,
        device_index=[devices.index(device) for device, _ in columns] * len(samples),
        metric_index=[metrics.index(metric) for _, metric in columns] * len(samples),
        time_delta_us=[time_us - base_us for time_us, values in samples for _ in values],
        value=[value for _, values in samples for value in values],
    )
    readings = tuple(
        Reading(device, metric, time_us, value)
        for time_us, values in samples
        for (device, metric), value in zip(columns, values, strict=True)
    )
    return Outgoing("telemetry", message.SerializeToString(), readings)


def pump_running(time_us: int, nozzle: int, delivery: tuple[int, int, int, float]) -> bytes:
    """`delivery` is (volume_ml, amount_minor, unit_price_milli, flow_rate_l_min)."""
    volume_ml, amount_minor, unit_price_milli, flow_rate_l_min = delivery
    return pb.PumpRunning(
        time=timestamp(time_us),
        nozzle=nozzle,
        volume_ml=volume_ml,
        amount_minor=amount_minor,
        unit_price_milli=unit_price_milli,
        flow_rate_l_min=flow_rate_l_min,
    ).SerializeToString()


def controller_status(time_us: int, *, online: bool) -> bytes:
    status = pb.ControllerStatus(online=online, software_version=SOFTWARE_VERSION, time=timestamp(time_us))
    return status.SerializeToString()
