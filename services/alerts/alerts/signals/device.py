"""What the devices of a site tell, as signals."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from google.protobuf.message import DecodeError
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.iot.v1 import device_pb2, events_pb2
from motorway_kit.errors import BadMessage
from motorway_kit.messaging import Event

from alerts.domain.observation import Observation, Occurrence
from alerts.domain.series import said_metric
from alerts.live_entries import READINGS, SEVERITY, transaction_data
from alerts.metrics import unreadable
from alerts.signals.gathered import Signals, Watched, clamped

Kind = events_pb2.MessageKind
MAX_NAME = 64
MAX_TEXT = 500


def device_messages(event: Event, signals: Signals) -> None:
    """Of each message of the bundle; what cannot be read is counted and left out. Raises BadMessage for no bundle."""
    for message in event.decode(events_pb2.DeviceMessagesReceived).messages:
        _add(message, signals)


def telemetry(event: Event, signals: Signals) -> None:
    """Of columnar batches only the metrics that a rule looks at. Raises BadMessage for no bundle."""
    for message in event.decode(events_pb2.TelemetryReceived).messages:
        _add(message, signals)


def transaction(event: Event, signals: Signals) -> None:
    """The nozzle's totaliser, and that the transaction is there."""
    body = event.decode(events_pb2.FuellingTransactionReceived)
    finished = body.transaction
    time_us = micros(finished.finished_at)
    received_us = micros(body.received_at) if body.HasField("received_at") else event_us(event)
    place = Place(body.site, f"pump/{body.pump}", received_us)
    nozzle = Place(body.site, f"{place.device}/nozzle/{finished.nozzle}", received_us)
    signals.observations.append(nozzle.saw("volume_total_l", time_us, finished.volume_total_after_ml / 1000))
    told = (place.device, time_us, f"{body.site}/{place.device}/transaction/{finished.sequence}")
    signals.occurrences.append(place.told("iot.transaction", told, transaction_data(body)))


def connection(event: Event, signals: Signals) -> None:
    """`controller` `online` (1, 0)."""
    body = event.decode(events_pb2.ControllerConnectionChanged)
    place = Place(body.site, "controller", event_us(event))
    time_us = micros(body.time)
    signals.observations.append(place.saw("online", time_us, float(body.online)))
    fields = {"online": body.online, "software_version": body.software_version, "version": body.version}
    told = (place.device, time_us, f"{body.site}/connection/{body.version}")
    signals.occurrences.append(place.told("iot.connection", told, fields))


class Place:
    """Where something was seen, and when the gateway took the message about it."""

    def __init__(self, site: str, device: str, received_us: int) -> None:
        self.site, self.device, self.received_us = site, device, received_us

    def saw(self, metric: str, time_us: int, value: float) -> Observation:
        time_us = clamped(time_us, self.received_us)
        return Observation(self.site, self.device, metric, time_us, value, self.received_us)

    def told(self, kind: str, told: tuple[str, int, str], fields: dict[str, Any]) -> Occurrence:
        """`told` is the subject, the device's time, which is the place as well, and the id."""
        subject, time_us, event_id = told
        time = clamped(time_us, self.received_us)
        return Occurrence(self.site, kind, subject, time, self.received_us, time_us, event_id, fields)


def _add(message: events_pb2.DeviceMessage, signals: Signals) -> None:
    try:
        _READERS[message.kind](message, signals)
    except (DecodeError, KeyError, ValueError, OverflowError, BadMessage):
        unreadable.labels(f"signal_{message.kind}").inc()


def _pump_state(message: events_pb2.DeviceMessage, signals: Signals) -> None:
    said = device_pb2.PumpState.FromString(message.payload)
    place = _place(message, "pump")
    if said.state:
        signals.observations.append(place.saw("nozzle", micros(said.time), float(said.nozzle)))
        signals.observations.append(place.saw("state", micros(said.time), float(said.state)))


