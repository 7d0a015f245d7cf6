"""Shifts, their cash and their reports, as the pos service keeps them."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Query
from motorway.pos.v1 import shifts_pb2 as pb
from motorway_access.roles import Operation
from motorway_kit.errors import InvalidInput
from pydantic import BaseModel, Field

from api_gateway.app.tills import till_name_at
from api_gateway.http_api.calls import ServiceKeyDep, TrailDep
from api_gateway.http_api.common import NO_SITE, SLUG, CallerDep, GatewayDep, problem
from api_gateway.http_api.routing import operation, resource
from api_gateway.http_api.shift_models import (
    CashCount,
    CashMovement,
    CashMovementList,
    CashWish,
    Shift,
    ShiftDrawer,
    ShiftOpening,
    ShiftPage,
    ShiftReport,
    ShiftState,
    ZReport,
    flat,
    movement_of,
    report_of,
    shift_of,
    z_of,
)
from api_gateway.http_api.sites import SITES

router = resource("/shifts", "shifts")

OVER: dict[int | str, Any] = {409: problem("The shift is closed: its Z report says it")}
READ, OPERATE = operation(Operation.SHIFTS_READ), operation(Operation.SHIFTS_OPERATE)
ShiftId = Annotated[UUID, Path(description="Shift id", examples=["01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e42"])]


class ShiftQuery(BaseModel):
    site: str = Field(default="", pattern=SITES, description="Site ids with commas between; empty: every site")
    state: ShiftState | None = Field(default=None, description="Only those in this state")
    cursor: str = Field(default="", max_length=500, description="`next_cursor` of the page before; empty: first page")
    limit: int = Field(default=100, ge=1, le=200, description="Items on a page")


class CurrentQuery(BaseModel):
    site: str = Field(pattern=SLUG, description="Site id")
    till: str = Field(
        default="", max_length=100, description="Where you stand; may be left out by who is in on a till by PIN"
    )


@router.post("", status_code=201, responses=NO_SITE, openapi_extra=OPERATE)
async def open_shift(
    gateway: GatewayDep, caller: CallerDep, trail: TrailDep, body: ShiftOpening, key: ServiceKeyDep
) -> Shift:
    """Begin a shift of your own with its float. A till and a cashier have one open shift at a site."""
    trail.site = body.site
    here = await till_name_at(gateway.identity.db, caller, body.site)
    if not here and not body.till:
        raise InvalidInput("you are in on no till of the site: name the till", field="till")
    if here and body.till not in ("", here):
        raise InvalidInput(f"you are in on the till {here}", field="till")
    wish = pb.OpenShiftRequest(
        site_id=body.site,
        till=here or body.till,
        mode=pb.ShiftMode.Value(f"SHIFT_MODE_{body.mode}"),
        float_minor=body.float_minor,
        idempotency_key=key,
    )
    shift = (await gateway.neighbours.pos.call("OpenShift", wish, pb.OpenShiftResponse)).shift
    trail.target = f"shift/{shift.shift_id}"
    return shift_of(shift)


@router.get("", openapi_extra=READ)
async def list_shifts(gateway: GatewayDep, query: Annotated[ShiftQuery, Query()]) -> ShiftPage:
    """Newest first."""
    request = pb.ListShiftsRequest(
        sites=[name for name in query.site.split(",") if name],
        state=pb.ShiftState.Value(f"SHIFT_STATE_{query.state or 'UNSPECIFIED'}"),
        page_size=query.limit,
        cursor=query.cursor,
    )
    response = await gateway.neighbours.pos.call("ListShifts", request, pb.ListShiftsResponse)
    return ShiftPage(items=list(map(shift_of, response.shifts)), next_cursor=response.next_cursor)


@router.get("/current", openapi_extra=READ)
async def get_current_shift(gateway: GatewayDep, caller: CallerDep, query: Annotated[CurrentQuery, Query()]) -> Shift:
    """Your own open shift at the site, else that of the till. 404 `ShiftNotFound` without one."""
    till = query.till or await till_name_at(gateway.identity.db, caller, query.site)
    request = pb.GetCurrentShiftRequest(site_id=query.site, till=till)
    return shift_of((await gateway.neighbours.pos.call("GetCurrentShift", request, pb.GetCurrentShiftResponse)).shift)


@router.get("/{shift_id}", openapi_extra=READ)
async def get_shift(gateway: GatewayDep, shift_id: ShiftId) -> Shift:
    """What was counted shows once it is closed."""
    request = pb.GetShiftRequest(shift_id=str(shift_id))
    return shift_of((await gateway.neighbours.pos.call("GetShift", request, pb.GetShiftResponse)).shift)


@router.post("/{shift_id}/cash-movements", status_code=201, openapi_extra=OPERATE)
async def record_cash_movement(
    gateway: GatewayDep, trail: TrailDep, shift_id: ShiftId, body: CashWish, key: ServiceKeyDep
) -> CashMovement:
    """Paid in, paid out, dropped into the safe; or the drawer opened for no sale."""
    trail.target = f"shift/{shift_id}"
    request = pb.RecordCashMovementRequest(
        shift_id=str(shift_id),
        kind=pb.CashMovementKind.Value(f"CASH_MOVEMENT_KIND_{body.kind}"),
        amount_minor=body.amount_minor,
        reason=body.reason,
        idempotency_key=key,
    )
    response = await gateway.neighbours.pos.call("RecordCashMovement", request, pb.RecordCashMovementResponse)
    trail.site = response.site_id
    return movement_of(response.movement)


@router.get("/{shift_id}/cash-movements", openapi_extra=READ)
async def list_cash_movements(gateway: GatewayDep, shift_id: ShiftId) -> CashMovementList:
    """All of the shift, in the order of their numbers."""
    request = pb.ListCashMovementsRequest(shift_id=str(shift_id))
    response = await gateway.neighbours.pos.call("ListCashMovements", request, pb.ListCashMovementsResponse)
    return CashMovementList(items=list(map(movement_of, response.movements)))


@router.get("/{shift_id}/x-report", responses=OVER, openapi_extra=READ)
async def get_x_report(gateway: GatewayDep, shift_id: ShiftId) -> ShiftReport:
    """How the shift stands; resets nothing. The count is blind: its cash shows only to who may manage shifts."""
    request = pb.GetXReportRequest(shift_id=str(shift_id))
    return report_of((await gateway.neighbours.pos.call("GetXReport", request, pb.GetXReportResponse)).report)


@router.get("/{shift_id}/drawer", responses=OVER, openapi_extra=operation(Operation.SHIFTS_MANAGE))
async def get_drawer(gateway: GatewayDep, shift_id: ShiftId) -> ShiftDrawer:
    """What must be in the drawer of an open shift at this moment: for a spot check."""
    request = pb.GetDrawerRequest(shift_id=str(shift_id))
    response = await gateway.neighbours.pos.call("GetDrawer", request, pb.GetDrawerResponse)
    return flat(ShiftDrawer, response.drawer)


@router.post("/{shift_id}/close", openapi_extra=OPERATE)
async def close_shift(
    gateway: GatewayDep, trail: TrailDep, shift_id: ShiftId, body: CashCount, key: ServiceKeyDep
) -> ZReport:
    """Count and close the shift; the answer is its Z report. Another's shift needs `shifts.manage`.

    409 `ShiftHasLockedSales` names sales that must be cleared or unlocked first.
    """
    trail.target = f"shift/{shift_id}"
    notes = [pb.Denomination(**each.model_dump()) for each in body.denominations]
    request = pb.CloseShiftRequest(shift_id=str(shift_id), denominations=notes, idempotency_key=key)
    if body.counted_minor is not None:
        request.counted_minor = body.counted_minor
    response = await gateway.neighbours.pos.call("CloseShift", request, pb.CloseShiftResponse)
    trail.site, trail.before = response.previous.site_id, shift_of(response.previous).model_dump(mode="json")
    return z_of(response.report)


@router.get("/{shift_id}/z-report", openapi_extra=READ)
async def get_z_report(gateway: GatewayDep, shift_id: ShiftId) -> ZReport:
    """As it was written when the shift was closed. 404 `ZReportNotFound` before."""
    request = pb.GetZReportRequest(shift_id=str(shift_id))
    return z_of((await gateway.neighbours.pos.call("GetZReport", request, pb.GetZReportResponse)).report)
