"""The events that the gateway publishes."""

from collections.abc import Sequence
from datetime import UTC, datetime

from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.iot.v1 import device_pb2, events_pb2
from motorway_kit.ids import new_id
from motorway_kit.messaging import OutboundEvent

from iot_gateway.domain.records import ConnectionChange


def telemetry_received(messages: Sequence[events_pb2.DeviceMessage]) -> OutboundEvent:
    return _bundle(events_pb2.TelemetryReceived(messages=messages), messages)


def device_messages_received(messages: Sequence[events_pb2.DeviceMessage]) -> OutboundEvent:
    return _bundle(events_pb2.DeviceMessagesReceived(messages=messages), messages)


def _bundle(event: Message, messages: Sequence[events_pb2.DeviceMessage]) -> OutboundEvent:
    """The subject is the site when the bundle is of one site."""
    site = messages[0].site
    subject = site if all(message.site == site for message in messages) else ""
    name, causes = event.DESCRIPTOR.full_name, tuple(message.traceparent for message in messages if message.traceparent)
    return OutboundEvent(new_id(), name, subject, event.SerializeToString(), causes=causes)


def transaction_received(
    site: str, pump: int, transaction: device_pb2.FuellingTransaction, received_at: datetime
) -> events_pb2.FuellingTransactionReceived:
    return events_pb2.FuellingTransactionReceived(
        site=site, pump=pump, transaction=transaction, received_at=timestamp(received_at)
    )


def connection_changed(change: ConnectionChange) -> events_pb2.ControllerConnectionChanged:
    return events_pb2.ControllerConnectionChanged(
        site=change.site,
        online=change.online,
        software_version=change.software_version,
        time=timestamp(change.at),
        version=change.version,
    )


def timestamp(at: datetime) -> Timestamp:
    stamp = Timestamp()
    stamp.FromDatetime(at.astimezone(UTC))
    return stamp


def from_us(time_us: int) -> datetime:
    return datetime.fromtimestamp(time_us / 1e6, UTC)
