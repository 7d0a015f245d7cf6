"""A batch: the readings of some deliveries, made ready for one transaction."""

import time
from collections.abc import Callable, Sequence
from uuid import UUID

import numpy as np
from motorway.iot.v1 import events_pb2
from motorway_kit.errors import BadMessage
from motorway_kit.log import get_logger
from motorway_kit.messaging import Delivery, Event

from telemetry import metrics
from telemetry.decode import Columns, Single, add_device_message, connection_readings, time_of, transaction_readings
from telemetry.domain.readings import SITE, Int64s
from telemetry.domain.series import SeriesMap

log = get_logger(__name__)
Item = tuple[Event, Delivery]


def now_us() -> int:
    return time.time_ns() // 1000


class Batch:
    """Collects deliveries and decodes them as they come. What cannot be read is noted in `unreadable`, by position."""

    def __init__(self, series: SeriesMap) -> None:
        self.series = series
        self.items: list[Item] = []
        self.ids: list[bytes] = []
        self.unreadable: dict[int, str] = {}
        self.columns = Columns(series)
        self._received_us: list[int] = []
        self._seen: set[bytes] = set()

    @property
    def received_us(self) -> Int64s:
        """Arrival of each message at the gateway, Unix time in µs."""
        return np.array(self._received_us, np.int64)

    def add(self, event: Event, delivery: Delivery) -> None:
        self.items.append((event, delivery))
        try:
            DECODERS[event.type](self, event)
        except BadMessage as error:
            self._note(error)
        except KeyError:
            self._note(BadMessage("no decoder for this type", type=event.type))

    def _note(self, error: BadMessage) -> None:
        log.error("unreadable message", reason=error.message, **error.context)
        self.unreadable.setdefault(len(self.items) - 1, error.message)

    def add_device_messages(self, messages: Sequence[events_pb2.DeviceMessage]) -> None:
        """One unreadable device message does not keep its neighbours from being stored."""
        for message in messages:
            if message.message_id in self._seen:
                metrics.duplicates.inc()
                continue
            try:
                add_device_message(self.columns, len(self.ids), message)
            except BadMessage as error:
                self._note(error)
            else:
                self._record(message.message_id, message.received_at_us)

    def add_event(self, event: Event, site: str, received_us: int, readings: list[Single]) -> None:
        """An event that is one message itself, known by its event id."""
        message_id = _event_id(event)
        if SITE.fullmatch(site) is None:
            raise BadMessage("not a valid site", site=site)
        if message_id in self._seen:
            metrics.duplicates.inc()
            return
        self.columns.add_single(site, len(self.ids), readings)
        self._record(message_id, received_us)

    def _record(self, message_id: bytes, received_us: int) -> None:
        self._seen.add(message_id)
        self.ids.append(message_id)
        self._received_us.append(received_us or now_us())


def _event_id(event: Event) -> bytes:
    try:
        return UUID(event.id).bytes
    except ValueError as error:
        raise BadMessage("the event id is no UUID", event_id=event.id) from error


def _telemetry(batch: Batch, event: Event) -> None:
    batch.add_device_messages(event.decode(events_pb2.TelemetryReceived).messages)


def _device_messages(batch: Batch, event: Event) -> None:
    batch.add_device_messages(event.decode(events_pb2.DeviceMessagesReceived).messages)


def _transaction(batch: Batch, event: Event) -> None:
    body = event.decode(events_pb2.FuellingTransactionReceived)
    received_us = time_of(body.received_at) if body.HasField("received_at") else 0
    batch.add_event(event, body.site, received_us, transaction_readings(body))


def _connection(batch: Batch, event: Event) -> None:
    body = event.decode(events_pb2.ControllerConnectionChanged)
    batch.add_event(event, body.site, 0, connection_readings(body))


DECODERS: dict[str, Callable[[Batch, Event], None]] = {
    "motorway.iot.v1.TelemetryReceived": _telemetry,
    "motorway.iot.v1.DeviceMessagesReceived": _device_messages,
    "motorway.iot.v1.FuellingTransactionReceived": _transaction,
    "motorway.iot.v1.ControllerConnectionChanged": _connection,
}
