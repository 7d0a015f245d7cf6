"""The shop's catalogue through the real door."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
import pytest_asyncio
from motorway.pos.v1 import catalogue_pb2
from motorway.pos.v1.catalogue_pb2 import CatalogueItem
from motorway.pos.v1.catalogue_pb2_grpc import CatalogueServiceStub
from motorway_kit.db import transaction
from motorway_kit.errors import Conflict, InvalidInput, MotorwayError, NotFound
from motorway_kit.grpc_client import Remote
from pos.app.catalogue import item_for_sale
from pos.domain.catalogue import Item
from pos.parts import Pos

from .sites import a_site, apply

SITE = "m25-cobham"
EAN, EAN_8, UPC = "4006381333931", "96385074", "036000291452"


@pytest_asyncio.fixture
async def shop(client: Remote, client_of: Callable[[Any], Any]) -> Remote:
    await apply(client, a_site())
    await apply(client, a_site("m1-leicester"))
    remote: Remote = await client_of(CatalogueServiceStub)
    return remote


def an_item(item_id: str = "coffee", **differing: Any) -> CatalogueItem:
    usual = {"item_id": item_id, "name": "Coffee", "price_minor": 290, "vat_rate_bp": 2000, "active": True}
    return CatalogueItem(**{**usual, **differing})


async def put(shop: Remote, item: CatalogueItem, site: str = SITE) -> catalogue_pb2.PutItemResponse:
    request = catalogue_pb2.PutItemRequest(site_id=site, item=item)
    response: catalogue_pb2.PutItemResponse = await shop.call("PutItem", request)
    return response


async def get(shop: Remote, item_id: str = "coffee", site: str = SITE) -> CatalogueItem:
    response = await shop.call("GetItem", catalogue_pb2.GetItemRequest(site_id=site, item_id=item_id))
    item: CatalogueItem = response.item
    return item


async def scan(shop: Remote, barcode: str, site: str = SITE) -> str:
    request = catalogue_pb2.GetItemByBarcodeRequest(site_id=site, barcode=barcode)
    item_id: str = (await shop.call("GetItemByBarcode", request)).item.item_id
    return item_id


async def remove(shop: Remote, item_id: str = "coffee") -> catalogue_pb2.RemoveItemResponse:
    request = catalogue_pb2.RemoveItemRequest(site_id=SITE, item_id=item_id)
    response: catalogue_pb2.RemoveItemResponse = await shop.call("RemoveItem", request)
    return response


async def load(shop: Remote, *items: CatalogueItem) -> int:
    request = catalogue_pb2.ImportItemsRequest(site_id=SITE, items=items)
    changed: int = (await shop.call("ImportItems", request)).changed
    return changed


async def listed(shop: Remote, **wanted: Any) -> list[str]:
    request = catalogue_pb2.ListItemsRequest(site_id=SITE, **wanted)
    return [item.item_id for item in (await shop.call("ListItems", request)).items]


async def refusal(call: Any) -> str:
    with pytest.raises(MotorwayError) as caught:
        await call
    return caught.value.reason


async def test_an_item_is_put_once_and_changed(shop: Remote, parts: Pos) -> None:
    first = await put(shop, an_item())
    assert not first.HasField("previous")
    at = await parts.db.fetchval("SELECT changed_at FROM catalogue_item")
    again = await put(shop, an_item())
    assert again.previous == again.item == first.item
    changed = await put(shop, an_item(price_minor=310))
    assert (changed.previous.price_minor, changed.item.price_minor) == (290, 310)
    assert await get(shop) == changed.item
    assert at == parts.clock()


async def test_each_site_has_its_own(shop: Remote) -> None:
    await put(shop, an_item(barcode=EAN))
    await put(shop, an_item(price_minor=999, barcode=EAN), "m1-leicester")
    assert (await get(shop)).price_minor == 290
    assert await refusal(put(shop, an_item(), "nowhere")) == "SiteNotFound"


async def test_a_scanned_barcode_finds_what_is_sold(shop: Remote) -> None:
    await put(shop, an_item(barcode=EAN))
    await put(shop, an_item("gum", barcode=EAN_8))
    assert (await put(shop, an_item("crisps", barcode=UPC))).item.barcode == f"0{UPC}"
    assert [await scan(shop, code) for code in (EAN, EAN_8, UPC, f"0{UPC}")] == ["coffee", "gum", "crisps", "crisps"]
    assert await refusal(scan(shop, EAN, "m1-leicester")) == "ItemNotFound"
    with pytest.raises(InvalidInput) as caught:
        await scan(shop, "4006381333932")
    assert caught.value.context["field"] == "barcode"


async def test_a_barcode_belongs_to_one_item(shop: Remote) -> None:
    await put(shop, an_item(barcode=EAN))
    with pytest.raises(Conflict) as caught:
        await put(shop, an_item("tea", barcode=EAN))
    assert (caught.value.reason, caught.value.context["item"]) == ("BarcodeTaken", "coffee")
    await remove(shop)
    await put(shop, an_item("tea", barcode=EAN))
    assert await scan(shop, EAN) == "tea"
    assert await refusal(put(shop, an_item(barcode=EAN))) == "BarcodeTaken"


async def test_two_items_may_exchange_their_barcodes_in_a_list(shop: Remote) -> None:
    await load(shop, an_item(barcode=EAN), an_item("tea", barcode=EAN_8))
    assert await load(shop, an_item(barcode=EAN_8), an_item("tea", barcode=EAN)) == 2
    assert (await scan(shop, EAN), await scan(shop, EAN_8)) == ("tea", "coffee")


async def test_what_is_removed_is_known_but_not_sold(shop: Remote, parts: Pos) -> None:
    await put(shop, an_item(barcode=EAN))
    removed = await remove(shop)
    assert (removed.previous.active, removed.item.active) == (True, False)
    assert await remove(shop) == catalogue_pb2.RemoveItemResponse(item=removed.item, previous=removed.item)
    assert not (await get(shop)).active
    assert await listed(shop) == []
    assert await refusal(scan(shop, EAN)) == "ItemNotFound"
    assert await refusal(remove(shop, "tea")) == "ItemNotFound"
    assert await refusal(get(shop, "tea")) == "ItemNotFound"


async def test_a_list_is_imported_whole_or_not_at_all(shop: Remote) -> None:
    items = [an_item(f"item-{number:02}", name=f"Item {number}") for number in range(30)]
    assert await load(shop, *items) == 30
    assert await load(shop, *items) == 0
    assert await load(shop, *items[:5], an_item("item-05", name="New name"), an_item("extra")) == 2
    with pytest.raises(InvalidInput) as caught:
        await load(shop, an_item("fine"), an_item("wrong", price_minor=0))
    assert caught.value.context["field"] == "items[1].price_minor"
    assert await refusal(get(shop, "fine")) == "ItemNotFound"


async def test_items_are_found_by_words_page_by_page(shop: Remote) -> None:
    await load(
        shop,
        an_item("coffee-large", name="Coffee, LARGE", barcode=EAN),
        an_item("coffee-small", name="Coffee, small"),
        an_item("tea", name="Tea 100%_pure"),
    )
    assert await listed(shop) == ["coffee-large", "coffee-small", "tea"]
    assert await listed(shop, search=" large COFFEE ") == ["coffee-large"]
    assert await listed(shop, search="40063") == ["coffee-large"]
    assert await listed(shop, search="%_") == ["tea"]
    assert await listed(shop, search="cocoa") == []
    assert await refusal(listed(shop, search="\0")) == "InvalidInput"
    assert await refusal(listed(shop, cursor=base64.urlsafe_b64encode(b"\0").decode())) == "InvalidInput"
    assert await refusal(get(shop, "\0")) == "ItemNotFound"
    first = await shop.call("ListItems", catalogue_pb2.ListItemsRequest(site_id=SITE, page_size=2))
    assert [item.item_id for item in first.items] == ["coffee-large", "coffee-small"]
    assert await listed(shop, page_size=2, cursor=first.next_cursor) == ["tea"]


async def test_a_ticket_takes_an_item_by_its_id_or_its_barcode(shop: Remote, parts: Pos) -> None:
    await put(shop, an_item(barcode=EAN))
    async with transaction(parts.db) as conn:
        by_id = await item_for_sale(conn, SITE, item_id="coffee")
        assert by_id == await item_for_sale(conn, SITE, barcode=EAN) == Item("coffee", "Coffee", 290, 2000, EAN)
        for wrong in ({"item_id": "tea"}, {"barcode": EAN_8}):
            with pytest.raises(NotFound):
                await item_for_sale(conn, SITE, **wrong)
        with pytest.raises(InvalidInput):
            await item_for_sale(conn, SITE)
