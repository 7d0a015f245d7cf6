"""What a device message must be, and that nothing else gets through or breaks the reader."""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from google.protobuf.json_format import MessageToJson
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp
from hypothesis import given
from hypothesis import strategies as st
from iot_gateway.domain.errors import RefusedMessage
from iot_gateway.domain.messages import JSON, MAX_PAYLOAD_BYTES, check
from iot_gateway.domain.topics import Kind
from motorway.iot.v1 import device_pb2 as device

NOW_US = 1_790_000_000_000_000
STAMP = Timestamp(seconds=NOW_US // 1_000_000)
ROOT = "motorway/v1/m25-cobham"

STATE = f"{ROOT}/pump/1/state"
RUNNING = f"{ROOT}/pump/1/running"
TRANSACTION = f"{ROOT}/pump/1/transaction"
READING = f"{ROOT}/tank/1/reading"
TELEMETRY = f"{ROOT}/telemetry"
ALARM = f"{ROOT}/alarm"
ONLINE = f"{ROOT}/online"
TOPICS = [STATE, RUNNING, TRANSACTION, READING, TELEMETRY, ALARM, ONLINE]


def a_state(**changes: Any) -> device.PumpState:
    return device.PumpState(
        **{"time": STAMP, "state": 4, "nozzle": 1, "reason": "nozzle_out", "release_token": "r1", **changes}
    )


def running(**changes: Any) -> device.PumpRunning:
    return device.PumpRunning(**{"time": STAMP, "nozzle": 1, "volume_ml": 10, "flow_rate_l_min": 38.5, **changes})


def a_reading(**changes: Any) -> device.TankReading:
    return device.TankReading(**{"time": STAMP, "probe_status": 3, "product_level_mm": 1200.5, **changes})


def an_alarm(**changes: Any) -> device.DeviceAlarm:
    return device.DeviceAlarm(
        **{"time": STAMP, "device": "tank/1", "code": "leak", "severity": 3, "active": True, **changes}
    )


def a_sale(**changes: Any) -> device.FuellingTransaction:
    return device.FuellingTransaction(
        **{"sequence": 1, "nozzle": 1, "grade": "e10", "currency": "GBP", "finished_at": STAMP, **changes}
    )


def a_batch(**changes: Any) -> device.TelemetryBatch:
    columns: dict[str, Any] = {
        "base_time": STAMP,
        "devices": ["tank/1", "pump/2"],
        "metrics": ["product_level"],
        "device_index": [0, 1],
        "metric_index": [0, 0],
        "time_delta_us": [0, -5],
        "value": [1.5, 2.5],
    }
    return device.TelemetryBatch(**{**columns, **changes})


GOOD: list[tuple[str, Message, Kind]] = [
    (STATE, a_state(), Kind.PUMP_STATE),
    (RUNNING, running(), Kind.PUMP_RUNNING),
    (READING, a_reading(), Kind.TANK_READING),
    (ALARM, an_alarm(), Kind.ALARM),
    (TRANSACTION, a_sale(), Kind.TRANSACTION),
    (TELEMETRY, a_batch(), Kind.TELEMETRY),
    (ONLINE, device.ControllerStatus(online=True, time=STAMP), Kind.ONLINE),
]


ODD_SALES = [
    a_sale(release_token=""),
    a_sale(release_token="of another POS, 7"),
    a_sale(end_reason="Motor Overload (E-21)", price_set=2**31 - 1),
    a_sale(volume_ml=1000, amount_minor=0, volume_total_before_ml=5, volume_total_after_ml=-1),
]


@pytest.mark.parametrize("sale", ODD_SALES)
def test_a_sale_that_looks_odd_is_still_a_sale(sale: device.FuellingTransaction) -> None:
    assert check(TRANSACTION, None, sale.SerializeToString(), NOW_US).message == sale


@pytest.mark.parametrize(("topic", "message", "kind"), GOOD)
def test_a_good_message_is_kept_as_it_came(topic: str, message: Message, kind: Kind) -> None:
    payload = message.SerializeToString()
    checked = check(topic, None, payload, NOW_US)
    assert (checked.topic.kind, checked.payload, checked.time_us) == (kind, payload, NOW_US)
    assert check(topic, "application/protobuf", payload, NOW_US) == checked


@pytest.mark.parametrize(("topic", "message", "kind"), GOOD)
def test_json_gives_the_same_message(topic: str, message: Message, kind: Kind) -> None:
    checked = check(topic, f"{JSON}; charset=utf-8", MessageToJson(message).encode(), NOW_US)
    assert checked == check(topic, None, message.SerializeToString(deterministic=True), NOW_US)


BEYOND = Timestamp(seconds=NOW_US // 1_000_000 + 301)
BAD: list[tuple[str, str, Message]] = [
    ("ContradictsTopic", STATE, a_reading()),
    ("ContradictsTopic", READING, a_state()),
    ("ContradictsTopic", STATE, device.PumpState()),
    ("ContradictsTopic", RUNNING, running(nozzle=0)),
    ("ContradictsTopic", ALARM, an_alarm(severity=0)),
    ("ContradictsTopic", TRANSACTION, a_sale(sequence=0)),
    ("ContradictsTopic", TELEMETRY, device.TelemetryBatch(base_time=STAMP)),
    ("ImplausibleTime", STATE, a_state(time=BEYOND)),
    ("ImplausibleTime", STATE, a_state(time=Timestamp(seconds=900_000_000))),
    ("ImplausibleTime", STATE, a_state(time=Timestamp(seconds=1_700_000_000, nanos=-1))),
    ("ImplausibleTime", TRANSACTION, a_sale(finished_at=BEYOND)),
    ("ImplausibleTime", TELEMETRY, a_batch(time_delta_us=[0, 300_000_001])),
    ("ImplausibleTime", TELEMETRY, a_batch(time_delta_us=[0, -(2**63)])),
    ("ImplausibleValue", STATE, a_state(state=10)),
    ("ImplausibleValue", TRANSACTION, a_sale(price_set=2**31)),
    ("ImplausibleValue", STATE, a_state(nozzle=100)),
    ("ImplausibleValue", RUNNING, running(volume_ml=-1)),
    ("ImplausibleValue", RUNNING, running(flow_rate_l_min=float("inf"))),
    ("ImplausibleValue", READING, a_reading(product_level_mm=float("nan"))),
    ("ImplausibleValue", READING, a_reading(temperature_c=1000.0)),
    ("ImplausibleValue", READING, a_reading(probe_status=9)),
    ("ImplausibleValue", ALARM, an_alarm(text="x" * 501)),
    ("ImplausibleValue", TRANSACTION, a_sale(volume_ml=-1)),
    ("ImplausibleValue", TRANSACTION, a_sale(sequence=2**64 - 1)),
    ("ImplausibleValue", TRANSACTION, a_sale(amount_minor=10**15 + 1)),
    ("ImplausibleValue", TRANSACTION, a_sale(volume_total_after_ml=2**63 - 1)),
    ("ImplausibleValue", TELEMETRY, a_batch(value=[1.0, float("nan")])),
    ("InvalidName", STATE, a_state(reason="Nozzle out!")),
    ("InvalidName", STATE, a_state(release_token="x" * 65)),
    ("InvalidName", STATE, a_state(release_token="a\x00")),
    ("InvalidName", TRANSACTION, a_sale(release_token="x" * 65)),
    ("InvalidName", TRANSACTION, a_sale(release_token="\u00e9")),
    ("InvalidName", TRANSACTION, a_sale(end_reason="nozzle\nin")),
    ("InvalidName", ALARM, an_alarm(device="tank 1")),
    ("InvalidName", ALARM, an_alarm(code="a" * 49)),
    ("InvalidName", TRANSACTION, a_sale(currency="pounds")),
    ("InvalidName", TELEMETRY, a_batch(devices=["tank/1", "Pumpe 2"])),
    ("InvalidName", TELEMETRY, a_batch(metrics=["product-level"])),
    ("ColumnsDiffer", TELEMETRY, a_batch(value=[1.0])),
    ("ColumnsDiffer", TELEMETRY, a_batch(device_index=[0, 2])),
    ("ColumnsDiffer", TELEMETRY, a_batch(metric_index=[0, 2**32 - 1])),
    ("ColumnsDiffer", TELEMETRY, a_batch(metrics=[])),
]


@pytest.mark.parametrize(("reason", "topic", "message"), BAD)
def test_a_bad_message_is_refused_with_its_reason(reason: str, topic: str, message: Message) -> None:
    with pytest.raises(RefusedMessage) as caught:
        check(topic, None, message.SerializeToString(), NOW_US)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("content_type", "payload", "reason"),
    [
        (None, b"\xff\xff", "UnreadablePayload"),
        (JSON, b"{", "UnreadablePayload"),
        (JSON, b"\xff", "UnreadablePayload"),
        (JSON, b"[" * 100_000, "UnreadablePayload"),
        (JSON, b'{"surprise": 1}', "UnreadablePayload"),
        (JSON, json.dumps({"time": "yesterday"}).encode(), "UnreadablePayload"),
        ("text/plain", b"", "UnreadablePayload"),
        (None, b"x" * (MAX_PAYLOAD_BYTES + 1), "PayloadTooLarge"),
    ],
)
def test_an_unreadable_payload_is_refused(content_type: str | None, payload: bytes, reason: str) -> None:
    with pytest.raises(RefusedMessage) as caught:
        check(STATE, content_type, payload, NOW_US)
    assert caught.value.reason == reason


def test_a_newer_devices_extra_field_is_kept() -> None:
    payload = a_state().SerializeToString() + b"\xfa\x07\x03new"
    assert check(STATE, None, payload, NOW_US).payload == payload


def test_ids_sort_by_time_and_tell_topic_and_payload_apart() -> None:
    def message_id(topic: str, message: Message) -> bytes:
        return check(topic, None, message.SerializeToString(), NOW_US).message_id

    earlier = a_state(time=Timestamp(seconds=NOW_US // 1_000_000 - 1))
    assert message_id(STATE, a_state()) == message_id(STATE, a_state())
    assert message_id(STATE, earlier) < message_id(STATE, a_state())
    ids = {
        message_id(STATE, a_state()),
        message_id(STATE, a_state(nozzle=2)),
        message_id(f"{ROOT}/pump/2/state", a_state()),
    }
    assert len(ids) == 3
    assert {len(value) for value in ids} == {16}


@given(topic=st.sampled_from(TOPICS), content_type=st.sampled_from([None, JSON]), payload=st.binary(max_size=300))
def test_no_bytes_break_the_reader(topic: str, content_type: str | None, payload: bytes) -> None:
    _accepts_or_refuses(lambda: check(topic, content_type, payload, NOW_US))


@given(topic=st.sampled_from(TOPICS), number=st.integers(0, len(GOOD) - 1), data=st.data())
def test_no_damaged_or_misplaced_message_breaks_the_reader(topic: str, number: int, data: st.DataObject) -> None:
    payload = bytearray(GOOD[number][1].SerializeToString())
    for _ in range(data.draw(st.integers(0, 3))):
        payload[data.draw(st.integers(0, len(payload) - 1))] = data.draw(st.integers(0, 255))
    _accepts_or_refuses(lambda: check(topic, None, bytes(payload), NOW_US))


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
json_values = scalars | st.lists(scalars, max_size=3) | st.dictionaries(st.text(max_size=4), scalars, max_size=2)
fields = st.sampled_from(["time", "state", "value", "baseTime", "deviceIndex", "sequence", "online", "nozzle"])


@given(topic=st.sampled_from(TOPICS), document=st.dictionaries(fields, json_values, max_size=4))
def test_no_json_breaks_the_reader(topic: str, document: dict[str, Any]) -> None:
    _accepts_or_refuses(lambda: check(topic, JSON, json.dumps(document).encode(), NOW_US))


@given(topic=st.text(max_size=60) | st.sampled_from(["motorway/v1/a/pump/01/state", "motorway/v1/A/alarm", "/", ""]))
def test_no_topic_breaks_the_reader(topic: str) -> None:
    _accepts_or_refuses(lambda: check(topic, None, b"", NOW_US))


def _accepts_or_refuses(action: Callable[[], object]) -> None:
    with suppress(RefusedMessage):
        action()
