"""The gRPC door of finance: ledger, payouts, breaks, and a day's end."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import grpc.aio
from motorway.payments.v1 import finance_pb2, finance_pb2_grpc
from motorway_access.caller import current_caller
from motorway_access.guard import at, somewhere
from motorway_access.roles import Operation
from motorway_kit.errors import InvalidInput

from payments.app import breaks, ledger, payouts, reconciliation
from payments.app.day_end import get_day_end
from payments.domain.day_end import DayEnd, parse_date
from payments.domain.ledger import Account, Filter
from payments.grpc_api.finance_messages import (
    balance_message,
    break_message,
    day_end_message,
    entry_message,
    payout_message,
    resolved_message,
)
from payments.grpc_api.paging import NOT_OURS, cursor_of, last_id_of, last_of, page_limit, uuid_of
from payments.grpc_api.times import optional_moment
from payments.parts import Payments
from payments.reports.day_end_csv import csv_of
from payments.reports.day_end_pdf import pdf_of

RULES = {
    "GetBalances": somewhere(Operation.LEDGER_READ),
    "ListEntries": somewhere(Operation.LEDGER_READ),
    "ListPayouts": somewhere(Operation.LEDGER_READ),
    "ListBreaks": somewhere(Operation.FINANCE_READ),
    "ResolveBreak": somewhere(Operation.BREAKS_RESOLVE),
    "RunReconciliation": somewhere(Operation.BREAKS_RESOLVE),
    "GetDayEnd": at(Operation.FINANCE_READ, "site_id"),
    "RenderDayEnd": at(Operation.FINANCE_READ, "site_id"),
}
FORMATS: dict[str, tuple[Callable[[DayEnd], bytes], str]] = {
    "csv": (csv_of, "text/csv; charset=utf-8"),
    "pdf": (pdf_of, "application/pdf"),
}
OPEN, RESOLVED = "open", "resolved"

Context = grpc.aio.ServicerContext[Any, Any]


class FinanceServicer(finance_pb2_grpc.FinanceServiceServicer):
    def __init__(self, parts: Payments) -> None:
        self._parts = parts

    async def GetBalances(
        self, request: finance_pb2.GetBalancesRequest, context: Context
    ) -> finance_pb2.GetBalancesResponse:
        found = await ledger.get_balances(self._parts.db, optional_moment(request, "before"))
        return finance_pb2.GetBalancesResponse(balances=map(balance_message, found))

    async def ListEntries(
        self, request: finance_pb2.ListEntriesRequest, context: Context
    ) -> finance_pb2.ListEntriesResponse:
        limit, before = page_limit(request.page_size), last_id_of(request.cursor)
        found, more = await ledger.list_entries(self._parts.db, _filter(request), before, limit)
        next_cursor = cursor_of(found[-1].entry_id) if more else ""
        return finance_pb2.ListEntriesResponse(entries=map(entry_message, found), next_cursor=next_cursor)

    async def ListPayouts(
        self, request: finance_pb2.ListPayoutsRequest, context: Context
    ) -> finance_pb2.ListPayoutsResponse:
        limit, before = page_limit(request.page_size), _payout_before(request.cursor)
        found, more = await payouts.list_payouts(self._parts.db, before, limit)
        last = found[-1].payout if more else None
        next_cursor = cursor_of(f"{last.created_at.isoformat()} {last.payout_id}") if last else ""
        return finance_pb2.ListPayoutsResponse(payouts=map(payout_message, found), next_cursor=next_cursor)

    async def ListBreaks(
        self, request: finance_pb2.ListBreaksRequest, context: Context
    ) -> finance_pb2.ListBreaksResponse:
        scope = current_caller().narrowed(Operation.FINANCE_READ, request.sites)
        limit, cursor = page_limit(request.page_size), _break_after(request.cursor)
        found, more = await breaks.list_breaks(self._parts.db, scope, cursor, limit, open_only=request.open_only)
        next_cursor = ""
        if more:
            among = OPEN if found[-1].resolution is None else RESOLVED
            next_cursor = cursor_of(f"{among} {found[-1].break_id}")
        return finance_pb2.ListBreaksResponse(breaks=map(break_message, found), next_cursor=next_cursor)

    async def ResolveBreak(
        self, request: finance_pb2.ResolveBreakRequest, context: Context
    ) -> finance_pb2.ResolveBreakResponse:
        done = await breaks.resolve(self._parts.db, request.break_id, request.note, self._parts.clock())
        return resolved_message(done)

    async def RunReconciliation(
        self, request: finance_pb2.RunReconciliationRequest, context: Context
    ) -> finance_pb2.RunReconciliationResponse:
        tally = await reconciliation.reconcile(self._parts, request.what)
        return finance_pb2.RunReconciliationResponse(**tally._asdict())

    async def GetDayEnd(self, request: finance_pb2.GetDayEndRequest, context: Context) -> finance_pb2.GetDayEndResponse:
        return day_end_message(await get_day_end(self._parts, request.site_id, parse_date(request.date)))

    async def RenderDayEnd(
        self, request: finance_pb2.RenderDayEndRequest, context: Context
    ) -> finance_pb2.RenderDayEndResponse:
        if request.format not in FORMATS:
            raise InvalidInput(f"format must be one of {', '.join(FORMATS)}", field="format")
        render, media_type = FORMATS[request.format]
        day_end = await get_day_end(self._parts, request.site_id, parse_date(request.date))
        content = await asyncio.to_thread(render, day_end)
        return finance_pb2.RenderDayEndResponse(content=content, media_type=media_type)


def _filter(request: finance_pb2.ListEntriesRequest) -> Filter:
    return Filter(
        account=_account(request.account) if request.account else None,
        site_id=request.site_id or None,
        payment_id=uuid_of(request.payment_id, "payment_id") if request.payment_id else None,
        start=optional_moment(request, "from"),
        end=optional_moment(request, "to"),
    )


def _account(name: str) -> Account:
    try:
        return Account(name)
    except ValueError as error:
        raise InvalidInput(f"account must be one of {', '.join(Account)}", field="account") from error


def _payout_before(cursor: str) -> tuple[datetime, str] | None:
    at_text, _, payout_id = last_of(cursor).partition(" ")
    if not at_text:
        return None
    try:
        return datetime.fromisoformat(at_text).astimezone(UTC), payout_id
    except (ValueError, OverflowError) as error:
        raise InvalidInput(NOT_OURS, field="cursor") from error


def _break_after(cursor: str) -> tuple[bool, str | None]:
    """Whether the page before ended among the open ones, and with which break."""
    among, _, break_id = last_of(cursor).partition(" ")
    if not among:
        return True, None
    if among not in {OPEN, RESOLVED}:
        raise InvalidInput(NOT_OURS, field="cursor")
    return among == OPEN, uuid_of(break_id, "cursor")
