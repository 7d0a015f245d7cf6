"""REST through the real door, with stand-ins for the other services."""

import csv
import io
from typing import Any

import nanoarrow
import pytest
from motorway.alerts.v1 import alerts_pb2
from motorway.telemetry.v1 import telemetry_pb2

from .conftest import Neighbours, RunningGateway
from .neighbours import NOW_US, SITE, stamp

RANGE = f"site={SITE}&start=2026-11-23T00:00:00Z&end=2026-11-24T00:00:00Z"


async def get(gateway: RunningGateway, path: str) -> tuple[int, Any]:
    async with gateway.client() as http:
        response = await http.get(path)
    return response.status_code, response.json()


async def test_sites_are_listed_in_pages_read_and_applied(gateway: RunningGateway) -> None:
    status, site = await get(gateway, f"/api/v1/sites/{SITE}")
    assert (status, site["name"], site["version"]) == (200, "Cobham", 1)
    nozzle = {"number": 1, "grade_id": "e10", "tank": 1, "second_tank": 0, "second_tank_per_mille": 0}
    assert site["pumps"][0] == {"number": 1, "nozzles": [nozzle], "service_level": "SELF"}
    async with gateway.client() as http:
        changed = (await http.put(f"/api/v1/sites/{SITE}", json=site)).json()
        new = await http.put("/api/v1/sites/m1-leicester", json={**site, "site_id": "m1-leicester"})
        other = await http.put("/api/v1/sites/m1-leicester", json=site)
        first = (await http.get("/api/v1/sites?limit=1")).json()
        second = (await http.get("/api/v1/sites", params={"limit": 1, "cursor": first["next_cursor"]})).json()
    assert changed == {**site, "version": 2}
    assert (new.status_code, other.status_code, other.json()["errors"][0]["field"]) == (200, 422, "site_id")
    assert [page["items"][0]["site_id"] for page in (first, second)] == ["m1-leicester", SITE]
    assert second["next_cursor"] == ""


