"""What changes something leaves one record, which says who, where, what and how it ended."""

import csv
import io
import json
from typing import Any

import pytest
from api_gateway.db.audit import record_of
from api_gateway.settings import Settings
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.iot.v1 import iot_pb2
from motorway_access.chain import GENESIS, Head, verify_day
from motorway_access.testing import CallerKeys

from .conftest import PASSWORD, Neighbours, RunningGateway
from .neighbours import SITE
from .records import audit, findings, superuser


async def test_a_change_leaves_one_record_with_everything_in_it(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        headers = {"User-Agent": "till/1.0", "traceparent": f"00-{'ab' * 16}-{'cd' * 8}-01"}
        site = (await http.get(f"/api/v1/sites/{SITE}")).json()
        changed = await http.put(f"/api/v1/sites/{SITE}", json={**site, "name": "New"}, headers=headers)
    [record] = await audit(gateway, operation="sites.configure")
    assert (record["actor_kind"], record["actor_name"], record["roles"]) == ("user", "admin", ["admin"])
    assert (record["method"], record["route"]) == ("PUT", "/api/v1/sites/{site}")
    assert (record["site"], record["target"], record["user_agent"]) == (SITE, f"site/{SITE}", "till/1.0")
    assert (record["address"], record["trace_id"]) == ("127.0.0.1", "ab" * 16)
    assert record["request_id"] == changed.headers["x-request-id"]
    assert (record["outcome"], record["status"], record["reason"]) == ("accepted", 200, "")
    assert (record["after"]["name"], record["after"]["version"]) == ("New", 2)
    assert await findings(gateway) == []


async def test_reading_leaves_no_record(gateway: RunningGateway) -> None:
    before = await audit(gateway)
    async with gateway.client() as http:
        await http.get("/api/v1/sites")
    assert await audit(gateway) == before


async def test_what_was_refused_or_failed_is_recorded_with_its_reason(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        await http.post("/api/v1/alerts/a1/resolve")
        await http.put(f"/api/v1/sites/{SITE}", json={"site_id": "x"})
        await http.post("/api/v1/sites/m1-leicester/controller/ping")
    found = [(r["outcome"], r["status"], r["reason"], r["after"]) for r in (await audit(gateway))[:3]]
    assert found == [
        ("failed", 504, "ControllerSilent", None),
        ("refused", 422, "InvalidInput", None),
        ("refused", 409, "AlertAlreadyResolved", None),
    ]


async def test_a_refused_sign_in_names_who_was_tried_and_no_password(gateway: RunningGateway) -> None:
    await gateway.sign_in("quite wrong", "Mallory")
    [refused] = await audit(gateway, outcome="refused")
    assert (refused["actor_kind"], refused["actor_name"].lower()) == ("anonymous", "mallory")
    assert (refused["status"], refused["reason"], refused["address"]) == (401, "InvalidCredentials", "127.0.0.1")
    accepted = (await audit(gateway, outcome="accepted"))[-1]
    assert (accepted["actor_kind"], accepted["actor_name"], accepted["operation"]) == (
        "user",
        "admin",
        "auth.create_token",
    )
    everything = json.dumps(await audit(gateway))
    assert not any(secret in everything for secret in ("quite wrong", PASSWORD, gateway.token))


async def test_secrets_of_an_answer_are_not_recorded(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        made = await http.post("/api/v1/devices", json={"site": SITE})
    [record] = await audit(gateway, operation="devices.enrol")
    assert made.json()["private_key_pem"] == "PRIVATE"
    assert (record["after"]["private_key_pem"], record["after"]["certificate_pem"]) == ("[removed]", "CERT")


async def test_search_finds_by_each_field_and_pages(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        for number in range(5):
            await http.post(f"/api/v1/alerts/alert-{number}/acknowledge")
        await http.post("/api/v1/alerts/a1/resolve")
        first = (await http.get("/api/v1/audit", params={"q": "acknow alert", "limit": 3})).json()
        second = (
            await http.get("/api/v1/audit", params={"q": "acknow alert", "limit": 3, "cursor": first["next_cursor"]})
        ).json()
        one = first["items"][0]
        same = (await http.get(f"/api/v1/audit/{one['record_id']}")).json()
        none = await http.get("/api/v1/audit/00000000-0000-7000-8000-000000000000")
    assert [len(page["items"]) for page in (first, second)] == [3, 2]
    assert second["next_cursor"] == ""
    assert [r["target"] for r in first["items"] + second["items"]] == [f"alert/alert-{n}" for n in (4, 3, 2, 1, 0)]
    assert (same, none.status_code, none.json()["reason"]) == (one, 404, "AuditRecordNotFound")
    for query, count in (
        ({"target": "alert/alert-2"}, 1),
        ({"operation": "alerts.resolve"}, 1),
        ({"actor": "admin", "site": SITE}, 5),
        ({"actor": one["actor_id"], "outcome": "refused"}, 1),
        ({"to": "2026-01-01T00:00:00Z"}, 0),
        ({"from": one["at"]}, 2),
    ):
        assert len(await audit(gateway, **query)) == count, query


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=2026-01-01T00:00:00", "from"),
        ("from=0001-01-01T00:00:00Z", "from"),
        ("from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z", "to"),
        ("cursor=x", "cursor"),
        ("cursor=2026-01-01_99999999999999999999", "cursor"),
        ("outcome=perhaps", "outcome"),
        ("actor=a%00b", "actor"),
        ("operation=%00", "operation"),
        ("target=%00", "target"),
        ("q=%00", "q"),
        ("limit=501", "limit"),
    ],
)
async def test_what_cannot_be_searched_is_named(gateway: RunningGateway, query: str, field: str) -> None:
    async with gateway.client() as http:
        response = await http.get(f"/api/v1/audit?{query}")
    assert (response.status_code, response.json()["errors"][0]["field"]) == (422, field)


async def test_ndjson_has_everything_that_a_check_needs(gateway: RunningGateway, caller_keys: CallerKeys) -> None:
    async with gateway.client() as http:
        await http.post("/api/v1/alerts/a1/acknowledge")
        exported = await http.get("/api/v1/audit/export")
    assert exported.headers["content-type"] == "application/x-ndjson"
    lines = [json.loads(line) for line in exported.text.splitlines()]
    head, records = Head.of(lines[0]["day"]), [line["record"] for line in lines[1:]]
    assert (head.records, head.previous_day, len(records)) == (len(records), "", 2)
    assert verify_day(records, head, GENESIS, caller_keys.verifier.is_sealed) == []


async def test_csv_is_no_formula(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        await http.post("/api/v1/alerts/a1/acknowledge", headers={"User-Agent": '=cmd|"/c calc"!A0'})
        exported = await http.get("/api/v1/audit/export?format=csv")
    rows = list(csv.DictReader(io.StringIO(exported.text, newline="")))
    assert rows[-1]["user_agent"] == '\'=cmd|"/c calc"!A0'
    assert (rows[-1]["target"], rows[-1]["roles"], json.loads(rows[-1]["after"])["alert_id"]) == (
        "alert/a1",
        "admin",
        "a1",
    )


async def test_a_range_of_days_has_only_those(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        assert (await http.get("/api/v1/audit/export?to=2020-01-01")).text == ""
        early = (await http.get("/api/v1/audit/verification?to=2020-01-01")).json()
        backwards = await http.get("/api/v1/audit/verification?from=2026-01-02&to=2026-01-01")
    assert early == {"days": [], "intact": True}
    assert (backwards.status_code, backwards.json()["reason"]) == (422, "BackwardRange")


async def test_every_column_is_under_the_hash(gateway: RunningGateway, settings: Settings) -> None:
    """A column that no hash covers could be changed by anybody."""
    [record] = await audit(gateway)
    changes: dict[str, Any] = {
        name: "'x'" for name, value in record.items() if isinstance(value, str) and name not in ("hash", "seal")
    }
    changes |= {"at": "now()", "record_id": "gen_random_uuid()", "day": "day + 1", "status": "299", "before": "'1'"}
    changes |= {"after": "'{}'", "roles": "'{x}'", "previous_hash": "sha256('')", "sequence": "2"}
    assert changes.keys() | {"hash", "seal"} == record.keys()
    async with superuser(settings.database_url) as conn:
        for column, value in changes.items():
            original = await conn.fetchrow("SELECT * FROM audit_record")
            assert original
            await conn.execute(f"UPDATE audit_record SET {column} = {value}")
            assert await findings(gateway) != [], column
            await conn.execute("DELETE FROM audit_record")
            columns = ", ".join(f"${number}" for number in range(1, len(original) + 1))
            await conn.execute(f"INSERT INTO audit_record VALUES ({columns})", *original.values())
            assert record_of(original)["hash"] == record["hash"]
    assert await findings(gateway) == []


async def test_an_unexpected_failure_is_recorded(gateway: RunningGateway, neighbours: Neighbours) -> None:
    neighbours.iot.devices["d9"] = iot_pb2.Device(device_id="d9", enrolled_at=Timestamp(seconds=2**60))
    async with gateway.client() as http:
        answer = await http.post("/api/v1/devices/d9/revoke", json={})
    [record] = await audit(gateway, operation="devices.revoke")
    assert (answer.status_code, record["outcome"], record["status"]) == (500, "failed", 500)
