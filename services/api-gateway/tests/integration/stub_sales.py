"""Stands in for the tickets of pos: one sale, refund and debt, and whatever was asked last."""

from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.pos.v1 import sale_pb2, sales_pb2_grpc
from motorway.pos.v1 import sales_pb2 as pb
from motorway_access.caller import ANONYMOUS, Caller, current_caller
from motorway_kit.errors import Conflict

from .stub_receipts import SALE

SITE = "m25-cobham"
REFUND, DEBT = "01938f6e-3c5e-7a41-b1d3-5b0a9c1f7e42", "01938f6e-4c5e-7a41-b1d3-5b0a9c1f7e42"
AT = Timestamp(seconds=1_795_000_000)
RPCS_BY_TICKET = frozenset(
    {
        "GetSale",
        "LockSale",
        "UnlockSale",
        "AddLine",
        "RemoveLine",
        "AddTender",
        "RemoveTender",
        "StartCardPayment",
        "CancelCardPayment",
        "GiveChange",
        "ClearSale",
        "VoidSale",
        "CancelSale",
        "RecordDriveOff",
        "RecordNoMeans",
        "SettleDebt",
        "StartDebtPayment",
        "WriteOffDebt",
        "RequestRefund",
        "ApproveRefund",
        "DeclineRefund",
    }
)


class SaleLockedElsewhere(Conflict):
    pass


def make_sale(**fields: Any) -> sale_pb2.Sale:
    fuel = sale_pb2.FuelLine(
        pump=4,
        nozzle=2,
        grade_id="diesel",
        sequence=8812,
        volume_ml=20_000,
        unit_price_milli=1_500,
        price_set=17,
        volume_total_before_ml=100,
        volume_total_after_ml=20_100,
        started_at=AT,
        finished_at=AT,
        end_reason="nozzle_in",
    )
    lines = [
        sale_pb2.SaleLine(number=1, description="Diesel", amount_minor=3_000, vat_rate_bp=2_000, quantity=1, fuel=fuel),
        sale_pb2.SaleLine(
            number=2, description="Coffee", amount_minor=300, vat_rate_bp=2_000, item_id="coffee", quantity=1
        ),
    ]
    cash = sale_pb2.Tender(
        number=1, kind=sale_pb2.TENDER_KIND_CASH, amount_minor=3_300, given_minor=5_000, change_minor=1_700, at=AT
    )
    usual: dict[str, Any] = {
        "sale_id": SALE,
        "site_id": SITE,
        "kind": sale_pb2.SALE_KIND_POST_PAY,
        "state": sale_pb2.SALE_STATE_CLEARED,
        "origin": sale_pb2.SALE_ORIGIN_POS,
        "clearing": sale_pb2.CLEARING_PAID,
        "currency": "GBP",
        "pump": 4,
        "lines": lines,
        "tenders": [cash],
        "total_minor": 3_300,
        "opened_at": AT,
        "payable_at": AT,
        "cleared_at": AT,
        "version": 6,
    }
    return sale_pb2.Sale(**{**usual, **fields})


def before() -> sale_pb2.Sale:
    sale = make_sale(state=sale_pb2.SALE_STATE_PAYABLE, clearing=0, tenders=[], due_minor=3_300, version=5)
    sale.ClearField("cleared_at")
    return sale


def make_refund(state: pb.RefundState.ValueType = pb.REFUND_STATE_REQUESTED) -> pb.Refund:
    return pb.Refund(
        refund_id=REFUND,
        sale_id=SALE,
        site_id=SITE,
        state=state,
        amount_minor=300,
        currency="GBP",
        tender_kind=sale_pb2.TENDER_KIND_CASH,
        reason="cold",
        lines=[2],
        requested_by="jo",
        requested_at=AT,
    )


def make_debt(state: pb.DebtState.ValueType = pb.DEBT_STATE_OPEN) -> pb.Debt:
    return pb.Debt(
        debt_id=DEBT,
        sale_id=SALE,
        site_id=SITE,
        kind=pb.DEBT_KIND_DRIVE_OFF,
        state=state,
        amount_minor=3_000,
        currency="GBP",
        pump=4,
        registration="AB12 CDE",
        recorded_by="jo",
        recorded_at=AT,
        version=1,
    )