async def test_a_site_is_changed_only_as_it_was_seen(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        site = (await http.get(f"/api/v1/sites/{SITE}")).json()
        answers = [await http.put(f"/api/v1/sites/{SITE}", json=site, headers={"If-Match": '"1"'}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 412]
    assert answers[1].json()["reason"] == "PreconditionFailed"


async def test_pumps_join_configuration_and_newest_readings(gateway: RunningGateway, neighbours: Neighbours) -> None:
    for metric, value in (("state", 8.0), ("running_volume", 12.5), ("running_amount", 18.9), ("flow_rate", 38.0)):
        neighbours.telemetry.read("pump/2", metric, value)
    status, body = await get(gateway, f"/api/v1/sites/{SITE}/pumps")
    assert status == 200
    never, fuelling = body["items"]
    assert (never["number"], never["state"], never["state_time"], never["running_volume_l"]) == (1, None, None, None)
    assert (fuelling["state"], fuelling["state_number"], fuelling["running_volume_l"]) == ("FUELLING", 8, 12.5)
    assert (fuelling["running_amount"], fuelling["flow_rate_l_min"]) == (18.9, 38.0)
    assert fuelling["state_time"] == "2026-11-23T07:00:00.123000Z"


async def test_tanks_show_volume_and_ullage(gateway: RunningGateway, neighbours: Neighbours) -> None:
    _, unread = await get(gateway, f"/api/v1/sites/{SITE}/tanks")
    assert (unread["items"][0]["time"], unread["items"][0]["ullage_l"]) == (None, None)
    for metric, value in (("total_observed_volume", 30_000.0), ("water_volume", 120.0), ("probe_status", 3.0)):
        neighbours.telemetry.read("tank/1", metric, value)
    _, body = await get(gateway, f"/api/v1/sites/{SITE}/tanks")
    tank = body["items"][0]
    assert (tank["grade_name"], tank["probe_status"]) == ("Unleaded E10", "OPERATIVE")
    assert (tank["gross_observed_volume_l"], tank["ullage_l"]) == (29_880.0, 17_500.0)
    assert tank["temperature_c"] is None


async def test_stock_says_how_long_a_tank_lasts(gateway: RunningGateway, neighbours: Neighbours) -> None:
    filling = telemetry_pb2.Filling(since=stamp(), risen_l=4200.0)
    neighbours.telemetry.stock = [
        telemetry_pb2.TankStock(tank=1, drawn_per_day_l=3500.0, observed_s=6.5 * 86_400, filling=filling),
        telemetry_pb2.TankStock(tank=2, observed_s=0.0),
    ]
    status, body = await get(gateway, f"/api/v1/sites/{SITE}/stock")
    assert status == 200
    first, second = body["items"]
    assert (first["tank"], first["drawn_per_day_l"], first["observed_days"]) == (1, 3500.0, 6.5)
    assert first["filling"] == {"since": "2026-11-23T07:00:00.123000Z", "risen_l": 4200.0}
    assert (second["drawn_per_day_l"], second["filling"]) == (None, None)


async def test_controller_and_ping(gateway: RunningGateway) -> None:
    status, controller = await get(gateway, f"/api/v1/sites/{SITE}/controller")
    assert (status, controller["online"], controller["software_version"]) == (200, True, "1.2.3")
    assert (await get(gateway, "/api/v1/sites/m1-leicester/controller"))[0] == 404
    async with gateway.client() as http:
        answered = await http.post(f"/api/v1/sites/{SITE}/controller/ping")
        silent = await http.post("/api/v1/sites/m1-leicester/controller/ping")
    assert answered.json() == {"round_trip_ms": 4.5, "software_version": "1.2.3"}
    assert (silent.status_code, silent.json()["reason"]) == (504, "ControllerSilent")


async def test_controllers_of_all_sites_at_once(gateway: RunningGateway) -> None:
    _, every = await get(gateway, "/api/v1/controllers")
    _, own = await get(gateway, f"/api/v1/controllers?site={SITE}")
    assert [(one["site"], one["online"]) for one in every["items"]] == [(SITE, True)]
    assert own == every
    assert (await get(gateway, "/api/v1/controllers?site=m1-leicester"))[1] == {"items": []}


async def test_latest_and_series(gateway: RunningGateway, neighbours: Neighbours) -> None:
    neighbours.telemetry.read("tank/1", "product_level", 1234.5)
    neighbours.telemetry.read("tank/2", "product_level", 1.0)
    _, latest = await get(gateway, f"/api/v1/telemetry/latest?site={SITE}&device=tank/1")
    assert [(item["device"], item["value"]) for item in latest["items"]] == [("tank/1", 1234.5)]
    path = f"/api/v1/telemetry/series?{RANGE}&device=tank/1&metric=product_level&max_points=50"
    status, series = await get(gateway, path)
    assert status == 200
    assert neighbours.telemetry.asked.resolution == telemetry_pb2.RESOLUTION_UNSPECIFIED
    assert neighbours.telemetry.asked.max_points == 50
    assert (series["resolution"], series["unit"], series["gap_before"]) == ("hour", "mm", [1])
    assert series["time"] == [NOW_US // 1000, NOW_US // 1000 + 3_600_000]
    assert (series["min"], series["max"], series["count"]) == ([1.0, 2.0], [3.0, 4.0], [60, 30])


@pytest.mark.parametrize(
    ("query", "field"),
    [
        (f"site={SITE}&device=tank/1&metric=x&start=2026-11-23T00:00:00&end=2026-11-24T00:00:00Z", "start"),
        (f"{RANGE}&device=tank/1&metric=x&start=0001-01-01T00:00:00%2B23:59", "start"),
        (f"{RANGE}&device=TANK&metric=x", "device"),
        (f"{RANGE}&device=tank/1&metric=x&max_points=10001", "max_points"),
        (f"{RANGE}&device=tank/1&metric=x&resolution=week", "resolution"),
    ],
)
async def test_bad_ranges_are_named(gateway: RunningGateway, query: str, field: str) -> None:
    status, problem = await get(gateway, f"/api/v1/telemetry/series?{query}")
    assert (status, problem["reason"], problem["errors"][0]["field"]) == (422, "InvalidInput", field)


async def test_export_streams_csv_and_arrow(gateway: RunningGateway, neighbours: Neighbours) -> None:
    neighbours.telemetry.blocks = 3
    async with gateway.client() as http:
        as_csv = await http.get(f"/api/v1/telemetry/export?{RANGE}&device=tank/1")
        as_arrow = await http.get(f"/api/v1/telemetry/export?{RANGE}&format=arrow")
    assert as_csv.headers["content-disposition"] == f'attachment; filename="readings-{SITE}-20261123-20261124.csv"'
    rows = list(csv.DictReader(io.StringIO(as_csv.text)))
    assert (len(rows), rows[0]["value"], rows[-1]["device"]) == (3000, "0.0", "tank/1")
    assert as_arrow.headers["content-type"] == "application/vnd.apache.arrow.stream"
    assert sum(len(batch) for batch in nanoarrow.ArrayStream.from_readable(as_arrow.content)) == 3000


async def test_export_takes_from_telemetry_only_what_the_reader_takes(
    gateway: RunningGateway, neighbours: Neighbours
) -> None:
    neighbours.telemetry.blocks = 2000
    async with gateway.client() as http, http.stream("GET", f"/api/v1/telemetry/export?{RANGE}") as response:
        await anext(response.aiter_bytes())
    assert neighbours.telemetry.sent_blocks < 1000


async def test_an_export_that_is_refused_is_a_problem(gateway: RunningGateway) -> None:
    status, problem = await get(gateway, f"/api/v1/telemetry/export?{RANGE.replace(SITE, 'm1-leicester')}")
    assert (status, problem["reason"]) == (404, "SiteNotFound")
    backwards = f"site={SITE}&start=2026-11-24T00:00:00Z&end=2026-11-23T00:00:00Z"
    assert (await get(gateway, f"/api/v1/telemetry/export?{backwards}"))[0] == 422


async def test_devices_are_enrolled_listed_and_revoked(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with gateway.client() as http:
        made = await http.post("/api/v1/devices", json={"site": SITE}, headers={"Idempotency-Key": "k1"})
        signed = await http.post("/api/v1/devices", json={"site": SITE, "csr_pem": "CSR"})
        revoked = await http.post("/api/v1/devices/d0/revoke", json={"reason": "stolen"})
        devices = (await http.get("/api/v1/devices")).json()["items"]
    assert (made.status_code, made.json()["private_key_pem"], made.json()["ca_pem"]) == (201, "PRIVATE", "CA")
    assert signed.json()["private_key_pem"] is None
    assert len({"", "k1", *neighbours.iot.keys}) == 4  # the caller's key, but nobody else's who takes the same word
    assert revoked.json()["revocation_reason"] == "stolen"
    assert [device["revoked_at"] is None for device in devices] == [False, True]


async def test_quarantine(gateway: RunningGateway) -> None:
    _, page = await get(gateway, f"/api/v1/quarantine?site={SITE}")
    assert (page["total"], page["items"][0]["payload_base64"], page["items"][0]["payload_size"]) == (1, "/wA=", 2)


async def test_alerts(gateway: RunningGateway, neighbours: Neighbours) -> None:
    _, page = await get(gateway, f"/api/v1/alerts?site={SITE},m1-leicester&state=raised,acknowledged")
    asked = neighbours.alerts.asked
    assert list(asked.sites) == [SITE, "m1-leicester"]
    assert list(asked.states) == [alerts_pb2.ALERT_STATE_RAISED, alerts_pb2.ALERT_STATE_ACKNOWLEDGED]
    alert = page["items"][0]
    assert (alert["severity"], alert["state"], alert["acknowledged_at"]) == ("CRITICAL", "RAISED", None)
    assert page["next_cursor"] == "next"
    assert (await get(gateway, "/api/v1/alerts?state=gone"))[0] == 422
    async with gateway.client() as http:
        seen = (await http.post("/api/v1/alerts/a1/acknowledge")).json()
        conflict = await http.post("/api/v1/alerts/a1/resolve")
    assert (seen["state"], seen["acknowledged_by"]) == ("ACKNOWLEDGED", "admin")
    assert (conflict.status_code, conflict.json()["reason"]) == (409, "AlertAlreadyResolved")
