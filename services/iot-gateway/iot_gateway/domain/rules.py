"""What each kind of device message must hold. Every function returns the message's time in µs or raises."""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.iot.v1 import device_pb2 as device

from iot_gateway.domain.errors import ColumnsDiffer, ContradictsTopic, ImplausibleTime, ImplausibleValue, InvalidName

EARLIEST_US = 946_684_800_000_000
MAX_AHEAD_US = 300_000_000
MAX_NOZZLE = 99
MAX_FLOW_L_MIN = 10_000.0
DEVICE = re.compile(r"[a-z0-9_/-]{1,64}")
METRIC = re.compile(r"[a-z0-9_]{1,48}")
REASON = re.compile(r"[a-z0-9_]{0,48}")
CURRENCY = re.compile(r"[A-Z]{3}")
TOKEN = re.compile(r"[ -~]{0,64}")
MAX_TEXT = 500
MAX_PRICE_SET = 2**31 - 1
MAX_MEASURED = 10**15
"""Beyond any meter; sums over years of it still fit 64 bits."""
MEASURED = ("volume_ml", "amount_minor", "unit_price_milli")
TOTALISERS = (
    "volume_total_before_ml",
    "volume_total_after_ml",
    "amount_total_before_minor",
    "amount_total_after_minor",
)

TANK_RANGES = {
    "product_level_mm": (-1_000.0, 100_000.0),
    "water_level_mm": (-1_000.0, 100_000.0),
    "temperature_c": (-100.0, 200.0),
    "density_kg_m3": (0.0, 5_000.0),
    "total_observed_volume_l": (-10_000.0, 100_000_000.0),
    "water_volume_l": (-10_000.0, 100_000_000.0),
}


def plausible(time_us: int, now_us: int) -> int:
    """Raises ImplausibleTime."""
    if not EARLIEST_US <= time_us <= now_us + MAX_AHEAD_US:
        raise ImplausibleTime("the time is before 2000 or more than 5 minutes ahead", time_us=time_us)
    return time_us


