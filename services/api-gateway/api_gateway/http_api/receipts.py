"""Receipts, as the pos service issued them; and the page behind their QR code."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from motorway.pos.v1 import receipts_pb2 as pb
from motorway_access.caller import EVERYTHING, Caller, CallerKind, Grant, acting
from motorway_access.roles import Operation, Role
from pydantic import BaseModel, Field

from api_gateway.http_api.calls import ServiceKeyDep, Trail, TrailDep
from api_gateway.http_api.common import PROBLEMS, SLUG, Gateway, GatewayDep, stamp
from api_gateway.http_api.moments import Moment
from api_gateway.http_api.receipt_models import (
    Customer,
    Receipt,
    ReceiptAddress,
    ReceiptDetail,
    ReceiptFormat,
    ReceiptMail,
    ReceiptPage,
    ReceiptPrint,
    ReceiptVerification,
    SeriesVerification,
    detail_of,
    mail_of,
    receipt_of,
)
from api_gateway.http_api.routing import Route, name_of, operation, public, resource
from api_gateway.http_api.sites import SITES

router = resource("/receipts", "receipts")
of_sales = resource("/sales/{sale_id}", "receipts")
links = APIRouter(
    prefix="/r", tags=["receipts"], responses=PROBLEMS, route_class=Route, generate_unique_id_function=name_of
)

READ, SELL = operation(Operation.SALES_READ), operation(Operation.SALES_SELL)
DOCUMENT_DEADLINE_S = 20.0
VERIFICATION_DEADLINE_S = 120.0
TILL = "The till; `invoice` for invoices"

ReceiptId = Annotated[str, Path(max_length=100)]
SaleId = Annotated[str, Path(max_length=100)]
Format = Annotated[ReceiptFormat, Path(description="`escpos` are bytes for a receipt printer")]

BINARY: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
DOCUMENT: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The document",
        "content": {
            "text/html": {"schema": {"type": "string"}, "example": "<!DOCTYPE html>…"},
            "application/pdf": BINARY,
            "application/octet-stream": BINARY,
        },
    }
}
PAGE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/html": {"schema": {"type": "string"}, "example": "<!DOCTYPE html>…"}}}
}
PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}

LINK_HOLDER = Caller(
    kind=CallerKind.USER,
    subject="receipt-link",
    name="receipt link",
    grants=(Grant(Role.AUDITOR, EVERYTHING),),
    limited_to=frozenset({Operation.SALES_READ}),
)
"""Whoever has the link of a receipt. The token in the link is the right; nothing but `GetPublicReceipt` is asked so."""


class ReceiptQuery(BaseModel):
    site: str = Field(default="", pattern=SITES, description="Site ids with commas between; empty: every site")
    till: str = Field(default="", max_length=100, description=f"{TILL}; empty: every one", examples=["Counter 1"])
    sale_id: str = Field(default="", max_length=100, description="What was issued about this sale; empty: all")
    start: Moment | None = Field(default=None, alias="from", description="Issued since, inclusive")
    end: Moment | None = Field(default=None, alias="to", description="Issued until, exclusive")
    cursor: str = Field(default="", max_length=500, description="`next_cursor` of the page before; empty: first page")
    limit: int = Field(default=100, ge=1, le=500, description="Items on a page")


class VerificationQuery(BaseModel):
    site: str = Field(pattern=SLUG, description="Site id", examples=["m25-cobham"])
    till: str = Field(default="", max_length=100, description=f"{TILL}; empty: every series", examples=["Counter 1"])


@router.get("", openapi_extra=READ)
async def list_receipts(gateway: GatewayDep, query: Annotated[ReceiptQuery, Query()]) -> ReceiptPage:
    """Newest first: receipts of sales, credits, payments of debts, slips, invoices."""
    request = pb.ListReceiptsRequest(
        sites=[name for name in query.site.split(",") if name],
        till=query.till,
        sale_id=query.sale_id,
        page_size=query.limit,
        cursor=query.cursor,
    )
    for name, moment in (("from", query.start), ("to", query.end)):
        if moment is not None:
            getattr(request, name).CopyFrom(stamp(moment))
    response = await gateway.neighbours.pos.call("ListReceipts", request, pb.ListReceiptsResponse)
    return ReceiptPage(items=[receipt_of(receipt) for receipt in response.receipts], next_cursor=response.next_cursor)


@router.get("/verification", openapi_extra=READ)
async def verify_receipts(gateway: GatewayDep, query: Annotated[VerificationQuery, Query()]) -> ReceiptVerification:
    """Recompute the hash chains of a site: names the first receipt of each that is missing or not as it was issued."""
    request = pb.VerifyReceiptsRequest(site_id=query.site, till=query.till)
    pos = gateway.neighbours.pos
    response = await pos.call("VerifyReceipts", request, pb.VerifyReceiptsResponse, timeout_s=VERIFICATION_DEADLINE_S)
    items = [
        SeriesVerification(
            till=each.till, receipts=each.receipts, broken_number=each.broken_number, problem=each.problem
        )
        for each in response.series
    ]
    return ReceiptVerification(items=items)


@router.get("/{receipt_id}", openapi_extra=READ)
async def get_receipt(gateway: GatewayDep, receipt_id: ReceiptId) -> ReceiptDetail:
    """With what it says, its mails, and its invoice."""
    return await _found(gateway, receipt_id=receipt_id)


@router.get("/{receipt_id}/document.{format}", response_class=Response, responses=DOCUMENT, openapi_extra=READ)
async def render_receipt(gateway: GatewayDep, receipt_id: ReceiptId, format: Format) -> Response:  # noqa: A002
    """To look at: marked as a copy, or as a preview before the original went out; not counted."""
    return await _rendered(gateway, format, receipt_id=receipt_id)


@router.post("/{receipt_id}/print", response_class=Response, responses=DOCUMENT, openapi_extra=SELL)
async def print_receipt(
    gateway: GatewayDep, trail: TrailDep, receipt_id: ReceiptId, body: ReceiptPrint, key: ServiceKeyDep
) -> Response:
    """To hand out: the first time the original, then copies with their numbers."""
    return await _printed(gateway, trail, body, key, {"receipt_id": receipt_id})


@router.post("/{receipt_id}/email", status_code=202, openapi_extra=SELL)
async def send_receipt(
    gateway: GatewayDep, trail: TrailDep, receipt_id: ReceiptId, body: ReceiptAddress, key: ServiceKeyDep
) -> ReceiptMail:
    """Send it as PDF, counted as a print. 409 `MailNotConfigured` where the platform sends no mail."""
    return await _sent(gateway, trail, body, key, {"receipt_id": receipt_id})


@of_sales.get("/receipt", openapi_extra=READ)
async def get_sale_receipt(gateway: GatewayDep, sale_id: SaleId) -> ReceiptDetail:
    """The receipt that was issued when the sale was cleared."""
    return await _found(gateway, sale_id=sale_id)


@of_sales.get("/receipt.{format}", response_class=Response, responses=DOCUMENT, openapi_extra=READ)
async def render_sale_receipt(gateway: GatewayDep, sale_id: SaleId, format: Format) -> Response:  # noqa: A002
    """To look at: marked as a copy, or as a preview before the original went out; not counted."""
    return await _rendered(gateway, format, sale_id=sale_id)


@of_sales.post("/receipt/print", response_class=Response, responses=DOCUMENT, openapi_extra=SELL)
async def print_sale_receipt(
    gateway: GatewayDep, trail: TrailDep, sale_id: SaleId, body: ReceiptPrint, key: ServiceKeyDep
) -> Response:
    """To hand out: the first time the original, then copies with their numbers."""
    return await _printed(gateway, trail, body, key, {"sale_id": sale_id})


@of_sales.post("/receipt/email", status_code=202, openapi_extra=SELL)
async def send_sale_receipt(
    gateway: GatewayDep, trail: TrailDep, sale_id: SaleId, body: ReceiptAddress, key: ServiceKeyDep
) -> ReceiptMail:
    """Send it as PDF, counted as a print. 409 `MailNotConfigured` where the platform sends no mail."""
    return await _sent(gateway, trail, body, key, {"sale_id": sale_id})


@of_sales.post("/invoice", status_code=201, openapi_extra=SELL)
async def issue_invoice(gateway: GatewayDep, trail: TrailDep, sale_id: SaleId, body: Customer) -> Receipt:
    """Make the receipt out to a customer, once: repeating it gives the same invoice."""
    request = pb.IssueInvoiceRequest(sale_id=sale_id, customer=pb.InvoiceCustomer(**body.model_dump()))
    response = await gateway.neighbours.pos.call("IssueInvoice", request, pb.IssueInvoiceResponse)
    trail.target, trail.site = f"receipt/{response.invoice.receipt_id}", response.invoice.site_id
    return receipt_of(response.invoice)


@links.get("/{token}", response_class=Response, responses=PAGE, openapi_extra=public())
async def show_receipt(
    gateway: GatewayDep, token: Annotated[str, Path(max_length=100, description="Of the link on the receipt")]
) -> Response:
    """The online copy of a receipt, for whoever has its link."""
    request = pb.GetPublicReceiptRequest(token=token)
    with acting(LINK_HOLDER, gateway.signer.sign):
        response = await gateway.neighbours.pos.call("GetPublicReceipt", request, pb.GetPublicReceiptResponse)
    return Response(response.document.content, media_type=response.document.content_type, headers=PAGE_HEADERS)


async def _found(gateway: Gateway, **which: str) -> ReceiptDetail:
    request = pb.GetReceiptRequest(**which)
    return detail_of(await gateway.neighbours.pos.call("GetReceipt", request, pb.GetReceiptResponse))


async def _rendered(gateway: Gateway, form: ReceiptFormat, **which: str) -> Response:
    request = pb.RenderReceiptRequest(format=_format(form), **which)
    pos = gateway.neighbours.pos
    response = await pos.call("RenderReceipt", request, pb.RenderReceiptResponse, timeout_s=DOCUMENT_DEADLINE_S)
    return _document(response.document)


async def _printed(gateway: Gateway, trail: Trail, body: ReceiptPrint, key: str, which: dict[str, str]) -> Response:
    request = pb.PrintReceiptRequest(format=_format(body.format), idempotency_key=key, **which)
    pos = gateway.neighbours.pos
    response = await pos.call("PrintReceipt", request, pb.PrintReceiptResponse, timeout_s=DOCUMENT_DEADLINE_S)
    trail.target, trail.site = f"receipt/{response.receipt_id}", response.site_id
    trail.after = {"format": body.format, "copy_number": response.copy_number}
    return _document(response.document)


async def _sent(gateway: Gateway, trail: Trail, body: ReceiptAddress, key: str, which: dict[str, str]) -> ReceiptMail:
    request = pb.SendReceiptRequest(address=body.address, idempotency_key=key, **which)
    response = await gateway.neighbours.pos.call("SendReceipt", request, pb.SendReceiptResponse)
    trail.target, trail.site = f"receipt/{response.mail.receipt_id}", response.site_id
    return mail_of(response.mail)


def _format(form: ReceiptFormat) -> pb.ReceiptFormat.ValueType:
    return pb.ReceiptFormat.Value(f"RECEIPT_FORMAT_{form.name}")


def _document(document: pb.Document) -> Response:
    """Shown in the browser where it can show it."""
    headers = {"Content-Disposition": f'inline; filename="{document.file_name}"'}
    if document.content_type.startswith("text/html"):
        headers |= PAGE_HEADERS
    return Response(document.content, media_type=document.content_type, headers=headers)
