"""Stands in for pos: sites, sales, receipts and accounts that the test gives it."""

from dataclasses import dataclass, field
from typing import Any

from motorway.pos.v1 import (
    accounts_pb2,
    accounts_pb2_grpc,
    pos_pb2,
    pos_pb2_grpc,
    receipts_pb2,
    receipts_pb2_grpc,
    sales_pb2,
    sales_pb2_grpc,
)
from motorway_access.caller import current_caller
from motorway_kit.errors import NotFound, Unavailable

ZONES = {"m25-cobham": "Europe/London", "m1-leicester": "Europe/London", "a8-pforzheim": "Europe/Berlin"}


class SaleNotFound(NotFound):
    """As pos calls it."""


@dataclass
class StubPos(
    pos_pb2_grpc.PosServiceServicer,
    sales_pb2_grpc.SalesServiceServicer,
    receipts_pb2_grpc.ReceiptsServiceServicer,
    accounts_pb2_grpc.AccountsServiceServicer,
):
    """`away`: nobody answers. `strangers`: accounts that nobody may see. `asked_by`: who asked for what."""

    sales: dict[str, sales_pb2.GetSaleResponse] = field(default_factory=dict)
    receipts: dict[str, bytes] = field(default_factory=dict)
    strangers: set[str] = field(default_factory=set)
    asked_by: list[tuple[str, str]] = field(default_factory=list)
    away: bool = False

    def _heard(self, method: str) -> None:
        if self.away:
            raise Unavailable("pos is away")
        self.asked_by.append((method, current_caller().name))

    async def GetSite(self, request: pos_pb2.GetSiteRequest, context: Any) -> pos_pb2.GetSiteResponse:
        self._heard("GetSite")
        if request.site_id not in ZONES:
            raise NotFound("there is no such site")
        supplier = pos_pb2.Supplier(name="Motorway Ltd", address=["Junction 9", "Cobham KT11 3DB"])
        site = pos_pb2.Site(
            site_id=request.site_id,
            name=request.site_id,
            time_zone=ZONES[request.site_id],
            currency="GBP",
            supplier=supplier,
        )
        return pos_pb2.GetSiteResponse(site=site)

    async def GetSale(self, request: sales_pb2.GetSaleRequest, context: Any) -> sales_pb2.GetSaleResponse:
        self._heard("GetSale")
        if request.sale_id not in self.sales:
            raise SaleNotFound("there is no such sale")
        return self.sales[request.sale_id]

    async def RenderReceipt(
        self, request: receipts_pb2.RenderReceiptRequest, context: Any
    ) -> receipts_pb2.RenderReceiptResponse:
        self._heard("RenderReceipt")
        if request.sale_id not in self.receipts:
            raise NotFound("there is no such receipt")
        content = self.receipts[request.sale_id]
        document = receipts_pb2.Document(content=content, content_type="application/pdf", file_name="receipt.pdf")
        return receipts_pb2.RenderReceiptResponse(document=document)

    async def GetAccount(
        self, request: accounts_pb2.GetAccountRequest, context: Any
    ) -> accounts_pb2.GetAccountResponse:
        self._heard("GetAccount")
        if request.account_id in self.strangers:
            raise NotFound("there is no such account")
        return accounts_pb2.GetAccountResponse(account=accounts_pb2.Account(account_id=request.account_id))
