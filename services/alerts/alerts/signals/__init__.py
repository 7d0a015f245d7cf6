"""Events as the rules see them: values of series, and things that happened."""

from collections.abc import Callable, Mapping

from motorway.iot.v1 import events_pb2
from motorway_kit.errors import BadMessage
from motorway_kit.messaging import Event

from alerts.signals import device
from alerts.signals.gathered import Signals
from alerts.signals.told import TOLD, told

__all__ = ["READERS", "Signals", "read"]

READERS: Mapping[str, Callable[[Event, Signals], None]] = {
    events_pb2.DeviceMessagesReceived.DESCRIPTOR.full_name: device.device_messages,
    events_pb2.TelemetryReceived.DESCRIPTOR.full_name: device.telemetry,
    events_pb2.FuellingTransactionReceived.DESCRIPTOR.full_name: device.transaction,
    events_pb2.ControllerConnectionChanged.DESCRIPTOR.full_name: device.connection,
    **{cls.DESCRIPTOR.full_name: told for cls in TOLD},
}
"""The types of events that rules are told of."""


def read(event: Event, signals: Signals) -> None:
    """Add what the event says. Raises BadMessage when it cannot be read."""
    try:
        reader = READERS[event.type]
    except KeyError:
        raise BadMessage("no reader for this type", type=event.type) from None
    try:
        reader(event, signals)
    except ValueError as error:
        raise BadMessage(str(error), type=event.type, id=event.id) from error