def _pump_running(message: events_pb2.DeviceMessage, signals: Signals) -> None:
    if not (signals.watched("flow_rate_l_min") or signals.watched("running_volume_l")):
        return
    said = device_pb2.PumpRunning.FromString(message.payload)
    place, time_us = _place(message, "pump"), micros(said.time)
    signals.observations.append(place.saw("flow_rate_l_min", time_us, said.flow_rate_l_min))
    signals.observations.append(place.saw("running_volume_l", time_us, said.volume_ml / 1000))


def _tank_reading(message: events_pb2.DeviceMessage, signals: Signals) -> None:
    said = device_pb2.TankReading.FromString(message.payload)
    place, time_us = _place(message, "tank"), micros(said.time)
    if said.probe_status:
        signals.observations.append(place.saw("probe_status", time_us, float(said.probe_status)))
    for name in READINGS:
        if said.HasField(name):  # type: ignore[arg-type]
            signals.observations.append(place.saw(name, time_us, float(getattr(said, name))))


def _batch(message: events_pb2.DeviceMessage, signals: Signals) -> None:
    batch = device_pb2.TelemetryBatch.FromString(message.payload)
    wanted = [said_metric(name) for name in batch.metrics]
    if not any(map(signals.watched, wanted)):
        return
    for device, metric, time_us, value in _readings(batch, wanted, signals.watched):
        signals.observations.append(Place(message.site, device, message.received_at_us).saw(metric, time_us, value))


def _readings(
    batch: device_pb2.TelemetryBatch, metrics: list[str], watched: Watched
) -> Iterator[tuple[str, str, int, float]]:
    """(device, metric, time_us, value) of the watched ones. Raises BadMessage."""
    base_us, devices = micros(batch.base_time), batch.devices
    columns = (batch.device_index, batch.metric_index, batch.time_delta_us, batch.value)
    if len({len(column) for column in columns}) != 1:
        raise BadMessage("the columns of the batch differ in length")
    for device, metric, delta_us, value in zip(*columns, strict=True):
        if device >= len(devices) or metric >= len(metrics):
            raise BadMessage("the batch has an index beyond its names")
        if watched(metrics[metric]):
            yield devices[device], metrics[metric], base_us + delta_us, value


def _alarm(message: events_pb2.DeviceMessage, signals: Signals) -> None:
    said = device_pb2.DeviceAlarm.FromString(message.payload)
    device, code = printable(said.device, MAX_NAME), printable(said.code, MAX_NAME)
    severity = SEVERITY.get(said.severity, "UNSPECIFIED")
    fields: dict[str, Any] = {
        "device": device,
        "code": code,
        "active": said.active,
        "severity": severity if severity != "UNSPECIFIED" else "WARNING",
        "text": printable(said.text, MAX_TEXT) or code,
    }
    told = (f"{device}:{code}", micros(said.time), message.message_id.hex())
    signals.occurrences.append(_place(message, "").told("iot.alarm", told, fields))


_READERS: dict[int, Callable[[events_pb2.DeviceMessage, Signals], None]] = {
    Kind.MESSAGE_KIND_TELEMETRY: _batch,
    Kind.MESSAGE_KIND_PUMP_STATE: _pump_state,
    Kind.MESSAGE_KIND_PUMP_RUNNING: _pump_running,
    Kind.MESSAGE_KIND_TANK_READING: _tank_reading,
    Kind.MESSAGE_KIND_ALARM: _alarm,
}


def _place(message: events_pb2.DeviceMessage, kind: str) -> Place:
    return Place(message.site, f"{kind}/{message.number}", message.received_at_us)


def micros(time: Timestamp) -> int:
    """Unix time in microseconds. Raises ValueError for a time that nobody can mean."""
    time_us = time.seconds * 1_000_000 + time.nanos // 1000
    if not 946_684_800_000_000 <= time_us < 7_258_118_400_000_000:
        raise ValueError("the time is not plausible")
    return time_us


def event_us(event: Event) -> int:
    """When the event was written, from its id: the same whenever it is told again. Raises BadMessage."""
    try:
        return (UUID(event.id).int >> 80) * 1000
    except ValueError as error:
        raise BadMessage("the event id is no UUID", event_id=event.id) from error


def printable(text: str, limit: int) -> str:
    return "".join(character for character in text if character.isprintable())[:limit]
