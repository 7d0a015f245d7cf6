"""The HTTPS bridge: the same messages, certificates and promises as over MQTT."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import orjson
import pytest_asyncio
from google.protobuf.timestamp_pb2 import Timestamp
from iot_gateway.settings import IotGatewaySettings
from motorway.iot.v1 import device_pb2, events_pb2, iot_pb2
from motorway_kit.testing import wait_until

SITE = "m25-cobham"


@pytest_asyncio.fixture
async def client(settings: IotGatewaySettings, gateway: Any, certificates: Any) -> AsyncIterator[httpx.AsyncClient]:
    url = f"https://{settings.bridge_bind}/v1/ingest/"
    async with httpx.AsyncClient(verify=certificates.tls(SITE), base_url=url) as instance:
        yield instance


def a_reading(stamp: Timestamp) -> device_pb2.TankReading:
    return device_pb2.TankReading(time=stamp, probe_status=device_pb2.PROBE_STATUS_OPERATIVE, product_level_mm=1200.5)


async def test_202_means_confirmed(client: httpx.AsyncClient, events: Any, stamp: Timestamp) -> None:
    body = {"time": stamp.ToJsonString(), "probeStatus": "PROBE_STATUS_OPERATIVE", "productLevelMm": 1200.5}
    headers = {"content-type": "application/json"}
    response = await client.post(f"{SITE}/tank/2/reading", content=orjson.dumps(body), headers=headers)
    assert response.status_code == 202
    await wait_until(events.device_messages)
    (message,) = events.device_messages()
    assert (message.site, message.number, message.payload) == (SITE, 2, a_reading(stamp).SerializeToString())


async def test_transactions_go_this_way_too(client: httpx.AsyncClient, events: Any, stamp: Timestamp) -> None:
    sale = device_pb2.FuellingTransaction(sequence=1, nozzle=1, grade="e10", currency="GBP", finished_at=stamp)
    response = await client.post(f"{SITE}/pump/1/transaction", content=sale.SerializeToString())
    assert response.status_code == 202


async def test_a_bad_payload_is_told_and_quarantined(client: httpx.AsyncClient, api: Any) -> None:
    response = await client.post(f"{SITE}/tank/2/reading", content=b"\xff\xff")
    assert (response.status_code, response.json()["reason"]) == (422, "UnreadablePayload")
    assert response.headers["content-type"] == "application/problem+json"
    stored = await api.call("ListQuarantine", iot_pb2.ListQuarantineRequest(site=SITE))
    assert [message.topic for message in stored.messages] == [f"motorway/v1/{SITE}/tank/2/reading"]


async def test_a_topic_with_strange_characters_is_only_refused(client: httpx.AsyncClient) -> None:
    response = await client.post(f"{SITE}/tank/%00%F0/reading", content=b"x")
    assert (response.status_code, response.json()["reason"]) == (422, "UnknownTopic")


async def test_another_sites_door_is_closed(client: httpx.AsyncClient, stamp: Timestamp) -> None:
    response = await client.post("m1-leicester/tank/2/reading", content=a_reading(stamp).SerializeToString())
    assert (response.status_code, response.json()["reason"]) == (403, "ForeignSite")


async def test_too_much_is_not_even_read(client: httpx.AsyncClient) -> None:
    response = await client.post(f"{SITE}/telemetry", content=b"x" * (1024 * 1024 + 1))
    assert (response.status_code, response.json()["reason"]) == (422, "PayloadTooLarge")


async def test_the_connections_state_is_not_sent_this_way(client: httpx.AsyncClient, events: Any) -> None:
    response = await client.post(f"{SITE}/online", content=device_pb2.ControllerStatus(online=True).SerializeToString())
    assert response.status_code == 422
    assert events.of(events_pb2.ControllerConnectionChanged) == []
