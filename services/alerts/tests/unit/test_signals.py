"""What events say to the rules."""

from typing import Any

import pytest
from alerts.domain.observation import Observation, Occurrence
from alerts.signals import READERS, Signals, read
from alerts.signals.told import TOLD
from alerts.signals.vocabulary import vocabulary
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.iot.v1 import device_pb2, events_pb2
from motorway.payments.v1 import events_pb2 as payments
from motorway.payments.v1 import payment_pb2
from motorway.pos.v1 import events_pb2 as pos
from motorway_kit.amqp import Event
from motorway_kit.errors import BadMessage
from motorway_kit.ids import new_id

SITE = "m25-cobham"
AT_US = 1_790_000_000_000_000
AT = Timestamp(seconds=1_790_000_000)
Kind = events_pb2.MessageKind


def an_event(body: Message, event_id: str = "") -> Event:
    kind = body.DESCRIPTOR.full_name
    said = body.SerializeToString()
    return Event(event_id or new_id(), kind, SITE, "", None, said, redelivered=False)  # type: ignore[arg-type]


def signals_of(body: Message, *watched: str, event_id: str = "") -> Signals:
    signals = Signals(watched=lambda metric: metric in watched)
    read(an_event(body, event_id), signals)
    return signals


def a_message(kind: Kind.ValueType, said: Message, received_us: int = AT_US + 1, number: int = 3) -> Message:
    message = events_pb2.DeviceMessage(
        message_id=bytes(16), site=SITE, kind=kind, number=number, received_at_us=received_us,
        payload=said.SerializeToString(),
    )  # fmt: skip
    cls = events_pb2.TelemetryReceived if kind == Kind.MESSAGE_KIND_TELEMETRY else events_pb2.DeviceMessagesReceived
    return cls(messages=[message])


def test_a_pump_state_is_the_value_of_its_series() -> None:
    said = device_pb2.PumpState(time=AT, state=device_pb2.FUELLING_POINT_STATE_FUELLING, nozzle=2)
    signals = signals_of(a_message(Kind.MESSAGE_KIND_PUMP_STATE, said))
    assert signals.observations == [
        Observation(SITE, "pump/3", "nozzle", AT_US, 2.0, AT_US + 1),
        Observation(SITE, "pump/3", "state", AT_US, 8.0, AT_US + 1),
    ]


def test_a_clock_that_is_ahead_counts_as_the_time_of_receipt() -> None:
    said = device_pb2.TankReading(time=AT, product_level_mm=0.0, probe_status=device_pb2.PROBE_STATUS_OPERATIVE)
    signals = signals_of(a_message(Kind.MESSAGE_KIND_TANK_READING, said, received_us=AT_US - 5_000_000))
    assert signals.observations == [
        Observation(SITE, "tank/3", "probe_status", AT_US - 5_000_000, 3.0, AT_US - 5_000_000),
        Observation(SITE, "tank/3", "product_level_mm", AT_US - 5_000_000, 0.0, AT_US - 5_000_000),
    ]


def test_of_a_batch_only_watched_metrics_are_taken_under_either_name() -> None:
    batch = device_pb2.TelemetryBatch(
        base_time=AT, devices=["tank/1", "pump/2"], metrics=["water_level", "vapour_kpa"],
        device_index=[0, 1, 1], metric_index=[0, 1, 0], time_delta_us=[0, 1, -2], value=[4.0, 5.0, 6.0],
    )  # fmt: skip
    signals = signals_of(a_message(Kind.MESSAGE_KIND_TELEMETRY, batch), "water_level_mm")
    assert [(one.device, one.metric, one.time_us, one.value) for one in signals.observations] == [
        ("tank/1", "water_level_mm", AT_US, 4.0),
        ("pump/2", "water_level_mm", AT_US - 2, 6.0),
    ]


def test_running_totals_are_only_read_when_a_rule_looks_at_them() -> None:
    said = device_pb2.PumpRunning(time=AT, volume_ml=1500, flow_rate_l_min=38.5)
    message = a_message(Kind.MESSAGE_KIND_PUMP_RUNNING, said)
    assert signals_of(message).observations == []
    values = {one.metric: one.value for one in signals_of(message, "flow_rate_l_min").observations}
    assert values == {"flow_rate_l_min": 38.5, "running_volume_l": 1.5}


