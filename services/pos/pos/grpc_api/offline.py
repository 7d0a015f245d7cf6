"""The gRPC door of tills without a line."""

from typing import Any

import grpc.aio
from motorway.pos.v1 import offline_pb2 as pb
from motorway.pos.v1 import offline_pb2_grpc
from motorway_access.guard import at
from motorway_access.roles import Operation
from motorway_kit.errors import InvalidInput

from pos.app import offline_conflicts as conflicts
from pos.app import offline_devices as devices
from pos.app.offline_replay import HandedIn, replay
from pos.db.offline import Filter
from pos.domain.offline import Outcome
from pos.grpc_api.offline_messages import device_message, done_of, operation_message
from pos.grpc_api.paging import cursor_of, last_number_of, page_limit
from pos.grpc_api.site_messages import limits_message
from pos.parts import Pos

RULES = {
    "RegisterOfflineDevice": at(Operation.SALES_SELL, "site_id"),
    "ReplayOfflineOperations": at(Operation.SALES_SELL, "site_id"),
    "ListOfflineDevices": at(Operation.SALES_READ, "site_id"),
    "ListOfflineOperations": at(Operation.SALES_READ, "site_id"),
    "ResolveOfflineOperation": at(Operation.SALES_APPROVE, "site_id"),
}

Context = grpc.aio.ServicerContext[Any, Any]


class OfflineServicer(offline_pb2_grpc.OfflineServiceServicer):
    def __init__(self, parts: Pos) -> None:
        self._parts = parts

    async def RegisterOfflineDevice(
        self, request: pb.RegisterOfflineDeviceRequest, context: Context
    ) -> pb.RegisterOfflineDeviceResponse:
        wish = devices.DeviceWish(request.site_id, request.till, request.device_id, request.name, request.pending)
        registered = await devices.register_device(self._parts, wish)
        return pb.RegisterOfflineDeviceResponse(
            device=device_message(registered.device),
            limits=limits_message(registered.limits),
            previous=device_message(registered.previous) if registered.previous else None,
        )

    async def ReplayOfflineOperations(
        self, request: pb.ReplayOfflineOperationsRequest, context: Context
    ) -> pb.ReplayOfflineOperationsResponse:
        done = tuple(map(done_of, request.operations))
        handed = HandedIn(request.site_id, request.till, request.device_id, done, request.pending)
        replayed = await replay(self._parts, handed)
        return pb.ReplayOfflineOperationsResponse(
            operations=map(operation_message, replayed.operations), device=device_message(replayed.device)
        )

    async def ListOfflineDevices(
        self, request: pb.ListOfflineDevicesRequest, context: Context
    ) -> pb.ListOfflineDevicesResponse:
        found = await devices.list_devices(self._parts.db, request.site_id, request.till)
        return pb.ListOfflineDevicesResponse(devices=map(device_message, found))

    async def ListOfflineOperations(
        self, request: pb.ListOfflineOperationsRequest, context: Context
    ) -> pb.ListOfflineOperationsResponse:
        outcomes = tuple(map(_outcome, request.outcomes))
        wanted = Filter(request.site_id, outcomes, request.device_id, request.unresolved)
        limit, before = page_limit(request.page_size), last_number_of(request.cursor)
        listed, more = await conflicts.list_operations(self._parts.db, wanted, before, limit)
        return pb.ListOfflineOperationsResponse(
            operations=[operation_message(one.operation) for one in listed],
            next_cursor=cursor_of(str(listed[-1].entry)) if more else "",
        )

    async def ResolveOfflineOperation(
        self, request: pb.ResolveOfflineOperationRequest, context: Context
    ) -> pb.ResolveOfflineOperationResponse:
        resolved = await conflicts.resolve_operation(
            self._parts, request.site_id, request.operation_id, request.resolution
        )
        return pb.ResolveOfflineOperationResponse(
            operation=operation_message(resolved.operation), previous=operation_message(resolved.previous)
        )


def _outcome(number: int) -> Outcome:
    try:
        return Outcome(number)
    except ValueError as error:
        raise InvalidInput("there is no such outcome", field="outcomes") from error
