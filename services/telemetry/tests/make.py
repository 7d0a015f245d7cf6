"""Factories of events."""

import secrets
import time
from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.iot.v1 import device_pb2, events_pb2
from motorway_kit.ids import new_id
from motorway_kit.messaging import Event, OutboundEvent

SITE = "m25-cobham"


class Make:
    """Messages with defaults. Times are Unix times in µs."""

    def __init__(self) -> None:
        self.now_us = time.time_ns() // 1_000_000_000 * 1_000_000

    def message_id(self, time_us: int) -> bytes:
        return (time_us // 1000).to_bytes(6, "big") + secrets.token_bytes(10)

    def stamp(self, time_us: int) -> Timestamp:
        stamp = Timestamp()
        stamp.FromMicroseconds(time_us)
        return stamp

    def batch(
        self,
        values: Sequence[float],
        *,
        start_us: int | None = None,
        step_us: int = 1_000_000,
        device: str = "tank/1",
        metric: str = "temperature",
    ) -> device_pb2.TelemetryBatch:
        """One series, one value each `step_us`."""
        return device_pb2.TelemetryBatch(
            base_time=self.stamp(self.now_us - 3_600_000_000 if start_us is None else start_us),
            devices=[device],
            metrics=[metric],
            device_index=[0] * len(values),
            metric_index=[0] * len(values),
            time_delta_us=(np.arange(len(values)) * step_us).tolist(),
            value=values,
        )

    def device_message(
        self,
        payload: Message | bytes,
        *,
        site: str = SITE,
        kind: int = events_pb2.MESSAGE_KIND_TELEMETRY,
        number: int = 0,
        message_id: bytes | None = None,
        received_at_us: int | None = None,
    ) -> events_pb2.DeviceMessage:
        return events_pb2.DeviceMessage(
            message_id=self.message_id(self.now_us) if message_id is None else message_id,
            site=site,
            kind=events_pb2.MessageKind.ValueType(kind),
            number=number,
            received_at_us=self.now_us if received_at_us is None else received_at_us,
            payload=payload if isinstance(payload, bytes) else payload.SerializeToString(),
        )

    def telemetry(self, *messages: events_pb2.DeviceMessage) -> OutboundEvent:
        return self.outbound(events_pb2.TelemetryReceived(messages=messages))

    def device_messages(self, *messages: events_pb2.DeviceMessage) -> OutboundEvent:
        return self.outbound(events_pb2.DeviceMessagesReceived(messages=messages))

    def outbound(self, body: Message, *, event_id: str = "") -> OutboundEvent:
        return OutboundEvent(event_id or new_id(), body.DESCRIPTOR.full_name, SITE, body.SerializeToString())

    def event(self, outbound: OutboundEvent) -> Event:
        """The same event as the consumer gets it."""
        now = datetime.now(UTC)
        return Event(
            outbound.id, outbound.type, outbound.subject, "/motorway/test", now, outbound.body, redelivered=False
        )
