"""The gRPC door of what is kept about persons."""

from collections.abc import AsyncIterator
from typing import Any

import grpc.aio
from motorway.pos.v1 import personal_data_pb2 as pb
from motorway.pos.v1 import personal_data_pb2_grpc
from motorway_access.guard import somewhere
from motorway_access.roles import Operation

from pos.app import personal_data as app
from pos.domain.personal_data import Plan, Planned, Subject, sound_subject
from pos.events import stamp
from pos.parts import Pos

RULES = {
    "ExportPersonalData": somewhere(Operation.PERSONAL_DATA_EXPORT),
    "PlanErasure": somewhere(Operation.PERSONAL_DATA_ERASE),
    "ErasePersonalData": somewhere(Operation.PERSONAL_DATA_ERASE),
}

Context = grpc.aio.ServicerContext[Any, Any]


class PersonalDataServicer(personal_data_pb2_grpc.PersonalDataServiceServicer):
    def __init__(self, parts: Pos) -> None:
        self._db = parts.db

    async def ExportPersonalData(
        self, request: pb.ExportPersonalDataRequest, context: Context
    ) -> AsyncIterator[pb.ExportPersonalDataResponse]:
        async for section, rows in app.export(self._db, _subject(request.subject)):
            yield pb.ExportPersonalDataResponse(section=section, rows=rows)

    async def PlanErasure(self, request: pb.PlanErasureRequest, context: Context) -> pb.PlanErasureResponse:
        return pb.PlanErasureResponse(plan=_plan(await app.plan(self._db, _subject(request.subject))))

    async def ErasePersonalData(
        self, request: pb.ErasePersonalDataRequest, context: Context
    ) -> pb.ErasePersonalDataResponse:
        done = await app.erase(self._db, _subject(request.subject), request.confirmation)
        return pb.ErasePersonalDataResponse(plan=_plan(done))


def _subject(message: pb.DataSubject) -> Subject:
    kind = message.WhichOneof("of") or ""
    return sound_subject(kind, getattr(message, kind) if kind else "")


def _plan(plan: Plan) -> pb.ErasurePlan:
    sections = map(_section, plan.sections)
    return pb.ErasurePlan(sections=sections, hindrances=plan.hindrances, confirmation=plan.confirmation)


def _section(section: Planned) -> pb.PlannedSection:
    until = stamp(section.kept_until) if section.kept_until else None
    return pb.PlannedSection(
        name=section.name,
        erased=section.erased,
        kept=section.kept,
        reason=pb.KeepReason.ValueType(section.reason),
        kept_until=until,
    )