def _time(stamp: Timestamp, now_us: int) -> int:
    if not 0 <= stamp.nanos < 1_000_000_000:
        raise ImplausibleTime("nanoseconds beyond a second", nanos=stamp.nanos)
    return plausible(stamp.seconds * 1_000_000 + stamp.nanos // 1000, now_us)


def _within(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise ImplausibleValue(f"{name} must be from {low} to {high}", field=name, value=value)


def _matches(name: str, pattern: re.Pattern[str], text: str) -> None:
    if pattern.fullmatch(text) is None:
        raise InvalidName(f"{name} does not match {pattern.pattern}", field=name, value=text[:80])


def pump_state(message: device.PumpState, now_us: int) -> int:
    if not message.HasField("time") or message.state == 0:
        raise ContradictsTopic("a pump state has a time and a state")
    if not device.FUELLING_POINT_STATE_INOPERATIVE <= message.state <= device.FUELLING_POINT_STATE_SUSPENDED_FUELLING:
        raise ImplausibleValue("IFSF has no such state", field="state", value=message.state)
    _within("nozzle", message.nozzle, 0, MAX_NOZZLE)
    _matches("reason", REASON, message.reason)
    _matches("release_token", TOKEN, message.release_token)
    return _time(message.time, now_us)


def pump_running(message: device.PumpRunning, now_us: int) -> int:
    if not message.HasField("time") or not message.nozzle:
        raise ContradictsTopic("running totals have a time and a nozzle")
    _within("nozzle", message.nozzle, 1, MAX_NOZZLE)
    _within("flow_rate_l_min", message.flow_rate_l_min, 0, MAX_FLOW_L_MIN)
    if min(message.volume_ml, message.amount_minor, message.unit_price_milli) < 0:
        raise ImplausibleValue("volume, amount and price are never negative")
    return _time(message.time, now_us)


def tank_reading(message: device.TankReading, now_us: int) -> int:
    if not message.HasField("time") or message.probe_status == 0:
        raise ContradictsTopic("a tank reading has a time and a probe status")
    if not device.PROBE_STATUS_INOPERATIVE <= message.probe_status <= device.PROBE_STATUS_OPERATIVE:
        raise ImplausibleValue("there is no such probe status", field="probe_status", value=message.probe_status)
    for name, (low, high) in TANK_RANGES.items():
        if message.HasField(name):  # type: ignore[arg-type]
            _within(name, getattr(message, name), low, high)
    return _time(message.time, now_us)


def alarm(message: device.DeviceAlarm, now_us: int) -> int:
    if not message.HasField("time") or not message.device or not message.code or message.severity == 0:
        raise ContradictsTopic("an alarm has a time, a device, a code and a severity")
    if not device.ALARM_SEVERITY_INFO <= message.severity <= device.ALARM_SEVERITY_CRITICAL:
        raise ImplausibleValue("there is no such severity", field="severity", value=message.severity)
    _matches("device", DEVICE, message.device)
    _matches("code", METRIC, message.code)
    if len(message.text) > MAX_TEXT:
        raise ImplausibleValue(f"the text has more than {MAX_TEXT} characters", field="text")
    return _time(message.time, now_us)


def transaction(message: device.FuellingTransaction, now_us: int) -> int:
    """Only what makes the record unusable is refused: a sale that looks odd is still a sale."""
    if not message.sequence or not message.nozzle or not message.HasField("finished_at"):
        raise ContradictsTopic("a transaction has a sequence, a nozzle and a finishing time")
    _within("sequence", message.sequence, 1, 2**63 - 1)
    _within("nozzle", message.nozzle, 1, MAX_NOZZLE)
    _matches("currency", CURRENCY, message.currency)
    _matches("grade", DEVICE, message.grade)
    _matches("release_token", TOKEN, message.release_token)
    _matches("end_reason", TOKEN, message.end_reason)
    _within("price_set", message.price_set, 0, MAX_PRICE_SET)
    for name in MEASURED:
        _within(name, getattr(message, name), 0, MAX_MEASURED)
    for name in TOTALISERS:
        _within(name, getattr(message, name), -MAX_MEASURED, MAX_MEASURED)
    if message.HasField("started_at"):
        _time(message.started_at, now_us)
    return _time(message.finished_at, now_us)


def controller_status(message: device.ControllerStatus, now_us: int) -> int:
    """The time is only a hint: a last will was written when its connection began."""
    if len(message.software_version) > MAX_TEXT:
        raise ImplausibleValue("the software version is too long", field="software_version")
    return _time(message.time, now_us) if message.HasField("time") else now_us


def telemetry(message: device.TelemetryBatch, now_us: int) -> int:
    """Columns of one length, indices within the names, finite values, and every reading's time plausible."""
    count = len(message.value)
    if not message.HasField("base_time") or count == 0:
        raise ContradictsTopic("a telemetry batch has a base time and readings")
    base_us = _time(message.base_time, now_us)
    if not count == len(message.device_index) == len(message.metric_index) == len(message.time_delta_us):
        raise ColumnsDiffer("the columns differ in length", readings=count)
    if max(_top(message.device_index) - len(message.devices), _top(message.metric_index) - len(message.metrics)) >= 0:
        raise ColumnsDiffer("an index points beyond the names")
    _named(tuple(message.devices), tuple(message.metrics))
    delta_us = np.array(message.time_delta_us)
    plausible(base_us + int(delta_us.min()), now_us)
    plausible(base_us + int(delta_us.max()), now_us)
    if not np.isfinite(np.array(message.value)).all():
        raise ImplausibleValue("a value is not a finite number", field="value")
    return base_us


def _top(indices: Sequence[int]) -> int:
    return int(np.array(indices).max())


@lru_cache(maxsize=4096)
def _named(devices: tuple[str, ...], metrics: tuple[str, ...]) -> None:
    """Batches of one controller nearly always carry the same names."""
    for name in devices:
        _matches("devices", DEVICE, name)
    for name in metrics:
        _matches("metrics", METRIC, name)
