"""A release: every replica of every service is replaced under load, and nobody outside notices.

While it goes on people read and change things, stations send, screens watch, and fuel is sold for cash and by card.
No request may be refused, no message or alert be missing or doubled, and the books agree to the drop and the penny.
"""

import asyncio
import ssl
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import orjson
import pytest
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.iot.v1 import device_pb2
from motorway_kit.ids import new_id
from motorway_kit.testing import wait_until

from tests.support.cards import AtStripe, by, charge
from tests.support.desk import POLL_S, SOON_S, Desk, Document, done
from tests.support.mqtt_publisher import MqttPublisher
from tests.support.platform import AdminAuth, Platform
from tests.support.rollout import DRAIN_ORDER, cluster
from tests.support.station import BREAD, COFFEE, Places, Station
from tests.support.stored import differences, stored_series

pytestmark = pytest.mark.e2e

READ = ("/me", "/sites", "/devices", "/alerts", "/sales", "/payments", "/commands", "/audit")
PAUSE_S = 0.05
ALARM_EVERY_S = 0.25
ALL_OF_THEM_S = 60
ANSWER_S = 120
"""Slow is not refused: half of what a station says waits while one of two replicas of the iot-gateway is replaced."""
WHOLE_S = 900
WATCHED = ("device.alarm", "alert.raised")
LITRES_ML, IN_MINOR = 10_000, 1_459


@dataclass
class Load:
    """What goes on until `over`, and what was refused meanwhile."""

    platform: Platform
    site: str
    refused: list[str] = field(default_factory=list)
    answered: Counter[str] = field(default_factory=Counter)
    watched: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    def client(self, **who: Any) -> httpx.AsyncClient:
        """Somebody at work (`headers`), else the administrator."""
        url = f"{self.platform['URL']}/api/v1"
        who = who or {"auth": AdminAuth(self.platform)}
        return httpx.AsyncClient(base_url=url, timeout=ANSWER_S, transport=_Watching(self), **who)

    async def pause(self, seconds: float) -> None:
        """No longer than until it is over."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.over.wait()

    @asynccontextmanager
    async def going_on(self, works: "Sequence[Work]") -> AsyncIterator[None]:
        """Each ends by itself, soon after `over`."""
        try:
            async with asyncio.TaskGroup() as tasks:
                for work in works:
                    tasks.create_task(work(self))
                yield
                self.over.set()
        except ExceptionGroup as failed:
            raise AssertionError(f"{failed.exceptions!r}, refused: {self.refused}") from failed.exceptions[0]


Work = Callable[[Load], Coroutine[None, None, None]]


class _Watching(httpx.AsyncHTTPTransport):
    """Writes down what was not answered; connections are kept, as browsers and proxies do."""

    def __init__(self, load: Load) -> None:
        super().__init__()
        self._load = load

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        what = f"{datetime.now(UTC):%H:%M:%S.%f} {request.method} {request.url.path}"
        try:
            answer = await super().handle_async_request(request)
        except httpx.TransportError as error:
            self._load.refused.append(f"{what}: {error!r}")
            raise
        self._load.answered[request.method] += 1
        if answer.is_server_error:
            self._load.refused.append(f"{what}: {answer.status_code} {(await answer.aread()).decode()}")
        return answer


async def test_every_service_is_replaced_under_load(platform: Platform, places: Places) -> None:
    station = await places("release", pumps=2, sample_interval_s=4, tank_reading_interval_s=8)
    pays = _cash, _card
    tills = [Till(station, await station.till(f"Counter {pump}"), pump, pay) for pump, pay in enumerate(pays, 1)]
    load, alarms = Load(platform, station.site), await _alarms(platform)
    screen = Screen(platform, alarms)
    async with cluster(platform) as services:
        await wait_until(platform.ready, SOON_S, POLL_S)
        works = [_reads, _reads, _changes, alarms.ring, screen.watch, *(till.sells for till in tills)]
        async with load.going_on(works):
            for name in DRAIN_ORDER:
                before = time.monotonic()
                await services.roll(name)
                print(name, "replaced after", round(time.monotonic() - before, 1), "s;", len(load.refused), "refused")
        print(
            load.answered, alarms.rung, screen.connections, [len(till.sold) for till in tills], *load.refused, sep="\n"
        )
        assert load.refused == []
        await _nothing_is_missing(station, tills, screen)


async def _alarms(platform: Platform) -> "Alarms":
    site = f"release-{new_id()[-6:]}"
    return Alarms(platform, site, (await platform.device_contexts([site]))[site])


async def _reads(load: Load) -> None:
    async with load.client() as http:
        while not load.over.is_set():
            for path in READ:
                done(await http.get(path))
                await load.pause(PAUSE_S)


async def _changes(load: Load) -> None:
    """Writes in the gateway's own tables, in pos, in the iot-gateway and in alerts."""
    async with load.client() as http:
        while not load.over.is_set():
            name = f"other-{new_id()[-8:]}"
            until = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
            silence = {"kind": "SILENCE", "sites": [name], "reason": name, "ends_at": until}
            key = {"name": name, "grants": [{"role": "cashier", "site": load.site}]}
            for path, body in (("/silences", silence), ("/api-keys", key), ("/devices", {"site": name, "label": name})):
                done(await http.post(path, json=body, headers={"Idempotency-Key": new_id()}))
                await load.pause(PAUSE_S)
            done(await http.put(f"/sites/{load.site}/items", json={"items": [COFFEE, BREAD]}))


