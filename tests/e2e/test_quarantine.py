"""Garbage goes to quarantine, is listed with its reason, and the line moves on."""

import httpx
import pytest
from motorway_kit.testing import wait_until

from tests.e2e.test_devices import now
from tests.support.mqtt import publish
from tests.support.platform import Platform

pytestmark = pytest.mark.e2e

SITE = "garbage-site"


async def test_garbage_is_kept_with_its_reason_and_the_line_moves_on(
    platform: Platform, api: httpx.AsyncClient
) -> None:
    certificate = (await platform.enrol([SITE])) / SITE
    for number, garbage in enumerate((b"\xff\xff\xff", b"{not json", b"\x0a\x05hello")):
        status, said = await publish(platform, certificate, f"motorway/v1/{SITE}/tank/{number + 1}/reading", garbage)
        assert status == 0, said
    future = {"time": "2199-01-01T00:00:00Z", "probe_status": 3, "product_level_mm": 1.0}
    await publish(platform, certificate, f"motorway/v1/{SITE}/tank/9/reading", future)
    good = {"time": now(), "probe_status": 3, "product_level_mm": 1234.5}
    await publish(platform, certificate, f"motorway/v1/{SITE}/tank/1/reading", good)

    await wait_until(lambda: _latest_level(api, 1234.5))
    listed = (await api.get("/quarantine", params={"site": SITE})).raise_for_status().json()
    assert listed["total"] >= 3
    assert {item["topic"].rsplit("/", 2)[-2] for item in listed["items"]} >= {"1", "2", "9"}
    assert all(item["reason"] and item["detail"] for item in listed["items"])
    assert "ImplausibleTime" in {item["reason"] for item in listed["items"]}


async def _latest_level(api: httpx.AsyncClient, level: float) -> bool:
    items = (await api.get("/telemetry/latest", params={"site": SITE, "device": "tank/1"})).json()["items"]
    return any(item["metric"] == "product_level" and item["value"] == level for item in items)
