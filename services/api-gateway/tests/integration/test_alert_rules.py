"""Rules of alerts, their versions, the library and dry runs, through the HTTP door."""

import json
from typing import Any

from alerts.library import library

from .conftest import Neighbours, RunningGateway
from .neighbours import SITE

URL = "/api/v1/alert-rules"
TRIALS = "/api/v1/alert-rule-trials"
WHEN = {"kind": "threshold", "device": "tank", "metric": "product_volume_l", "below": "tank.capacity_l * 0.1"}
RULE: dict[str, Any] = {"name": "Tank low", "text": "{device} is low", "severity": "WARNING", "when": WHEN}


async def test_every_ready_rule_is_as_the_contract_says(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        listed = (await http.get(f"{URL}/library")).json()["items"]
        one = (await http.get(f"{URL}/tank_low")).json()
    assert [rule["rule_id"] for rule in listed] == list(library())
    assert all(rule["followed"] and not rule["deleted"] and rule["response"] for rule in listed)
    assert (one["when"]["below"], one["version"], one["origin"]) == ("tank.capacity_l * 0.10", 3, "LIBRARY")


async def test_a_rule_is_put_by_whoever_has_seen_its_version(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with gateway.client() as http:
        put = await http.put(f"{URL}/tank_low", json={**RULE, "reason": "ours is small"}, headers={"If-Match": '"3"'})
        stale = await http.put(f"{URL}/tank_low", json=RULE, headers={"If-Match": '"2"'})
        mixed = await http.put(f"{URL}/tank_low", json={**RULE, "when": {**WHEN, "window_s": 60}})
        gone = await http.delete(f"{URL}/tank_low?reason=never")
    assert (put.status_code, stale.status_code, mixed.status_code, gone.status_code) == (200, 412, 422, 204)
    assert (put.json()["version"], put.json()["when"]["clear"]) == (4, None)
    assert neighbours.rules.asked.reason == "never"


async def test_what_is_otherwise_at_a_site(gateway: RunningGateway, neighbours: Neighbours) -> None:
    body = {"overrides": [{"device": "tank/2", "below": 3000}], "reason": "a small tank"}
    async with gateway.client() as http:
        put = await http.put(f"{URL}/tank_low/overrides/{SITE}", json=body)
    assert (put.json()["overrides"][0]["site"], put.json()["overrides"][0]["below"]) == (SITE, 3000)
    assert json.loads(neighbours.rules.asked.overrides)[0]["device"] == "tank/2"


async def test_versions_say_who_and_why(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        gone, first = (await http.get(f"{URL}/tank_low/versions")).json()["items"]
    assert (gone["rule"], gone["reason"]) == (None, "not here")
    assert first["rule"]["name"] == "Tank low"


async def test_a_dry_run_says_what_would_have_been(gateway: RunningGateway, neighbours: Neighbours) -> None:
    span = {"start": "2026-11-16T00:00:00Z", "end": "2026-11-23T00:00:00Z"}
    async with gateway.client() as http:
        found = await http.post(TRIALS, json={"rule": {**RULE, "rule_id": "low"}, "sites": [SITE], **span})
    request, caller = neighbours.rules.asked
    assert found.json()["total"] == 14
    assert found.json()["alerts"][0]["cleared_at"] is None
    assert (json.loads(request.document)["rule_id"], list(request.sites), caller) == ("low", [SITE], "admin")


async def test_yes_and_no_are_no_numbers(gateway: RunningGateway) -> None:
    when = {"kind": "state", "device": "pump", "metric": "state", "values": [False]}
    async with gateway.client() as http:
        refused = await http.put(f"{URL}/calls", json={**RULE, "when": when})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"].endswith("values.0")
