"""Sites, as the pos service keeps them."""

from fastapi import Request
from motorway.pos.v1 import pos_pb2
from motorway_access.roles import Operation
from motorway_kit.errors import InvalidInput

from api_gateway import clients
from api_gateway.http_api.calls import TrailDep
from api_gateway.http_api.common import Cursor, GatewayDep, Limit, SiteId
from api_gateway.http_api.preconditions import expected_version, precondition
from api_gateway.http_api.routing import operation, resource
from api_gateway.http_api.site_models import Site, SiteCheck, SitePage, message_of, site_of

SITES = r"^([a-z0-9][a-z0-9-]{0,62}(,[a-z0-9][a-z0-9-]{0,62})*)?$"
"""Site ids with commas between; may be empty."""

router = resource("/sites", "sites")


@router.get("", openapi_extra=operation(Operation.SITES_READ))
async def list_sites(gateway: GatewayDep, cursor: Cursor = "", limit: Limit = 100) -> SitePage:
    """Ordered by site id."""
    request = pos_pb2.ListSitesRequest(page_size=limit, cursor=cursor)
    response = await gateway.neighbours.pos.call("ListSites", request, pos_pb2.ListSitesResponse)
    return SitePage(items=[site_of(site) for site in response.sites], next_cursor=response.next_cursor)


@router.get("/{site}", openapi_extra=operation(Operation.SITES_READ))
async def get_site(gateway: GatewayDep, site: SiteId) -> Site:
    """The site with its grades, tanks, pumps and nozzles, and how it sells."""
    return site_of(await clients.get_site(gateway.neighbours.pos, site))


@router.post("/{site}/check", openapi_extra=operation(Operation.SITES_CONFIGURE))
async def check_site(gateway: GatewayDep, trail: TrailDep, site: SiteId, body: Site) -> SiteCheck:
    """What applying the configuration would make of the site; whatever would be refused is refused. Changes nothing."""
    trail.target = f"site/{site}"
    _require_same(site, body)
    request = pos_pb2.CheckSiteRequest(site=message_of(body))
    response = await gateway.neighbours.pos.call("CheckSite", request, pos_pb2.CheckSiteResponse)
    stored = site_of(response.previous) if response.HasField("previous") else None
    return SiteCheck(site=site_of(response.site), stored=stored)


@router.put("/{site}", openapi_extra=operation(Operation.SITES_CONFIGURE))
async def apply_site(request: Request, gateway: GatewayDep, trail: TrailDep, site: SiteId, body: Site) -> Site:
    """Create the site or replace its configuration: numbers that vanish are removed, what is left out gets its default.

    A pump with sales that are not settled is not removed, nor any of its nozzles (`PumpHasOpenSales`).
    """
    trail.target = f"site/{site}"
    _require_same(site, body)
    wish = pos_pb2.ApplySiteRequest(site=message_of(body), expected_version=expected_version(request))
    with precondition("site"):
        response = await gateway.neighbours.pos.call("ApplySite", wish, pos_pb2.ApplySiteResponse)
    if response.HasField("previous"):
        trail.before = site_of(response.previous).model_dump(mode="json")
    return site_of(response.site)


def _require_same(site: str, body: Site) -> None:
    if body.site_id != site:
        raise InvalidInput("the body is about another site", field="site_id")
