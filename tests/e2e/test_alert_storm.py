"""A storm of alarms at one site: screens go on, and people are called once.

2,000 alarms, as fast as 10,000 in a minute; with NIGHTLY=1 all of them, and the live stream's delay is measured: that
takes a machine that does nothing else.
"""

import asyncio
import os
import ssl
import time
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx
import orjson
import pytest
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.iot.v1 import device_pb2
from motorway_kit.testing import wait_until

from tests.support.desk import POLL_S, Document
from tests.support.mqtt_publisher import MqttPublisher
from tests.support.platform import Platform
from tests.support.receiver import SECRET, Receiver, receiver

pytestmark = pytest.mark.e2e

SITE = "storm-night"
NIGHTLY = bool(os.environ.get("NIGHTLY"))
ALARMS, PER_S = (10_000 if NIGHTLY else 2_000), 170
ALL_OF_THEM_S = 120
BEFORE_THE_STORM = 20
TYPES = ("device.alarm", "alert.raised", "incident.opened")


@dataclass
class Screen:
    """What came on the live stream, and how many seconds after it had been said, by type."""

    count: Counter[str] = field(default_factory=Counter)
    delays: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in TYPES})

    async def listen(self, platform: Platform) -> None:
        headers = {"Authorization": f"Bearer {platform.login()}"}
        url = f"{platform['URL']}/events?site={SITE}&types={','.join(TYPES)}"
        async with httpx.AsyncClient(timeout=None) as http, http.stream("GET", url, headers=headers) as answer:
            async for kind, data in _events(answer):
                said = data.get("time") or data.get("raised_at") or data["opened_at"]
                self.delays[kind].append(time.time() - datetime.fromisoformat(said).timestamp())
                self.count[kind] += 1

    def p99_s(self, kind: str) -> float:
        delays = sorted(self.delays[kind])
        return delays[len(delays) * 99 // 100]


async def test_storm_of_alarms_is_one_incident(platform: Platform, api: httpx.AsyncClient) -> None:
    context = (await platform.device_contexts([SITE]))[SITE]
    screen = Screen()
    async with receiver() as ops, asyncio.TaskGroup() as tasks:
        await _on_call(api, ops)
        listening = tasks.create_task(screen.listen(platform))
        await _storm(platform, context)
        await wait_until(lambda: screen.count["alert.raised"] > ALARMS, ALL_OF_THEM_S, POLL_S)
        listening.cancel()
        (incident,) = (await api.get("/incidents", params={"site": SITE})).raise_for_status().json()["items"]
        head = incident["head"]["alert_id"]
        await wait_until(lambda: head in _called_for(ops), ALL_OF_THEM_S, POLL_S)
    assert screen.count == {"device.alarm": ALARMS, "alert.raised": ALARMS + 1, "incident.opened": 1}
    assert (incident["kind"], incident["alerts"], incident["gathering"]) == ("STORM", ALARMS, True)
    loud = (await api.get("/alerts", params={"site": SITE, "suppressed": False})).raise_for_status().json()["items"]
    assert [alert["alert_id"] for alert in loud] == [head]
    assert len(_called_for(ops)) <= BEFORE_THE_STORM + 1
    if NIGHTLY:
        delays = {kind: screen.p99_s(kind) for kind in ("device.alarm", "alert.raised")}
        assert max(delays.values()) < 1, delays


async def _storm(platform: Platform, context: ssl.SSLContext) -> None:
    device = MqttPublisher(SITE, window=ALARMS)
    await device.connect(platform["MQTT_HOST"], int(platform["MQTT_PORT"]), context)
    began = time.monotonic()
    for number in range(ALARMS):
        due = began + number / PER_S
        await wait_until(lambda due=due: time.monotonic() >= due)  # type: ignore[misc]
        await device.publish(f"motorway/v1/{SITE}/alarm", _alarm(number))
    await wait_until(lambda: device.unacknowledged == 0, ALL_OF_THEM_S)
    device.close()


def _alarm(number: int) -> bytes:
    now = Timestamp()
    now.FromDatetime(datetime.now(UTC))
    device, code = f"sensor/{number % 100}", f"fault_{number // 100}"
    severity = device_pb2.ALARM_SEVERITY_WARNING
    return device_pb2.DeviceAlarm(
        time=now, device=device, code=code, severity=severity, active=True, text=f"Sensor fault {number}"
    ).SerializeToString()


async def _on_call(api: httpx.AsyncClient, ops: Receiver) -> None:
    """Every alert of the site calls a webhook at once."""
    config = {"kind": "WEBHOOK", "url": ops.url, "secret": SECRET}
    channel = {"name": "Storm", "sites": [SITE], "config": config}
    (await api.put(f"/notification-channels/{SITE}", json=channel)).raise_for_status()
    steps = [{"targets": [{"kind": "CHANNEL", "id": SITE}]}]
    policy = {"name": "Storm", "sites": [SITE], "steps": steps}
    (await api.put(f"/escalation-policies/{SITE}", json=policy)).raise_for_status()


def _called_for(ops: Receiver) -> set[str]:
    return {told["data"]["alert_id"] for told in ops.told if told["type"] == "alert.raised"}


async def _events(answer: httpx.Response) -> AsyncIterator[tuple[str, Document]]:
    kind = ""
    async for line in answer.aiter_lines():
        if line.startswith("event: "):
            kind = line.removeprefix("event: ")
        elif line.startswith("data: ") and kind in TYPES:
            yield kind, orjson.loads(line.removeprefix("data: "))
