"""What the routers share: who asks, what a page is, how protobuf becomes JSON."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Protocol, cast

from fastapi import Depends, Path, Query, Request
from google.protobuf.timestamp_pb2 import Timestamp
from motorway_access.caller import Caller
from motorway_access.tokens import Signer
from pydantic import BaseModel, ConfigDict, Field

from api_gateway.app.audit import Audit
from api_gateway.app.calls import Calls
from api_gateway.app.identity import Identity
from api_gateway.app.machines import Machines
from api_gateway.app.oidc import SingleSignOn
from api_gateway.clients import Neighbours
from api_gateway.live.reader import LiveReader
from api_gateway.settings import Settings

SESSION_COOKIE = "motorway_session"
SLUG = r"^[a-z0-9][a-z0-9-]{0,62}$"

SiteId = Annotated[str, Path(pattern=SLUG, description="Site id", examples=["m25-cobham"])]
Limit = Annotated[int, Query(ge=1, le=500, description="Items on a page")]
Cursor = Annotated[str, Query(max_length=500, description="`next_cursor` of the page before; empty: first page")]


@dataclass(frozen=True)
class Gateway:
    """Everything that a request may need."""

    settings: Settings
    identity: Identity
    neighbours: Neighbours
    live: LiveReader
    signer: Signer
    calls: Calls
    audit: Audit
    sso: SingleSignOn
    machines: Machines


class Model(BaseModel):
    """A body. What has a default is still always there in an answer."""

    model_config = ConfigDict(extra="forbid", json_schema_serialization_defaults_required=True)


class FieldError(Model):
    field: str = Field(description="Path of the offending input")
    message: str


class Problem(Model):
    """RFC 9457 problem document."""

    type: str
    title: str
    status: int
    reason: str = Field(description="What went wrong, for programs: the class of the error")
    detail: str = Field(description="What went wrong, for people")
    instance: str = ""
    request_id: str = Field(default="", description="As in the header `X-Request-Id`, and in the logs")
    trace_id: str = ""
    errors: list[FieldError] = Field(default_factory=list)
    context: dict[str, str] = Field(
        default_factory=dict,
        description="Of a 409: what contradicts the request, by name",
        examples=[{"pump": "4", "code": "0x31", "refusal": "already_started", "by": "pos"}],
    )


def problem(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {"application/problem+json": {"schema": schema}}}


PROBLEMS: dict[int | str, dict[str, Any]] = {
    401: problem("Not signed in"),
    403: problem("Not allowed"),
    404: problem("There is none"),
    409: problem("Contradicts the present state"),
    422: problem("Invalid input"),
    503: problem("A service that is needed is away; try again"),
    504: problem("A service or device did not answer in time"),
}


NO_SITE: dict[int | str, dict[str, Any]] = {404: problem("There is no such site")}
"""`responses` of a route whose body names a site."""


def gateway_of(request: Request) -> Gateway:
    return cast("Gateway", request.app.state.gateway)


async def _gateway(request: Request) -> Gateway:
    """A coroutine, since FastAPI sends plain functions to a thread."""
    return gateway_of(request)


async def _caller(request: Request) -> Caller:
    """Whoever the route found to be asking."""
    return cast("Caller", request.state.caller)


GatewayDep = Annotated[Gateway, Depends(_gateway)]
CallerDep = Annotated[Caller, Depends(_caller)]


class HasPresence(Protocol):
    def HasField(self, name: Any) -> bool: ...


def utc(timestamp: Timestamp) -> datetime:
    return timestamp.ToDatetime(tzinfo=UTC)


def stamp(moment: datetime) -> Timestamp:
    timestamp = Timestamp()
    timestamp.FromDatetime(moment)
    return timestamp


def optional_utc(message: HasPresence, name: str) -> datetime | None:
    """The time in a field that may be missing."""
    return utc(getattr(message, name)) if message.HasField(name) else None
