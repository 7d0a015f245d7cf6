"""The gRPC door of disputes."""

from typing import Any

import grpc.aio
from motorway.payments.v1 import desk_pb2 as pb
from motorway.payments.v1 import desk_pb2_grpc
from motorway_access.caller import current_caller
from motorway_access.guard import somewhere
from motorway_access.roles import Operation
from motorway_kit.errors import InvalidInput

from payments.app import dispute_decisions as decisions
from payments.app import disputes as app
from payments.db.disputes import Place, place_of
from payments.domain.dispute import Dispute
from payments.domain.ids import is_id
from payments.grpc_api.paging import NOT_OURS, cursor_of, last_of, page_limit
from payments.grpc_api.times import stamp_of
from payments.parts import Payments

RULES = {
    "ListDisputes": somewhere(Operation.DISPUTES_READ),
    "GetDispute": somewhere(Operation.DISPUTES_READ),
    "SubmitEvidence": somewhere(Operation.DISPUTES_MANAGE),
    "AcceptDispute": somewhere(Operation.DISPUTES_MANAGE),
}

Context = grpc.aio.ServicerContext[Any, Any]
LONGEST_NUMBER = 15


class DisputesServicer(desk_pb2_grpc.DisputesServiceServicer):
    def __init__(self, parts: Payments) -> None:
        self._parts = parts

    async def ListDisputes(self, request: pb.ListDisputesRequest, context: Context) -> pb.ListDisputesResponse:
        scope = current_caller().narrowed(Operation.DISPUTES_READ, request.sites)
        after, limit = _place(request.cursor), page_limit(request.page_size)
        found, more = await app.list_disputes(self._parts, scope, after, limit, open_only=request.open_only)
        return pb.ListDisputesResponse(
            disputes=map(_message, found), next_cursor=cursor_of(_last(found[-1])) if more else ""
        )

    async def GetDispute(self, request: pb.GetDisputeRequest, context: Context) -> pb.GetDisputeResponse:
        dispute, bundle = await app.get_dispute(self._parts, request.dispute_id)
        if bundle is None:
            return pb.GetDisputeResponse(dispute=_message(dispute))
        return pb.GetDisputeResponse(dispute=_message(dispute), evidence=bundle.texts, receipt_pdf=bundle.receipt_pdf)

    async def SubmitEvidence(self, request: pb.SubmitEvidenceRequest, context: Context) -> pb.SubmitEvidenceResponse:
        dispute, previous = await decisions.submit_evidence(self._parts, request.dispute_id, request.note)
        return pb.SubmitEvidenceResponse(dispute=_message(dispute), previous=_message(previous))

    async def AcceptDispute(self, request: pb.AcceptDisputeRequest, context: Context) -> pb.AcceptDisputeResponse:
        dispute, previous = await decisions.accept_dispute(self._parts, request.dispute_id)
        return pb.AcceptDisputeResponse(dispute=_message(dispute), previous=_message(previous))


def _last(dispute: Dispute) -> str:
    return "|".join(map(str, place_of(dispute)))


def _place(cursor: str) -> Place | None:
    """Raises InvalidInput."""
    last = last_of(cursor)
    if not last:
        return None
    late, number, dispute_id = (*last.split("|"), "", "")[:3]
    digits = number.removeprefix("-")
    sound = number == "1e11" or (digits.isdigit() and len(digits) <= LONGEST_NUMBER)
    if late not in ("0", "1") or not sound or not is_id(dispute_id):
        raise InvalidInput(NOT_OURS, field="cursor")
    return int(late), number, dispute_id


def _message(dispute: Dispute) -> pb.Dispute:
    return pb.Dispute(
        dispute_id=dispute.dispute_id,
        payment_id=dispute.payment_id,
        sale_id=dispute.sale_id,
        site_id=dispute.site_id,
        amount_minor=dispute.amount_minor,
        currency=dispute.currency,
        reason=dispute.reason,
        status=dispute.status,
        evidence_due_by=stamp_of(dispute.evidence_due_by),
        opened_at=stamp_of(dispute.opened_at),
        submitted_at=stamp_of(dispute.submitted_at),
        submitted_by=dispute.submitted_by,
        stripe_id=dispute.stripe_id,
    )
