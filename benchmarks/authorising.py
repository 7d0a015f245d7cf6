"""(g): releasing a pump through REST, beside a bare round trip of two MQTT clients through the same broker."""

import asyncio
import http.client
import ssl
import tempfile
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import mqtt5
import numpy as np
import orjson
from motorway_kit.ids import new_id

from tests.support.forecourt import REAL_TIME
from tests.support.mqtt_publisher import MqttPublisher
from tests.support.platform import AdminAuth, Platform
from tests.support.station import Places

PUMPS = 8
WARM_UP = 40
ECHO_SITE = "bench-echo"
COMMAND, ANSWER = (f"motorway/v1/{ECHO_SITE}/{what}/bench" for what in ("command", "response"))
PAYLOAD = bytes(90)
"""About as long as an order to release a pump."""


@dataclass(frozen=True)
class RoundTrips:
    p50_ms: float
    p99_ms: float


async def authorise(platform: Platform, samples: int) -> RoundTrips:
    """POST /sales until its answer, one after another: a simulated pump has taken the order by then."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="motorway-bench-")))
        base = f"{platform['URL']}/api/v1"
        api = await stack.enter_async_context(httpx.AsyncClient(base_url=base, auth=AdminAuth(platform), timeout=30))
        station = await Places(platform, api, folder, stack)("bench-authorise", pumps=PUMPS, pace=REAL_TIME)
        cashier = await station.till("Counter 1")
        token = cashier.http.headers["authorization"]
        return await asyncio.to_thread(_authorised, _Till(platform, token), station.site, samples)


class _Till:
    """The leanest client there is, so that what is measured is the platform."""

    def __init__(self, platform: Platform, authorization: str) -> None:
        self._http = http.client.HTTPConnection(urlsplit(platform["URL"]).netloc, timeout=30)
        self._authorization = authorization

    def post(self, path: str, body: object) -> dict[str, Any]:
        headers = {"Authorization": self._authorization, "Content-Type": "application/json"}
        self._http.request("POST", f"/api/v1{path}", orjson.dumps(body), headers | {"Idempotency-Key": new_id()})
        answer = self._http.getresponse()
        document: dict[str, Any] = orjson.loads(answer.read())
        assert 200 <= answer.status < 300, document
        return document


def _authorised(till: _Till, site: str, samples: int) -> RoundTrips:
    taken = []
    for number in range(WARM_UP + samples):
        body = {"site": site, "kind": "POST_PAY", "pump": number % PUMPS + 1}
        started = time.perf_counter()
        sale = till.post("/sales", body)
        taken.append(time.perf_counter() - started)
        assert sale["state"] == "AUTHORISED"
        assert till.post(f"/sales/{sale['sale_id']}/cancel", {})["state"] == "ENDED"
    return _round_trips(taken[WARM_UP:])


async def bare_mqtt(platform: Platform, samples: int) -> RoundTrips:
    """A command and its answer, TLS and QoS 1 as between the iot-gateway and a site, with nothing behind either."""
    device = MqttPublisher("bench-device")
    await _connect(platform, device, (await platform.device_contexts([ECHO_SITE]))[ECHO_SITE])
    gateway = MqttPublisher("bench-gateway")
    await _connect(platform, gateway, _gateway_context(platform))
    await device.subscribe(COMMAND, lambda packet: device.send(ANSWER, packet.payload))
    answered: asyncio.Queue[mqtt5.PublishPacket] = asyncio.Queue()
    await gateway.subscribe(ANSWER, answered.put_nowait)
    taken = []
    for _ in range(WARM_UP + samples):
        started = time.perf_counter()
        gateway.send(COMMAND, PAYLOAD)
        await answered.get()
        taken.append(time.perf_counter() - started)
    for each in (device, gateway):
        each.close()
    return _round_trips(taken[WARM_UP:])


async def _connect(platform: Platform, client: MqttPublisher, context: ssl.SSLContext) -> None:
    await client.connect(platform["MQTT_HOST"], int(platform["MQTT_PORT"]), context)


def _gateway_context(platform: Platform) -> ssl.SSLContext:
    """Who may give orders to a site."""
    context = ssl.create_default_context(cafile=platform["CA_FILE"])
    pki = platform.home / "pki"
    context.load_cert_chain(pki / "iot-gateway.pem", pki / "iot-gateway.key")
    return context


def _round_trips(taken: Sequence[float]) -> RoundTrips:
    p50, p99 = np.percentile(taken, [50, 99])
    return RoundTrips(float(p50) * 1000, float(p99) * 1000)
