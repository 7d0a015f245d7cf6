"""The gRPC door of recipients, rotas and escalation policies."""

from datetime import UTC, datetime
from typing import Any

import grpc.aio
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.alerts.v1 import on_call_pb2 as pb
from motorway.alerts.v1 import on_call_pb2_grpc
from motorway_access.caller import current_caller
from motorway_access.guard import somewhere
from motorway_access.roles import Operation
from motorway_kit.errors import InvalidInput

from alerts.app import arranging
from alerts.app import on_call as app
from alerts.domain.documents import DocumentKind
from alerts.domain.policy import Policy
from alerts.domain.recipient import Recipient
from alerts.domain.rota import Duty, Rota, StandIn
from alerts.grpc_api.documents import document_of, expected, message_of, stamp
from alerts.parts import Alerts

_READ, _MANAGE = somewhere(Operation.ON_CALL_READ), somewhere(Operation.ON_CALL_MANAGE)
RULES = {
    "ListRecipients": _READ,
    "GetRecipient": _READ,
    "PutRecipient": _MANAGE,
    "RemoveRecipient": _MANAGE,
    "ListRotas": _READ,
    "GetRota": _READ,
    "PutRota": _MANAGE,
    "RemoveRota": _MANAGE,
    "ListDuties": _READ,
    "AddOverride": _MANAGE,
    "RemoveOverride": _MANAGE,
    "ListPolicies": _READ,
    "GetPolicy": _READ,
    "PutPolicy": _MANAGE,
    "RemovePolicy": _MANAGE,
}

Context = grpc.aio.ServicerContext[Any, Any]


