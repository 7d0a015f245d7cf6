"""Prices, through the real HTTP door."""

from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict

from .conftest import Neighbours, RunningGateway
from .neighbours import SITE
from .people import API, field_of, reason_of

URL = f"{API}/sites/{SITE}"
PRICES = [{"grade_id": "e10", "service_level": "SELF", "unit_price_milli": 1_459}]


async def test_prices_are_shown_with_what_sign_and_pumps_confirmed(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        found = (await http.get(f"{URL}/prices")).json()
    assert (found["in_force"]["number"], found["in_force"]["state"], found["in_force"]["prices"]) == (
        1,
        "IN_FORCE",
        PRICES,
    )
    assert [step["state"] for step in found["in_force"]["steps"]] == ["SCHEDULED", "SENDING", "IN_FORCE"]
    assert [each["number"] for each in found["upcoming"]] == [2]
    assert (found["sign"]["confirmed"], found["sign"]["prices"]) == (
        True,
        [{"grade_id": "e10", "unit_price_milli": 1_459}],
    )
    assert found["unconfirmed_pumps"] == [2]
    assert (found["pumps"][1]["confirmed_at"], found["pumps"][1]["reason"], found["pumps"][1]["closed"]) == (
        None,
        "no_answer",
        True,
    )


async def test_sets_are_listed_by_page(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with gateway.client() as http:
        page = (await http.get(f"{URL}/price-sets?limit=7&cursor=9")).json()
    assert (neighbours.prices.asked.page_size, neighbours.prices.asked.cursor) == (7, "9")
    assert ([each["number"] for each in page["items"]], page["next_cursor"]) == ([2], "2")


@pytest.mark.parametrize(
    ("effective_at", "asked"),
    [
        ("now", {"now": True}),
        ("2026-12-01T06:00:00", {"localTime": "2026-12-01T06:00:00"}),
        ("2026-12-01T06:00", {"localTime": "2026-12-01T06:00"}),
        ("2026-12-01T06:00:00+01:00", {"effectiveAt": "2026-12-01T05:00:00Z"}),
        ("2026-12-01T05:00Z", {"effectiveAt": "2026-12-01T05:00:00Z"}),
    ],
)
async def test_a_set_begins_now_at_an_instant_or_at_a_local_time(
    gateway: RunningGateway, neighbours: Neighbours, effective_at: str, asked: dict[str, Any]
) -> None:
    async with gateway.client() as http:
        made = await http.post(f"{URL}/prices", json={"prices": PRICES, "effective_at": effective_at})
    assert (made.status_code, made.json()["number"], made.json()["state"]) == (201, 3, "SCHEDULED")
    request = MessageToDict(neighbours.prices.asked)
    assert {name: request[name] for name in ("now", "localTime", "effectiveAt") if name in request} == asked
    assert neighbours.prices.asked.idempotency_key


async def test_a_change_is_recorded(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        await http.post(f"{URL}/prices", json={"prices": PRICES, "effective_at": "now"})
        await http.post(f"{URL}/price-sets/2/cancel")
        made = (await http.get(f"{API}/audit?site={SITE}&target=site/{SITE}/price-set/3")).json()["items"]
        cancelled = (await http.get(f"{API}/audit?site={SITE}&target=site/{SITE}/price-set/2")).json()["items"]
    assert made[0]["after"]["prices"] == PRICES
    assert (cancelled[0]["before"]["state"], cancelled[0]["after"]["state"]) == ("SCHEDULED", "CANCELLED")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"prices": PRICES, "effective_at": "tomorrow"}, "effective_at"),
        ({"prices": PRICES, "effective_at": "2026-13-01T06:00"}, "effective_at"),
        ({"prices": PRICES}, "effective_at"),
        ({"prices": [], "effective_at": "now"}, "prices"),
        ({"prices": [{**PRICES[0], "unit_price_milli": 0}], "effective_at": "now"}, "prices.0.unit_price_milli"),
        ({"prices": [{**PRICES[0], "unit_price_milli": 1.5}], "effective_at": "now"}, "prices.0.unit_price_milli"),
        ({"prices": [{**PRICES[0], "unit_price_milli": 9_999}], "effective_at": "now"}, "prices"),
    ],
)
async def test_a_wrong_schedule_names_its_field(gateway: RunningGateway, body: dict[str, Any], field: str) -> None:
    async with gateway.client() as http:
        assert field_of(await http.post(f"{URL}/prices", json=body)) == (422, field)


async def test_what_is_in_force_is_not_cancelled(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        assert reason_of(await http.post(f"{URL}/price-sets/1/cancel")) == (409, "PriceSetNotScheduled")


@pytest.mark.parametrize(("body", "pump"), [({}, 0), ({"pump": 3}, 3)])
async def test_prices_are_sent_again(
    gateway: RunningGateway, neighbours: Neighbours, body: dict[str, Any], pump: int
) -> None:
    async with gateway.client() as http:
        answer = await http.post(f"{URL}/prices/resend", json=body)
    assert (answer.status_code, answer.json()) == (200, {"pumps": [pump or 2]})
    assert neighbours.prices.asked.pump == pump
