"""Alerts with their journal, incidents, silences and statistics, through the HTTP door."""

from motorway.alerts.v1 import alerts_pb2, silences_pb2

from .conftest import Neighbours, RunningGateway
from .neighbours import SITE
from .stub_alerts import INCIDENT, SILENCE


async def test_alerts_are_looked_for_by_what_they_are_about(gateway: RunningGateway, neighbours: Neighbours) -> None:
    query = f"severity=warning,critical&rule=tank_low&incident={INCIDENT}&assignee=ann&text=Low"
    query += "&suppressed=false&grouped=true"
    async with gateway.client() as http:
        assert (await http.get(f"/api/v1/alerts?{query}")).status_code == 200
        assert (await http.get("/api/v1/alerts?severity=bad")).status_code == 422
    asked = neighbours.alerts.asked
    assert list(asked.severities) == [alerts_pb2.ALERT_SEVERITY_WARNING, alerts_pb2.ALERT_SEVERITY_CRITICAL]
    assert (list(asked.rules), asked.incident_id, asked.assignee, asked.text) == (["tank_low"], INCIDENT, "ann", "Low")
    assert asked.HasField("suppressed")
    assert (asked.suppressed, asked.grouped) == (False, True)


async def test_an_alert_is_shown_with_its_journal_and_added_to(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with gateway.client() as http:
        alert = (await http.get("/api/v1/alerts/a1")).json()
        note = (await http.post("/api/v1/alerts/a1/notes", json={"note": "on my way"})).json()
        assigned = (await http.post("/api/v1/alerts/a1/assign", json={"assignee": "ann"})).json()
        empty = await http.post("/api/v1/alerts/a1/notes", json={"note": ""})
    assert (alert["suppression"], alert["incident_id"], alert["silence_id"]) == ("INCIDENT", INCIDENT, None)
    assert (alert["rule_name"], alert["response"]) == ("Controller offline", "Call the site.")
    assert [(step["what"], step["quiet"]) for step in alert["journal"]] == [("RAISED", "INCIDENT")]
    assert (note["what"], note["note"], note["actor"]) == ("NOTED", "on my way", "admin")
    assert neighbours.alerts.asked.idempotency_key
    assert (assigned["assignee"], empty.status_code) == ("ann", 422)


async def test_statistics_say_nothing_where_there_is_nothing(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        url = f"/api/v1/alerts/statistics?site={SITE}&start=2026-11-23T00:00:00Z&end=2026-11-24T00:00:00Z"
        found = (await http.get(url)).json()
    assert (found["total"]["raised"], found["total"]["mean_acknowledge_s"], found["peak_per_10_min"]) == (14, 95.5, 4)
    assert found["total"]["mean_resolve_s"] is None


async def test_an_incident_is_acknowledged_as_one(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        (listed,) = (await http.get("/api/v1/incidents?open=true")).json()["items"]
        seen = (await http.post(f"/api/v1/incidents/{INCIDENT}/acknowledge")).json()
    assert listed == seen
    assert (seen["kind"], seen["alerts"], seen["gathering"], seen["closed_at"]) == ("SITE_DARK", 40, True, None)
    assert seen["head"]["rule"] == "controller_offline"


async def test_a_maintenance_window_is_made_and_cancelled(gateway: RunningGateway, neighbours: Neighbours) -> None:
    body = {"kind": "MAINTENANCE", "sites": [SITE], "device": "pump/3", "reason": "replaced"}
    async with gateway.client() as http:
        endless = await http.post("/api/v1/silences", json=body)
        made = await http.post("/api/v1/silences", json={**body, "ends_at": "2026-11-24T00:00:00Z"})
        cancelled = await http.post(f"/api/v1/silences/{SILENCE}/cancel")
        (listed,) = (await http.get("/api/v1/silences?current=true")).json()["items"]
    assert (endless.status_code, made.status_code, cancelled.status_code) == (422, 201, 200)
    asked = neighbours.silences.asked
    assert (asked.kind, asked.device) == (silences_pb2.SILENCE_KIND_MAINTENANCE, "pump/3")
    assert not asked.HasField("starts_at")
    assert listed == made.json() == cancelled.json()
