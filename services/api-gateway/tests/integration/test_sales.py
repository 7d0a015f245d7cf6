"""Sales, refunds and debts through the HTTP door, with a stand-in for pos."""

from typing import Any

import httpx
import pytest
from google.protobuf.json_format import MessageToDict
from motorway.pos.v1 import sale_pb2, sales_pb2

from .conftest import Neighbours, RunningGateway
from .neighbours import SITE
from .stub_receipts import SALE
from .stub_sales import DEBT, REFUND

API = "/api/v1"
OF_SALE = f"{API}/sales/{SALE}"


async def sent(gateway: RunningGateway, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    async with gateway.client() as http:
        response = await http.request(method, path, json=body)
    return response.status_code, response.json()


async def last_record(http: httpx.AsyncClient) -> Any:
    records = (await http.get(f"{API}/audit?site={SITE}&limit=1")).json()["items"]
    return (await http.get(f"{API}/audit/{records[0]['record_id']}")).json()


async def test_a_sale_is_opened_once_for_its_key(gateway: RunningGateway, neighbours: Neighbours) -> None:
    body = {
        "site": SITE,
        "kind": "PRE_PAY",
        "pump": 4,
        "grade_ids": ["diesel"],
        "max_amount_minor": 5_000,
        "tenders": [{"kind": "CASH", "given_minor": 6_000}],
        "note": "trailer",
    }
    async with gateway.client() as http:
        answers = [await http.post(f"{API}/sales", json=body, headers={"Idempotency-Key": "k1"}) for _ in "ab"]
        record = await last_record(http)
    assert [answer.status_code for answer in answers] == [201, 201]
    asked = neighbours.sales.asked
    assert (asked.site_id, asked.kind, asked.pump, len(asked.idempotency_key)) == (SITE, 2, 4, 64)
    assert (list(asked.grade_ids), asked.max_amount_minor, asked.note) == (["diesel"], 5_000, "trailer")
    assert asked.tenders[0] == sales_pb2.NewTender(kind=sale_pb2.TENDER_KIND_CASH, given_minor=6_000)
    sale = answers[0].json()
    assert (sale["state"], sale["clearing"], sale["due_minor"], sale["cleared_at"]) == ("PAYABLE", None, 3_300, None)
    assert (record["target"], record["site"], record["before"]) == (f"sale/{SALE}", SITE, None)


async def test_a_sale_is_read_with_all_that_came_of_it(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        answer = await http.get(OF_SALE)
        again = await http.get(OF_SALE, headers={"If-None-Match": answer.headers["etag"]})
    sale = answer.json()
    assert (answer.headers["etag"], again.status_code) == ('"6"', 304)
    assert (sale["site"], sale["kind"], sale["state"], sale["clearing"]) == (SITE, "POST_PAY", "CLEARED", "PAID")
    assert (sale["lines"][0]["fuel"]["volume_ml"], sale["lines"][1]["fuel"]) == (20_000, None)
    assert (sale["tenders"][0]["kind"], sale["tenders"][0]["change_minor"]) == ("CASH", 1_700)
    assert (sale["steps"][0]["what"], sale["steps"][0]["state"]) == ("opened", "REQUESTED")
    assert (sale["refunds"][0]["state"], sale["debt"]["registration"]) == ("REQUESTED", "AB12 CDE")


async def test_sales_are_listed(gateway: RunningGateway, neighbours: Neighbours) -> None:
    filters = "state=PAYABLE,LOCKED&kind=PRE_PAY&pump=4&shift_id=s1&text=AB12&limit=7"
    times = "from=2026-11-23T00:00:00Z&to=2026-11-24T00:00:00Z"
    status, page = await sent(gateway, "GET", f"{API}/sales?site={SITE}&{filters}&{times}")
    assert (status, page["next_cursor"], page["items"][0]["sale_id"]) == (200, "next", SALE)
    asked = MessageToDict(neighbours.sales.asked, preserving_proto_field_name=True)
    assert asked == {
        "sites": [SITE],
        "states": ["SALE_STATE_PAYABLE", "SALE_STATE_LOCKED"],
        "kinds": ["SALE_KIND_PRE_PAY"],
        "pump": 4,
        "shift_id": "s1",
        "from": "2026-11-23T00:00:00Z",
        "to": "2026-11-24T00:00:00Z",
        "text": "AB12",
        "page_size": 7,
    }
    for wrong in ("state=GONE", "kind=GIFT", "from=0001-01-01T00:00:00%2B14:00", "to=noon"):
        assert (await sent(gateway, "GET", f"{API}/sales?{wrong}"))[0] == 422


Change = tuple[str, str, Any, str, dict[str, Any]]
CHANGES: list[Change] = [
    ("POST", "lock", {"shift_id": "s1"}, "LockSale", {"shift_id": "s1"}),
    ("POST", "lock", None, "LockSale", {}),
    ("POST", "unlock", {}, "UnlockSale", {}),
    ("POST", "lines", {"barcode": "96385074", "quantity": 2}, "AddLine", {"barcode": "96385074", "quantity": 2}),
    ("DELETE", "lines/2?shift_id=s1", None, "RemoveLine", {"number": 2, "shift_id": "s1"}),
    (
        "POST",
        "tenders",
        {"kind": "ACCOUNT", "account_id": "acme", "vehicle_id": "AB1", "odometer_km": 7, "amount_minor": 5},
        "AddTender",
        {
            "tender": {
                "kind": "TENDER_KIND_ACCOUNT",
                "account_id": "acme",
                "vehicle_id": "AB1",
                "odometer_km": "7",
                "amount_minor": "5",
            }
        },
    ),
    ("DELETE", "tenders/1", None, "RemoveTender", {"number": 1}),
    (
        "POST",
        "clear",
        {"clearing": "PUMP_TEST", "tank": 3, "note": "calibrated"},
        "ClearSale",
        {"clearing": "CLEARING_PUMP_TEST", "tank": 3, "note": "calibrated"},
    ),
    ("POST", "void", {"reason": "mistake"}, "VoidSale", {"reason": "mistake"}),
    ("POST", "cancel", None, "CancelSale", {}),
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change[3])
async def test_a_ticket_is_changed_and_it_is_kept_who_did_it(
    gateway: RunningGateway, neighbours: Neighbours, change: Change
) -> None:
    method, path, body, rpc, expected = change
    async with gateway.client() as http:
        answer = await http.request(method, f"{OF_SALE}/{path}", json=body)
        record = await last_record(http)
    assert (answer.status_code, answer.json()["state"]) == (200, "CLEARED")
    asked = neighbours.sales.asked
    assert asked.DESCRIPTOR.name == f"{rpc}Request"
    said = MessageToDict(asked, preserving_proto_field_name=True)
    assert bool(said.pop("idempotency_key", "")) == ("idempotency_key" in asked.DESCRIPTOR.fields_by_name)
    assert said == {"sale_id": SALE, **expected}
    assert (record["target"], record["site"]) == (f"sale/{SALE}", SITE)
    assert (record["before"]["state"], record["after"]["state"]) == ("PAYABLE", "CLEARED")


async def test_change_is_given(gateway: RunningGateway) -> None:
    status, given = await sent(gateway, "POST", f"{OF_SALE}/change")
    assert (status, given["cash_minor"], given["account_minor"]) == (200, 2_000, 500)
    assert given["sale"]["sale_id"] == SALE


async def test_a_refusal_names_the_other_till(gateway: RunningGateway, neighbours: Neighbours) -> None:
    neighbours.sales.locked = True
    status, problem = await sent(gateway, "POST", f"{OF_SALE}/lock")
    assert (status, problem["reason"], problem["detail"]) == (409, "SaleLockedElsewhere", "ann has the ticket")


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        (f"{API}/sales", {"site": SITE, "kind": "GIFT"}, "kind"),
        (f"{API}/sales", {"site": SITE, "kind": "POST_PAY", "max_amount_minor": -1}, "max_amount_minor"),
        (f"{OF_SALE}/tenders", {"kind": "CARD"}, "kind"),
        (f"{OF_SALE}/tenders", {"kind": "CASH", "amount_minor": 1.5}, "amount_minor"),
        (f"{OF_SALE}/lines", {"item_id": "coffee", "quantity": 0}, "quantity"),
        (f"{OF_SALE}/clear", {"clearing": "PAID"}, "clearing"),
        (f"{OF_SALE}/void", {}, "reason"),
        (f"{OF_SALE}/no-means", {}, "person"),
        (f"{OF_SALE}/refunds", {"amount_minor": 5}, "reason"),
        (f"{API}/debts/{DEBT}/settle", {"tenders": []}, "tenders"),
    ],
)
async def test_a_wrong_body_names_its_field(gateway: RunningGateway, path: str, body: Any, field: str) -> None:
    status, problem = await sent(gateway, "POST", path, body)
    assert (status, problem["errors"][0]["field"]) == (422, field)


