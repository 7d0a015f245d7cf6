"""No card number comes in, wherever it is put; and what only looks like one does."""

import json
from typing import Any

import pytest
from api_gateway.settings import Settings

from .conftest import Neighbours, RunningGateway
from .neighbours import SITE
from .people import API, field_of

CARD = "4242424242424242"
GROUPED = "4242 4242 4242 4242"
EAN = "4006381333023"
"""It passes for a card number too."""
ITEM = f"{API}/sites/{SITE}/items/coffee"
TERMS = {"name": "Coffee", "price_minor": 310, "vat_rate_bp": 2000}
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"rate_limit_per_key": 0, "rate_limit_per_address": 0})


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (f"{API}/receipts/{CARD}", "path"),
        (f"{API}/receipts/4242-4242-4242-4242", "path"),
        (f"{API}/sales?text={CARD}", "text"),
        (f"{API}/sales?text=4242+4242%204242-4242&limit=5", "text"),
        (f"{API}/sales?{CARD}=1", "query"),
        (f"{API}/sites/{SITE}/items?barcode={CARD}", "barcode"),
        (f"{API}/sales?text={EAN}", "text"),
        (f"/nothing/at/all?x={CARD}", "x"),
    ],
)
@pytest.mark.parametrize("token", [None, ""])
async def test_none_is_asked_for(gateway: RunningGateway, path: str, field: str, token: str | None) -> None:
    async with gateway.client(token=token) as http:
        answer = await http.get(path)
    assert field_of(answer) == (422, field)
    assert answer.json()["reason"] == "CardNumberRefused"
    assert "4242" not in answer.text


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"site": SITE, "kind": "SHOP", "note": f"card {GROUPED}, 12/27"}, "note"),
        ({"site": SITE, "tenders": [{"kind": "CASH"}, {"account_id": CARD}]}, "tenders.1.account_id"),
        ({"site": SITE, "grade_ids": ["e10", CARD]}, "grade_ids.1"),
        ({"site": SITE, "max_amount_minor": int(CARD)}, "max_amount_minor"),
        ({"site": SITE, CARD: "note"}, "body"),
        ([CARD], "0"),
        (CARD, "body"),
        ({"note": "4242\u00a04242\u00a04242\u00a04242"}, "note"),
        ({"note": "first 4242424242424241, then 378282246310005"}, "note"),
    ],
)
async def test_none_is_in_a_body(gateway: RunningGateway, neighbours: Neighbours, body: Any, field: str) -> None:
    async with gateway.client() as http:
        answers = [
            await http.post(f"{API}/sales", content=json.dumps(body, ensure_ascii=ascii_only))
            for ascii_only in (True, False)
        ]
    for answer in answers:
        assert (*field_of(answer), answer.json()["reason"]) == (422, field, "CardNumberRefused")
        assert "4242" not in answer.text
    assert neighbours.sales.asked is None


async def test_none_is_in_what_is_no_json(gateway: RunningGateway) -> None:
    async with gateway.client(token="") as http:
        form = await http.post(f"{API}/auth/token", data={"username": f"jo {GROUPED}", "password": "x"})
        broken = await http.post(f"{API}/sales", content=f'{{"note": "{CARD}'.encode())
        plain = await http.post(f"{API}/sales", content=CARD.encode(), headers={"Content-Type": "text/plain"})
        header = await http.post(f"{API}/sales", json={}, headers={"Idempotency-Key": CARD})
    assert [field_of(answer)[1] for answer in (form, broken, plain, header)] == [
        "username", "body", "body", "Idempotency-Key",
    ]  # fmt: skip


async def test_none_is_given_back_as_the_id_of_the_request(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        answer = await http.get(f"{API}/me", headers={"X-Request-Id": CARD})
    assert answer.status_code == 200
    assert CARD not in answer.headers["x-request-id"]


async def test_what_is_none_comes_in(gateway: RunningGateway, neighbours: Neighbours) -> None:
    wish = {"site": SITE, "kind": "SHOP", "note": "20261124083000 and 1795509000000, item 01938f6e-2c5e-7a41"}
    async with gateway.client() as http:
        put = await http.put(ITEM, json=TERMS | {"barcode": EAN})
        asked = neighbours.catalogue.asked
        scanned = await http.get(f"{API}/sites/{SITE}/items?barcode={EAN}")
        searched = await http.get(f"{API}/sites/{SITE}/items?search={EAN}")
        opened = await http.post(f"{API}/sales", json=wish | {"max_amount_minor": 424_242_424_242})
        resumed = await http.post(f"{API}/sales/1795509000000-0/lock", headers={"Idempotency-Key": "1795509000000"})
    statuses = [answer.status_code for answer in (put, scanned, searched, opened, resumed)]
    assert (statuses, asked.item.barcode) == ([200, 200, 200, 201, 200], EAN)


async def test_a_body_of_nothing_but_groups_of_digits_costs_little(gateway: RunningGateway) -> None:
    async with gateway.client(token="") as http:
        answer = await http.post(f"{API}/sales", content=json.dumps({"note": "1 " * 400_000}), timeout=2)
    assert field_of(answer) == (422, "body")
