"""The live stream: events reach a client, and a reconnect leaves no gap."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import orjson
import pytest

from tests.e2e.test_devices import now
from tests.support.mqtt import publish
from tests.support.platform import Platform

pytestmark = pytest.mark.e2e

SITE = "live-site"
Event = tuple[str, str, dict[str, object]]


@asynccontextmanager
async def live(platform: Platform, last_id: str = "", types: str = "pump.state") -> AsyncIterator[AsyncIterator[Event]]:
    """The stream of (id, type, data)."""
    headers = {"Authorization": f"Bearer {platform.login()}"} | ({"Last-Event-ID": last_id} if last_id else {})
    url = f"{platform['URL']}/events?site={SITE}&types={types}"
    async with httpx.AsyncClient(timeout=30) as http, http.stream("GET", url, headers=headers) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield _events(answer)


async def _events(answer: httpx.Response) -> AsyncIterator[Event]:
    fields: dict[str, str] = {}
    async for line in answer.aiter_lines():
        if line == "" and "data" in fields:
            yield fields.get("id", ""), fields.get("event", ""), orjson.loads(fields["data"])
            fields = {}
        elif not line.startswith(":") and ": " in line:
            name, value = line.split(": ", 1)
            fields[name] = value


async def _state(platform: Platform, certificate: object, number: int) -> None:
    payload = {"time": now(), "state": "FUELLING_POINT_STATE_CALLING", "nozzle": 1, "reason": f"r{number}"}
    status, said = await publish(platform, certificate, f"motorway/v1/{SITE}/pump/1/state", payload)  # type: ignore[arg-type]
    assert status == 0, said


async def test_a_reconnect_resumes_without_a_gap(platform: Platform) -> None:
    certificate = (await platform.enrol([SITE])) / SITE
    async with live(platform) as events:
        await _state(platform, certificate, 1)
        last_id, kind, data = await anext(events)
        assert (kind, data["reason"], data["state"], data["state_number"]) == ("pump.state", "r1", "CALLING", 4)
    for number in (2, 3, 4):
        await _state(platform, certificate, number)
    async with live(platform, last_id) as events:
        missed = [await anext(events) for _ in range(3)]
        await _state(platform, certificate, 5)
        assert [event[2]["reason"] for event in [*missed, await anext(events)]] == ["r2", "r3", "r4", "r5"]


async def test_a_position_that_the_stream_no_longer_holds_is_told_with_reset(platform: Platform) -> None:
    async with live(platform, "1-1") as events:
        assert (await anext(events))[1] == "reset"


async def test_nobody_listens_without_signing_in(platform: Platform) -> None:
    async with httpx.AsyncClient() as http:
        assert (await http.get(f"{platform['URL']}/events?site={SITE}")).status_code == 401
