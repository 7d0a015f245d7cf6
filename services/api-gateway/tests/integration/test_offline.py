"""Tills without a line, through the HTTP door."""

from hashlib import sha256
from typing import Any

from motorway.pos.v1 import offline_pb2 as pb

from .conftest import Neighbours, RunningGateway
from .neighbours import SITE
from .stub_offline import DEVICE, OPERATION
from .test_shifts import last_record
from .test_tills import make_cashier, pin_in, till

API = "/api/v1"
DEVICES = f"{API}/sites/{SITE}/tills/Counter%201/offline-devices"
OPERATIONS = f"{DEVICES}/{DEVICE}/operations"


def done(number: int = 1, **fields: Any) -> dict[str, Any]:
    document = '{"format":1,"name":"Käse"}'
    return {
        "operation_id": OPERATION,
        "number": number,
        "document": document,
        "previous_hash": bytes(32).hex(),
        "hash": sha256(bytes(32) + document.encode()).hexdigest(),
        **fields,
    }


async def test_a_browser_is_made_known_at_its_till(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with gateway.client() as http:
        answer = await http.post(DEVICES, json={"device_id": DEVICE, "name": "Tablet", "pending": 3})
        record = await last_record(http)
        wrong = [await http.post(DEVICES, json={"device_id": DEVICE, "name": "T", **fields}) for fields in WRONG]
    device = answer.json()
    assert (answer.status_code, device["series"], device["last_number"]) == (200, "Counter 1/off-a", 2)
    assert (device["last_hash"], device["limits"]["max_sale_minor"]) == ("00" * 32, 20_000)
    assert (neighbours.offline.asked.till, neighbours.offline.asked.pending) == ("Counter 1", 3)
    assert (record["target"], record["site"], record["before"]["name"]) == (f"offline-device/{DEVICE}", SITE, "Tablet")
    assert [each.status_code for each in wrong] == [422] * len(WRONG)


WRONG: list[dict[str, Any]] = [{"device_id": "7"}, {"name": ""}, {"pending": -1}, {"pending": True}, {"pending": "3"}]


async def test_what_it_did_is_handed_in(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with gateway.client() as http:
        answer = await http.post(OPERATIONS, json={"operations": [done(1), done(2)], "pending": 4})
        broken = await http.post(OPERATIONS, json={"operations": [done(9)]})
        wrong = [await http.post(OPERATIONS, json={"operations": [done(**fields)]}) for fields in WRONG_DONE]
        many = await http.post(OPERATIONS, json={"operations": [done()] * 51})
    body = answer.json()
    assert (answer.status_code, body["last_number"]) == (200, 2)
    assert [(one["number"], one["outcome"], one["reason"]) for one in body["items"]] == [
        (1, "CONFLICT", "CLEARED_ELSEWHERE"),
        (2, "CONFLICT", "CLEARED_ELSEWHERE"),
    ]
    assert (body["items"][0]["reasons"], body["items"][0]["owed_minor"]) == (["CLEARED_ELSEWHERE", "TOO_OLD"], 3_000)
    assert (broken.status_code, broken.json()["reason"]) == (409, "OfflineChainBroken")
    assert broken.json()["context"]["expected_number"] == "3"
    assert [each.status_code for each in (*wrong, many)] == [422] * (len(WRONG_DONE) + 1)
    asked = neighbours.offline.asked
    assert (asked.site_id, asked.device_id, asked.operations[0].document) == (SITE, DEVICE, done()["document"])


WRONG_DONE: list[dict[str, Any]] = [
    {"operation_id": "7"}, {"number": 0}, {"number": "1"}, {"hash": "00"}, {"hash": "G" * 64}, {"document": ""},
]  # fmt: skip


async def test_who_looks_at_it_sees_what_it_was_and_explains_it(
    gateway: RunningGateway, neighbours: Neighbours
) -> None:
    path = f"{API}/sites/{SITE}/offline-operations"
    async with gateway.client() as http:
        devices = (await http.get(f"{API}/sites/{SITE}/offline-devices", params={"till": "Counter 1"})).json()
        listed = (await http.get(path, params={"outcome": "CONFLICT", "unresolved": "true", "limit": "5"})).json()
        asked = neighbours.offline.asked
        done_ = await http.post(f"{path}/{OPERATION}/resolve", json={"resolution": "given back"})
        record = await last_record(http)
        empty = await http.post(f"{path}/{OPERATION}/resolve", json={"resolution": ""})
    assert (devices["items"][0]["pending"], listed["next_cursor"]) == (3, "next")
    assert (asked.outcomes, asked.unresolved, asked.page_size) == ([pb.OFFLINE_OUTCOME_CONFLICT], True, 5)
    (one,) = listed["items"]
    assert (one["kind"], one["cashier"], one["resolved_at"], one["at"]) == (
        "FUEL_CASH", "jo", None, "2026-11-18T11:06:40Z",
    )  # fmt: skip
    assert (done_.status_code, done_.json()["resolution"], empty.status_code) == (200, "given back", 422)
    assert (record["target"], record["before"]["resolution"]) == (f"offline-operation/{OPERATION}", "")


async def test_who_is_in_on_another_till_hands_nothing_in(gateway: RunningGateway, neighbours: Neighbours) -> None:
    user_id = await make_cashier(gateway, "bob")
    wish = {"device_id": DEVICE, "name": "Tablet"}
    async with till(gateway) as (browser, _):
        assert (await pin_in(browser, user_id)).status_code == 200
        elsewhere = await browser.post(DEVICES.replace("Counter%201", "Counter%202"), json=wish)
        here = await browser.post(DEVICES, json=wish)
    assert (elsewhere.status_code, elsewhere.json()["errors"][0]["field"]) == (422, "till")
    assert here.status_code == 200