class StubSales(sales_pb2_grpc.SalesServiceServicer):
    """`locked` is the ticket of another till; `debt_pages` are the pages of debts by their cursor."""

    def __init__(self) -> None:
        self.asked: Any = None
        self.debt_pages: dict[str, pb.ListDebtsResponse] = {}
        self.debts_asked: list[pb.ListDebtsRequest] = []
        self.locked = False
        self.caller: Caller = ANONYMOUS

    async def OpenSale(self, request: pb.OpenSaleRequest, context: Any) -> pb.OpenSaleResponse:
        self.asked, self.caller = request, current_caller()
        return pb.OpenSaleResponse(sale=before())

    async def GetSale(self, request: pb.GetSaleRequest, context: Any) -> pb.GetSaleResponse:
        step = pb.SaleStep(version=1, at=AT, state=sale_pb2.SALE_STATE_REQUESTED, what="opened", actor="jo")
        return pb.GetSaleResponse(sale=make_sale(), steps=[step], refunds=[make_refund()], debt=make_debt())

    async def ListSales(self, request: pb.ListSalesRequest, context: Any) -> pb.ListSalesResponse:
        self.asked = request
        return pb.ListSalesResponse(sales=[make_sale()], next_cursor="next")

    async def LockSale(self, request: pb.LockSaleRequest, context: Any) -> pb.LockSaleResponse:
        self.asked = request
        if self.locked:
            raise SaleLockedElsewhere("ann has the ticket", till="Counter 1", cashier="ann")
        return pb.LockSaleResponse(sale=make_sale(), previous=before())

    async def UnlockSale(self, request: pb.UnlockSaleRequest, context: Any) -> pb.UnlockSaleResponse:
        self.asked = request
        return pb.UnlockSaleResponse(sale=make_sale(), previous=before())

    async def AddLine(self, request: pb.AddLineRequest, context: Any) -> pb.AddLineResponse:
        self.asked = request
        return pb.AddLineResponse(sale=make_sale(), previous=before())

    async def RemoveLine(self, request: pb.RemoveLineRequest, context: Any) -> pb.RemoveLineResponse:
        self.asked = request
        return pb.RemoveLineResponse(sale=make_sale(), previous=before())

    async def AddTender(self, request: pb.AddTenderRequest, context: Any) -> pb.AddTenderResponse:
        self.asked = request
        return pb.AddTenderResponse(sale=make_sale(), previous=before())

    async def RemoveTender(self, request: pb.RemoveTenderRequest, context: Any) -> pb.RemoveTenderResponse:
        self.asked = request
        return pb.RemoveTenderResponse(sale=make_sale(), previous=before())

    async def StartCardPayment(self, request: pb.StartCardPaymentRequest, context: Any) -> pb.StartCardPaymentResponse:
        self.asked = request
        asked = sale_pb2.SaleCardPayment(payment_id=DEBT, state=sale_pb2.CARD_PAYMENT_STATE_PENDING, amount_minor=3_300)
        return pb.StartCardPaymentResponse(sale=make_sale(card_payments=[asked]), previous=before(), payment_id=DEBT)

    async def CancelCardPayment(
        self, request: pb.CancelCardPaymentRequest, context: Any
    ) -> pb.CancelCardPaymentResponse:
        self.asked = request
        return pb.CancelCardPaymentResponse(sale=make_sale(), previous=before())

    async def GiveChange(self, request: pb.GiveChangeRequest, context: Any) -> pb.GiveChangeResponse:
        self.asked = request
        return pb.GiveChangeResponse(sale=make_sale(), previous=before(), cash_minor=2_000, account_minor=500)

    async def ClearSale(self, request: pb.ClearSaleRequest, context: Any) -> pb.ClearSaleResponse:
        self.asked = request
        return pb.ClearSaleResponse(sale=make_sale(), previous=before())

    async def VoidSale(self, request: pb.VoidSaleRequest, context: Any) -> pb.VoidSaleResponse:
        self.asked, self.caller = request, current_caller()
        return pb.VoidSaleResponse(sale=make_sale(), previous=before())

    async def CancelSale(self, request: pb.CancelSaleRequest, context: Any) -> pb.CancelSaleResponse:
        self.asked = request
        return pb.CancelSaleResponse(sale=make_sale(), previous=before())

    async def RecordDriveOff(self, request: pb.RecordDriveOffRequest, context: Any) -> pb.RecordDriveOffResponse:
        self.asked = request
        return pb.RecordDriveOffResponse(sale=make_sale(), previous=before(), debt=make_debt())

    async def RecordNoMeans(self, request: pb.RecordNoMeansRequest, context: Any) -> pb.RecordNoMeansResponse:
        self.asked = request
        return pb.RecordNoMeansResponse(sale=make_sale(), previous=before(), debt=make_debt())

    async def ListDebts(self, request: pb.ListDebtsRequest, context: Any) -> pb.ListDebtsResponse:
        self.asked = request
        self.debts_asked.append(request)
        return self.debt_pages.get(request.cursor) or pb.ListDebtsResponse(debts=[make_debt()], next_cursor="next")

    async def SettleDebt(self, request: pb.SettleDebtRequest, context: Any) -> pb.SettleDebtResponse:
        self.asked = request
        return pb.SettleDebtResponse(debt=make_debt(pb.DEBT_STATE_SETTLED), previous=make_debt(), sale=make_sale())

    async def StartDebtPayment(self, request: pb.StartDebtPaymentRequest, context: Any) -> pb.StartDebtPaymentResponse:
        self.asked = request
        return pb.StartDebtPaymentResponse(debt=make_debt(), sale=make_sale(), payment_id=REFUND)

    async def WriteOffDebt(self, request: pb.WriteOffDebtRequest, context: Any) -> pb.WriteOffDebtResponse:
        self.asked = request
        return pb.WriteOffDebtResponse(debt=make_debt(pb.DEBT_STATE_WRITTEN_OFF), previous=make_debt())

    async def RequestRefund(self, request: pb.RequestRefundRequest, context: Any) -> pb.RequestRefundResponse:
        self.asked = request
        return pb.RequestRefundResponse(refund=make_refund())

    async def ApproveRefund(self, request: pb.ApproveRefundRequest, context: Any) -> pb.ApproveRefundResponse:
        self.asked, self.caller = request, current_caller()
        approved = make_refund(pb.REFUND_STATE_APPROVED)
        return pb.ApproveRefundResponse(refund=approved, previous=make_refund(), sale=make_sale())

    async def DeclineRefund(self, request: pb.DeclineRefundRequest, context: Any) -> pb.DeclineRefundResponse:
        self.asked = request
        return pb.DeclineRefundResponse(refund=make_refund(pb.REFUND_STATE_DECLINED), previous=make_refund())

    async def ListRefunds(self, request: pb.ListRefundsRequest, context: Any) -> pb.ListRefundsResponse:
        self.asked = request
        return pb.ListRefundsResponse(refunds=[make_refund()], next_cursor="next")
