"""Account customers, through the real HTTP door."""

import json
from typing import Any

import pytest
from motorway.pos.v1 import accounts_pb2 as pb
from motorway_kit.errors import Conflict, MotorwayError, NotFound

from .conftest import Neighbours, RunningGateway
from .neighbours import SITE
from .people import API, field_of, reason_of
from .stub_accounts import ACCOUNT

URL = f"{API}/accounts/{ACCOUNT}"
TERMS = {
    "name": "Acme Ltd",
    "address": ["1 Depot Road"],
    "vat_id": "GB1",
    "email": "a@acme.example",
    "currency": "GBP",
    "home_site": SITE,
    "sites": [SITE],
    "credit_limit_minor": 500_000,
}


class VersionMismatch(Conflict):
    """As pos says it."""


class VehicleNotFound(NotFound):
    """As pos says it."""


async def test_accounts_are_searched_and_read(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with gateway.client() as http:
        page = (await http.get(f"{API}/accounts?search=acme&site={SITE}&state=BLOCKED&limit=7")).json()
        one = (await http.get(URL)).json()
        missing = await http.get(f"{API}/accounts/nobody")
    asked = neighbours.accounts.asked
    assert (asked.search, asked.site_id, asked.state, asked.page_size) == ("acme", SITE, pb.ACCOUNT_STATE_BLOCKED, 7)
    assert (page["items"], page["next_cursor"]) == ([one], "next")
    assert (one["state"], one["balance_minor"], one["available_minor"]) == ("ACTIVE", 123_450, 376_550)
    assert one["vehicles"][0]["registration"] == "AB12CDE"
    assert reason_of(missing) == (404, "AccountNotFound")


async def test_terms_are_put_as_they_were_seen(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with gateway.client() as http:
        put = await http.put(URL, json=TERMS, headers={"If-Match": '"1"'})
        asked = neighbours.accounts.asked
        neighbours.accounts.refusal = VersionMismatch("the account has another version", stored=2)
        stale = await http.put(URL, json=TERMS, headers={"If-Match": '"1"'})
        record = (await http.get(f"{API}/audit?site={SITE}&target=account/{ACCOUNT}")).json()["items"][-1]
    assert (put.status_code, put.json()["name"], put.json()["version"]) == (200, "Acme Ltd", 2)
    assert asked.expected_version == 1
    assert {name: getattr(asked.account, name) for name in TERMS} == TERMS
    assert reason_of(stale) == (412, "PreconditionFailed")
    assert (record["before"]["name"], record["after"]["name"]) == ("Acme Haulage Ltd", "Acme Ltd")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"credit_limit_minor": -1}, "credit_limit_minor"),
        ({"credit_limit_minor": "5"}, "credit_limit_minor"),
        ({"sites": ["M25"]}, "sites.0"),
        ({"address": ["\ud800"]}, "address.0"),
        ({"balance_minor": 0}, "balance_minor"),
    ],
)
async def test_wrong_terms_are_refused_by_the_name_of_their_field(
    gateway: RunningGateway, change: dict[str, Any], field: str
) -> None:
    async with gateway.client() as http:
        body = json.dumps(TERMS | change)
        wrong = await http.put(URL, content=body, headers={"Content-Type": "application/json"})
    assert field_of(wrong) == (422, field)


async def test_an_account_is_blocked_with_a_reason(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with gateway.client() as http:
        blocked = (await http.post(f"{URL}/block", json={"reason": "unpaid"})).json()
        unblocked = (await http.post(f"{URL}/unblock")).json()
    assert (blocked["state"], blocked["blocked_reason"], unblocked["state"]) == ("BLOCKED", "unpaid", "ACTIVE")


async def test_a_vehicle_is_put_and_removed(gateway: RunningGateway, neighbours: Neighbours) -> None:
    vehicle = {"grades": ["diesel"], "odometer_required": True, "limit_minor": 20_000, "blocked": False, "note": "Van"}
    async with gateway.client() as http:
        put = await http.put(f"{URL}/vehicles/ab12 cde", json=vehicle, headers={"If-Match": '"1"'})
        asked = neighbours.accounts.asked
        removed = await http.delete(f"{URL}/vehicles/AB12CDE")
        neighbours.accounts.refusal = VehicleNotFound("there is no such vehicle")
        again = await http.delete(f"{URL}/vehicles/AB12CDE")
    assert (asked.vehicle.registration, asked.expected_version) == ("ab12 cde", 1)
    assert {name: getattr(asked.vehicle, name) for name in vehicle} == vehicle
    assert (put.status_code, removed.status_code, reason_of(again)) == (200, 200, (404, "VehicleNotFound"))


async def test_a_payment_is_recorded_once(gateway: RunningGateway, neighbours: Neighbours) -> None:
    body = {"amount_minor": 123_450, "reference": "BACS 4711"}
    async with gateway.client() as http:
        paid = [await http.post(f"{URL}/payments", json=body, headers={"Idempotency-Key": "p1"}) for _ in range(2)]
    assert [answer.status_code for answer in paid] == [201, 201]
    assert paid[1].headers["Idempotency-Replayed"] == "true"
    asked = neighbours.accounts.asked
    assert (asked.amount_minor, asked.reference, len(asked.idempotency_key)) == (123_450, "BACS 4711", 64)
    assert paid[0].json()["account"]["account_id"] == ACCOUNT


async def test_the_ledger_is_read_in_pages(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with gateway.client() as http:
        page = (await http.get(f"{URL}/entries?limit=1&cursor=18")).json()
    assert (neighbours.accounts.asked.page_size, neighbours.accounts.asked.cursor) == (1, "18")
    assert (page["items"][0]["number"], page["items"][0]["kind"], page["next_cursor"]) == (17, "CHARGE", "16")


async def test_a_statement_is_a_pdf_of_a_month(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with gateway.client() as http:
        pdf = await http.get(f"{URL}/statements/2026-05.pdf")
        wrong = await http.get(f"{URL}/statements/may.pdf")
    assert (pdf.status_code, pdf.headers["Content-Type"]) == (200, "application/pdf")
    assert pdf.content.startswith(b"%PDF")
    assert "statement-acme-haulage-2026-05.pdf" in pdf.headers["Content-Disposition"]
    assert (neighbours.accounts.asked.account_id, neighbours.accounts.asked.month) == (ACCOUNT, "2026-05")
    assert field_of(wrong) == (422, "month")


class AccountHasEntries(Conflict):
    """As pos says it."""


@pytest.mark.parametrize("error", [AccountHasEntries("its currency stays")])
async def test_what_pos_refuses_is_shown_as_it_is(
    gateway: RunningGateway, neighbours: Neighbours, error: MotorwayError
) -> None:
    neighbours.accounts.refusal = error
    async with gateway.client() as http:
        assert reason_of(await http.put(URL, json=TERMS)) == (409, "AccountHasEntries")