@dataclass
class Alarms:
    """A controller whose sensors fail one after the other; `rung` of them."""

    platform: Platform
    site: str
    context: ssl.SSLContext
    rung: int = 0

    async def ring(self, load: Load) -> None:
        await load.watched.wait()
        device = MqttPublisher(self.site)
        await device.connect(self.platform["MQTT_HOST"], int(self.platform["MQTT_PORT"]), self.context)
        while not load.over.is_set():
            self.rung += 1
            await device.publish(f"motorway/v1/{self.site}/alarm", _alarm(self.rung))
            await load.pause(ALARM_EVERY_S)
        await wait_until(lambda: device.unacknowledged == 0, ALL_OF_THEM_S)
        device.close()


def _alarm(number: int) -> bytes:
    now = Timestamp()
    now.FromDatetime(datetime.now(UTC))
    return device_pb2.DeviceAlarm(
        time=now,
        device=f"sensor/{number}",
        code="fault",
        severity=device_pb2.ALARM_SEVERITY_WARNING,
        active=True,
        text=f"Sensor fault {number}",
    ).SerializeToString()


@dataclass
class Screen:
    """A dashboard: its stream ends with its replica, and it comes back with the last id that it saw."""

    platform: Platform
    alarms: Alarms
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)
    last_id: str = ""
    connections: int = 0

    async def watch(self, load: Load) -> None:
        url = f"{self.platform['URL']}/events?site={self.alarms.site}&types={','.join(WATCHED)}"
        async with asyncio.timeout(WHOLE_S), httpx.AsyncClient(timeout=ANSWER_S) as http:
            while not self._is_complete(load):
                self.connections += 1
                resumed = {"Last-Event-ID": self.last_id} if self.last_id else {}
                token = {"Authorization": f"Bearer {await asyncio.to_thread(self.platform.login)}"}
                async with http.stream("GET", url, headers=token | resumed) as answer:
                    await self._read(answer.raise_for_status(), load)

    def _is_complete(self, load: Load) -> bool:
        return load.over.is_set() and len(self.seen) >= self.alarms.rung * len(WATCHED)

    async def _read(self, answer: httpx.Response, load: Load) -> None:
        kind = ""
        async for line in answer.aiter_lines():
            load.watched.set()
            what, _, value = line.partition(": ")
            self.last_id = value if what == "id" else self.last_id
            kind = value if what == "event" else kind
            assert kind != "reset", "the stream lost its place"
            if what == "data" and (device := orjson.loads(value)["device"]).startswith("sensor/"):
                self.seen[kind, device] += 1
            if self._is_complete(load):
                return


@dataclass
class Till:
    """A cashier whose customers come one after the other to the same pump."""

    station: Station
    desk: Desk
    pump: int
    pay: Callable[[Desk, str], Awaitable[None]]
    sold: list[Document] = field(default_factory=list)

    async def sells(self, load: Load) -> None:
        async with load.client(headers=self.desk.http.headers) as http:
            desk = Desk(http, self.desk.site, self.desk.name, self.desk.shift)
            while not load.over.is_set():
                await self.station.calls(self.pump, LITRES_ML, timeout_s=WHOLE_S)
                sale_id = (await desk.release(self.pump))["sale_id"]
                await desk.becomes(sale_id, "PAYABLE", timeout_s=WHOLE_S)
                await self.pay(desk, sale_id)
                self.sold.append(await desk.becomes(sale_id, "CLEARED", timeout_s=WHOLE_S))


async def _cash(desk: Desk, sale_id: str) -> None:
    await desk.settle(sale_id)


async def _card(desk: Desk, sale_id: str) -> None:
    await desk.lock(sale_id)
    await charge(desk, sale_id, by())


async def _nothing_is_missing(station: Station, tills: list[Till], screen: Screen) -> None:
    """On the screen, among the alerts, in the books, at Stripe and among the readings."""
    sensors = [f"sensor/{number}" for number in range(1, screen.alarms.rung + 1)]
    assert screen.seen == {(kind, sensor): 1 for kind in WATCHED for sensor in sensors}
    raised = [alert["device"] for alert in await _alerts(station.manager, screen.alarms.site)]
    assert sorted(device for device in raised if device.startswith("sensor/")) == sorted(sensors)
    await station.everything_is_booked()
    for till in tills:
        assert {sale["total_minor"] for sale in till.sold} == {IN_MINOR}
    cash, card = tills
    drawer = await station.manager.get(f"/shifts/{cash.desk.shift['shift_id']}/drawer")
    assert drawer["takings_minor"] == IN_MINOR * len(cash.sold)
    stripe = AtStripe(station.platform)
    for sale in card.sold:
        assert await stripe.money_taken(sale["tenders"][0]["payment_id"]) == [IN_MINOR]
    await wait_until(lambda: _everything_is_stored(station), ALL_OF_THEM_S, 1)


async def _alerts(desk: Desk, site: str) -> list[Document]:
    found: list[Document] = []
    cursor = ""
    while True:
        page = await desk.get("/alerts", site=site, limit=500, cursor=cursor)
        found += page["items"]
        if not (cursor := page["next_cursor"]):
            return found


async def _everything_is_stored(station: Station) -> bool:
    truth = await station.truth()
    return not differences(truth["series"], await asyncio.to_thread(stored_series, station.platform, station.site))
