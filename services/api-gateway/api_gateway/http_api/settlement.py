"""Meter checks, settlements and discrepancies, as the pos service keeps them."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query
from motorway.pos.v1 import settlement_pb2 as pb
from motorway_access.roles import Operation
from pydantic import BaseModel, Field

from api_gateway.http_api.calls import ServiceKeyDep, TrailDep
from api_gateway.http_api.common import Cursor, GatewayDep, Limit, SiteId, stamp
from api_gateway.http_api.moments import Moment
from api_gateway.http_api.routing import operation, resource
from api_gateway.http_api.settlement_models import (
    DAY,
    Discrepancy,
    DiscrepancyPage,
    DiscrepancyResolution,
    DiscrepancyState,
    GivenUpFuellings,
    MeterCheck,
    Settlement,
    SettlementWish,
    StoredSettlement,
    StoredSettlementPage,
    check_of,
    discrepancy_of,
    settlement_of,
    stored_of,
)
from api_gateway.http_api.sites import SITES

router = resource("/sites/{site}", "settlement")
discrepancies = resource("/discrepancies", "discrepancies")

READ, RESOLVE = operation(Operation.SETTLEMENT_READ), operation(Operation.DISCREPANCIES_RESOLVE)
Day = Annotated[str, Query(pattern=DAY, description="Day in the site's time zone")]
DayOrAll = Annotated[str, Query(pattern=rf"{DAY}|^$", description="Only of this day; empty: of all")]
PumpNumber = Annotated[int, Path(ge=1, le=2**31 - 1, description="Within its site")]
DiscrepancyId = Annotated[
    UUID, Path(description="Id of the discrepancy", examples=["01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e42"])
]


class SpanQuery(BaseModel):
    start: Moment = Field(alias="from")
    end: Moment = Field(alias="to", description="Exclusive; at most a year later")


class DiscrepancyQuery(BaseModel):
    site: str = Field(default="", pattern=SITES, description="Site ids with commas between; empty: every site")
    state: DiscrepancyState | None = Field(default=None, description="Only those in this state")
    cursor: str = Field(default="", max_length=500, description="`next_cursor` of the page before; empty: first page")
    limit: int = Field(default=100, ge=1, le=200, description="Items on a page")


@router.get("/meter-check", openapi_extra=READ)
async def check_meters(gateway: GatewayDep, site: SiteId, query: Annotated[SpanQuery, Query()]) -> MeterCheck:
    """Each nozzle: the volume of its fuellings beside the way of its totaliser."""
    span = {"from": stamp(query.start), "to": stamp(query.end)}
    request = pb.CheckMetersRequest(site_id=site, **span)
    response = await gateway.neighbours.pos.call("CheckMeters", request, pb.CheckMetersResponse)
    return MeterCheck(items=list(map(check_of, response.nozzles)))


@router.get("/settlement", openapi_extra=READ)
async def get_settlement(gateway: GatewayDep, site: SiteId, day: Day) -> Settlement:
    """The four-way settlement of a day as it is now; nothing is kept. 503 while tank readings cannot be had."""
    request = pb.GetSettlementRequest(site_id=site, day=day)
    response = await gateway.neighbours.pos.call("GetSettlement", request, pb.GetSettlementResponse)
    return settlement_of(response.settlement)


@router.post("/settlement", status_code=201, openapi_extra=RESOLVE)
async def run_settlement(
    gateway: GatewayDep, trail: TrailDep, site: SiteId, body: SettlementWish, key: ServiceKeyDep
) -> StoredSettlement:
    """Settle a day that is over and keep it under a number. Each nozzle that differs becomes a discrepancy."""
    trail.target = f"settlement/{site}/{body.day}"
    request = pb.RunSettlementRequest(site_id=site, day=body.day, idempotency_key=key)
    response = await gateway.neighbours.pos.call("RunSettlement", request, pb.RunSettlementResponse)
    return stored_of(response.settlement)


@router.get("/settlements", openapi_extra=READ)
async def list_settlements(
    gateway: GatewayDep, site: SiteId, day: DayOrAll = "", cursor: Cursor = "", limit: Limit = 30
) -> StoredSettlementPage:
    """Those that were kept, each night or when somebody asked; newest first."""
    request = pb.ListSettlementsRequest(site_id=site, day=day, page_size=limit, cursor=cursor)
    response = await gateway.neighbours.pos.call("ListSettlements", request, pb.ListSettlementsResponse)
    items = list(map(stored_of, response.settlements))
    return StoredSettlementPage(items=items, next_cursor=response.next_cursor)


@router.post("/pumps/{pump}/give-up-fuellings", openapi_extra=RESOLVE)
async def give_up_fuellings(
    gateway: GatewayDep, trail: TrailDep, site: SiteId, pump: PumpNumber, body: GivenUpFuellings
) -> Discrepancy:
    """The numbers of fuellings that will never come, such as those of a controller that was replaced.

    They are the pump's `missing` ones that come first, all of them. Totaliser checks and acknowledgements go on behind
    them; what the totalisers moved by meanwhile is a discrepancy. One that comes after all is booked. Repeating it in
    the same words changes nothing.
    """
    trail.target = f"pump/{site}/{pump}"
    request = pb.GiveUpFuellingsRequest(site_id=site, pump=pump, first=body.first, last=body.last, reason=body.reason)
    response = await gateway.neighbours.pos.call("GiveUpFuellings", request, pb.GiveUpFuellingsResponse)
    return discrepancy_of(response.discrepancy)


@discrepancies.get("", openapi_extra=READ)
async def list_discrepancies(gateway: GatewayDep, query: Annotated[DiscrepancyQuery, Query()]) -> DiscrepancyPage:
    """Newest first."""
    states = [pb.DiscrepancyState.Value(f"DISCREPANCY_STATE_{query.state}")] if query.state else []
    request = pb.ListDiscrepanciesRequest(
        sites=[name for name in query.site.split(",") if name],
        states=states,
        page_size=query.limit,
        cursor=query.cursor,
    )
    response = await gateway.neighbours.pos.call("ListDiscrepancies", request, pb.ListDiscrepanciesResponse)
    items = list(map(discrepancy_of, response.discrepancies))
    return DiscrepancyPage(items=items, next_cursor=response.next_cursor)


@discrepancies.post("/{discrepancy_id}/resolve", openapi_extra=RESOLVE)
async def resolve_discrepancy(
    gateway: GatewayDep, trail: TrailDep, discrepancy_id: DiscrepancyId, body: DiscrepancyResolution
) -> Discrepancy:
    """Say why it is. Repeating it in the same words changes nothing."""
    trail.target = f"discrepancy/{discrepancy_id}"
    request = pb.ResolveDiscrepancyRequest(discrepancy_id=str(discrepancy_id), resolution=body.resolution)
    response = await gateway.neighbours.pos.call("ResolveDiscrepancy", request, pb.ResolveDiscrepancyResponse)
    trail.site = response.discrepancy.site_id
    trail.before = discrepancy_of(response.previous).model_dump(mode="json")
    return discrepancy_of(response.discrepancy)
