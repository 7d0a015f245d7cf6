"""What the shop of each site sells, as the pos service keeps it."""

from typing import Annotated

from fastapi import Path, Query
from motorway.pos.v1 import catalogue_pb2 as pb
from motorway_access.roles import Operation
from motorway_kit.errors import NotFound
from pydantic import BaseModel, Field

from api_gateway.http_api.calls import TrailDep
from api_gateway.http_api.common import SLUG, Gateway, GatewayDep, Model, SiteId
from api_gateway.http_api.routing import operation, resource

router = resource("/sites/{site}/items", "catalogue")

READ, MANAGE = operation(Operation.CATALOGUE_READ), operation(Operation.CATALOGUE_MANAGE)
MAX_IMPORT = 5_000
ItemId = Annotated[str, Path(pattern=SLUG, description="Item id", examples=["coffee-large"])]


class ItemTerms(Model):
    name: str = Field(min_length=1, max_length=100, examples=["Coffee, large"])
    price_minor: int = Field(
        strict=True, ge=1, lt=2**63, description="With VAT, in minor units of the site's currency", examples=[290]
    )
    vat_rate_bp: int = Field(strict=True, ge=0, le=10_000, description="Basis points: 2000 is 20 %", examples=[2000])
    barcode: str = Field(
        default="",
        pattern=r"^([0-9]{8}|[0-9]{12,13})?$",
        description="EAN-8, EAN-13 or UPC-A with its check digit; UPC-A is kept as the EAN-13 that it is",
        examples=["4006381333931"],
    )
    active: bool = Field(default=True, strict=True, description="Whether it is sold")


class Item(ItemTerms):
    item_id: str = Field(pattern=SLUG, description="Short slug within the site", examples=["coffee-large"])


class ItemPage(Model):
    items: list[Item]
    next_cursor: str


class ItemImport(Model):
    items: list[Item] = Field(min_length=1, max_length=MAX_IMPORT)


class ItemsImported(Model):
    changed: int = Field(description="How many are new or differ from what was there", examples=[12])


class ItemQuery(BaseModel):
    search: str = Field(
        default="",
        max_length=200,
        description="Words, each in id, name or barcode; empty: all",
        examples=["coffee"],
    )
    barcode: str = Field(
        default="", max_length=20, description="As it was scanned: the one item that has it", examples=["4006381333931"]
    )
    cursor: str = Field(default="", max_length=500, description="`next_cursor` of the page before; empty: first page")
    limit: int = Field(default=100, ge=1, le=500, description="Items on a page")


@router.get("", openapi_extra=READ)
async def list_items(gateway: GatewayDep, site: SiteId, query: Annotated[ItemQuery, Query()]) -> ItemPage:
    """What the site sells, in order of id; with `barcode` the one item that has it, or none."""
    if query.barcode:
        return await _scanned(gateway, site, query.barcode)
    request = pb.ListItemsRequest(site_id=site, search=query.search, page_size=query.limit, cursor=query.cursor)
    response = await gateway.neighbours.pos.call("ListItems", request, pb.ListItemsResponse)
    return ItemPage(items=[_item(item) for item in response.items], next_cursor=response.next_cursor)


async def _scanned(gateway: Gateway, site: str, barcode: str) -> ItemPage:
    request = pb.GetItemByBarcodeRequest(site_id=site, barcode=barcode)
    try:
        response = await gateway.neighbours.pos.call("GetItemByBarcode", request, pb.GetItemByBarcodeResponse)
    except NotFound:
        return ItemPage(items=[], next_cursor="")
    return ItemPage(items=[_item(response.item)], next_cursor="")


@router.put("", openapi_extra=MANAGE)
async def import_items(gateway: GatewayDep, trail: TrailDep, site: SiteId, body: ItemImport) -> ItemsImported:
    """Put all of the items, or none; those that are not in the list stay as they are."""
    trail.target = f"items/{site}"
    request = pb.ImportItemsRequest(site_id=site, items=[_proto(item.item_id, item) for item in body.items])
    response = await gateway.neighbours.pos.call("ImportItems", request, pb.ImportItemsResponse)
    return ItemsImported(changed=response.changed)


@router.get("/{item_id}", openapi_extra=READ)
async def get_item(gateway: GatewayDep, site: SiteId, item_id: ItemId) -> Item:
    """Also one that is not sold any more."""
    request = pb.GetItemRequest(site_id=site, item_id=item_id)
    return _item((await gateway.neighbours.pos.call("GetItem", request, pb.GetItemResponse)).item)


@router.put("/{item_id}", openapi_extra=MANAGE)
async def put_item(gateway: GatewayDep, trail: TrailDep, site: SiteId, item_id: ItemId, body: ItemTerms) -> Item:
    """Create the item or replace it; the same again changes nothing."""
    trail.target = f"item/{site}/{item_id}"
    request = pb.PutItemRequest(site_id=site, item=_proto(item_id, body))
    response = await gateway.neighbours.pos.call("PutItem", request, pb.PutItemResponse)
    if response.HasField("previous"):
        trail.before = _item(response.previous).model_dump(mode="json")
    return _item(response.item)


@router.delete("/{item_id}", openapi_extra=MANAGE)
async def remove_item(gateway: GatewayDep, trail: TrailDep, site: SiteId, item_id: ItemId) -> Item:
    """It is not sold any more; it stays known. Repeating it changes nothing."""
    trail.target = f"item/{site}/{item_id}"
    request = pb.RemoveItemRequest(site_id=site, item_id=item_id)
    response = await gateway.neighbours.pos.call("RemoveItem", request, pb.RemoveItemResponse)
    trail.before = _item(response.previous).model_dump(mode="json")
    return _item(response.item)


def _proto(item_id: str, terms: ItemTerms) -> pb.CatalogueItem:
    return pb.CatalogueItem(
        item_id=item_id,
        name=terms.name,
        price_minor=terms.price_minor,
        vat_rate_bp=terms.vat_rate_bp,
        barcode=terms.barcode,
        active=terms.active,
    )


def _item(item: pb.CatalogueItem) -> Item:
    return Item(
        item_id=item.item_id,
        name=item.name,
        price_minor=item.price_minor,
        vat_rate_bp=item.vat_rate_bp,
        barcode=item.barcode,
        active=item.active,
    )
