"""Tills without a line: their devices, what these hand in, and what somebody must look at."""

from typing import Annotated, Any, NamedTuple
from uuid import UUID

from fastapi import Depends, Path, Query
from motorway.pos.v1 import offline_pb2 as pb
from motorway_access.roles import Operation
from motorway_kit.errors import InvalidInput
from pydantic import BaseModel, Field

from api_gateway.app.tills import till_name_at
from api_gateway.http_api.calls import TrailDep
from api_gateway.http_api.common import CallerDep, GatewayDep, SiteId, problem
from api_gateway.http_api.offline_models import (
    OfflineDeviceList,
    OfflineDeviceWish,
    OfflineOperation,
    OfflineOperationPage,
    OfflineOutcome,
    OfflineReplay,
    OfflineReplayed,
    OfflineResolution,
    RegisteredOfflineDevice,
    answer_of,
    device_of,
    done_message,
    operation_of,
)
from api_gateway.http_api.routing import operation, resource
from api_gateway.http_api.site_models import limits_of

of_tills = resource("/sites/{site}/tills/{till}/offline-devices", "offline")
router = resource("/sites/{site}", "offline")

READ, SELL = operation(Operation.SALES_READ), operation(Operation.SALES_SELL)
ELSEWHERE: dict[int | str, Any] = {409: problem("The device is known at another till")}
BROKEN: dict[int | str, Any] = {
    409: problem("The chain is broken: `context` has the `expected_number` and `expected_hash`; nothing is changed")
}
Till = Annotated[str, Path(min_length=1, max_length=100, description="Name of the till", examples=["Counter 1"])]
DeviceId = Annotated[UUID, Path(description="As the device made it")]
OperationId = Annotated[
    UUID, Path(description="As the device made it", examples=["01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e42"])
]


class OperationQuery(BaseModel):
    outcome: OfflineOutcome | None = Field(default=None, description="Only those; left out: all")
    device_id: UUID | None = Field(default=None, description="Only of this device")
    unresolved: bool = Field(default=False, description="Only conflicts and refusals that nobody explained yet")
    cursor: str = Field(default="", max_length=500, description="`next_cursor` of the page before; empty: first page")
    limit: int = Field(default=100, ge=1, le=200, description="Items on a page")


class Place(NamedTuple):
    """A till of a site."""

    site: str
    till: str


async def _here(gateway: GatewayDep, caller: CallerDep, site: SiteId, till: Till) -> Place:
    """Raises InvalidInput for who is in by PIN on another till."""
    here = await till_name_at(gateway.identity.db, caller, site)
    if here not in ("", till):
        raise InvalidInput(f"you are in on the till {here}", field="till")
    return Place(site, till)


HereDep = Annotated[Place, Depends(_here)]


@of_tills.post("", responses=ELSEWHERE, openapi_extra=SELL)
async def register_offline_device(
    gateway: GatewayDep, trail: TrailDep, here: HereDep, body: OfflineDeviceWish
) -> RegisteredOfflineDevice:
    """Make this browser known at its till: where its series stands, and what it may do without a line.

    Harmless when repeated; a browser does it each time that it starts.
    """
    trail.target = f"offline-device/{body.device_id}"
    request = pb.RegisterOfflineDeviceRequest(
        site_id=here.site, till=here.till, device_id=str(body.device_id), name=body.name, pending=body.pending
    )
    answer = await gateway.neighbours.pos.call("RegisterOfflineDevice", request, pb.RegisterOfflineDeviceResponse)
    if answer.HasField("previous"):
        trail.before = device_of(answer.previous).model_dump(mode="json")
    return RegisteredOfflineDevice(**device_of(answer.device).model_dump(), limits=limits_of(answer.limits))


@of_tills.post("/{device_id}/operations", responses=BROKEN, openapi_extra=SELL)
async def replay_offline_operations(
    gateway: GatewayDep, trail: TrailDep, here: HereDep, device_id: DeviceId, body: OfflineReplay
) -> OfflineReplayed:
    """Hand in what was done without a line. Each operation is booked once: repeat until it is answered.

    409 `OfflineChainBroken` names the number and hash that are expected, and nothing is changed. 409 `NoOpenShift`:
    open a shift, then repeat. Nothing that was taken is lost: what cannot be booked as it was meant is a CONFLICT.
    """
    trail.target = f"offline-device/{device_id}"
    request = pb.ReplayOfflineOperationsRequest(
        site_id=here.site,
        till=here.till,
        device_id=str(device_id),
        operations=map(done_message, body.operations),
        pending=body.pending,
    )
    answer = await gateway.neighbours.pos.call("ReplayOfflineOperations", request, pb.ReplayOfflineOperationsResponse)
    items = list(map(answer_of, answer.operations))
    return OfflineReplayed(items=items, last_number=answer.device.last_number, last_hash=answer.device.last_hash.hex())


@router.get("/offline-devices", openapi_extra=READ)
async def list_offline_devices(
    gateway: GatewayDep,
    site: SiteId,
    till: Annotated[str, Query(max_length=100, description="Only of this till; empty: of every one")] = "",
) -> OfflineDeviceList:
    """Every browser that was made known at a till of the site, and what it had not handed in when it was heard last."""
    request = pb.ListOfflineDevicesRequest(site_id=site, till=till)
    answer = await gateway.neighbours.pos.call("ListOfflineDevices", request, pb.ListOfflineDevicesResponse)
    return OfflineDeviceList(items=list(map(device_of, answer.devices)))


@router.get("/offline-operations", openapi_extra=READ)
async def list_offline_operations(
    gateway: GatewayDep, site: SiteId, query: Annotated[OperationQuery, Query()]
) -> OfflineOperationPage:
    """What tills did without a line and what became of it; newest first."""
    request = pb.ListOfflineOperationsRequest(
        site_id=site,
        outcomes=[pb.OfflineOutcome.Value(f"OFFLINE_OUTCOME_{query.outcome}")] if query.outcome else [],
        device_id=str(query.device_id or ""),
        unresolved=query.unresolved,
        page_size=query.limit,
        cursor=query.cursor,
    )
    answer = await gateway.neighbours.pos.call("ListOfflineOperations", request, pb.ListOfflineOperationsResponse)
    return OfflineOperationPage(items=list(map(operation_of, answer.operations)), next_cursor=answer.next_cursor)


@router.post("/offline-operations/{operation_id}/resolve", openapi_extra=operation(Operation.SALES_APPROVE))
async def resolve_offline_operation(
    gateway: GatewayDep, trail: TrailDep, site: SiteId, operation_id: OperationId, body: OfflineResolution
) -> OfflineOperation:
    """Say what was done about a conflict or a refusal. Repeating it in the same words changes nothing."""
    trail.target = f"offline-operation/{operation_id}"
    request = pb.ResolveOfflineOperationRequest(
        site_id=site, operation_id=str(operation_id), resolution=body.resolution
    )
    answer = await gateway.neighbours.pos.call("ResolveOfflineOperation", request, pb.ResolveOfflineOperationResponse)
    trail.before = operation_of(answer.previous).model_dump(mode="json")
    return operation_of(answer.operation)
