"""Orders to pumps, and what they work at, as the pos service knows it."""

from typing import Annotated, NamedTuple

from fastapi import Body, Depends, Path
from motorway.pos.v1 import pumps_pb2 as pb
from motorway.pos.v1 import sale_pb2, sales_pb2
from motorway_access.roles import Operation

from api_gateway.clients import COMMAND_DEADLINE_S
from api_gateway.http_api.calls import ServiceKeyDep, Trail, TrailDep
from api_gateway.http_api.common import Gateway, GatewayDep, SiteId
from api_gateway.http_api.pump_models import (
    ForecourtOrdered,
    PumpRelease,
    PumpSaid,
    PumpSalesList,
    pump_of,
    said_of,
)
from api_gateway.http_api.routing import operation, resource
from api_gateway.http_api.sale_models import Sale, sale_of

router = resource("/sites/{site}", "pumps")

CONTROL = operation(Operation.PUMPS_CONTROL)
STOP = operation(Operation.PUMPS_STOP)
RESTART = operation(Operation.PUMPS_RESTART)
ANY = PumpRelease()


class At(NamedTuple):
    """A pump of a site."""

    site: str
    pump: int


async def _at(site: SiteId, pump: Annotated[int, Path(ge=1, le=2**32 - 1, description="Within its site")]) -> At:
    return At(site, pump)


PumpDep = Annotated[At, Depends(_at)]


@router.get("/pumps/status", openapi_extra=operation(Operation.SITES_READ))
async def list_pump_sales(gateway: GatewayDep, site: SiteId) -> PumpSalesList:
    """Every pump in the order of its number: its state, the sale it works for, and those that wait to be paid.

    Sales are there only for whoever may read them.
    """
    request = pb.ListPumpsRequest(site_id=site)
    answer = await gateway.neighbours.pos.call("ListPumps", request, pb.ListPumpsResponse)
    return PumpSalesList(items=[pump_of(pump) for pump in answer.pumps])


@router.post("/pumps/{pump}/authorise", status_code=201, openapi_extra=operation(Operation.PUMPS_AUTHORISE))
async def authorise_pump(
    gateway: GatewayDep, trail: TrailDep, at: PumpDep, key: ServiceKeyDep, body: Annotated[PumpRelease, Body()] = ANY
) -> Sale:
    """Release the pump for a sale that is paid afterwards: `POST /sales` in short.

    AUTHORISED when the pump took the order; REFUSED with its `reason`; REQUESTED while nothing is known: the pump is
    asked until it is. 409 when our own rules refuse before anything is sent.
    """
    request = sales_pb2.OpenSaleRequest(
        site_id=at.site,
        kind=sale_pb2.SALE_KIND_POST_PAY,
        pump=at.pump,
        idempotency_key=key,
        **body.model_dump(),
    )
    answer = await gateway.neighbours.pos.call(
        "OpenSale", request, sales_pb2.OpenSaleResponse, timeout_s=COMMAND_DEADLINE_S
    )
    trail.target = f"sale/{answer.sale.sale_id}"
    return sale_of(answer.sale)


@router.post("/pumps/{pump}/suspend", openapi_extra=CONTROL)
async def suspend_pump(gateway: GatewayDep, trail: TrailDep, at: PumpDep, key: ServiceKeyDep) -> PumpSaid:
    """Halt the delivery for now (Suspend_FP). 409 `PumpRefused` with IFSF's code in the `context`."""
    return await _controlled(gateway, trail, at, pb.PUMP_COMMAND_SUSPEND, key)


@router.post("/pumps/{pump}/resume", openapi_extra=CONTROL)
async def resume_pump(gateway: GatewayDep, trail: TrailDep, at: PumpDep, key: ServiceKeyDep) -> PumpSaid:
    """Go on with a halted delivery (Resume_FP). 409 `PumpRefused` with IFSF's code in the `context`."""
    return await _controlled(gateway, trail, at, pb.PUMP_COMMAND_RESUME, key)


@router.post("/pumps/{pump}/terminate", openapi_extra=CONTROL)
async def terminate_pump(gateway: GatewayDep, trail: TrailDep, at: PumpDep, key: ServiceKeyDep) -> PumpSaid:
    """End the authorisation or the delivery (Terminate_FP); what was delivered is to be paid.

    409 `PumpRefused` with IFSF's code in the `context`.
    """
    return await _controlled(gateway, trail, at, pb.PUMP_COMMAND_TERMINATE, key)


