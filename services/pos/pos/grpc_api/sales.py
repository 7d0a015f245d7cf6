"""The gRPC door of tickets, refunds and debts."""

from motorway.pos.v1 import sales_pb2
from motorway_access.caller import current_caller
from motorway_access.guard import at, somewhere
from motorway_access.roles import Operation

from pos.app import debt_cards, debts, refunds
from pos.app.desk import At
from pos.db.debts import DebtFilter
from pos.db.refunds import RefundFilter
from pos.domain.debt import DebtKind, DebtState, Seen
from pos.domain.refund import RefundState
from pos.events import sale_message
from pos.grpc_api.paging import cursor_of, page_limit
from pos.grpc_api.sales_messages import (
    all_given,
    all_known,
    before_of,
    card_method_of,
    debt_message,
    refund_message,
    refund_wish_of,
    sale_id_of,
)
from pos.grpc_api.sales_tickets import Context, Tickets

READ, SELL = Operation.SALES_READ, Operation.SALES_SELL
APPROVE = Operation.SALES_APPROVE
RULES = {
    "OpenSale": at(SELL, "site_id"),
    "GetSale": somewhere(READ),
    "ListSales": somewhere(READ),
    "LockSale": somewhere(SELL),
    "UnlockSale": somewhere(SELL),
    "AddLine": somewhere(SELL),
    "RemoveLine": somewhere(SELL),
    "AddTender": somewhere(SELL),
    "StartCardPayment": somewhere(SELL),
    "CancelCardPayment": somewhere(SELL),
    "RemoveTender": somewhere(SELL),
    "GiveChange": somewhere(SELL),
    "ClearSale": somewhere(SELL),
    "VoidSale": somewhere(SELL),
    "CancelSale": somewhere(SELL),
    "RecordDriveOff": somewhere(SELL),
    "RecordNoMeans": somewhere(SELL),
    "ListDebts": somewhere(READ),
    "SettleDebt": somewhere(SELL),
    "StartDebtPayment": somewhere(SELL),
    "WriteOffDebt": somewhere(APPROVE),
    "RequestRefund": somewhere(SELL),
    "ApproveRefund": somewhere(APPROVE),
    "DeclineRefund": somewhere(APPROVE),
    "ListRefunds": somewhere(READ),
}


class SalesServicer(Tickets):
    async def RecordDriveOff(
        self, request: sales_pb2.RecordDriveOffRequest, context: Context
    ) -> sales_pb2.RecordDriveOffResponse:
        seen = Seen(registration=request.registration, note=request.note, photo_ref=request.photo_ref)
        at_ = At(request.sale_id, request.shift_id)
        sale, previous, debt = await debts.record_debt(self._parts, at_, DebtKind.DRIVE_OFF, seen)
        return sales_pb2.RecordDriveOffResponse(
            sale=sale_message(sale), previous=sale_message(previous), debt=debt_message(debt)
        )

    async def RecordNoMeans(
        self, request: sales_pb2.RecordNoMeansRequest, context: Context
    ) -> sales_pb2.RecordNoMeansResponse:
        seen = Seen(registration=request.registration, person=request.person, note=request.note)
        at_ = At(request.sale_id, request.shift_id)
        sale, previous, debt = await debts.record_debt(self._parts, at_, DebtKind.NO_MEANS, seen)
        return sales_pb2.RecordNoMeansResponse(
            sale=sale_message(sale), previous=sale_message(previous), debt=debt_message(debt)
        )

    async def ListDebts(self, request: sales_pb2.ListDebtsRequest, context: Context) -> sales_pb2.ListDebtsResponse:
        scope = current_caller().narrowed(READ, request.sites)
        registration = " ".join(request.registration.upper().split())
        wanted = DebtFilter(all_known(DebtState, request.states, "states"), registration)
        limit, before = page_limit(request.page_size), before_of(request.cursor)
        found, more = await debts.list_debts(self._parts.db, scope, wanted, before, limit)
        next_cursor = cursor_of(found[-1].debt_id) if more else ""
        return sales_pb2.ListDebtsResponse(debts=map(debt_message, found), next_cursor=next_cursor)

    async def SettleDebt(self, request: sales_pb2.SettleDebtRequest, context: Context) -> sales_pb2.SettleDebtResponse:
        given = all_given(request.tenders)
        changed = await debts.settle_debt(
            self._parts, request.debt_id, request.shift_id, given, request.idempotency_key
        )
        debt, previous = debt_message(changed.debt), debt_message(changed.previous)
        return sales_pb2.SettleDebtResponse(debt=debt, previous=previous, sale=sale_message(changed.sale))

    async def StartDebtPayment(
        self, request: sales_pb2.StartDebtPaymentRequest, context: Context
    ) -> sales_pb2.StartDebtPaymentResponse:
        method, key = card_method_of(request.method), request.idempotency_key
        debt, sale, payment_id = await debt_cards.start_debt_payment(
            self._parts, request.debt_id, request.shift_id, method, key
        )
        return sales_pb2.StartDebtPaymentResponse(
            debt=debt_message(debt), sale=sale_message(sale), payment_id=payment_id
        )

    async def WriteOffDebt(
        self, request: sales_pb2.WriteOffDebtRequest, context: Context
    ) -> sales_pb2.WriteOffDebtResponse:
        changed = await debts.write_off_debt(self._parts, request.debt_id, request.reason)
        debt, previous = debt_message(changed.debt), debt_message(changed.previous)
        return sales_pb2.WriteOffDebtResponse(debt=debt, previous=previous)

    async def RequestRefund(
        self, request: sales_pb2.RequestRefundRequest, context: Context
    ) -> sales_pb2.RequestRefundResponse:
        wish, key = refund_wish_of(request), request.idempotency_key
        refund = await refunds.request_refund(self._parts, request.sale_id, wish, key)
        return sales_pb2.RequestRefundResponse(refund=refund_message(refund))

    async def ApproveRefund(
        self, request: sales_pb2.ApproveRefundRequest, context: Context
    ) -> sales_pb2.ApproveRefundResponse:
        changed = await refunds.approve_refund(self._parts, request.refund_id, request.shift_id)
        refund, previous = refund_message(changed.refund), refund_message(changed.previous)
        return sales_pb2.ApproveRefundResponse(refund=refund, previous=previous, sale=sale_message(changed.sale))

    async def DeclineRefund(
        self, request: sales_pb2.DeclineRefundRequest, context: Context
    ) -> sales_pb2.DeclineRefundResponse:
        changed = await refunds.decline_refund(self._parts, request.refund_id, request.reason)
        refund, previous = refund_message(changed.refund), refund_message(changed.previous)
        return sales_pb2.DeclineRefundResponse(refund=refund, previous=previous)

    async def ListRefunds(
        self, request: sales_pb2.ListRefundsRequest, context: Context
    ) -> sales_pb2.ListRefundsResponse:
        scope = current_caller().narrowed(READ, request.sites)
        wanted = RefundFilter(all_known(RefundState, request.states, "states"), sale_id_of(request.sale_id))
        limit, before = page_limit(request.page_size), before_of(request.cursor)
        found, more = await refunds.list_refunds(self._parts.db, scope, wanted, before, limit)
        next_cursor = cursor_of(found[-1].refund_id) if more else ""
        return sales_pb2.ListRefundsResponse(refunds=map(refund_message, found), next_cursor=next_cursor)
