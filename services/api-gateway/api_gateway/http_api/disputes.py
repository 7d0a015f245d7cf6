"""Disputes of card payments, as the payments service keeps them."""

from typing import Annotated, Any, Protocol

from fastapi import Path, Query
from motorway.payments.v1 import desk_pb2 as pb
from motorway_access.roles import Operation
from motorway_kit.errors import NotFound
from pydantic import Field

from api_gateway.clients import COMMAND_DEADLINE_S
from api_gateway.http_api.accounts import PdfResponse
from api_gateway.http_api.calls import Trail, TrailDep
from api_gateway.http_api.common import Gateway, GatewayDep
from api_gateway.http_api.desk_models import (
    Dispute,
    DisputeAnswer,
    DisputeDetail,
    DisputePage,
    dispute_detail_of,
    dispute_of,
)
from api_gateway.http_api.routing import operation, resource
from api_gateway.http_api.sale_wishes import Page, names

router = resource("/disputes", "disputes")

READ, MANAGE = operation(Operation.DISPUTES_READ), operation(Operation.DISPUTES_MANAGE)
DisputeId = Annotated[str, Path(max_length=100, description="Id of the dispute")]


class DisputeWithoutReceipt(NotFound):
    """Its sale is not known, or was not cleared."""


class DisputeQuery(Page):
    open_only: bool = Field(default=False, description="Only those that can still be answered")


class Changed(Protocol):
    """The answer to a change."""

    @property
    def dispute(self) -> pb.Dispute: ...

    @property
    def previous(self) -> pb.Dispute: ...

    def HasField(self, name: Any) -> bool: ...


@router.get("", openapi_extra=READ)
async def list_disputes(gateway: GatewayDep, query: Annotated[DisputeQuery, Query()]) -> DisputePage:
    """Those that must be answered soonest first."""
    request = pb.ListDisputesRequest(
        sites=names(query.site), open_only=query.open_only, page_size=query.limit, cursor=query.cursor
    )
    answer = await gateway.neighbours.payments.call("ListDisputes", request, pb.ListDisputesResponse)
    return DisputePage(items=list(map(dispute_of, answer.disputes)), next_cursor=answer.next_cursor)


@router.get("/{dispute_id}", openapi_extra=READ)
async def get_dispute(gateway: GatewayDep, dispute_id: DisputeId) -> DisputeDetail:
    """With the evidence as it would be sent, or as it was."""
    return dispute_detail_of(await _found(gateway, dispute_id))


@router.get("/{dispute_id}/receipt.pdf", response_class=PdfResponse, openapi_extra=READ)
async def get_dispute_receipt(gateway: GatewayDep, dispute_id: DisputeId) -> PdfResponse:
    """The receipt that goes with the evidence. 404 `DisputeWithoutReceipt` while there is none."""
    found = await _found(gateway, dispute_id)
    if not found.receipt_pdf:
        raise DisputeWithoutReceipt("no receipt is known of this dispute's sale", dispute=dispute_id)
    name = f'inline; filename="receipt-{found.dispute.stripe_id or dispute_id}.pdf"'
    return PdfResponse(found.receipt_pdf, headers={"Content-Disposition": name})


@router.post("/{dispute_id}/evidence", openapi_extra=MANAGE)
async def submit_evidence(gateway: GatewayDep, trail: TrailDep, dispute_id: DisputeId, body: DisputeAnswer) -> Dispute:
    """Send receipt, pump transaction and times to Stripe, once. Repeating it changes nothing; 409 `DisputeNotOpen`."""
    trail.target = f"dispute/{dispute_id}"
    request = pb.SubmitEvidenceRequest(dispute_id=dispute_id, note=body.note)
    payments = gateway.neighbours.payments
    return _told(
        trail, await payments.call("SubmitEvidence", request, pb.SubmitEvidenceResponse, timeout_s=COMMAND_DEADLINE_S)
    )


@router.post("/{dispute_id}/accept", openapi_extra=MANAGE)
async def accept_dispute(gateway: GatewayDep, trail: TrailDep, dispute_id: DisputeId) -> Dispute:
    """Give in: the customer keeps the money. Repeating it changes nothing; 409 `DisputeNotOpen`."""
    trail.target = f"dispute/{dispute_id}"
    request = pb.AcceptDisputeRequest(dispute_id=dispute_id)
    payments = gateway.neighbours.payments
    return _told(
        trail, await payments.call("AcceptDispute", request, pb.AcceptDisputeResponse, timeout_s=COMMAND_DEADLINE_S)
    )


async def _found(gateway: Gateway, dispute_id: str) -> pb.GetDisputeResponse:
    request = pb.GetDisputeRequest(dispute_id=dispute_id)
    payments = gateway.neighbours.payments
    return await payments.call("GetDispute", request, pb.GetDisputeResponse, timeout_s=COMMAND_DEADLINE_S)


def _told(trail: Trail, answer: Changed) -> Dispute:
    trail.site = answer.dispute.site_id
    if answer.HasField("previous"):
        trail.before = dispute_of(answer.previous).model_dump(mode="json")
    return dispute_of(answer.dispute)
