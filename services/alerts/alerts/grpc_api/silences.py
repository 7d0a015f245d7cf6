"""The gRPC door of silences and maintenance windows."""

import hashlib
from typing import Any

import grpc.aio
from motorway.alerts.v1 import silences_pb2, silences_pb2_grpc
from motorway_access.caller import current_caller
from motorway_access.guard import somewhere
from motorway_access.roles import Operation
from motorway_kit.errors import InvalidInput
from motorway_kit.ids import new_id

from alerts.app import silences as app
from alerts.domain.shelving import Kind, Silence
from alerts.events import silence_message
from alerts.grpc_api.paging import cursor_of, id_of, page_limit, place_of, time_of
from alerts.parts import Alerts

KINDS = {
    silences_pb2.SILENCE_KIND_SILENCE: Kind.SILENCE,
    silences_pb2.SILENCE_KIND_MAINTENANCE: Kind.MAINTENANCE,
}
RULES = {
    "ListSilences": somewhere(Operation.ALERTS_READ),
    "GetSilence": somewhere(Operation.ALERTS_READ),
    "CreateSilence": somewhere(Operation.SILENCES_MANAGE),
    "CancelSilence": somewhere(Operation.SILENCES_MANAGE),
}

Context = grpc.aio.ServicerContext[Any, Any]


class SilencesServicer(silences_pb2_grpc.SilencesServiceServicer):
    def __init__(self, parts: Alerts) -> None:
        self._db = parts.db
        self._clock = parts.clock

    async def ListSilences(
        self, request: silences_pb2.ListSilencesRequest, context: Context
    ) -> silences_pb2.ListSilencesResponse:
        scope = current_caller().narrowed(Operation.ALERTS_READ, request.sites)
        current_at = self._clock() if request.current else None
        chosen = app.Chosen(scope, place_of(request.cursor), current_at)
        found, more = await app.list_silences(self._db, chosen, page_limit(request.page_size))
        next_cursor = cursor_of(found[-1].created_at, found[-1].silence_id) if more else ""
        return silences_pb2.ListSilencesResponse(silences=map(silence_message, found), next_cursor=next_cursor)

    async def GetSilence(
        self, request: silences_pb2.GetSilenceRequest, context: Context
    ) -> silences_pb2.GetSilenceResponse:
        silence_id = id_of(request.silence_id, "silence_id")
        found = await app.get_silence(self._db, current_caller(), silence_id)
        return silences_pb2.GetSilenceResponse(silence=silence_message(found))

    async def CreateSilence(
        self, request: silences_pb2.CreateSilenceRequest, context: Context
    ) -> silences_pb2.CreateSilenceResponse:
        silence = self._asked(request)
        asked = hashlib.sha256(request.SerializeToString(deterministic=True)).digest()
        made = await app.create_silence(self._db, current_caller(), silence, request.idempotency_key, asked)
        return silences_pb2.CreateSilenceResponse(silence=silence_message(made))

    async def CancelSilence(
        self, request: silences_pb2.CancelSilenceRequest, context: Context
    ) -> silences_pb2.CancelSilenceResponse:
        silence_id = id_of(request.silence_id, "silence_id")
        now, before = await app.cancel_silence(self._db, current_caller(), silence_id, self._clock())
        return silences_pb2.CancelSilenceResponse(silence=silence_message(now), previous=silence_message(before))

    def _asked(self, request: silences_pb2.CreateSilenceRequest) -> Silence:
        if request.kind not in KINDS:
            raise InvalidInput("say whether it is a silence or a maintenance window", field="kind")
        now = self._clock()
        return Silence(
            silence_id=new_id(),
            kind=KINDS[request.kind],
            sites=tuple(sorted(set(request.sites))),
            rule=request.rule,
            device=request.device,
            critical=request.critical,
            reason=request.reason,
            starts_at=time_of(request.starts_at, "starts_at") if request.HasField("starts_at") else now,
            ends_at=time_of(request.ends_at, "ends_at"),
            created_at=now,
            created_by=current_caller().name,
        )
