"""Stands in for the receipts and the catalogue of pos: one receipt, one item, and whatever was asked last."""

import json
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.pos.v1 import catalogue_pb2, catalogue_pb2_grpc, receipts_pb2_grpc
from motorway.pos.v1 import receipts_pb2 as pb
from motorway_access.caller import Caller, current_caller
from motorway_kit.errors import MotorwayError, NotFound

SITE = "m25-cobham"
RECEIPT = "01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e42"
SALE = "01938f6e-1c5e-7a41-b1d3-5b0a9c1f7e42"
TOKEN = "Jf93kd93jdKdi39dkJd83jdl"
BY_RECEIPT = frozenset({"GetReceipt", "RenderReceipt", "PrintReceipt", "IssueInvoice", "SendReceipt"})
AT = Timestamp(seconds=1_795_000_000)

CONTENT: dict[str, Any] = {
    "format": 1,
    "kind": "RECEIPT",
    "receipt_id": RECEIPT,
    "series": f"{SITE}/Counter 1",
    "number": 17,
    "sale_id": SALE,
    "issued_at": "2026-11-18T11:06:40Z",
    "issued_at_local": "2026-11-18T11:06:40+00:00",
    "time_zone": "Europe/London",
    "seller": {"name": "Motorway Petroleum Ltd", "address": ["Cobham"], "vat_id": "GB123456789"},
    "site": {"site_id": SITE, "name": "Cobham"},
    "till": "Counter 1",
    "shift_id": "s1",
    "cashier": "Jo Smith",
    "currency": "GBP",
    "exponent": 2,
    "clearing": "PAID",
    "lines": [
        {
            "number": 1,
            "description": "Diesel",
            "item_id": "",
            "quantity": 1,
            "unit_amount_minor": 0,
            "amount_minor": 6337,
            "vat_rate_bp": 2000,
            "fuel": {
                "pump": 4,
                "nozzle": 2,
                "grade_id": "diesel",
                "sequence": 8812,
                "volume_ml": 42_560,
                "unit_price_milli": 1489,
                "finished_at": "2026-11-18T11:05:00Z",
                "offline": False,
            },
        }
    ],
    "vat": [{"rate_bp": 2000, "gross_minor": 6337, "net_minor": 5281, "vat_minor": 1056}],
    "net_minor": 5281,
    "vat_minor": 1056,
    "total_minor": 6337,
    "due_minor": 0,
    "over_limit": False,
    "tenders": [
        {
            "kind": "CARD",
            "amount_minor": 6337,
            "given_minor": 0,
            "change_minor": 0,
            "account_id": "",
            "vehicle_id": "",
            "odometer_km": 0,
            "card": {"brand": "visa", "last4": "4242", "reference": SALE, "test": True},
        }
    ],
    "reference": None,
    "customer": None,
    "reason": "",
    "note": "",
    "of_a_later_format": {"shown": True},
}


class ReceiptNotFound(NotFound):
    """As pos says it."""


class ItemNotFound(NotFound):
    """As pos says it."""


def make_receipt() -> pb.Receipt:
    return pb.Receipt(
        receipt_id=RECEIPT,
        site_id=SITE,
        till="Counter 1",
        number=17,
        kind=pb.RECEIPT_KIND_RECEIPT,
        sale_id=SALE,
        issued_at=AT,
        content_json=json.dumps(CONTENT),
        hash=b"\x01" * 32,
        previous_hash=b"\x02" * 32,
        prints=1,
        url=f"https://fuel.example/r/{TOKEN}",
    )


def make_mail(address: str = "jo@example.com") -> pb.ReceiptMail:
    return pb.ReceiptMail(
        mail_id="m1", receipt_id=RECEIPT, address=address, state=pb.MAIL_STATE_WAITING, requested_at=AT
    )


