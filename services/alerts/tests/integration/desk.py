"""The service's notifications on a real database, with a clock that the test moves: nothing happens by itself."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import grpc.aio
from alerts.app.alerts import acknowledge_alert
from alerts.app.planning import escalate, plan
from alerts.app.recording import record
from alerts.app.sending import send_some
from alerts.clients import LiveStream
from alerts.db import outgoing
from alerts.domain.conditions import Change, Condition, Severity, position
from alerts.grpc_api import RULES, servicers
from alerts.neighbours import neighbours
from alerts.parts import Alerts
from alerts.settings import AlertsSettings
from alerts.ways import open_ways
from motorway.alerts.v1 import channels_pb2, channels_pb2_grpc, on_call_pb2, on_call_pb2_grpc
from motorway_access.testing import caller
from motorway_kit.db import pool, transaction
from motorway_kit.grpc_client import Remote
from motorway_kit.health import Health

from .receivers import MailServer, WebServer

SITE = "m25-cobham"
HOOK_SECRET = "whsec_" + "QUFB" * 8
START = datetime(2026, 11, 3, 12, tzinfo=UTC)
"""A Tuesday."""


class DeskStub:
    """Every method of the services of notifications, on one channel."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        for stub in (
            channels_pb2_grpc.ChannelsServiceStub,
            channels_pb2_grpc.NotificationsServiceStub,
            channels_pb2_grpc.PushServiceStub,
            on_call_pb2_grpc.OnCallServiceStub,
        ):
            vars(self).update(vars(stub(channel)))


@dataclass
class ManualClock:
    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **amount: float) -> None:
        self.now += timedelta(**amount)


@dataclass
class Desk:
    parts: Alerts
    clock: ManualClock
    api: Remote
    changes: int = field(default=0)

    async def change(
        self, *, active: bool, key: str = "tank_low:tank/1", severity: str = "CRITICAL", text: str = "Tank 1 is low"
    ) -> str:
        """The condition begins or ends; the alert's id."""
        self.changes += 1
        rule, _, device = key.partition(":")
        condition = Condition(f"{rule}:{SITE}:{device}", SITE, rule, device)
        at = self.clock()
        place = position(int(at.timestamp() * 1_000_000) + self.changes, active=active)
        change = Change(condition, place, active=active, time=at, severity=Severity(severity), text=text)
        async with transaction(self.parts.db) as conn:
            return (await record(conn, [change], at))[-1].alert_id

    async def acknowledge(self, alert_id: str) -> None:
        await acknowledge_alert(self.parts.db, caller(), alert_id, self.clock())

    async def decide(self) -> None:
        """Plan and escalate what is due at this moment."""
        while await plan(self.parts) or await escalate(self.parts):
            pass

    async def go(self) -> None:
        """All that is due at this moment, until nothing is."""
        await self.decide()
        for channel in await outgoing.channels_with_work(self.parts.db, self.clock()):
            while await send_some(self.parts, channel):
                pass

    async def put(self, **documents: Any) -> None:
        """`channel=…`, `recipient=…`, `rota=…`, `policy=…`, as their messages' fields."""
        kinds = {
            "channel": ("PutChannel", channels_pb2.PutChannelRequest),
            "recipient": ("PutRecipient", on_call_pb2.PutRecipientRequest),
            "rota": ("PutRota", on_call_pb2.PutRotaRequest),
            "policy": ("PutPolicy", on_call_pb2.PutPolicyRequest),
        }
        for kind, fields in documents.items():
            method, request = kinds[kind]
            await self.api.call(method, request(**{kind: {"name": fields["id"], "enabled": True, **fields}}))

    async def tell(self, channel: str, address: str = "", **policy: Any) -> None:
        """A recipient Anna with this contact, and a policy that tells her of everything at once."""
        await self.put(recipient={"id": "anna", "contacts": [{"channel": channel, "address": address}]})
        await self.put(policy={"id": "usual", "steps": [at(0, "RECIPIENT", "anna")], "tell_end": True, **policy})

    async def log(self, **search: Any) -> list[tuple[str, str, int]]:
        """News, state and attempts of notifications, oldest first."""
        found = await self.api.call("ListNotifications", channels_pb2.ListNotificationsRequest(**search))
        return [(each.news, each.state, each.attempts) for each in reversed(found.notifications)]

    async def attempts(self) -> list[tuple[str, str]]:
        """Outcome and detail of every attempt, in the order of their making."""
        rows = await self.parts.db.fetch("SELECT outcome, detail FROM notification_attempt ORDER BY at, number")
        return [(row["outcome"], row["detail"]) for row in rows]


def at(after_s: int, *targets: str) -> dict[str, Any]:
    """A step of a policy; targets are kind and id in turn."""
    pairs = zip(targets[::2], targets[1::2], strict=True)
    return {"after_s": after_s, "targets": [{"kind": kind, "id": name} for kind, name in pairs]}


@asynccontextmanager
async def open_desk(settings: AlertsSettings, connect: Any) -> AsyncIterator[Desk]:
    """`connect` makes the client of the door."""
    clock = ManualClock()
    async with (
        pool(settings.database_url, Health()) as db,
        neighbours(settings) as others,
        open_ways(settings, others) as ways,
    ):
        parts = Alerts(settings, db, cast("LiveStream", None), others, ways, clock)
        async with settings.grpc_door(servicers(parts), RULES), connect(DeskStub) as api:
            yield Desk(parts, clock, api)


async def with_mail(desk: Desk, post: MailServer, *names: str) -> None:
    await desk.put(channel={"id": "mail", "email": post.config()})
    for name in names:
        contacts = [{"channel": "mail", "address": f"{name}@fuel.example"}]
        await desk.put(recipient={"id": name, "contacts": contacts})


async def with_hook(desk: Desk, hook: WebServer, **fields: object) -> None:
    await desk.put(channel={"id": "hook", "webhook": {"url": hook.url, "secret": HOOK_SECRET}, **fields})
    await desk.put(policy={"id": "usual", "steps": [at(0, "CHANNEL", "hook")], "tell_end": True})
