"""Stands in for what pos keeps about persons: one account without debts."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.pos.v1 import personal_data_pb2 as pb
from motorway.pos.v1 import personal_data_pb2_grpc

UNTIL = datetime(2037, 1, 1, tzinfo=UTC)
CONFIRMED = "of-pos"


class StubPersonalData(personal_data_pb2_grpc.PersonalDataServiceServicer):
    """`hindrances` as pos would name them; `erased` is what was asked to be erased."""

    def __init__(self) -> None:
        self.hindrances: list[str] = []
        self.erased: list[pb.ErasePersonalDataRequest] = []

    async def ExportPersonalData(
        self, request: pb.ExportPersonalDataRequest, context: Any
    ) -> AsyncIterator[pb.ExportPersonalDataResponse]:
        yield pb.ExportPersonalDataResponse(section="vehicles", rows=['{"registration": "AB12CDE"}'])
        yield pb.ExportPersonalDataResponse(section="vehicles", rows=['{"registration": "EF34GHI"}'])
        yield pb.ExportPersonalDataResponse(section="entries")

    async def PlanErasure(self, request: pb.PlanErasureRequest, context: Any) -> pb.PlanErasureResponse:
        return pb.PlanErasureResponse(plan=self._plan())

    async def ErasePersonalData(
        self, request: pb.ErasePersonalDataRequest, context: Any
    ) -> pb.ErasePersonalDataResponse:
        self.erased.append(request)
        return pb.ErasePersonalDataResponse(plan=self._plan())

    def _plan(self) -> pb.ErasurePlan:
        until = Timestamp()
        until.FromDatetime(UNTIL)
        tax = pb.KEEP_REASON_TAX_RECORDS
        sections = [
            pb.PlannedSection(name="vehicles", erased=2),
            pb.PlannedSection(name="entries", kept=17, reason=tax, kept_until=until),
        ]
        return pb.ErasurePlan(sections=sections, hindrances=self.hindrances, confirmation=CONFIRMED)