class OnCallServicer(on_call_pb2_grpc.OnCallServiceServicer):
    def __init__(self, parts: Alerts) -> None:
        self._parts = parts

    async def ListRecipients(self, request: pb.ListRecipientsRequest, context: Context) -> pb.ListRecipientsResponse:
        kind = DocumentKind.RECIPIENT
        found = await arranging.list_documents(self._parts.db, current_caller(), kind, request.sites)
        return pb.ListRecipientsResponse(recipients=[message_of(pb.Recipient, each) for each in found])

    async def GetRecipient(self, request: pb.GetRecipientRequest, context: Context) -> pb.GetRecipientResponse:
        kind = DocumentKind.RECIPIENT
        found = await arranging.get_document(self._parts.db, current_caller(), kind, request.id)
        return pb.GetRecipientResponse(recipient=message_of(pb.Recipient, found))

    async def PutRecipient(self, request: pb.PutRecipientRequest, context: Context) -> pb.PutRecipientResponse:
        document, kind = document_of(Recipient, request.recipient), DocumentKind.RECIPIENT
        put = await arranging.put_document(self._parts, current_caller(), kind, document, expected(request))
        previous = message_of(pb.Recipient, put.previous) if put.previous else None
        return pb.PutRecipientResponse(recipient=message_of(pb.Recipient, put.stored), previous=previous)

    async def RemoveRecipient(self, request: pb.RemoveRecipientRequest, context: Context) -> pb.RemoveRecipientResponse:
        kind = DocumentKind.RECIPIENT
        previous = await arranging.remove_document(self._parts, current_caller(), kind, request.id)
        return pb.RemoveRecipientResponse(previous=message_of(pb.Recipient, previous))

    async def ListRotas(self, request: pb.ListRotasRequest, context: Context) -> pb.ListRotasResponse:
        kind = DocumentKind.ROTA
        found = await arranging.list_documents(self._parts.db, current_caller(), kind, request.sites)
        return pb.ListRotasResponse(rotas=[message_of(pb.Rota, each) for each in found])

    async def GetRota(self, request: pb.GetRotaRequest, context: Context) -> pb.GetRotaResponse:
        kind = DocumentKind.ROTA
        found = await arranging.get_document(self._parts.db, current_caller(), kind, request.id)
        overrides = await app.current_overrides(self._parts, request.id)
        return pb.GetRotaResponse(rota=message_of(pb.Rota, found), overrides=map(_override, overrides))

    async def PutRota(self, request: pb.PutRotaRequest, context: Context) -> pb.PutRotaResponse:
        document, kind = document_of(Rota, request.rota), DocumentKind.ROTA
        put = await arranging.put_document(self._parts, current_caller(), kind, document, expected(request))
        previous = message_of(pb.Rota, put.previous) if put.previous else None
        return pb.PutRotaResponse(rota=message_of(pb.Rota, put.stored), previous=previous)

    async def RemoveRota(self, request: pb.RemoveRotaRequest, context: Context) -> pb.RemoveRotaResponse:
        kind = DocumentKind.ROTA
        previous = await arranging.remove_document(self._parts, current_caller(), kind, request.id)
        return pb.RemoveRotaResponse(previous=message_of(pb.Rota, previous))

    async def ListDuties(self, request: pb.ListDutiesRequest, context: Context) -> pb.ListDutiesResponse:
        end = _time(request.end, "end") if request.HasField("end") else None
        start = _time(request.start, "start")
        duties = await app.list_duties(self._parts, current_caller(), request.id, start, end)
        return pb.ListDutiesResponse(duties=map(_duty, duties))

    async def AddOverride(self, request: pb.AddOverrideRequest, context: Context) -> pb.AddOverrideResponse:
        starts_at, ends_at = _time(request.starts_at, "starts_at"), _time(request.ends_at, "ends_at")
        wanted = StandIn("", request.recipient, starts_at, ends_at, request.reason, "", starts_at)
        override = await app.add_override(self._parts, current_caller(), request.rota, wanted, request.idempotency_key)
        return pb.AddOverrideResponse(override=_override(override))

    async def RemoveOverride(self, request: pb.RemoveOverrideRequest, context: Context) -> pb.RemoveOverrideResponse:
        previous = await app.remove_override(self._parts, current_caller(), request.rota, request.override_id)
        return pb.RemoveOverrideResponse(previous=_override(previous))

    async def ListPolicies(self, request: pb.ListPoliciesRequest, context: Context) -> pb.ListPoliciesResponse:
        kind = DocumentKind.POLICY
        found = await arranging.list_documents(self._parts.db, current_caller(), kind, request.sites)
        return pb.ListPoliciesResponse(policies=[message_of(pb.EscalationPolicy, each) for each in found])

    async def GetPolicy(self, request: pb.GetPolicyRequest, context: Context) -> pb.GetPolicyResponse:
        kind = DocumentKind.POLICY
        found = await arranging.get_document(self._parts.db, current_caller(), kind, request.id)
        return pb.GetPolicyResponse(policy=message_of(pb.EscalationPolicy, found))

    async def PutPolicy(self, request: pb.PutPolicyRequest, context: Context) -> pb.PutPolicyResponse:
        document, kind = document_of(Policy, request.policy), DocumentKind.POLICY
        put = await arranging.put_document(self._parts, current_caller(), kind, document, expected(request))
        previous = message_of(pb.EscalationPolicy, put.previous) if put.previous else None
        return pb.PutPolicyResponse(policy=message_of(pb.EscalationPolicy, put.stored), previous=previous)

    async def RemovePolicy(self, request: pb.RemovePolicyRequest, context: Context) -> pb.RemovePolicyResponse:
        kind = DocumentKind.POLICY
        previous = await arranging.remove_document(self._parts, current_caller(), kind, request.id)
        return pb.RemovePolicyResponse(previous=message_of(pb.EscalationPolicy, previous))


def _time(timestamp: Timestamp, field: str) -> datetime:
    """Raises InvalidInput for one that nobody can mean."""
    moment = timestamp.ToDatetime(UTC) if 0 < timestamp.seconds < 4_102_444_800 else None
    if moment is None:
        raise InvalidInput("must be a time before the year 2100", field=field)
    return moment


def _override(override: StandIn) -> pb.RotaOverride:
    return pb.RotaOverride(
        override_id=override.override_id,
        recipient=override.recipient,
        starts_at=stamp(override.starts_at),
        ends_at=stamp(override.ends_at),
        reason=override.reason,
        made_by=override.made_by,
        made_at=stamp(override.made_at),
    )


def _duty(duty: Duty) -> pb.Duty:
    return pb.Duty(
        recipient=duty.recipient,
        starts_at=stamp(duty.starts_at),
        ends_at=stamp(duty.ends_at),
        override_id=duty.override_id,
    )
