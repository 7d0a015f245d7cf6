"""Certificates: a site speaks for itself only, and a revoked controller not at all."""

from datetime import UTC, datetime

import httpx
import pytest
from motorway_kit.testing import wait_until

from tests.support.mqtt import publish
from tests.support.platform import Platform

pytestmark = pytest.mark.e2e


def an_alarm(code: str) -> dict[str, object]:
    return {"time": now(), "device": "controller", "code": code, "severity": 2, "active": True, "text": "a test"}


def now() -> str:
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")


async def _alarm_raised(api: httpx.AsyncClient, site: str, code: str) -> bool:
    items = (await api.get("/alerts", params={"site": site})).raise_for_status().json()["items"]
    return any(code in item["key"] for item in items)


async def test_a_site_cannot_publish_to_another_sites_topic(platform: Platform, api: httpx.AsyncClient) -> None:
    folder = await platform.enrol(["acl-mine"])
    await publish(platform, folder / "acl-mine", "motorway/v1/acl-other/alarm", an_alarm("foreign"))
    await publish(platform, folder / "acl-mine", "motorway/v1/acl-mine/alarm", an_alarm("own"))
    await wait_until(lambda: _alarm_raised(api, "acl-mine", "own"))
    assert not await _alarm_raised(api, "acl-other", "foreign")


async def test_a_revoked_controller_cannot_connect(platform: Platform, api: httpx.AsyncClient) -> None:
    folder = await platform.enrol(["revoked-site"])
    status, said = await publish(
        platform, folder / "revoked-site", "motorway/v1/revoked-site/alarm", an_alarm("before")
    )
    assert status == 0, said
    device = (await api.get("/devices", params={"site": "revoked-site"})).json()["items"][0]
    answer = await api.post(f"/devices/{device['device_id']}/revoke", json={"reason": "stolen"})
    assert answer.raise_for_status().json()["revoked_at"]

    async def refused() -> bool:
        return (await publish(platform, folder / "revoked-site", "motorway/v1/revoked-site/alarm", an_alarm("x")))[
            0
        ] != 0

    await wait_until(refused, 15, 0.5)


async def test_nobody_connects_without_a_certificate(platform: Platform) -> None:
    async with httpx.AsyncClient(verify=False) as http:
        with pytest.raises(httpx.TransportError):
            await http.post(f"{platform['BRIDGE_URL']}/v1/ingest/m25-cobham/alarm", json=an_alarm("anonymous"))


async def test_the_https_bridge_takes_the_same_payloads(platform: Platform, api: httpx.AsyncClient) -> None:
    context = (await platform.device_contexts(["bridge-site"]))["bridge-site"]
    async with httpx.AsyncClient(base_url=platform["BRIDGE_URL"], verify=context) as http:
        answer = await http.post("/v1/ingest/bridge-site/alarm", json=an_alarm("by_https"))
        assert answer.status_code == 202, answer.text
        foreign = await http.post("/v1/ingest/other-site/alarm", json=an_alarm("by_https"))
        assert foreign.status_code == 403, foreign.text
    await wait_until(lambda: _alarm_raised(api, "bridge-site", "by_https"))
