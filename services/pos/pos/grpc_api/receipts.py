"""The gRPC door of receipts."""

from typing import Any

import grpc.aio
from motorway.pos.v1 import receipts_pb2 as pb
from motorway.pos.v1 import receipts_pb2_grpc
from motorway_access.caller import current_caller
from motorway_access.guard import at, somewhere
from motorway_access.roles import Operation
from motorway_kit.errors import InvalidInput

from pos.app import receipt_documents as documents
from pos.app import receipts as app
from pos.app.receipt_mail import send_receipt
from pos.db.receipts import Wanted
from pos.domain.receipt_amendments import Customer
from pos.grpc_api.paging import cursor_of, page_limit
from pos.grpc_api.receipt_messages import (
    before_of,
    document_message,
    id_of,
    mail_message,
    receipt_message,
    which_of,
)
from pos.grpc_api.times import optional_moment
from pos.parts import Pos
from pos.receipts.renderer import Form, Renderer

RULES = {
    "GetReceipt": somewhere(Operation.SALES_READ),
    "ListReceipts": somewhere(Operation.SALES_READ),
    "RenderReceipt": somewhere(Operation.SALES_READ),
    "PrintReceipt": somewhere(Operation.SALES_SELL),
    "IssueInvoice": somewhere(Operation.SALES_SELL),
    "SendReceipt": somewhere(Operation.SALES_SELL),
    "GetPublicReceipt": somewhere(Operation.SALES_READ),
    "VerifyReceipts": at(Operation.SALES_READ, "site_id"),
}

Context = grpc.aio.ServicerContext[Any, Any]


class ReceiptsServicer(receipts_pb2_grpc.ReceiptsServiceServicer):
    def __init__(self, parts: Pos) -> None:
        self._parts, self._renderer = parts, Renderer()

    async def GetReceipt(self, request: pb.GetReceiptRequest, context: Context) -> pb.GetReceiptResponse:
        found = await app.get_receipt(self._parts, which_of(request))
        return pb.GetReceiptResponse(
            receipt=receipt_message(self._parts, found.receipt),
            invoice_id=found.invoice_id,
            mails=map(mail_message, found.mails),
        )

    async def ListReceipts(self, request: pb.ListReceiptsRequest, context: Context) -> pb.ListReceiptsResponse:
        wanted = Wanted(
            scope=current_caller().narrowed(Operation.SALES_READ, request.sites),
            till=request.till,
            sale_id=id_of(request.sale_id, "sale_id"),
            start=optional_moment(request, "from"),
            end=optional_moment(request, "to"),
            before=before_of(request.cursor),
        )
        found, more = await app.list_receipts(self._parts, wanted, page_limit(request.page_size))
        return pb.ListReceiptsResponse(
            receipts=[receipt_message(self._parts, receipt) for receipt in found],
            next_cursor=cursor_of(found[-1].receipt_id) if more else "",
        )

    async def RenderReceipt(self, request: pb.RenderReceiptRequest, context: Context) -> pb.RenderReceiptResponse:
        document = await documents.render(self._parts, self._renderer, which_of(request), form_of(request.format))
        return pb.RenderReceiptResponse(document=document_message(document))

    async def PrintReceipt(self, request: pb.PrintReceiptRequest, context: Context) -> pb.PrintReceiptResponse:
        form, key = form_of(request.format), request.idempotency_key
        printed = await documents.print_receipt(self._parts, self._renderer, which_of(request), form, key)
        return pb.PrintReceiptResponse(
            document=document_message(printed.document),
            copy_number=printed.number,
            receipt_id=printed.receipt.receipt_id,
            site_id=printed.receipt.site_id,
        )

    async def IssueInvoice(self, request: pb.IssueInvoiceRequest, context: Context) -> pb.IssueInvoiceResponse:
        customer = Customer(request.customer.name, tuple(request.customer.address), request.customer.vat_id)
        invoice = await app.issue_invoice(self._parts, which_of(request), customer)
        return pb.IssueInvoiceResponse(invoice=receipt_message(self._parts, invoice))

    async def SendReceipt(self, request: pb.SendReceiptRequest, context: Context) -> pb.SendReceiptResponse:
        mail, receipt = await send_receipt(self._parts, which_of(request), request.address, request.idempotency_key)
        return pb.SendReceiptResponse(mail=mail_message(mail), site_id=receipt.site_id)

    async def GetPublicReceipt(
        self, request: pb.GetPublicReceiptRequest, context: Context
    ) -> pb.GetPublicReceiptResponse:
        document = await documents.render_public(self._parts, self._renderer, request.token)
        return pb.GetPublicReceiptResponse(document=document_message(document))

    async def VerifyReceipts(self, request: pb.VerifyReceiptsRequest, context: Context) -> pb.VerifyReceiptsResponse:
        verified = await app.verify_site(self._parts, request.site_id, request.till)
        series = [
            pb.SeriesVerification(
                till=till, receipts=each.receipts, broken_number=each.broken_number, problem=each.problem
            )
            for till, each in verified.items()
        ]
        return pb.VerifyReceiptsResponse(series=series)


def form_of(number: int) -> Form:
    """Raises InvalidInput."""
    try:
        return Form(number)
    except ValueError as error:
        raise InvalidInput("format must be HTML, PDF or ESCPOS", field="format") from error
