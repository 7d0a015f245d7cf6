"""The gRPC door of sites."""

from typing import Any

import grpc.aio
from motorway.pos.v1 import pos_pb2, pos_pb2_grpc
from motorway_access.caller import current_caller
from motorway_access.guard import at, somewhere
from motorway_access.roles import Operation
from motorway_kit.db import Pool

from pos.app import sites as app
from pos.grpc_api.paging import cursor_of, last_of, page_limit
from pos.grpc_api.site_messages import decode, encode

RULES = {
    "ApplySite": at(Operation.SITES_CONFIGURE, "site.site_id"),
    "CheckSite": at(Operation.SITES_CONFIGURE, "site.site_id"),
    "GetSite": at(Operation.SITES_READ, "site_id"),
    "ListSites": somewhere(Operation.SITES_READ),
}

Context = grpc.aio.ServicerContext[Any, Any]


class PosServicer(pos_pb2_grpc.PosServiceServicer):
    def __init__(self, db: Pool) -> None:
        self._db = db

    async def ApplySite(self, request: pos_pb2.ApplySiteRequest, context: Context) -> pos_pb2.ApplySiteResponse:
        expected = request.expected_version if request.HasField("expected_version") else None
        applied = await app.apply_site(self._db, decode(request.site), expected)
        previous = encode(applied.previous) if applied.previous else None
        return pos_pb2.ApplySiteResponse(site=encode(applied.site), previous=previous)

    async def CheckSite(self, request: pos_pb2.CheckSiteRequest, context: Context) -> pos_pb2.CheckSiteResponse:
        checked = await app.check_site(self._db, decode(request.site))
        previous = encode(checked.previous) if checked.previous else None
        return pos_pb2.CheckSiteResponse(site=encode(checked.site), previous=previous)

    async def GetSite(self, request: pos_pb2.GetSiteRequest, context: Context) -> pos_pb2.GetSiteResponse:
        return pos_pb2.GetSiteResponse(site=encode(await app.get_site(self._db, request.site_id)))

    async def ListSites(self, request: pos_pb2.ListSitesRequest, context: Context) -> pos_pb2.ListSitesResponse:
        limit = page_limit(request.page_size)
        scope = current_caller().scope(Operation.SITES_READ)
        sites, more = await app.list_sites(self._db, scope, last_of(request.cursor), limit)
        next_cursor = cursor_of(sites[-1].site_id) if more else ""
        return pos_pb2.ListSitesResponse(sites=map(encode, sites), next_cursor=next_cursor)
