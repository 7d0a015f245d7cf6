"""What is told to screens: entries of the live stream, whose data is JSON."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import orjson
from google.protobuf.message import DecodeError
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.iot.v1 import device_pb2, events_pb2

from alerts.domain.live import LiveEntry
from alerts.metrics import unreadable

SEVERITY = {v: k.removeprefix("ALARM_SEVERITY_") for k, v in device_pb2.AlarmSeverity.items()}
FP_STATE = {v: k.removeprefix("FUELLING_POINT_STATE_") for k, v in device_pb2.FuellingPointState.items()}
PROBE_STATUS = {v: k.removeprefix("PROBE_STATUS_") for k, v in device_pb2.ProbeStatus.items()}
READINGS = (
    "product_level_mm",
    "water_level_mm",
    "temperature_c",
    "density_kg_m3",
    "total_observed_volume_l",
    "water_volume_l",
)
Kind = events_pb2.MessageKind


def device_entry(message: events_pb2.DeviceMessage) -> LiveEntry | None:
    """The live entry of a device message; None, and counted, when its payload cannot be read."""
    try:
        entry = _ENCODERS[message.kind](message)
        return replace(entry, traceparent=message.traceparent) if message.traceparent else entry
    except (DecodeError, KeyError, ValueError, OverflowError):
        unreadable.labels(str(message.kind)).inc()
        return None


def _pump_state(message: events_pb2.DeviceMessage) -> LiveEntry:
    said = device_pb2.PumpState.FromString(message.payload)
    data = {
        "site": message.site,
        "pump": message.number,
        "time": time_text(said.time),
        "state": FP_STATE.get(said.state, "UNSPECIFIED"),
        "state_number": said.state,
        "nozzle": said.nozzle,
        "reason": said.reason,
    }
    key = f"pump:{message.number}:state"
    return LiveEntry("pump.state", message.site, key, orjson.dumps(data), message.message_id)


def _pump_running(message: events_pb2.DeviceMessage) -> LiveEntry:
    """Never sent again by the device, so the order alone keeps it from being written twice."""
    said = device_pb2.PumpRunning.FromString(message.payload)
    data = {
        "site": message.site,
        "pump": message.number,
        "time": time_text(said.time),
        "nozzle": said.nozzle,
        "volume_ml": said.volume_ml,
        "amount_minor": said.amount_minor,
        "unit_price_milli": said.unit_price_milli,
        "flow_rate_l_min": said.flow_rate_l_min,
    }
    key = f"pump:{message.number}:running"
    return LiveEntry("pump.running", message.site, key, orjson.dumps(data), order=message.received_at_us)


def _tank_reading(message: events_pb2.DeviceMessage) -> LiveEntry:
    said = device_pb2.TankReading.FromString(message.payload)
    data: dict[str, Any] = {
        "site": message.site,
        "tank": message.number,
        "time": time_text(said.time),
        "probe_status": PROBE_STATUS.get(said.probe_status, "UNSPECIFIED"),
    }
    for name in READINGS:
        data[name] = getattr(said, name) if said.HasField(name) else None  # type: ignore[arg-type]
    key = f"tank:{message.number}"
    return LiveEntry("tank.reading", message.site, key, orjson.dumps(data), message.message_id, message.received_at_us)


def _alarm(message: events_pb2.DeviceMessage) -> LiveEntry:
    said = device_pb2.DeviceAlarm.FromString(message.payload)
    data = {
        "site": message.site,
        "device": said.device,
        "code": said.code,
        "severity": SEVERITY.get(said.severity, "UNSPECIFIED"),
        "active": said.active,
        "text": said.text,
        "time": time_text(said.time),
    }
    return LiveEntry("device.alarm", message.site, "", orjson.dumps(data), message.message_id)


_ENCODERS: dict[int, Callable[[events_pb2.DeviceMessage], LiveEntry]] = {
    Kind.MESSAGE_KIND_PUMP_STATE: _pump_state,
    Kind.MESSAGE_KIND_PUMP_RUNNING: _pump_running,
    Kind.MESSAGE_KIND_TANK_READING: _tank_reading,
    Kind.MESSAGE_KIND_ALARM: _alarm,
}


def transaction_data(event: events_pb2.FuellingTransactionReceived) -> dict[str, Any]:
    sale = event.transaction
    return {
        "site": event.site,
        "pump": event.pump,
        "sequence": sale.sequence,
        "nozzle": sale.nozzle,
        "grade": sale.grade,
        "volume_ml": sale.volume_ml,
        "amount_minor": sale.amount_minor,
        "currency": sale.currency,
        "unit_price_milli": sale.unit_price_milli,
        "started_at": time_text(sale.started_at),
        "finished_at": time_text(sale.finished_at),
        "offline": sale.offline,
    }


def transaction_entry(event: events_pb2.FuellingTransactionReceived) -> LiveEntry:
    sale, data = event.transaction, transaction_data(event)
    source_id = _source_id(sale.finished_at, f"{event.site}/{event.pump}/transaction/{sale.sequence}")
    return LiveEntry("pump.transaction", event.site, "", orjson.dumps(data), source_id)


def connection_entry(event: events_pb2.ControllerConnectionChanged) -> LiveEntry:
    data = {
        "site": event.site,
        "online": event.online,
        "software_version": event.software_version,
        "time": time_text(event.time),
        "version": event.version,
    }
    source_id = _source_id(event.time, f"{event.site}/connection/{event.version}")
    return LiveEntry("controller.connection", event.site, "controller", orjson.dumps(data), source_id)


def _source_id(time: Timestamp, name: str) -> bytes:
    """In the form of a device message's id: the time in milliseconds, then a hash."""
    milliseconds = time.seconds * 1000 + time.nanos // 1_000_000
    return milliseconds.to_bytes(6, "big") + hashlib.blake2b(name.encode(), digest_size=10).digest()


def time_text(time: Timestamp) -> str:
    """RFC 3339 in UTC with milliseconds."""
    return f"{_second(time.seconds)}.{time.nanos // 1_000_000:03d}Z"


@lru_cache(4096)
def _second(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")


@lru_cache(1024)
def enum_word(enum: Any, number: int) -> str:
    """`PAYABLE` for SALE_STATE_PAYABLE; a number that came later than this program is UNSPECIFIED."""
    prefix = enum.Name(0).removesuffix("UNSPECIFIED")
    name: str = enum.Name(number if number in enum.values() else 0)
    return name.removeprefix(prefix)
