"""Sites, as the pos service keeps them."""

from fastapi import Request
from motorway.pos.v1 import pos_pb2
from motorway_access.roles import Operation
from motorway_kit.errors import Conflict, InvalidInput
from pydantic import Field

from api_gateway import clients
from api_gateway.http_api.calls import TrailDep
from api_gateway.http_api.common import SLUG, Cursor, GatewayDep, Limit, Model, SiteId
from api_gateway.http_api.preconditions import PreconditionFailed, expected_version
from api_gateway.http_api.routing import operation, resource

SITES = r"^([a-z0-9][a-z0-9-]{0,62}(,[a-z0-9][a-z0-9-]{0,62})*)?$"
"""Site ids with commas between; may be empty."""

router = resource("/sites", "sites")


class Grade(Model):
    grade_id: str = Field(description="Short slug", examples=["e10", "diesel"])
    name: str = Field(examples=["Unleaded E10"])


class Tank(Model):
    number: int = Field(strict=True, ge=1, le=2**32 - 1)
    grade_id: str
    capacity_ml: int = Field(strict=True, ge=0, lt=2**63, description="Shell capacity")
    max_safe_fill_ml: int = Field(strict=True, ge=0, lt=2**63, description="Ullage is counted from here")
    diameter_tenth_mm: int = Field(strict=True, ge=0, le=2**32 - 1, description="Tenths of a millimetre")


class Nozzle(Model):
    number: int = Field(strict=True, ge=1, le=2**32 - 1, description="Within its pump")
    grade_id: str
    tank: int = Field(strict=True, ge=1, le=2**32 - 1)


class Pump(Model):
    number: int = Field(strict=True, ge=1, le=2**32 - 1)
    nozzles: list[Nozzle]


class SiteConfiguration(Model):
    """What a forecourt consists of."""

    site_id: str = Field(pattern=SLUG, examples=["m25-cobham"])
    name: str
    time_zone: str = Field(description="IANA name", examples=["Europe/London"])
    currency: str = Field(description="ISO 4217", examples=["GBP"])
    grades: list[Grade] = Field(default_factory=list)
    tanks: list[Tank] = Field(default_factory=list)
    pumps: list[Pump] = Field(default_factory=list)


class Site(SiteConfiguration):
    version: int = Field(
        default=0, strict=True, ge=0, description="Grows by one with every change; ignored when written"
    )


class SitePage(Model):
    items: list[Site]
    next_cursor: str


@router.get("", openapi_extra=operation(Operation.SITES_READ))
async def list_sites(gateway: GatewayDep, cursor: Cursor = "", limit: Limit = 100) -> SitePage:
    """Ordered by site id."""
    request = pos_pb2.ListSitesRequest(page_size=limit, cursor=cursor)
    response = await gateway.neighbours.pos.call("ListSites", request, pos_pb2.ListSitesResponse)
    return SitePage(items=[site_of(site) for site in response.sites], next_cursor=response.next_cursor)


@router.get("/{site}", openapi_extra=operation(Operation.SITES_READ))
async def get_site(gateway: GatewayDep, site: SiteId) -> Site:
    """The site with its grades, tanks, pumps and nozzles."""
    return site_of(await clients.get_site(gateway.neighbours.pos, site))


@router.put("/{site}", openapi_extra=operation(Operation.SITES_CONFIGURE))
async def apply_site(request: Request, gateway: GatewayDep, trail: TrailDep, site: SiteId, body: Site) -> Site:
    """Create the site or replace its configuration. Numbers that vanish are removed."""
    trail.target = f"site/{site}"
    if body.site_id != site:
        raise InvalidInput("the body is about another site", field="site_id")
    wish = pos_pb2.ApplySiteRequest(site=_proto(body), expected_version=expected_version(request))
    try:
        response = await gateway.neighbours.pos.call("ApplySite", wish, pos_pb2.ApplySiteResponse)
    except Conflict as error:  # VersionMismatch
        raise PreconditionFailed("the site was changed meanwhile; load it again", **error.context) from error
    if response.HasField("previous"):
        trail.before = site_of(response.previous).model_dump(mode="json")
    return site_of(response.site)


def site_of(site: pos_pb2.Site) -> Site:
    return Site(
        site_id=site.site_id,
        name=site.name,
        time_zone=site.time_zone,
        currency=site.currency,
        version=site.version,
        grades=[Grade(grade_id=grade.grade_id, name=grade.name) for grade in site.grades],
        tanks=[tank_of(tank) for tank in site.tanks],
        pumps=[Pump(number=pump.number, nozzles=nozzles_of(pump)) for pump in site.pumps],
    )


def tank_of(tank: pos_pb2.Tank) -> Tank:
    return Tank(
        number=tank.number,
        grade_id=tank.grade_id,
        capacity_ml=tank.capacity_ml,
        max_safe_fill_ml=tank.max_safe_fill_ml,
        diameter_tenth_mm=tank.diameter_tenth_mm,
    )


def nozzles_of(pump: pos_pb2.Pump) -> list[Nozzle]:
    return [Nozzle(number=n.number, grade_id=n.grade_id, tank=n.tank) for n in pump.nozzles]


def _proto(site: Site) -> pos_pb2.Site:
    return pos_pb2.Site(
        site_id=site.site_id,
        name=site.name,
        time_zone=site.time_zone,
        currency=site.currency,
        grades=[pos_pb2.Grade(**grade.model_dump()) for grade in site.grades],
        tanks=[pos_pb2.Tank(**tank.model_dump()) for tank in site.tanks],
        pumps=[
            pos_pb2.Pump(number=pump.number, nozzles=[pos_pb2.Nozzle(**n.model_dump()) for n in pump.nozzles])
            for pump in site.pumps
        ],
    )
