"""Stands in for the tills without a line of pos: one device, one conflict, and whatever was asked last."""

from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.pos.v1 import offline_pb2 as pb
from motorway.pos.v1 import offline_pb2_grpc, pos_pb2
from motorway_kit.errors import Conflict

SITE = "m25-cobham"
AT = Timestamp(seconds=1_795_000_000)
DEVICE = "6a0e35a7-3b1c-4f8e-9d6a-2f7f4f0f6a11"
OPERATION = "01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e42"


class OfflineChainBroken(Conflict):
    pass


def make_device() -> pb.OfflineDevice:
    return pb.OfflineDevice(
        device_id=DEVICE,
        site_id=SITE,
        till="Counter 1",
        name="Tablet",
        series="Counter 1/off-a",
        last_number=2,
        last_hash=bytes(32),
        last_receipt_number=1,
        pending=3,
        seen_at=AT,
        registered_at=AT,
        registered_by="jo",
    )


def make_operation(number: int = 2) -> pb.OfflineOperation:
    return pb.OfflineOperation(
        operation_id=OPERATION,
        site_id=SITE,
        till="Counter 1",
        device_id=DEVICE,
        series="Counter 1/off-a",
        number=number,
        kind="FUEL_CASH",
        outcome=pb.OFFLINE_OUTCOME_CONFLICT,
        reasons=["CLEARED_ELSEWHERE", "TOO_OLD"],
        words="The ticket was settled elsewhere.",
        cash_minor=3_000,
        owed_minor=3_000,
        currency="GBP",
        cashier="jo",
        at=AT,
        handed_in_by="jo",
        handed_in_at=AT,
        document="{}",
        previous_hash=bytes(32),
        hash=bytes(32),
    )


class StubOffline(offline_pb2_grpc.OfflineServiceServicer):
    asked: Any = None

    async def RegisterOfflineDevice(
        self, request: pb.RegisterOfflineDeviceRequest, context: Any
    ) -> pb.RegisterOfflineDeviceResponse:
        self.asked = request
        limits = pos_pb2.OfflineLimits(max_sale_minor=20_000, max_age_s=86_400, max_operations=200)
        return pb.RegisterOfflineDeviceResponse(device=make_device(), limits=limits, previous=make_device())

    async def ReplayOfflineOperations(
        self, request: pb.ReplayOfflineOperationsRequest, context: Any
    ) -> pb.ReplayOfflineOperationsResponse:
        self.asked = request
        if any(done.number > 5 for done in request.operations):
            raise OfflineChainBroken("3 is expected", expected_number=3, expected_hash="00")
        done = [make_operation(one.number) for one in request.operations]
        return pb.ReplayOfflineOperationsResponse(operations=done, device=make_device())

    async def ListOfflineDevices(
        self, request: pb.ListOfflineDevicesRequest, context: Any
    ) -> pb.ListOfflineDevicesResponse:
        self.asked = request
        return pb.ListOfflineDevicesResponse(devices=[make_device()])

    async def ListOfflineOperations(
        self, request: pb.ListOfflineOperationsRequest, context: Any
    ) -> pb.ListOfflineOperationsResponse:
        self.asked = request
        return pb.ListOfflineOperationsResponse(operations=[make_operation()], next_cursor="next")

    async def ResolveOfflineOperation(
        self, request: pb.ResolveOfflineOperationRequest, context: Any
    ) -> pb.ResolveOfflineOperationResponse:
        self.asked = request
        operation = make_operation()
        operation.resolution, operation.resolved_by = request.resolution, "jo"
        operation.resolved_at.CopyFrom(AT)
        return pb.ResolveOfflineOperationResponse(operation=operation, previous=make_operation())
