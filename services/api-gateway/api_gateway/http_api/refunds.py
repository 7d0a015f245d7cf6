"""Refunds, as the pos service keeps them."""

from typing import Annotated

from fastapi import Body, Path, Query
from motorway.pos.v1 import sales_pb2 as pb
from motorway_access.roles import Operation
from pydantic import Field

from api_gateway.http_api.calls import ServiceKeyDep, Trail, TrailDep
from api_gateway.http_api.common import GatewayDep
from api_gateway.http_api.refund_models import Refund, RefundPage, RefundState, refund_of
from api_gateway.http_api.routing import operation, resource
from api_gateway.http_api.sale_wishes import AtTill, Page, ReasonGiven, RefundWish, kind_message, names

router = resource("/refunds", "refunds")
of_sales = resource("/sales/{sale_id}", "refunds")

READ, SELL = operation(Operation.SALES_READ), operation(Operation.SALES_SELL)
DECIDE = operation(Operation.SALES_APPROVE)
APPROVE = operation(Operation.SALES_APPROVE, approvable="refund/{refund_id}")
MINE = AtTill()
RefundId = Annotated[str, Path(max_length=100, description="Id of the refund")]
SaleId = Annotated[str, Path(max_length=100)]


class RefundQuery(Page):
    state: RefundState | None = Field(default=None, description="Only those in this state")
    sale_id: str = Field(default="", max_length=100, description="Only those of this sale; empty: all")


@of_sales.post("/refunds", status_code=201, openapi_extra=SELL)
async def request_refund(
    gateway: GatewayDep, trail: TrailDep, sale_id: SaleId, body: RefundWish, key: ServiceKeyDep
) -> Refund:
    """Ask for money to be given back for a cleared sale. It waits for who may approve.

    422 `RefundTooHigh` for more than was paid in this way and is neither given back nor asked for.
    """
    request = pb.RequestRefundRequest(
        sale_id=sale_id,
        tender_kind=kind_message(body.tender_kind),
        idempotency_key=key,
        **body.model_dump(exclude={"tender_kind"}),
    )
    refund = (await gateway.neighbours.pos.call("RequestRefund", request, pb.RequestRefundResponse)).refund
    trail.target, trail.site = f"refund/{refund.refund_id}", refund.site_id
    return refund_of(refund)


@router.get("", openapi_extra=READ)
async def list_refunds(gateway: GatewayDep, query: Annotated[RefundQuery, Query()]) -> RefundPage:
    """Newest first."""
    request = pb.ListRefundsRequest(
        sites=names(query.site),
        states=[pb.RefundState.Value(f"REFUND_STATE_{query.state}")] if query.state else [],
        sale_id=query.sale_id,
        page_size=query.limit,
        cursor=query.cursor,
    )
    answer = await gateway.neighbours.pos.call("ListRefunds", request, pb.ListRefundsResponse)
    return RefundPage(items=[refund_of(refund) for refund in answer.refunds], next_cursor=answer.next_cursor)


@router.post("/{refund_id}/approve", openapi_extra=APPROVE)
async def approve_refund(
    gateway: GatewayDep, trail: TrailDep, refund_id: RefundId, body: Annotated[AtTill, Body()] = MINE
) -> Refund:
    """Give the money back: in cash from the shift that you work with, to the account that paid, or to the card.

    A credit receipt is issued. Of a card, `card_outcome` says what Stripe made of it, and `card_refund.changed` of the
    live stream tells. Repeating it changes nothing.
    """
    request = pb.ApproveRefundRequest(refund_id=refund_id, shift_id=body.shift_id)
    trail.target = f"refund/{refund_id}"
    answer = await gateway.neighbours.pos.call("ApproveRefund", request, pb.ApproveRefundResponse)
    return _told(trail, answer.refund, answer.previous)


@router.post("/{refund_id}/decline", openapi_extra=DECIDE)
async def decline_refund(gateway: GatewayDep, trail: TrailDep, refund_id: RefundId, body: ReasonGiven) -> Refund:
    """Nothing is given back. Repeating it changes nothing."""
    request = pb.DeclineRefundRequest(refund_id=refund_id, reason=body.reason)
    trail.target = f"refund/{refund_id}"
    answer = await gateway.neighbours.pos.call("DeclineRefund", request, pb.DeclineRefundResponse)
    return _told(trail, answer.refund, answer.previous)


def _told(trail: Trail, refund: pb.Refund, previous: pb.Refund) -> Refund:
    trail.site = refund.site_id
    trail.before = refund_of(previous).model_dump(mode="json")
    return refund_of(refund)
