"""Whatever arrives: noted or decoded, never an exception that would stop the line."""

from typing import cast

from hypothesis import given
from hypothesis import strategies as st
from motorway.iot.v1 import device_pb2, events_pb2
from motorway_kit.messaging import Delivery, OutboundEvent
from telemetry.batch import DECODERS, Batch
from telemetry.domain.series import SeriesMap

from ..make import SITE, Make

NO_DELIVERY = cast(Delivery, None)


def batch_of(make: Make, *events: OutboundEvent) -> Batch:
    batch = Batch(SeriesMap())
    for event in events:
        batch.add(make.event(event), NO_DELIVERY)
    return batch


@given(st.sampled_from([*DECODERS, "motorway.unknown.v1.Event"]), st.binary(max_size=200), st.text(max_size=40))
def test_any_bytes_are_survived(event_type: str, body: bytes, event_id: str) -> None:
    batch = batch_of(Make(), OutboundEvent(event_id, event_type, SITE, body))
    assert len(batch.columns.readings()) == batch.columns.rows


@given(st.integers(0, 7), st.binary(max_size=100), st.integers(-(2**63), 2**63 - 1))
def test_any_payload_is_survived(kind: int, payload: bytes, received_at_us: int) -> None:
    make = Make()
    message = make.device_message(payload, kind=kind, received_at_us=received_at_us)
    batch = batch_of(make, make.telemetry(message))
    assert len(batch.received_us) == len(batch.ids)


@given(st.integers(-(2**63), 2**63 - 1))
def test_any_time_is_survived(seconds: int) -> None:
    make = Make()
    state = device_pb2.PumpState(state=device_pb2.FUELLING_POINT_STATE_IDLE)
    state.time.seconds = seconds
    batch = batch_of(make, make.device_messages(make.device_message(state, kind=2, number=1)))
    assert batch.columns.rows + len(batch.unreadable) == 1


def test_the_readable_part_of_an_event_is_kept() -> None:
    make = Make()
    good, bad = make.device_message(make.batch([1.0, 2.0])), make.device_message(b"\xff")
    batch = batch_of(make, make.telemetry(good, bad), make.telemetry(good))
    assert batch.columns.rows == 2
    assert batch.ids == [good.message_id]
    assert list(batch.unreadable) == [0]


def test_an_event_without_a_uuid_is_unreadable() -> None:
    make = Make()
    online = events_pb2.ControllerConnectionChanged(site=SITE, online=True, time=make.stamp(make.now_us))
    assert list(batch_of(make, make.outbound(online, event_id="x")).unreadable) == [0]
