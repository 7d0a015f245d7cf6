"""Who may do what with receipts and the catalogue, through the real door."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio
from motorway.pos.v1 import catalogue_pb2, receipts_pb2
from motorway.pos.v1.catalogue_pb2_grpc import CatalogueServiceStub
from motorway.pos.v1.receipts_pb2_grpc import ReceiptsServiceStub
from motorway_access.guard import outgoing
from motorway_access.roles import Role
from motorway_access.testing import OTHER, OWN, Ask, CallerKeys, calling, contradictions, refusals
from motorway_kit.errors import PermissionDenied
from motorway_kit.grpc_client import Remote, remote
from motorway_kit.ids import new_id
from pos.db import receipts as store
from pos.grpc_api import catalogue, receipts
from pos.parts import Pos

from .receipt_world import SITE, issued
from .sites import a_site, apply

HTML = receipts_pb2.RECEIPT_FORMAT_HTML
ITEM = catalogue_pb2.CatalogueItem(item_id="tea", name="Tea", price_minor=250, vat_rate_bp=2000, active=True)


@pytest_asyncio.fixture
async def about(client: Remote, parts: Pos) -> dict[str, str]:
    """A receipt at each site."""
    for site in (OWN, OTHER):
        await apply(client, a_site(site))
    return {site: await issued(parts, site=replace(SITE, site_id=site)) for site in (OWN, OTHER)}


async def of_the_receipt(door: Remote, method: str, receipt_id: str) -> object:
    match method:
        case "GetReceipt":
            return await door.call(method, receipts_pb2.GetReceiptRequest(receipt_id=receipt_id))
        case "RenderReceipt":
            return await door.call(method, receipts_pb2.RenderReceiptRequest(receipt_id=receipt_id, format=HTML))
        case "PrintReceipt":
            request = receipts_pb2.PrintReceiptRequest(receipt_id=receipt_id, format=HTML, idempotency_key=new_id())
            return await door.call(method, request)
        case "SendReceipt":
            sending = receipts_pb2.SendReceiptRequest(receipt_id=receipt_id, address="a@b.c", idempotency_key="k")
            return await door.call(method, sending)
    customer = receipts_pb2.InvoiceCustomer(name="Acme", address=["Berlin"])
    return await door.call(method, receipts_pb2.IssueInvoiceRequest(receipt_id=receipt_id, customer=customer))


@pytest_asyncio.fixture
async def ask(address: str, parts: Pos, about: dict[str, str]) -> Any:
    async with remote(ReceiptsServiceStub, address, metadata=outgoing) as door:

        async def call(method: str, site: str) -> object:
            match method:
                case "ListReceipts":
                    return await door.call(method, receipts_pb2.ListReceiptsRequest(sites=[site]))
                case "VerifyReceipts":
                    return await door.call(method, receipts_pb2.VerifyReceiptsRequest(site_id=site))
                case "GetPublicReceipt":
                    receipt = await store.get(parts.db, about[site])
                    token = receipt.token if receipt else ""
                    return await door.call(method, receipts_pb2.GetPublicReceiptRequest(token=token))
            return await of_the_receipt(door, method, about[site])

        yield call


async def test_receipts_are_as_the_table_of_roles(keys: CallerKeys, ask: Ask) -> None:
    assert await contradictions(keys, receipts.RULES, ask) == []


async def test_nobody_gets_a_receipt_without_a_caller(ask: Ask) -> None:
    assert await refusals(receipts.RULES, ask) == dict.fromkeys(receipts.RULES, "UNAUTHENTICATED")


async def test_a_list_shows_ones_own_sites(ask: Ask, keys: CallerKeys, client_of: Callable[[Any], Any]) -> None:
    door = await client_of(ReceiptsServiceStub)
    with calling(keys, Role.CASHIER, sites=[OWN]):
        response = await door.call("ListReceipts", receipts_pb2.ListReceiptsRequest())
        assert [receipt.site_id for receipt in response.receipts] == [OWN]
        with pytest.raises(PermissionDenied):
            await door.call("ListReceipts", receipts_pb2.ListReceiptsRequest(sites=[OTHER]))


@pytest_asyncio.fixture
async def ask_shop(address: str, about: dict[str, str]) -> Any:
    async with remote(CatalogueServiceStub, address, metadata=outgoing) as door:

        async def call(method: str, site: str) -> object:
            match method:
                case "PutItem":
                    return await door.call(method, catalogue_pb2.PutItemRequest(site_id=site, item=ITEM))
                case "ImportItems":
                    return await door.call(method, catalogue_pb2.ImportItemsRequest(site_id=site, items=[ITEM]))
                case "RemoveItem":
                    return await door.call(method, catalogue_pb2.RemoveItemRequest(site_id=site, item_id="tea"))
                case "GetItem":
                    return await door.call(method, catalogue_pb2.GetItemRequest(site_id=site, item_id="tea"))
                case "GetItemByBarcode":
                    scanned = catalogue_pb2.GetItemByBarcodeRequest(site_id=site, barcode="96385074")
                    return await door.call(method, scanned)
            return await door.call(method, catalogue_pb2.ListItemsRequest(site_id=site))

        yield call


async def test_the_catalogue_is_as_the_table_of_roles(keys: CallerKeys, ask_shop: Ask) -> None:
    assert await contradictions(keys, catalogue.RULES, ask_shop) == []


async def test_nobody_gets_the_catalogue_without_a_caller(ask_shop: Ask) -> None:
    assert await refusals(catalogue.RULES, ask_shop) == dict.fromkeys(catalogue.RULES, "UNAUTHENTICATED")
