"""What the tests say to the service, and how they look at what it did."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import grpc.aio
from alerts.__main__ import wire
from alerts.db.rules import Origin, StoredRule, save_rule
from alerts.domain.rules.library import plain
from alerts.library import library
from alerts.settings import AlertsSettings
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.alerts.v1 import alerts_pb2, alerts_pb2_grpc, incidents_pb2_grpc, rules_pb2_grpc, silences_pb2_grpc
from motorway.iot.v1 import device_pb2, events_pb2
from motorway.payments.v1 import payment_pb2
from motorway_kit.db import pool, transaction
from motorway_kit.errors import Unavailable
from motorway_kit.grpc_client import Remote
from motorway_kit.health import Health
from motorway_kit.ids import new_id
from motorway_kit.messaging import OutboundEvent, Publisher
from motorway_kit.runtime import serve
from motorway_kit.settings import host_port
from motorway_kit.testing import wait_until
from pydantic import SecretStr
from redis.asyncio import Redis

STUBS: tuple[Callable[[grpc.aio.Channel], object], ...] = (
    alerts_pb2_grpc.AlertsServiceStub,
    incidents_pb2_grpc.IncidentsServiceStub,
    rules_pb2_grpc.AlertRulesServiceStub,
    silences_pb2_grpc.SilencesServiceStub,
)
SITE = "m25-cobham"
START = datetime(2026, 11, 1, 8, tzinfo=UTC)
STATE = events_pb2.MESSAGE_KIND_PUMP_STATE
RUNNING = events_pb2.MESSAGE_KIND_PUMP_RUNNING
TANK = events_pb2.MESSAGE_KIND_TANK_READING
ALARM = events_pb2.MESSAGE_KIND_ALARM


def at(second: float) -> Timestamp:
    time = Timestamp()
    time.FromDatetime(START + timedelta(seconds=second))
    return time


def device_message(
    second: float, kind: events_pb2.MessageKind.ValueType, said: Message, number: int = 1, site: str = SITE
) -> bytes:
    """A device message with an id as the gateway makes it, encoded."""
    time = int((START + timedelta(seconds=second)).timestamp() * 1000)
    payload = said.SerializeToString()
    source_id = time.to_bytes(6, "big") + (f"{kind}{number}".encode() + payload)[:10].ljust(10, b"-")
    message = events_pb2.DeviceMessage(
        message_id=source_id, site=site, kind=kind, number=number, received_at_us=time * 1000, payload=payload
    )
    return message.SerializeToString()


def state(second: float, pump: int = 1) -> bytes:
    said = device_pb2.PumpState(time=at(second), state=device_pb2.FUELLING_POINT_STATE_CALLING, nozzle=2, reason="out")
    return device_message(second, STATE, said, pump)


def running(second: float, volume_ml: int = 1000) -> bytes:
    said = device_pb2.PumpRunning(
        time=at(second), nozzle=2, volume_ml=volume_ml, amount_minor=150, unit_price_milli=1499, flow_rate_l_min=38.5
    )
    return device_message(second, RUNNING, said)


def tank(second: float, level: float = 1200.5) -> bytes:
    said = device_pb2.TankReading(
        time=at(second), probe_status=device_pb2.PROBE_STATUS_OPERATIVE, product_level_mm=level
    )
    return device_message(second, TANK, said)


def alarm(second: float, *, active: bool = True, code: str = "leak", site: str = SITE) -> bytes:
    severity = device_pb2.ALARM_SEVERITY_CRITICAL
    said = device_pb2.DeviceAlarm(
        time=at(second), device="tank/1", code=code, severity=severity, active=active, text="Leak in tank 1"
    )
    return device_message(second, ALARM, said, site=site)


def bundle(*messages: bytes) -> events_pb2.DeviceMessagesReceived:
    return events_pb2.DeviceMessagesReceived(messages=map(events_pb2.DeviceMessage.FromString, messages))


def connection(second: float, version: int, *, online: bool) -> events_pb2.ControllerConnectionChanged:
    return events_pb2.ControllerConnectionChanged(site=SITE, online=online, time=at(second), version=version)


def sale(sequence: int) -> events_pb2.FuellingTransactionReceived:
    said = device_pb2.FuellingTransaction(
        sequence=sequence, nozzle=2, grade="e10", volume_ml=30_000, amount_minor=4497, currency="GBP",
        unit_price_milli=1499, started_at=at(sequence), finished_at=at(sequence + 50.25),
    )  # fmt: skip
    return events_pb2.FuellingTransactionReceived(site=SITE, pump=1, transaction=said)


def a_payment(**fields: Any) -> payment_pb2.Payment:
    usual: dict[str, Any] = {
        "payment_id": "p1",
        "site_id": SITE,
        "purpose": payment_pb2.PAYMENT_PURPOSE_HOLD,
        "method": payment_pb2.Method(kind=payment_pb2.METHOD_KIND_READER),
        "amount_minor": 6_000,
        "currency": "GBP",
        "card": payment_pb2.Card(brand="visa", last4="4242"),
        "updated_at": at(1),
    }
    return payment_pb2.Payment(**{**usual, **fields})


class Every:
    """The methods of every gRPC service of alerts, on one channel."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        for stub in STUBS:
            vars(self).update(vars(stub(channel)))


