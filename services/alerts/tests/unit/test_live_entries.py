import json
from typing import Any

from alerts.live_entries import device_entry, transaction_entry
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.iot.v1 import device_pb2, events_pb2

AT = Timestamp(seconds=1_790_000_000, nanos=123_999_999)


def a_message(kind: events_pb2.MessageKind.ValueType, said: Message) -> events_pb2.DeviceMessage:
    return events_pb2.DeviceMessage(
        message_id=bytes(range(16)), site="m25-cobham", kind=kind, number=3, received_at_us=7,
        payload=said.SerializeToString(),
    )  # fmt: skip


def an_alarm(**fields: Any) -> events_pb2.DeviceMessage:
    said: dict[str, Any] = {"time": AT, "device": "tank/1", "code": "leak", "active": True, "text": "Leak"} | fields
    return a_message(events_pb2.MESSAGE_KIND_ALARM, device_pb2.DeviceAlarm(**said))


def test_times_are_utc_with_milliseconds_cut_off() -> None:
    said = device_pb2.PumpState(time=AT, state=device_pb2.FUELLING_POINT_STATE_SUSPENDED_FUELLING)
    entry = device_entry(a_message(events_pb2.MESSAGE_KIND_PUMP_STATE, said))
    assert entry is not None
    data = json.loads(entry.data)
    assert (data["time"], data["state"], data["state_number"]) == ("2026-09-21T14:13:20.123Z", "SUSPENDED_FUELLING", 9)
    assert (entry.type, entry.key, entry.source_id, entry.order) == ("pump.state", "pump:3:state", bytes(range(16)), 0)


def test_a_number_that_came_later_than_this_program_is_unspecified() -> None:
    said = device_pb2.PumpState(time=AT, state=77)  # type: ignore[arg-type]
    entry = device_entry(a_message(events_pb2.MESSAGE_KIND_PUMP_STATE, said))
    assert entry is not None
    assert json.loads(entry.data)["state"] == "UNSPECIFIED"


def test_a_reading_is_null_when_absent_and_0_when_0() -> None:
    said = device_pb2.TankReading(time=AT, product_level_mm=0.0, temperature_c=float("nan"))
    entry = device_entry(a_message(events_pb2.MESSAGE_KIND_TANK_READING, said))
    assert entry is not None
    data = json.loads(entry.data)
    assert (data["product_level_mm"], data["water_level_mm"], data["temperature_c"]) == (0.0, None, None)
    assert (entry.key, entry.order) == ("tank:3", 7)


def test_what_cannot_be_read_is_nothing() -> None:
    message = an_alarm()
    message.payload = b"\xff"
    assert device_entry(message) is None
    message.kind = events_pb2.MESSAGE_KIND_TELEMETRY
    assert device_entry(message) is None


def test_a_transaction_is_known_by_pump_and_sequence() -> None:
    def source_id(pump: int, sequence: int) -> bytes:
        sale = device_pb2.FuellingTransaction(sequence=sequence, finished_at=AT)
        event = events_pb2.FuellingTransactionReceived(site="m25-cobham", pump=pump, transaction=sale)
        return transaction_entry(event).source_id

    assert source_id(1, 1) == source_id(1, 1)
    assert len({source_id(1, 1), source_id(1, 2), source_id(2, 1)}) == 3
    assert source_id(1, 1)[:6] == (1_790_000_000_123).to_bytes(6, "big")
