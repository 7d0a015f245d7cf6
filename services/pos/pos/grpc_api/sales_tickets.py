"""The RPCs of tickets."""

from typing import Any

import grpc.aio
from motorway.pos.v1 import sales_pb2, sales_pb2_grpc
from motorway_access.caller import current_caller
from motorway_access.roles import Operation

from pos.app import card_charges, opening, ticket_reads, tickets
from pos.app.desk import At
from pos.domain.sale import Clearing
from pos.events import sale_message
from pos.grpc_api.paging import cursor_of, page_limit
from pos.grpc_api.sales_messages import (
    before_of,
    card_method_of,
    debt_message,
    filter_of,
    given_of,
    known,
    refund_message,
    step_message,
    wish_of,
)
from pos.parts import Pos

Context = grpc.aio.ServicerContext[Any, Any]


class Tickets(sales_pb2_grpc.SalesServiceServicer):
    def __init__(self, parts: Pos) -> None:
        self._parts = parts

    async def OpenSale(self, request: sales_pb2.OpenSaleRequest, context: Context) -> sales_pb2.OpenSaleResponse:
        sale = await opening.open_sale(self._parts, wish_of(request), request.shift_id, request.idempotency_key)
        return sales_pb2.OpenSaleResponse(sale=sale_message(sale))

    async def GetSale(self, request: sales_pb2.GetSaleRequest, context: Context) -> sales_pb2.GetSaleResponse:
        whole = await ticket_reads.get_sale(self._parts.db, request.sale_id)
        return sales_pb2.GetSaleResponse(
            sale=sale_message(whole.sale),
            steps=map(step_message, whole.steps),
            refunds=map(refund_message, whole.refunds),
            debt=debt_message(whole.debt) if whole.debt else None,
        )

    async def ListSales(self, request: sales_pb2.ListSalesRequest, context: Context) -> sales_pb2.ListSalesResponse:
        scope = current_caller().narrowed(Operation.SALES_READ, request.sites)
        wanted, before = filter_of(request), before_of(request.cursor)
        limit = page_limit(request.page_size)
        sales, more = await ticket_reads.list_sales(self._parts.db, scope, wanted, before, limit)
        next_cursor = cursor_of(sales[-1].sale_id) if more else ""
        return sales_pb2.ListSalesResponse(sales=map(sale_message, sales), next_cursor=next_cursor)

    async def LockSale(self, request: sales_pb2.LockSaleRequest, context: Context) -> sales_pb2.LockSaleResponse:
        sale, previous = map(sale_message, await tickets.lock_sale(self._parts, _at(request)))
        return sales_pb2.LockSaleResponse(sale=sale, previous=previous)

    async def UnlockSale(self, request: sales_pb2.UnlockSaleRequest, context: Context) -> sales_pb2.UnlockSaleResponse:
        sale, previous = map(sale_message, await tickets.unlock_sale(self._parts, _at(request)))
        return sales_pb2.UnlockSaleResponse(sale=sale, previous=previous)

    async def AddLine(self, request: sales_pb2.AddLineRequest, context: Context) -> sales_pb2.AddLineResponse:
        wish = tickets.ItemWish(request.item_id, request.barcode, request.quantity or 1)
        changed = await tickets.add_line(self._parts, _at(request), wish, request.idempotency_key)
        sale, previous = map(sale_message, changed)
        return sales_pb2.AddLineResponse(sale=sale, previous=previous)

    async def RemoveLine(self, request: sales_pb2.RemoveLineRequest, context: Context) -> sales_pb2.RemoveLineResponse:
        changed = await tickets.remove_line(self._parts, _at(request), request.number, request.idempotency_key)
        sale, previous = map(sale_message, changed)
        return sales_pb2.RemoveLineResponse(sale=sale, previous=previous)

    async def AddTender(self, request: sales_pb2.AddTenderRequest, context: Context) -> sales_pb2.AddTenderResponse:
        given = given_of(request.tender, "tender.")
        changed = await tickets.add_tender(self._parts, _at(request), given, request.idempotency_key)
        sale, previous = map(sale_message, changed)
        return sales_pb2.AddTenderResponse(sale=sale, previous=previous)

    async def StartCardPayment(
        self, request: sales_pb2.StartCardPaymentRequest, context: Context
    ) -> sales_pb2.StartCardPaymentResponse:
        method = card_method_of(request.method)
        started = await card_charges.start_card_payment(
            self._parts, _at(request), request.amount_minor, method, request.idempotency_key
        )
        sale, previous = sale_message(started.sale), sale_message(started.previous)
        return sales_pb2.StartCardPaymentResponse(sale=sale, previous=previous, payment_id=started.payment_id)

    async def CancelCardPayment(
        self, request: sales_pb2.CancelCardPaymentRequest, context: Context
    ) -> sales_pb2.CancelCardPaymentResponse:
        changed = await card_charges.cancel_card_payment(self._parts, _at(request), request.payment_id)
        sale, previous = map(sale_message, changed)
        return sales_pb2.CancelCardPaymentResponse(sale=sale, previous=previous)

    async def RemoveTender(
        self, request: sales_pb2.RemoveTenderRequest, context: Context
    ) -> sales_pb2.RemoveTenderResponse:
        sale, previous = map(sale_message, await tickets.remove_tender(self._parts, _at(request), request.number))
        return sales_pb2.RemoveTenderResponse(sale=sale, previous=previous)

    async def GiveChange(self, request: sales_pb2.GiveChangeRequest, context: Context) -> sales_pb2.GiveChangeResponse:
        given = await tickets.give_change(self._parts, _at(request))
        return sales_pb2.GiveChangeResponse(
            sale=sale_message(given.sale),
            previous=sale_message(given.previous),
            cash_minor=given.cash_minor,
            account_minor=given.account_minor,
        )

    async def ClearSale(self, request: sales_pb2.ClearSaleRequest, context: Context) -> sales_pb2.ClearSaleResponse:
        clearing = known(Clearing, request.clearing, "clearing")
        wish = tickets.Confirmation(clearing, request.tank, request.note)
        sale, previous = map(sale_message, await tickets.clear_sale(self._parts, _at(request), wish))
        return sales_pb2.ClearSaleResponse(sale=sale, previous=previous)

    async def VoidSale(self, request: sales_pb2.VoidSaleRequest, context: Context) -> sales_pb2.VoidSaleResponse:
        sale, previous = map(sale_message, await tickets.void_sale(self._parts, _at(request), request.reason))
        return sales_pb2.VoidSaleResponse(sale=sale, previous=previous)

    async def CancelSale(self, request: sales_pb2.CancelSaleRequest, context: Context) -> sales_pb2.CancelSaleResponse:
        changed = await opening.cancel_sale(self._parts, request.sale_id, request.idempotency_key)
        sale, previous = map(sale_message, changed)
        return sales_pb2.CancelSaleResponse(sale=sale, previous=previous)


def _at(request: Any) -> At:
    return At(request.sale_id, request.shift_id)
