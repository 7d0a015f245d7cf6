"""The money behind card payments, as the payments service keeps it: ledger, payouts, reconciliation, a day's end."""

from typing import Annotated, Any

from fastapi import Path, Query, Response
from motorway.payments.v1 import finance_pb2 as pb
from motorway_access.roles import Operation
from pydantic import BaseModel, Field

from api_gateway.http_api.calls import TrailDep
from api_gateway.http_api.common import SLUG, Cursor, GatewayDep, Limit, SiteId, stamp
from api_gateway.http_api.finance_models import (
    ACCOUNT,
    Balance,
    BalanceList,
    Break,
    BreakExplanation,
    BreakPage,
    DayEnd,
    DayEndFormat,
    LedgerEntryPage,
    PayoutPage,
    Reconciled,
    ReconciliationWish,
    break_of,
    day_end_of,
    entry_of,
    payout_of,
)
from api_gateway.http_api.moments import Moment
from api_gateway.http_api.routing import operation, resource
from api_gateway.http_api.sale_wishes import Page, names
from api_gateway.http_api.settlement_models import DAY
from api_gateway.http_api.shift_models import flat

router = resource("/finance", "finance")
breaks = resource("/breaks", "breaks")
of_sites = resource("/sites/{site}", "finance")

LEDGER, READ = operation(Operation.LEDGER_READ), operation(Operation.FINANCE_READ)
RESOLVE = operation(Operation.BREAKS_RESOLVE)
RUN_DEADLINE_S = 40.0
DOCUMENT_DEADLINE_S = 20.0
BreakId = Annotated[str, Path(max_length=100, description="Id of the break")]
Day = Annotated[str, Query(pattern=DAY, description="Business day in the site's time zone", examples=["2026-11-24"])]
Format = Annotated[DayEndFormat, Path(description="What to make of it")]
Before = Annotated[Moment | None, Query(description="As they were at this moment; empty: now")]
DOCUMENT: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The document",
        "content": {
            "text/csv": {"schema": {"type": "string"}, "example": "brand,payments,captured,…\r\n"},
            "application/pdf": {"schema": {"type": "string", "format": "binary"}},
        },
    }
}


class EntryQuery(BaseModel):
    account: str = Field(default="", pattern=ACCOUNT, description="Only what moves this account", examples=["takings"])
    site: str = Field(default="", pattern=rf"{SLUG}|^$", description="Only of this site; empty: all")
    payment_id: str = Field(default="", max_length=100, description="Only of this payment; empty: all")
    start: Moment | None = Field(default=None, alias="from", description="Since, inclusive")
    end: Moment | None = Field(default=None, alias="to", description="Until, exclusive")
    cursor: str = Field(default="", max_length=500, description="`next_cursor` of the page before; empty: first page")
    limit: int = Field(default=100, ge=1, le=200, description="Items on a page")


class BreakQuery(Page):
    open_only: bool = Field(default=False, description="Only those that nobody has explained and nothing has healed")


@router.get("/balances", openapi_extra=LEDGER)
async def get_balances(gateway: GatewayDep, before: Before = None) -> BalanceList:
    """Every account of the ledger, which is of all sites."""
    request = pb.GetBalancesRequest(before=stamp(before) if before else None)
    answer = await gateway.neighbours.payments.call("GetBalances", request, pb.GetBalancesResponse)
    return BalanceList(items=[flat(Balance, balance) for balance in answer.balances])


@router.get("/entries", openapi_extra=LEDGER)
async def list_ledger_entries(gateway: GatewayDep, query: Annotated[EntryQuery, Query()]) -> LedgerEntryPage:
    """Newest first."""
    request = pb.ListEntriesRequest(
        account=query.account,
        site_id=query.site,
        payment_id=query.payment_id,
        to=stamp(query.end) if query.end else None,
        page_size=query.limit,
        cursor=query.cursor,
    )
    if query.start:
        getattr(request, "from").CopyFrom(stamp(query.start))
    answer = await gateway.neighbours.payments.call("ListEntries", request, pb.ListEntriesResponse)
    return LedgerEntryPage(items=list(map(entry_of, answer.entries)), next_cursor=answer.next_cursor)


@router.get("/payouts", openapi_extra=LEDGER)
async def list_payouts(gateway: GatewayDep, cursor: Cursor = "", limit: Limit = 100) -> PayoutPage:
    """What Stripe paid to the bank, newest first."""
    request = pb.ListPayoutsRequest(page_size=limit, cursor=cursor)
    answer = await gateway.neighbours.payments.call("ListPayouts", request, pb.ListPayoutsResponse)
    return PayoutPage(items=list(map(payout_of, answer.payouts)), next_cursor=answer.next_cursor)


@router.post("/reconciliation", openapi_extra=RESOLVE)
async def run_reconciliation(gateway: GatewayDep, trail: TrailDep, body: ReconciliationWish) -> Reconciled:
    """Compare with Stripe now instead of at the next time. 409 `ReconciliationRunning` while that is being done."""
    trail.target = f"reconciliation/{body.what}"
    request = pb.RunReconciliationRequest(what=body.what)
    payments = gateway.neighbours.payments
    answer = await payments.call("RunReconciliation", request, pb.RunReconciliationResponse, timeout_s=RUN_DEADLINE_S)
    return flat(Reconciled, answer)


@breaks.get("", openapi_extra=READ)
async def list_breaks(gateway: GatewayDep, query: Annotated[BreakQuery, Query()]) -> BreakPage:
    """Open ones first, the oldest of them first; then the newest of the others."""
    request = pb.ListBreaksRequest(
        sites=names(query.site), open_only=query.open_only, page_size=query.limit, cursor=query.cursor
    )
    answer = await gateway.neighbours.payments.call("ListBreaks", request, pb.ListBreaksResponse)
    return BreakPage(items=list(map(break_of, answer.breaks)), next_cursor=answer.next_cursor)


@breaks.post("/{break_id}/resolve", openapi_extra=RESOLVE)
async def resolve_break(gateway: GatewayDep, trail: TrailDep, break_id: BreakId, body: BreakExplanation) -> Break:
    """Say why it is. Repeating it in the same words changes nothing."""
    trail.target = f"break/{break_id}"
    request = pb.ResolveBreakRequest(break_id=break_id, note=body.note)
    answer = await gateway.neighbours.payments.call("ResolveBreak", request, pb.ResolveBreakResponse)
    found = getattr(answer, "break")
    trail.site = found.site_id
    trail.before = break_of(answer.previous).model_dump(mode="json")
    return break_of(found)


@of_sites.get("/day-end", openapi_extra=READ)
async def get_day_end(gateway: GatewayDep, site: SiteId, day: Day) -> DayEnd:
    """The card money of a business day, as it is now."""
    request = pb.GetDayEndRequest(site_id=site, date=day)
    return day_end_of(await gateway.neighbours.payments.call("GetDayEnd", request, pb.GetDayEndResponse))


@of_sites.get("/day-end.{format}", response_class=Response, responses=DOCUMENT, openapi_extra=READ)
async def render_day_end(gateway: GatewayDep, site: SiteId, format: Format, day: Day) -> Response:  # noqa: A002
    """The same as a document."""
    request = pb.RenderDayEndRequest(site_id=site, date=day, format=format)
    payments = gateway.neighbours.payments
    answer = await payments.call("RenderDayEnd", request, pb.RenderDayEndResponse, timeout_s=DOCUMENT_DEADLINE_S)
    name = f'attachment; filename="day-end-{site}-{day}.{format}"'
    return Response(answer.content, media_type=answer.media_type, headers={"Content-Disposition": name})