@dataclass(frozen=True)
class Stand:
    settings: AlertsSettings
    redis: Redis
    publisher: Publisher
    api: Remote

    async def publish(self, *events: Message) -> None:
        for event in events:
            body = event.SerializeToString()
            out = OutboundEvent(new_id(), event.DESCRIPTOR.full_name, SITE, body)
            await wait_until(lambda out=out: published(self.publisher.publish, out))  # type: ignore[misc]

    async def live(self, *types: str) -> list[dict[str, Any]]:
        entries: Any = await self.redis.xrange("motorway:live")
        return [json.loads(e[b"data"]) for _, e in entries if not types or e[b"type"].decode() in types]

    async def live_reaches(self, count: int, *types: str) -> list[dict[str, Any]]:
        async def there() -> bool:
            return len(await self.live(*types)) >= count

        await wait_until(there, 30)
        return await self.live(*types)

    async def alerts(self, *states: alerts_pb2.AlertState.ValueType) -> Sequence[alerts_pb2.Alert]:
        response = await self.api.call("ListAlerts", alerts_pb2.ListAlertsRequest(states=states))
        return list(response.alerts)


def environment(settings: AlertsSettings) -> dict[str, str]:
    """The variables of a process with these settings."""
    values = {name: value for name, value in settings.model_dump().items() if value is not None}
    return {
        f"MOTORWAY_{name.upper()}": value.get_secret_value() if isinstance(value, SecretStr) else str(value)
        for name, value in values.items()
    }


async def published(publish: Callable[[list[OutboundEvent]], Awaitable[None]], event: OutboundEvent) -> bool:
    try:
        await publish([event])
    except Unavailable:
        return False
    return True


@asynccontextmanager
async def service(settings: AlertsSettings) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.create_task(serve("alerts", settings, wire, stop=stop))
    try:
        await wait_until(lambda: listening(settings.grpc_bind), 30)
        yield
    finally:
        stop.set()
        await task


async def listening(bind: str) -> bool:
    try:
        _, writer = await asyncio.open_connection(*host_port(bind))
    except OSError:
        return False
    writer.close()
    await writer.wait_closed()
    return True


async def keep_only(url: str, rule_ids: Collection[str]) -> None:
    """The other ready rules were deleted by somebody."""
    async with pool(url, Health()) as db, transaction(db) as conn:
        for rule_id, rule in library().items():
            if rule_id not in rule_ids:
                new = StoredRule(rule_id, 1, plain(rule), Origin.LIBRARY, changed_at=START, changed_by="ann")
                await save_rule(conn, replace(new, deleted=True), "not needed")
