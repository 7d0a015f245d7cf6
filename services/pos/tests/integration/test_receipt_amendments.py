"""Receipts about other receipts, through the real door: invoices, credits, payments of debts."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import orjson
import pytest
import pytest_asyncio
from motorway.pos.v1 import receipts_pb2
from motorway.pos.v1.receipts_pb2_grpc import ReceiptsServiceStub
from motorway_kit.db import transaction
from motorway_kit.errors import Conflict
from motorway_kit.grpc_client import Remote
from pos.app import receipts as app
from pos.domain.receipt_amendments import Settled
from pos.domain.refund import Refund
from pos.domain.sale import Clearing, Sale, Tender, TenderKind
from pos.parts import Pos

from .receipt_calls import get, invoice, verify
from .receipt_world import AT, DIESEL, SITE, cleared, issued
from .sites import a_site, apply

Numbers = list[tuple[str, int]]


@pytest_asyncio.fixture
async def door(client: Remote, client_of: Callable[[Any], Any]) -> Remote:
    """The service of receipts, at a site that is configured."""
    await apply(client, a_site())
    remote: Remote = await client_of(ReceiptsServiceStub)
    return remote


async def test_an_invoice_is_issued_once_in_a_series_of_its_own(door: Remote, parts: Pos) -> None:
    receipt_id, other = await issued(parts), await issued(parts)
    first = await invoice(door, receipt_id)
    assert (first.till, first.number, first.original_id) == ("invoice", 1, receipt_id)
    assert await invoice(door, receipt_id) == first
    assert (await invoice(door, other)).number == 2
    assert (await get(door, receipt_id=receipt_id)).invoice_id == first.receipt_id
    with pytest.raises(Conflict) as caught:
        await invoice(door, receipt_id, receipts_pb2.InvoiceCustomer(name="Other", address=["x"]))
    assert caught.value.reason == "InvoiceAlreadyIssued"
    content = orjson.loads(first.content_json)
    assert content["customer"]["name"] == "Acme GmbH"
    assert {each.broken_number for each in (await verify(door)).values()} == {0}


async def test_two_who_ask_for_an_invoice_at_once_get_the_same(door: Remote, parts: Pos) -> None:
    receipt_id = await issued(parts)
    invoices = await asyncio.gather(*(invoice(door, receipt_id) for _ in range(5)))
    assert {(each.receipt_id, each.number) for each in invoices} == {(invoices[0].receipt_id, 1)}


async def test_what_is_no_supply_has_no_invoice(door: Remote, parts: Pos) -> None:
    slip = await issued(parts, cleared(DIESEL, clearing=Clearing.PUMP_TEST, tenders=()))
    with pytest.raises(Conflict) as caught:
        await invoice(door, slip)
    assert caught.value.reason == "NotInvoiceable"


def a_refund(sale: Sale, **differing: Any) -> Refund:
    refund = Refund(
        refund_id=sale.sale_id,
        sale_id=sale.sale_id,
        site_id=sale.site_id,
        amount_minor=580,
        currency="GBP",
        tender_kind=TenderKind.CASH,
        reason="cold",
        requested_by="Jo Smith",
        requested_at=AT,
        lines=(2,),
        decided_by="Sam Lee",
        decided_at=AT,
    )
    return replace(refund, **differing)


async def credited(parts: Pos, sale: Sale) -> str:
    async with transaction(parts.db) as conn:
        return await app.issue_credit(conn, SITE, "Counter 2", sale, a_refund(sale))


async def test_a_credit_names_the_invoice_where_there_is_one(door: Remote, parts: Pos) -> None:
    plain, made_out = cleared(), cleared()
    plain_id, made_out_id = await issued(parts, plain), await issued(parts, made_out)
    made = await invoice(door, made_out_id)
    originals = [(await get(door, receipt_id=await credited(parts, sale))).receipt for sale in (plain, made_out)]
    assert [each.original_id for each in originals] == [plain_id, made.receipt_id]
    content = orjson.loads(originals[1].content_json)
    assert (content["kind"], content["total_minor"], content["customer"]["name"]) == ("CREDIT", -580, "Acme GmbH")
    with pytest.raises(Conflict, match="given back"):
        await invoice(door, plain_id)


async def test_a_debt_that_is_paid_has_a_receipt_that_names_the_first(door: Remote, parts: Pos) -> None:
    sale = cleared(DIESEL, clearing=Clearing.DRIVE_OFF, tenders=())
    first = await issued(parts, sale)
    settled = Settled((Tender(1, TenderKind.CASH, 6337, "s9", AT),), "Sam Lee", "s9", AT)
    async with transaction(parts.db) as conn:
        paid = await app.issue_debt_payment(conn, SITE, "Counter 2", sale, settled)
    receipt = (await get(door, receipt_id=paid)).receipt
    assert (receipt.kind, receipt.original_id) == (receipts_pb2.RECEIPT_KIND_DEBT_PAYMENT, first)
    assert (await get(door, sale_id=sale.sale_id)).receipt.receipt_id == first