class StubReceipts(receipts_pb2_grpc.ReceiptsServiceServicer):
    """`asked` is the last request, `caller` who made it; `refusal` is raised instead of an answer."""

    def __init__(self) -> None:
        self.asked: Any = None
        self.caller: Caller | None = None
        self.refusal: MotorwayError | None = None

    def _heard(self, request: Any) -> None:
        self.asked, self.caller = request, current_caller()
        if self.refusal is not None:
            raise self.refusal

    async def GetReceipt(self, request: pb.GetReceiptRequest, context: Any) -> pb.GetReceiptResponse:
        self._heard(request)
        return pb.GetReceiptResponse(receipt=make_receipt(), invoice_id="i1", mails=[make_mail()])

    async def ListReceipts(self, request: pb.ListReceiptsRequest, context: Any) -> pb.ListReceiptsResponse:
        self._heard(request)
        return pb.ListReceiptsResponse(receipts=[make_receipt()], next_cursor="next")

    async def RenderReceipt(self, request: pb.RenderReceiptRequest, context: Any) -> pb.RenderReceiptResponse:
        self._heard(request)
        return pb.RenderReceiptResponse(document=_document(request.format))

    async def PrintReceipt(self, request: pb.PrintReceiptRequest, context: Any) -> pb.PrintReceiptResponse:
        self._heard(request)
        document = _document(request.format)
        return pb.PrintReceiptResponse(document=document, copy_number=2, receipt_id=RECEIPT, site_id=SITE)

    async def IssueInvoice(self, request: pb.IssueInvoiceRequest, context: Any) -> pb.IssueInvoiceResponse:
        self._heard(request)
        invoice = make_receipt()
        invoice.kind, invoice.till = pb.RECEIPT_KIND_INVOICE, "invoice"
        return pb.IssueInvoiceResponse(invoice=invoice)

    async def SendReceipt(self, request: pb.SendReceiptRequest, context: Any) -> pb.SendReceiptResponse:
        self._heard(request)
        return pb.SendReceiptResponse(mail=make_mail(request.address), site_id=SITE)

    async def GetPublicReceipt(self, request: pb.GetPublicReceiptRequest, context: Any) -> pb.GetPublicReceiptResponse:
        self._heard(request)
        if request.token != TOKEN:
            raise ReceiptNotFound("there is no such receipt")
        return pb.GetPublicReceiptResponse(document=_document(pb.RECEIPT_FORMAT_HTML))

    async def VerifyReceipts(self, request: pb.VerifyReceiptsRequest, context: Any) -> pb.VerifyReceiptsResponse:
        self._heard(request)
        series = pb.SeriesVerification(till="Counter 1", receipts=17, broken_number=9, problem="number 9 is missing")
        return pb.VerifyReceiptsResponse(series=[series])


def _document(form: Any) -> pb.Document:
    if form == pb.RECEIPT_FORMAT_HTML:
        return pb.Document(content=b"<p>paid</p>", content_type="text/html; charset=utf-8", file_name="receipt-17.html")
    if form == pb.RECEIPT_FORMAT_PDF:
        return pb.Document(content=b"%PDF-1.7", content_type="application/pdf", file_name="receipt-17.pdf")
    return pb.Document(content=b"\x1b@\xff", content_type="application/octet-stream", file_name="receipt-17.escpos")


def make_item() -> catalogue_pb2.CatalogueItem:
    return catalogue_pb2.CatalogueItem(
        item_id="coffee", name="Coffee", price_minor=290, vat_rate_bp=2000, barcode="4006381333931", active=True
    )


class StubCatalogue(catalogue_pb2_grpc.CatalogueServiceServicer):
    """`asked` is the last request."""

    def __init__(self) -> None:
        self.asked: Any = None

    async def PutItem(self, request: catalogue_pb2.PutItemRequest, context: Any) -> catalogue_pb2.PutItemResponse:
        self.asked = request
        return catalogue_pb2.PutItemResponse(item=request.item, previous=make_item())

    async def ImportItems(
        self, request: catalogue_pb2.ImportItemsRequest, context: Any
    ) -> catalogue_pb2.ImportItemsResponse:
        self.asked = request
        return catalogue_pb2.ImportItemsResponse(changed=len(request.items))

    async def RemoveItem(
        self, request: catalogue_pb2.RemoveItemRequest, context: Any
    ) -> catalogue_pb2.RemoveItemResponse:
        self.asked, item = request, make_item()
        item.active = False
        return catalogue_pb2.RemoveItemResponse(item=item, previous=make_item())

    async def GetItem(self, request: catalogue_pb2.GetItemRequest, context: Any) -> catalogue_pb2.GetItemResponse:
        if request.item_id != "coffee":
            raise ItemNotFound("the site has no such item")
        return catalogue_pb2.GetItemResponse(item=make_item())

    async def GetItemByBarcode(
        self, request: catalogue_pb2.GetItemByBarcodeRequest, context: Any
    ) -> catalogue_pb2.GetItemByBarcodeResponse:
        self.asked = request
        if request.barcode != make_item().barcode:
            raise ItemNotFound("the site sells no such item")
        return catalogue_pb2.GetItemByBarcodeResponse(item=make_item())

    async def ListItems(self, request: catalogue_pb2.ListItemsRequest, context: Any) -> catalogue_pb2.ListItemsResponse:
        self.asked = request
        return catalogue_pb2.ListItemsResponse(items=[make_item()], next_cursor="next")
