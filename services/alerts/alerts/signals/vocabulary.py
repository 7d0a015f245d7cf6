"""Which occurrences there are and what they carry, read from events in which every field is set."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.iot.v1 import device_pb2, events_pb2
from motorway_kit.ids import new_id
from motorway_kit.messaging import Event

from alerts.domain.observation import Occurrence
from alerts.domain.rules.vocabulary import Vocabulary
from alerts.signals import READERS, Signals, read
from alerts.signals.told import TOLD

SECOND = 1_790_000_000
DEEPEST = 3


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Every type of occurrence, with a value of its kind for each of its fields."""
    return Vocabulary({one.type: one.fields for one in _samples()})


def _samples() -> Iterator[Occurrence]:
    alarm = device_pb2.DeviceAlarm()
    _fill(alarm)
    message = events_pb2.DeviceMessage(kind=events_pb2.MESSAGE_KIND_ALARM, payload=alarm.SerializeToString())
    iot = (events_pb2.FuellingTransactionReceived(), events_pb2.ControllerConnectionChanged())
    for event in (*iot, *(cls() for cls in TOLD)):
        _fill(event)
        yield from _read(event)
    yield from _read(events_pb2.DeviceMessagesReceived(messages=[message]))


def _read(said: Message) -> list[Occurrence]:
    signals = Signals(watched=bool)
    kind, time = said.DESCRIPTOR.full_name, datetime.fromtimestamp(SECOND, UTC)
    assert kind in READERS
    read(Event(new_id(), kind, "site", "", time, said.SerializeToString(), redelivered=False), signals)
    return signals.occurrences


def _fill(message: Message, depth: int = 0) -> None:
    """Set every field, down to some depth."""
    if isinstance(message, Timestamp):
        message.seconds = SECOND
        return
    for field in message.DESCRIPTOR.fields:
        if field.cpp_type == FieldDescriptor.CPPTYPE_MESSAGE and depth < DEEPEST:
            inner = getattr(message, field.name)
            _fill(inner.add() if field.is_repeated else inner, depth + 1)
        elif field.cpp_type != FieldDescriptor.CPPTYPE_MESSAGE and not field.is_repeated:
            setattr(message, field.name, _value(field.name, field.cpp_type))


def _value(name: str, kind: int) -> object:
    if kind == FieldDescriptor.CPPTYPE_STRING:
        return "GBP" if name == "currency" else "x"
    return kind == FieldDescriptor.CPPTYPE_BOOL or 1
