"""The live stream's door: Server-Sent Events."""

import random
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import Response
from motorway_access.caller import Caller
from motorway_access.roles import Operation
from motorway_kit.errors import Unavailable
from pydantic import BaseModel, Field
from starlette.types import Receive, Scope, Send

from api_gateway.http_api.authentication import holder_of
from api_gateway.http_api.common import PROBLEMS, CallerDep, GatewayDep, gateway_of
from api_gateway.http_api.routing import Route, name_of, operation
from api_gateway.http_api.sites import SITES
from api_gateway.live.client import LiveClient
from api_gateway.live.encoding import LiveFilter, parse_id
from api_gateway.live.hub import LiveHub
from api_gateway.live.protocol import hand_over_of

router = APIRouter(tags=["live"], responses=PROBLEMS, route_class=Route, generate_unique_id_function=name_of)

TYPES = r"^([a-z0-9_.-]{1,64}(,[a-z0-9_.-]{1,64})*)?$"
EXAMPLE = 'id: 1795509000000-0\nevent: pump.state\ndata: {"site":"m25-cobham","pump":3,"state":"FUELLING"}\n\n'
RETRY_MS = (1000, 3000)
FAMILIES = {
    "sale": Operation.SALES_READ,
    "offline": Operation.SALES_READ,
    "shift": Operation.SHIFTS_READ,
    "price": Operation.PRICES_READ,
    "discrepancy": Operation.SETTLEMENT_READ,
    "alert": Operation.ALERTS_READ,
    "incident": Operation.ALERTS_READ,
    "payment": Operation.PAYMENTS_READ,
    "card_refund": Operation.PAYMENTS_READ,
    "dispute": Operation.DISPUTES_READ,
    "break": Operation.FINANCE_READ,
}
"""Types of events (before the point) that show what another operation asks for by REST."""
HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
}


class LiveQuery(BaseModel):
    site: str = Field(default="", pattern=SITES, description="Site ids with commas between; empty: every site")
    types: str = Field(default="", pattern=TYPES, description="Event types with commas between; empty: all")
    last_event_id: str = Field(default="", description="Where the header `Last-Event-ID` cannot be set")


class LiveStream(Response):
    """A response whose connection the hub takes over once the head is sent."""

    def __init__(self, hub: LiveHub, client: LiveClient, lifetime_s: float) -> None:
        super().__init__(headers=HEADERS)
        del self.headers["content-length"]
        self._hub, self._client, self._lifetime_s = hub, client, lifetime_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        transport = hand_over_of(scope)(self._client)
        if transport is not None:
            self._client.open(transport, self._lifetime_s)
            self._hub.enter(self._client, random.randint(*RETRY_MS))  # noqa: S311 - spreads reconnects


@router.get(
    "/events",
    response_class=Response,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}, "example": EXAMPLE}}}},
    openapi_extra=operation(Operation.LIVE_READ),
)
async def stream_events(
    request: Request,
    caller: CallerDep,
    gateway: GatewayDep,
    query: Annotated[LiveQuery, Query()],
    last_event_id: Annotated[str, Header(alias="Last-Event-ID")] = "",
) -> Response:
    """Server-Sent Events as they happen. `Last-Event-ID` resumes without a gap; where that is no longer possible the
    event `reset` says that everything has to be loaded anew. Sales, shifts, prices, discrepancies, alerts, payments,
    card refunds, disputes and breaks come to whoever may read them by REST."""
    client, lifetime_s = stream_of(request, caller, query, last_event_id or query.last_event_id)
    return LiveStream(gateway.live.hub, client, lifetime_s)


def stream_of(request: Request, caller: Caller, query: LiveQuery, last_event_id: str) -> tuple[LiveClient, float]:
    """A stream that is not open yet, and for how many seconds its holder may listen. Raises Unavailable, NotAllowed."""
    gateway = gateway_of(request)
    hub = gateway.live.hub
    if not hub.started:
        raise Unavailable("the live stream is not there yet: Redis does not answer")
    if hub.clients >= gateway.settings.live_max_clients:
        raise Unavailable("too many live streams are open here")
    scope = caller.narrowed(Operation.LIVE_READ, _names(query.site) or ())
    sites = None if scope.everything else scope.sites
    accepted = LiveFilter(sites, _names(query.types), _limited(caller, sites))
    client = _client(hub, accepted, last_event_id)
    client.held, ends_at = holder_of(request)
    return client, (ends_at - datetime.now(UTC)).total_seconds()


def _client(hub: LiveHub, accepted: LiveFilter, last_event_id: str) -> LiveClient:
    position = parse_id(last_event_id)
    unknown = bool(last_event_id) and position is None
    return LiveClient(hub, accepted, position, "position_unknown" if unknown else "")


def _limited(caller: Caller, sites: frozenset[str] | None) -> tuple[tuple[str, frozenset[str]], ...]:
    """Families that the caller may not have of all these sites, with those of which it may."""
    scopes = {family: caller.scope(needed) for family, needed in FAMILIES.items()}
    return tuple(
        (family, scope.sites)
        for family, scope in scopes.items()
        if not scope.everything and (sites is None or not sites <= scope.sites)
    )


def _names(text: str) -> frozenset[str] | None:
    return frozenset(text.split(",")) if text else None
