"""Device messages → columns. Columnar batches stay arrays; single readings are gathered into arrays."""

from array import array
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from google.protobuf.message import DecodeError
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.iot.v1 import device_pb2, events_pb2
from motorway_kit.errors import BadMessage

from telemetry.domain.readings import SITE, Floats, Int32s, Int64s, Readings, major_units, name_is_valid
from telemetry.domain.series import SeriesMap

# Fewer readings than this cost less one by one than as arrays.
FEW = 12
# 2000-01-01 and 2200-01-01; outside of it a time is refused by its message.
PLAUSIBLE_US = range(946_684_800_000_000, 7_258_118_400_000_000)
MESSAGE_ID_BYTES = 16

TANK_METRICS = (
    ("product_level_mm", "product_level"),
    ("water_level_mm", "water_level"),
    ("temperature_c", "temperature"),
    ("density_kg_m3", "density"),
    ("total_observed_volume_l", "total_observed_volume"),
    ("water_volume_l", "water_volume"),
)

Single = tuple[str, str, int, float]


class Columns:
    """Collects the readings of many messages. `series` of the result holds slots of the series map."""

    def __init__(self, series: SeriesMap) -> None:
        self._series = series
        self._slots, self._times = array("i"), array("q")
        self._values, self._messages = array("d"), array("i")
        self._chunks: list[tuple[Int32s, Int64s, Floats, int]] = []
        self.rows = 0

    def add_single(self, site: str, number: int, readings: Sequence[Single]) -> None:
        """Readings as (device, metric, time_us, value)."""
        for device, metric, time_us, value in readings:
            self._slots.append(self._series.slot(site, device, metric))
            self._times.append(time_us)
            self._values.append(value)
            self._messages.append(number)
        self.rows += len(readings)

    def add_batch(self, site: str, number: int, batch: device_pb2.TelemetryBatch) -> None:
        """All readings of a columnar batch. Raises BadMessage when its columns contradict each other."""
        count = len(batch.value)
        if not len(batch.device_index) == len(batch.metric_index) == len(batch.time_delta_us) == count:
            raise BadMessage("the columns of the batch differ in length")
        base_us = time_of(batch.base_time)
        if count < FEW:
            self.add_single(site, number, list(_singles(batch, base_us)))
        else:
            slots = self._batch_slots(site, batch)
            self._chunks.append((slots, np.array(batch.time_delta_us) + base_us, np.array(batch.value), number))
            self.rows += count

    def _batch_slots(self, site: str, batch: device_pb2.TelemetryBatch) -> Int32s:
        devices, metrics = tuple(batch.devices), tuple(batch.metrics)
        device, metric = np.array(batch.device_index), np.array(batch.metric_index)
        if device.max() >= len(devices) or metric.max() >= len(metrics):
            raise BadMessage("the batch has an index beyond its names")
        cell = device.astype(np.int64) * len(metrics) + metric
        table = self._series.table(site, devices, metrics)
        slots: Int32s = table[cell]
        if slots.min() < 0:
            for new in np.unique(cell[slots < 0]):
                names = devices[new // len(metrics)], metrics[new % len(metrics)]
                table[new] = self._series.slot(site, *valid(*names))
            slots = table[cell]
        return slots

    def readings(self) -> Readings:
        """Everything collected, in the order of the messages."""
        chunks = self._chunks
        readings = Readings(
            np.concatenate([np.array(self._slots, np.int32), *(slots for slots, *_ in chunks)]),
            np.concatenate([np.array(self._times, np.int64), *(times for _, times, *_ in chunks)]),
            np.concatenate([np.array(self._values, np.float64), *(values for _, _, values, _ in chunks)]),
            np.concatenate(
                [np.array(self._messages, np.int32), *(np.full(len(s), number, np.int32) for s, *_, number in chunks)]
            ),
        )
        mixed = len(self._slots) > 0 and len(chunks) > 0
        return readings.where(np.argsort(readings.message, kind="stable")) if mixed else readings


def time_of(stamp: Timestamp) -> int:
    """Unix time in µs. Raises BadMessage when it is not plausible."""
    return plausible(stamp.seconds * 1_000_000 + stamp.nanos // 1000)


def plausible(time_us: int) -> int:
    if time_us not in PLAUSIBLE_US:
        raise BadMessage("the time is not plausible", time_us=time_us)
    return time_us


def valid(device: str, metric: str) -> tuple[str, str]:
    if not name_is_valid(device, metric):
        raise BadMessage("not a valid name of a series", device=device, metric=metric)
    return device, metric


def _singles(batch: device_pb2.TelemetryBatch, base_us: int) -> Iterator[Single]:
    devices, metrics = batch.devices, batch.metrics
    for device, metric, delta_us, value in zip(
        batch.device_index, batch.metric_index, batch.time_delta_us, batch.value, strict=True
    ):
        if device >= len(devices) or metric >= len(metrics):
            raise BadMessage("the batch has an index beyond its names")
        yield *valid(devices[device], metrics[metric]), plausible(base_us + delta_us), value


def _pump_state(number: int, payload: bytes) -> list[Single]:
    state = device_pb2.PumpState.FromString(payload)
    if not state.state:
        return []
    return [(f"pump/{number}", "state", time_of(state.time), float(state.state))]


def _pump_running(number: int, payload: bytes) -> list[Single]:
    running = device_pb2.PumpRunning.FromString(payload)
    device, time_us = f"pump/{number}", time_of(running.time)
    return [
        (device, "running_volume", time_us, running.volume_ml / 1000),
        (device, "running_amount", time_us, major_units(running.amount_minor)),
        (device, "flow_rate", time_us, running.flow_rate_l_min),
    ]


def _tank_reading(number: int, payload: bytes) -> list[Single]:
    tank = device_pb2.TankReading.FromString(payload)
    device, time_us = f"tank/{number}", time_of(tank.time)
    present = {field.name for field, _ in tank.ListFields()}
    readings = [
        (device, metric, time_us, float(getattr(tank, field))) for field, metric in TANK_METRICS if field in present
    ]
    if tank.probe_status:
        readings.append((device, "probe_status", time_us, float(tank.probe_status)))
    return readings


def _nothing(_number: int, _payload: bytes) -> list[Single]:
    return []


SINGLES: dict[int, Callable[[int, bytes], list[Single]]] = {
    events_pb2.MESSAGE_KIND_PUMP_STATE: _pump_state,
    events_pb2.MESSAGE_KIND_PUMP_RUNNING: _pump_running,
    events_pb2.MESSAGE_KIND_TANK_READING: _tank_reading,
    events_pb2.MESSAGE_KIND_ALARM: _nothing,
}


def add_device_message(columns: Columns, number: int, message: events_pb2.DeviceMessage) -> None:
    """The readings of one device message. Raises BadMessage, having added nothing, when it cannot be read."""
    if SITE.fullmatch(message.site) is None or len(message.message_id) != MESSAGE_ID_BYTES:
        raise BadMessage("the message has no valid site or id", site=message.site)
    try:
        if message.kind == events_pb2.MESSAGE_KIND_TELEMETRY:
            columns.add_batch(message.site, number, device_pb2.TelemetryBatch.FromString(message.payload))
        elif message.kind in SINGLES:
            columns.add_single(message.site, number, SINGLES[message.kind](message.number, message.payload))
        else:
            raise BadMessage("a message of a kind that nobody knows here", kind=message.kind)
    except DecodeError as error:
        raise BadMessage("the payload is not what its kind says", kind=message.kind) from error


def transaction_readings(event: events_pb2.FuellingTransactionReceived) -> list[Single]:
    """The nozzle's totalisers after a finished transaction."""
    finished = event.transaction
    device = f"pump/{event.pump}/nozzle/{finished.nozzle}"
    time_us = time_of(finished.finished_at)
    amount = major_units(finished.amount_total_after_minor, finished.currency)
    return [
        (device, "volume_total", time_us, finished.volume_total_after_ml / 1000),
        (device, "amount_total", time_us, amount),
    ]


def connection_readings(event: events_pb2.ControllerConnectionChanged) -> list[Single]:
    return [("controller", "online", time_of(event.time), float(event.online))]
