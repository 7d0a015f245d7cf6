"""Areas: named groups of sites that roles can be bound to."""

from functools import partial
from typing import Annotated, Any

from fastapi import Path, Request
from motorway_access.roles import Operation
from pydantic import Field

from api_gateway.app import areas as app
from api_gateway.domain import areas as domain
from api_gateway.domain.grants import MAX_SITES
from api_gateway.http_api.calls import TrailDep
from api_gateway.http_api.common import SLUG, CallerDep, Cursor, GatewayDep, Limit, Model
from api_gateway.http_api.grants import NAME, AdministrationDep, Distinct, decoded, page_of
from api_gateway.http_api.preconditions import require_version
from api_gateway.http_api.routing import operation, resource

router = resource("/areas", "areas")

AreaId = Annotated[str, Path(pattern=SLUG, description="Area id", examples=["south-east"])]
SiteSlug = Annotated[str, Field(pattern=SLUG, examples=["m25-cobham"])]


class AreaContent(Model):
    """What an area is made of."""

    name: str = Field(max_length=100, pattern=NAME, examples=["South East"])
    sites: Annotated[list[SiteSlug], Distinct] = Field(max_length=MAX_SITES, description="Site ids")


class Area(AreaContent):
    """A named group of sites."""

    area: str = Field(examples=["south-east"])
    version: int = Field(description="Grows with every change", examples=[2])


class AreaPage(Model):
    items: list[Area]
    next_cursor: str


@router.get("", openapi_extra=operation(Operation.AREAS_READ))
async def list_areas(gateway: GatewayDep, caller: CallerDep, cursor: Cursor = "", limit: Limit = 100) -> AreaPage:
    """Those that hold only sites of yours, by id."""
    found = await app.list_areas(gateway.identity.db, caller, decoded(cursor), limit)
    page, next_cursor = page_of(found, limit, (area.area_id for area in found))
    return AreaPage(items=[_area(area) for area in page], next_cursor=next_cursor)


@router.get("/{area}", openapi_extra=operation(Operation.AREAS_READ))
async def get_area(gateway: GatewayDep, caller: CallerDep, area: AreaId) -> Area:
    """An area that holds only sites of yours."""
    return _area(await app.get_area(gateway.identity.db, caller, area))


@router.put("/{area}", openapi_extra=operation(Operation.AREAS_MANAGE))
async def put_area(
    request: Request, office: AdministrationDep, trail: TrailDep, area: AreaId, body: AreaContent
) -> Area:
    """Create the area or replace it. Roles that are bound to it count at its new sites within seconds."""
    trail.target = f"area/{area}"
    wanted = domain.Area(area, body.name, tuple(body.sites))
    applied = await app.put_area(office, wanted, partial(require_version, request))
    trail.before = _document(applied.before)
    return _area(applied.after)


@router.delete("/{area}", status_code=204, openapi_extra=operation(Operation.AREAS_MANAGE))
async def delete_area(office: AdministrationDep, trail: TrailDep, area: AreaId) -> None:
    """Refused while roles of users or keys are bound to it."""
    trail.target = f"area/{area}"
    trail.before = _document(await app.delete_area(office, area))


def _document(area: domain.Area | None) -> dict[str, Any] | None:
    return _area(area).model_dump(mode="json") if area else None


def _area(area: domain.Area) -> Area:
    return Area(area=area.area_id, name=area.name, sites=list(area.sites), version=area.version)
