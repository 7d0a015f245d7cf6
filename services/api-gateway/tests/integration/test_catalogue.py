"""The shop's catalogue, through the real HTTP door."""

from typing import Any

import pytest

from .conftest import Neighbours, RunningGateway
from .neighbours import SITE
from .people import API, field_of, reason_of

URL = f"{API}/sites/{SITE}/items"
TERMS = {"name": "Coffee", "price_minor": 310, "vat_rate_bp": 2000, "barcode": "4006381333931", "active": True}


async def test_items_are_searched_scanned_and_read(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with gateway.client() as http:
        page = (await http.get(f"{URL}?search=large coffee&limit=7")).json()
        asked = neighbours.catalogue.asked
        scanned = (await http.get(f"{URL}?barcode=4006381333931")).json()
        unknown = (await http.get(f"{URL}?barcode=96385074")).json()
        one = (await http.get(f"{URL}/coffee")).json()
        missing = await http.get(f"{URL}/tea")
    assert (asked.site_id, asked.search, asked.page_size) == (SITE, "large coffee", 7)
    assert page == {"items": [one], "next_cursor": "next"}
    assert scanned == {"items": [one], "next_cursor": ""}
    assert unknown == {"items": [], "next_cursor": ""}
    assert reason_of(missing) == (404, "ItemNotFound")


async def test_an_item_is_put_and_removed_and_both_are_recorded(
    gateway: RunningGateway, neighbours: Neighbours
) -> None:
    async with gateway.client() as http:
        put = await http.put(f"{URL}/coffee", json=TERMS)
        asked = neighbours.catalogue.asked
        removed = await http.delete(f"{URL}/coffee")
        records = (await http.get(f"{API}/audit?site={SITE}&target=item/{SITE}/coffee")).json()["items"]
    assert put.json() == {"item_id": "coffee", **TERMS}
    assert {name: getattr(asked.item, name) for name in TERMS} == TERMS
    assert removed.json()["active"] is False
    changes = [(each["before"]["price_minor"], each["after"]["price_minor"]) for each in records]
    assert changes == [(290, 290), (290, 310)]


async def test_a_list_is_imported(gateway: RunningGateway, neighbours: Neighbours) -> None:
    items = [{"item_id": f"item-{number}", **TERMS, "barcode": ""} for number in range(3)]
    async with gateway.client() as http:
        imported = await http.put(URL, json={"items": items})
        wrong = await http.put(URL, json={"items": [*items, {**items[0], "price_minor": 0}]})
    assert imported.json() == {"changed": 3}
    assert [item.item_id for item in neighbours.catalogue.asked.items] == ["item-0", "item-1", "item-2"]
    assert field_of(wrong) == (422, "items.3.price_minor")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"price_minor": 0}, "price_minor"),
        ({"price_minor": 2.5}, "price_minor"),
        ({"vat_rate_bp": 10_001}, "vat_rate_bp"),
        ({"barcode": "123"}, "barcode"),
        ({"name": ""}, "name"),
        ({"colour": "red"}, "colour"),
    ],
)
async def test_wrong_terms_are_refused_by_the_name_of_their_field(
    gateway: RunningGateway, change: dict[str, Any], field: str
) -> None:
    async with gateway.client() as http:
        assert field_of(await http.put(f"{URL}/coffee", json=TERMS | change)) == (422, field)