async def test_who_left_without_paying_is_recorded(gateway: RunningGateway, neighbours: Neighbours) -> None:
    seen = {"registration": "AB12 CDE", "note": "blue van", "photo_ref": "cam3/1.jpg"}
    async with gateway.client() as http:
        left = await http.post(f"{OF_SALE}/drive-off", json=seen)
        record = await last_record(http)
    assert (left.status_code, left.json()["debt"]["state"], left.json()["sale"]["sale_id"]) == (200, "OPEN", SALE)
    assert neighbours.sales.asked.photo_ref == "cam3/1.jpg"
    assert (record["target"], record["before"]["state"]) == (f"sale/{SALE}", "PAYABLE")
    status, poor = await sent(gateway, "POST", f"{OF_SALE}/no-means", {"person": "Jo Smith"})
    assert (status, poor["debt"]["debt_id"], neighbours.sales.asked.person) == (200, DEBT, "Jo Smith")


async def test_a_refund_is_asked_for_and_decided(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with gateway.client() as http:
        made = await http.post(f"{OF_SALE}/refunds", json={"lines": [2], "reason": "cold"})
        asked = neighbours.sales.asked
        approved = await http.post(f"{API}/refunds/{REFUND}/approve")
        record = await last_record(http)
        declined = await http.post(f"{API}/refunds/{REFUND}/decline", json={"reason": "it was hot"})
    assert (made.status_code, made.json()["state"], made.json()["lines"]) == (201, "REQUESTED", [2])
    assert (list(asked.lines), asked.tender_kind, len(asked.idempotency_key) > 0) == ([2], 1, True)
    assert (approved.status_code, approved.json()["state"]) == (200, "APPROVED")
    assert (record["target"], record["site"], record["before"]["state"]) == (f"refund/{REFUND}", SITE, "REQUESTED")
    assert (declined.status_code, declined.json()["state"]) == (200, "DECLINED")
    status, page = await sent(gateway, "GET", f"{API}/refunds?site={SITE}&state=REQUESTED&sale_id={SALE}")
    assert (status, page["items"][0]["refund_id"], page["next_cursor"]) == (200, REFUND, "next")
    assert list(neighbours.sales.asked.states) == [sales_pb2.REFUND_STATE_REQUESTED]


async def test_a_debt_is_paid_or_written_off(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with gateway.client() as http:
        paid = await http.post(f"{API}/debts/{DEBT}/settle", json={"tenders": [{"kind": "CASH"}]})
        record = await last_record(http)
        gone = await http.post(f"{API}/debts/{DEBT}/write-off", json={"reason": "no trace"})
    assert (paid.status_code, paid.json()["state"]) == (200, "SETTLED")
    assert (record["target"], record["site"], record["before"]["state"]) == (f"debt/{DEBT}", SITE, "OPEN")
    assert (gone.status_code, gone.json()["state"], neighbours.sales.asked.reason) == (200, "WRITTEN_OFF", "no trace")
    async with gateway.client() as http:
        asked = await http.post(
            f"{API}/debts/{DEBT}/card-payments", json={"method": {"kind": "LINK"}, "shift_id": "s1"}
        )
        record = await last_record(http)
    assert (asked.status_code, asked.json()["debt"]["state"]) == (201, "OPEN")
    assert (neighbours.sales.asked.method.link, neighbours.sales.asked.shift_id) == (True, "s1")
    assert (record["target"], record["site"]) == (f"debt/{DEBT}", SITE)
    status, page = await sent(gateway, "GET", f"{API}/debts?site={SITE}&state=OPEN&registration=ab12")
    assert (status, page["items"][0]["debt_id"], neighbours.sales.asked.registration) == (200, DEBT, "ab12")
