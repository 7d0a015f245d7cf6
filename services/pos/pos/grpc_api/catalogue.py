"""The gRPC door of the catalogue."""

from typing import Any

import grpc.aio
from motorway.pos.v1 import catalogue_pb2 as pb
from motorway.pos.v1 import catalogue_pb2_grpc
from motorway_access.guard import at
from motorway_access.roles import Operation
from motorway_kit.db import transaction

from pos.app import catalogue as app
from pos.domain.catalogue import Item
from pos.grpc_api.paging import cursor_of, last_of, page_limit
from pos.parts import Pos

RULES = {
    "PutItem": at(Operation.CATALOGUE_MANAGE, "site_id"),
    "ImportItems": at(Operation.CATALOGUE_MANAGE, "site_id"),
    "RemoveItem": at(Operation.CATALOGUE_MANAGE, "site_id"),
    "GetItem": at(Operation.CATALOGUE_READ, "site_id"),
    "GetItemByBarcode": at(Operation.CATALOGUE_READ, "site_id"),
    "ListItems": at(Operation.CATALOGUE_READ, "site_id"),
}

Context = grpc.aio.ServicerContext[Any, Any]


class CatalogueServicer(catalogue_pb2_grpc.CatalogueServiceServicer):
    def __init__(self, parts: Pos) -> None:
        self._parts = parts

    async def PutItem(self, request: pb.PutItemRequest, context: Context) -> pb.PutItemResponse:
        put = await app.put_item(self._parts, request.site_id, decode(request.item))
        return pb.PutItemResponse(item=encode(put.item), previous=encode(put.previous) if put.previous else None)

    async def ImportItems(self, request: pb.ImportItemsRequest, context: Context) -> pb.ImportItemsResponse:
        changed = await app.import_items(self._parts, request.site_id, [decode(item) for item in request.items])
        return pb.ImportItemsResponse(changed=changed)

    async def RemoveItem(self, request: pb.RemoveItemRequest, context: Context) -> pb.RemoveItemResponse:
        removed = await app.remove_item(self._parts, request.site_id, request.item_id)
        return pb.RemoveItemResponse(item=encode(removed.item), previous=encode(removed.previous))

    async def GetItem(self, request: pb.GetItemRequest, context: Context) -> pb.GetItemResponse:
        return pb.GetItemResponse(item=encode(await app.get_item(self._parts, request.site_id, request.item_id)))

    async def GetItemByBarcode(
        self, request: pb.GetItemByBarcodeRequest, context: Context
    ) -> pb.GetItemByBarcodeResponse:
        async with transaction(self._parts.db) as conn:
            item = await app.item_for_sale(conn, request.site_id, barcode=request.barcode)
        return pb.GetItemByBarcodeResponse(item=encode(item))

    async def ListItems(self, request: pb.ListItemsRequest, context: Context) -> pb.ListItemsResponse:
        limit, after = page_limit(request.page_size), last_of(request.cursor)
        items, more = await app.list_items(self._parts, request.site_id, request.search, after, limit)
        next_cursor = cursor_of(items[-1].item_id) if more else ""
        return pb.ListItemsResponse(items=map(encode, items), next_cursor=next_cursor)


def decode(item: pb.CatalogueItem) -> Item:
    return Item(item.item_id, item.name, item.price_minor, item.vat_rate_bp, item.barcode, item.active)


def encode(item: Item) -> pb.CatalogueItem:
    return pb.CatalogueItem(
        item_id=item.item_id,
        name=item.name,
        price_minor=item.price_minor,
        vat_rate_bp=item.vat_rate_bp,
        barcode=item.barcode,
        active=item.active,
    )
