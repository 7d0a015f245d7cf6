"""One trace from a pump's message to the screens, and one from the cashier's tap to the pump's answer."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
import yaml
from motorway_kit.testing import wait_until

from tests.e2e.test_devices import now
from tests.e2e.test_live_stream import SITE, live
from tests.support.collector import Collector, collector, marked
from tests.support.desk import done
from tests.support.mqtt import publish
from tests.support.platform import SERVICES, Platform
from tests.support.station import Places

pytestmark = pytest.mark.e2e

EDGES = yaml.safe_load(Path(__file__).with_name("trace_edges.yaml").read_text())
ARRIVES_S, SCRAPED_S = 30, 60
RELEASED = "motorway_pos_authorise_seconds_bucket"


@pytest.fixture
def traces(platform: Platform) -> Iterator[Collector]:
    with collector(platform["OTLP_ENDPOINT"]) as found:
        yield found


async def _all_there(traces: Collector, trace_id: str, name: str) -> None:
    expected = {(parent, child) for parent, child in EDGES[name]}
    try:
        await wait_until(lambda: expected <= traces.edges(trace_id), ARRIVES_S, 0.2)
    except AssertionError:
        found = traces.edges(trace_id)
        missing = "\n".join(map(str, sorted(expected - found)))
        pytest.fail(f"missing:\n{missing}\nfound:\n" + "\n".join(map(str, sorted(found))))


async def test_from_the_cashiers_tap_to_the_pumps_answer_and_its_fuelling(places: Places, traces: Collector) -> None:
    station = await places("traced-tap")
    jo = await station.till("Counter 1")
    await station.calls(1, 20_000)
    trace_id, traceparent = marked()
    body = {"site": station.site, "kind": "POST_PAY", "pump": 1}
    headers = {"traceparent": traceparent, "Idempotency-Key": trace_id}
    sale = done(await jo.http.post("/sales", json=body, headers=headers))
    await jo.becomes(sale["sale_id"], "PAYABLE")
    await _all_there(traces, trace_id, "tap")

    spans = traces.of(trace_id)
    statements = [told.span for told in spans if any(one.key == "db.query.text" for one in told.span.attributes)]
    assert {told.service for told in spans} >= {"api-gateway", "pos", "iot-gateway", "forecourt-simulator", "alerts"}
    assert any(span.name in {"WITH", "INSERT"} for span in statements)
    assert sale["sale_id"] not in str(statements), "the values of a statement are nobody's business"
    await _is_logged(station.platform, trace_id, station.site)
    await wait_until(lambda: _is_kept_by_prometheus(station.platform, trace_id), SCRAPED_S, 0.5)


async def _is_logged(platform: Platform, trace_id: str, site: str) -> None:
    """What the services wrote about it carries the trace, and the site."""
    lines = await asyncio.to_thread(lambda: list(_logged(platform, trace_id)))
    told = {line["service"]: line for line in lines if line["event"] == "command"}
    assert told["iot-gateway"]["site"] == site
    assert {"timestamp", "level", "event", "service"} <= set(told["iot-gateway"])
    assert all(line.get("site", site) == site for line in lines)


async def _is_kept_by_prometheus(platform: Platform, trace_id: str) -> bool:
    """As the exemplar of how long the release took."""
    async with httpx.AsyncClient(base_url=platform["PROMETHEUS_URL"], timeout=10) as prometheus:
        now_s = time.time()
        query: dict[str, str | float] = {"query": RELEASED, "start": now_s - 600, "end": now_s}
        found = (await prometheus.get("/api/v1/query_exemplars", params=query)).json()["data"]
    return any(one["labels"] == {"trace_id": trace_id} for series in found for one in series["exemplars"])


def _logged(platform: Platform, trace_id: str) -> Iterator[dict[str, Any]]:
    for service in SERVICES:
        for line in (platform.home / "logs" / f"{service.replace('_', '-')}.log").read_text().splitlines():
            if trace_id in line:
                yield orjson.loads(line)


async def test_from_a_pumps_message_to_the_screens(platform: Platform, traces: Collector) -> None:
    certificate = (await platform.enrol([SITE])) / SITE
    trace_id, traceparent = marked()
    payload: dict[str, object] = {"time": now(), "state": "FUELLING_POINT_STATE_CALLING", "nozzle": 1}
    topic = f"motorway/v1/{SITE}/pump/1/state"
    async with live(platform) as events:
        status, said = await publish(platform, certificate, topic, payload, traceparent)
        assert status == 0, said
        assert (await anext(events))[1] == "pump.state"
    await _all_there(traces, trace_id, "message")
    unmarked = {told.label for told in traces.spans.values() if told.span.trace_id.hex() != trace_id}
    assert not unmarked, "only what its sender marked is recorded here"