def test_an_alarm_has_its_place_by_the_devices_time() -> None:
    said = device_pb2.DeviceAlarm(time=AT, device="tank/1", code="le\x00ak", active=True, text="")
    (one,) = signals_of(a_message(Kind.MESSAGE_KIND_ALARM, said)).occurrences
    fields = {"device": "tank/1", "code": "leak", "active": True, "severity": "WARNING", "text": "leak"}
    assert one == Occurrence(SITE, "iot.alarm", "tank/1:leak", AT_US, AT_US + 1, AT_US, bytes(16).hex(), fields)


def test_a_connection_is_a_series_and_an_occurrence() -> None:
    said = events_pb2.ControllerConnectionChanged(site=SITE, online=False, time=AT, version=7)
    signals = signals_of(said)
    assert [(one.device, one.metric, one.value) for one in signals.observations] == [("controller", "online", 0.0)]
    (one,) = signals.occurrences
    assert (one.type, one.subject, one.fields["version"]) == ("iot.connection", "controller", 7)


def test_a_transaction_is_known_by_pump_and_sequence() -> None:
    said = device_pb2.FuellingTransaction(sequence=9, nozzle=2, finished_at=AT, volume_total_after_ml=2500)
    body = events_pb2.FuellingTransactionReceived(site=SITE, pump=3, transaction=said)
    first, second = signals_of(body), signals_of(body)
    assert first.occurrences[0].event_id == second.occurrences[0].event_id
    (total,) = first.observations
    assert (total.device, total.metric, total.value) == ("pump/3/nozzle/2", "volume_total_l", 2.5)


@pytest.mark.parametrize(
    ("body", "kind", "subject", "fields"),
    [
        (
            payments.PaymentCaptured(payment=payment_pb2.Payment(sale_id="s", shortfall_minor=337, currency="GBP")),
            "payments.payment_captured", "sale/s", {"shortfall_minor": 337, "shortfall": "3.37 GBP"},
        ),
        (
            payments.DisputeChanged(dispute_id="d", reason="not_received", amount_minor=5, currency="JPY"),
            "payments.dispute_changed", "dispute/d", {"why": "not received", "amount": "5 JPY", "until": ""},
        ),
        (
            payments.ReconciliationBreakFound(break_id="b", break_class="orphan_hold"),
            "payments.break_found", "break/b", {"what": "orphan hold"},
        ),
        (pos.DebtEnded(sale_id="s", kind="drive_off"), "pos.debt_ended", "sale/s", {"kind": "drive_off"}),
        (pos.PriceChanged(price_set=4, state="sending"), "pos.price_changed", "price/4", {"state": "SENDING"}),
    ],
)  # fmt: skip
def test_what_pos_and_payments_tell_is_an_occurrence(
    body: Message, kind: str, subject: str, fields: dict[str, Any]
) -> None:
    event_id = "01900000-0000-7000-8000-000000000001"
    (one,) = signals_of(body, event_id=event_id).occurrences
    assert (one.type, one.subject, one.event_id, one.position) == (kind, subject, event_id, 0x019000000000 * 1000)
    assert fields.items() <= one.fields.items()


def test_every_event_is_read_and_garbage_is_refused() -> None:
    for kind in READERS:
        event = Event(new_id(), kind, SITE, "", None, b"\xff", redelivered=False)  # type: ignore[arg-type]
        with pytest.raises(BadMessage):
            read(event, Signals(watched=bool))


def test_the_vocabulary_has_every_type_with_its_fields() -> None:
    words = vocabulary().occurrences
    assert {told.type for told in TOLD.values()} | {"iot.alarm", "iot.transaction", "iot.connection"} == set(words)
    assert words["iot.alarm"].keys() == {"device", "code", "active", "severity", "text"}
    assert words["payments.payment_captured"]["shortfall"] == "0.01 GBP"
    assert words["payments.dispute_changed"]["until"] == ", to be answered before 2026-09-21 14:13 UTC"
