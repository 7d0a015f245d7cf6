"""The doors for events: RabbitMQ in, and the outbox on its way to the live stream."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, timedelta

from google.protobuf.message import DecodeError
from motorway.iot.v1 import device_pb2, events_pb2
from motorway_kit.db import FAILURES, Pool
from motorway_kit.log import get_logger
from motorway_kit.messaging import Event, Handler, OutboundEvent
from motorway_kit.outbox import Publish

from alerts.alert_entries import outbox_entry
from alerts.app import offline as app
from alerts.clients import LatestKey, LiveStream
from alerts.db.offline import HeldOffline
from alerts.domain.conditions import Change, Severity, device_alarm, position
from alerts.live_entries import connection_entry, device_entry, transaction_entry
from alerts.metrics import device_messages, unreadable
from alerts.money_changes import READERS, money_change
from alerts.parts import Alerts, Clock
from alerts.payments_entries import ENCODERS as PAYMENTS_ENCODERS
from alerts.payments_entries import payments_entry
from alerts.pos_entries import ENCODERS, pos_entry

log = get_logger(__name__)

RUNNING = events_pb2.MESSAGE_KIND_PUMP_RUNNING
STATE = events_pb2.MESSAGE_KIND_PUMP_STATE
TANK = events_pb2.MESSAGE_KIND_TANK_READING
ALARM = events_pb2.MESSAGE_KIND_ALARM
SEVERITIES = {
    device_pb2.ALARM_SEVERITY_INFO: Severity.INFO,
    device_pb2.ALARM_SEVERITY_CRITICAL: Severity.CRITICAL,
}
MAX_NAME = 64
MAX_TEXT = 500
GRACE_POLL_S = 1.0


class Consumer:
    """Each handler returns when the event's effect is stored and its live entries are in Redis."""

    def __init__(self, parts: Alerts) -> None:
        self._db = parts.db
        self._live = parts.live
        self._grace = timedelta(seconds=parts.settings.offline_grace_s)
        self._clock = parts.clock

    @property
    def handlers(self) -> dict[str, Handler]:
        return {
            events_pb2.DeviceMessagesReceived.DESCRIPTOR.full_name: self.device_messages,
            events_pb2.FuellingTransactionReceived.DESCRIPTOR.full_name: self.transaction,
            events_pb2.ControllerConnectionChanged.DESCRIPTOR.full_name: self.connection,
            **dict.fromkeys(ENCODERS, self.told_by_pos),
            **dict.fromkeys([*PAYMENTS_ENCODERS, *READERS], self.told_of_money),
        }

    async def device_messages(self, event: Event) -> None:
        bundle = event.decode(events_pb2.DeviceMessagesReceived)
        device_messages.inc(len(bundle.messages))
        changes = []
        for message in bundle.messages:
            kind = message.kind
            if kind in (RUNNING, TANK):
                self._live.put((message.site, kind, message.number), message)
                continue
            self._live.add(device_entry(message), _running_of(message))
            if kind == ALARM and (change := alarm_change(message)) is not None:
                changes.append(change)
        pending = self._live.pending()
        await app.record_changes(self._db, changes, self._clock())
        await _all_set(pending)

    async def transaction(self, event: Event) -> None:
        received = event.decode(events_pb2.FuellingTransactionReceived)
        self._live.add(transaction_entry(received))
        await _all_set(self._live.pending())

    async def told_by_pos(self, event: Event) -> None:
        self._live.add(pos_entry(event))
        await _all_set(self._live.pending())

    async def told_of_money(self, event: Event) -> None:
        if event.type in PAYMENTS_ENCODERS:
            self._live.add(payments_entry(event))
        pending = self._live.pending()
        change = money_change(event) if event.type in READERS else None
        await app.record_changes(self._db, [change] if change else [], self._clock())
        await _all_set(pending)

    async def connection(self, event: Event) -> None:
        changed = event.decode(events_pb2.ControllerConnectionChanged)
        site, version, time = changed.site, changed.version, changed.time.ToDatetime(UTC)
        self._live.add(connection_entry(changed))
        pending = self._live.pending()
        recorded = app.record_controller_online if changed.online else app.record_controller_offline
        await recorded(self._db, HeldOffline(site, version, time), self._grace, self._clock())
        await _all_set(pending)


async def _all_set(events: Sequence[asyncio.Event]) -> None:
    for event in events:
        await event.wait()


def _running_of(message: events_pb2.DeviceMessage) -> LatestKey | None:
    """The running total that a pump's new state must not overtake."""
    return (message.site, RUNNING, message.number) if message.kind == STATE else None


def alarm_change(message: events_pb2.DeviceMessage) -> Change | None:
    """What an alarm means for its condition; None when it cannot be read."""
    try:
        alarm = device_pb2.DeviceAlarm.FromString(message.payload)
        time = alarm.time.ToDatetime(UTC)
    except (DecodeError, ValueError, OverflowError):
        unreadable.labels("alarm").inc()
        return None
    condition = device_alarm(message.site, _printable(alarm.device, MAX_NAME), _printable(alarm.code, MAX_NAME))
    severity = SEVERITIES.get(alarm.severity, Severity.WARNING)
    text = _printable(alarm.text, MAX_TEXT) or alarm.code
    place = position(alarm.time.ToMicroseconds(), active=alarm.active)
    return Change(condition, place, alarm.active, time, severity, text)


def _printable(text: str, limit: int) -> str:
    return "".join(character for character in text if character.isprintable())[:limit]


def relay_to(live: LiveStream) -> Publish:
    """How the outbox hands alerts to the live stream."""

    async def publish(events: Sequence[OutboundEvent]) -> None:
        await live.write([outbox_entry(event) for event in events])

    return publish


async def watch_offline_grace(db: Pool, clock: Clock) -> None:
    """Raise the alerts of controllers that stayed offline, for ever."""
    while True:
        try:
            await app.raise_overdue(db, clock())
        except FAILURES as error:
            log.warning("controllers offline cannot be looked at", error=str(error))
        await asyncio.sleep(GRACE_POLL_S)