@router.post("/pumps/{pump}/open", openapi_extra=CONTROL)
async def open_pump(gateway: GatewayDep, trail: TrailDep, at: PumpDep, key: ServiceKeyDep) -> PumpSaid:
    """Let it sell (Open_FP). 409 `PumpRefused` with IFSF's code in the `context`."""
    return await _controlled(gateway, trail, at, pb.PUMP_COMMAND_OPEN, key)


@router.post("/pumps/{pump}/close", openapi_extra=CONTROL)
async def close_pump(gateway: GatewayDep, trail: TrailDep, at: PumpDep, key: ServiceKeyDep) -> PumpSaid:
    """Let it sell no more (Close_FP); a running delivery is finished first.

    409 `PumpRefused` with IFSF's code in the `context`.
    """
    return await _controlled(gateway, trail, at, pb.PUMP_COMMAND_CLOSE, key)


@router.post("/pumps/{pump}/emergency-stop", openapi_extra=STOP)
async def stop_pump(gateway: GatewayDep, trail: TrailDep, at: PumpDep, key: ServiceKeyDep) -> ForecourtOrdered:
    """Emergency stop of one pump: its delivery ends, and it is closed until it is restarted."""
    return await _stopped(gateway, trail, at, key)


@router.post("/emergency-stop", openapi_extra=STOP)
async def stop_forecourt(gateway: GatewayDep, trail: TrailDep, site: SiteId, key: ServiceKeyDep) -> ForecourtOrdered:
    """Emergency stop of the whole site: deliveries end, and the pumps are closed until they are restarted.

    Pumps that did not confirm it by their state are named.
    """
    return await _stopped(gateway, trail, At(site, 0), key)


@router.post("/pumps/{pump}/restart", openapi_extra=RESTART)
async def restart_pump(gateway: GatewayDep, trail: TrailDep, at: PumpDep, key: ServiceKeyDep) -> ForecourtOrdered:
    """End the emergency stop of one pump; it opens."""
    return await _started(gateway, trail, at, key)


@router.post("/restart", openapi_extra=RESTART)
async def restart_forecourt(gateway: GatewayDep, trail: TrailDep, site: SiteId, key: ServiceKeyDep) -> ForecourtOrdered:
    """End the emergency stop of the whole site; the pumps open. Those that did not confirm it are named."""
    return await _started(gateway, trail, At(site, 0), key)


async def _controlled(gateway: Gateway, trail: Trail, at: At, command: pb.PumpCommand.ValueType, key: str) -> PumpSaid:
    trail.target = f"pump/{at.pump}"
    request = pb.ControlPumpRequest(site_id=at.site, pump=at.pump, command=command, idempotency_key=key)
    answer = await gateway.neighbours.pos.call(
        "ControlPump", request, pb.ControlPumpResponse, timeout_s=COMMAND_DEADLINE_S
    )
    trail.before = said_of(answer.previous).model_dump(mode="json")
    return said_of(answer.status)


async def _stopped(gateway: Gateway, trail: Trail, at: At, key: str) -> ForecourtOrdered:
    request = pb.StopForecourtRequest(site_id=at.site, pump=at.pump, idempotency_key=key)
    return await _ordered(gateway, trail, request, pb.StopForecourtResponse)


async def _started(gateway: Gateway, trail: Trail, at: At, key: str) -> ForecourtOrdered:
    request = pb.StartForecourtRequest(site_id=at.site, pump=at.pump, idempotency_key=key)
    return await _ordered(gateway, trail, request, pb.StartForecourtResponse)


async def _ordered(
    gateway: Gateway,
    trail: Trail,
    request: pb.StopForecourtRequest | pb.StartForecourtRequest,
    kind: type[pb.StopForecourtResponse] | type[pb.StartForecourtResponse],
) -> ForecourtOrdered:
    """Ask for what the request is named after."""
    trail.target = f"pump/{request.pump}" if request.pump else f"site/{request.site_id}"
    method = type(request).DESCRIPTOR.name.removesuffix("Request")
    answer = await gateway.neighbours.pos.call(method, request, kind, timeout_s=COMMAND_DEADLINE_S)
    trail.before = {"pumps": [said_of(status).model_dump(mode="json") for status in answer.previous]}
    return ForecourtOrdered(pumps=[said_of(status) for status in answer.statuses], unconfirmed=list(answer.unconfirmed))
