"""What is asked of the service of receipts."""

from typing import Any

from motorway.pos.v1 import receipts_pb2
from motorway_kit.grpc_client import Remote

from .receipt_world import SITE

PDF, HTML, ESCPOS = (
    receipts_pb2.RECEIPT_FORMAT_PDF,
    receipts_pb2.RECEIPT_FORMAT_HTML,
    receipts_pb2.RECEIPT_FORMAT_ESCPOS,
)
ACME = receipts_pb2.InvoiceCustomer(name="Acme GmbH", address=["Hauptstraße 1", "Berlin"], vat_id="DE123456789")


async def get(door: Remote, **which: str) -> receipts_pb2.GetReceiptResponse:
    response: receipts_pb2.GetReceiptResponse = await door.call("GetReceipt", receipts_pb2.GetReceiptRequest(**which))
    return response


async def printed(door: Remote, receipt_id: str, key: str, form: Any = PDF) -> receipts_pb2.PrintReceiptResponse:
    request = receipts_pb2.PrintReceiptRequest(receipt_id=receipt_id, format=form, idempotency_key=key)
    response: receipts_pb2.PrintReceiptResponse = await door.call("PrintReceipt", request)
    return response


async def invoice(door: Remote, receipt_id: str, customer: Any = ACME) -> receipts_pb2.Receipt:
    request = receipts_pb2.IssueInvoiceRequest(receipt_id=receipt_id, customer=customer)
    response: receipts_pb2.IssueInvoiceResponse = await door.call("IssueInvoice", request)
    return response.invoice


async def verify(door: Remote, till: str = "") -> dict[str, receipts_pb2.SeriesVerification]:
    request = receipts_pb2.VerifyReceiptsRequest(site_id=SITE.site_id, till=till)
    return {each.till: each for each in (await door.call("VerifyReceipts", request)).series}
