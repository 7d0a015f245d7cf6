"""Silences and maintenance windows: for a time, and for a reason, nobody is called."""

from typing import Annotated

from fastapi import Path, Query
from motorway.alerts.v1 import silences_pb2 as pb
from motorway_access.roles import Operation
from pydantic import Field

from api_gateway.http_api.alert_models import Silence, SilenceKind, SilencePage, silence_of
from api_gateway.http_api.calls import ServiceKeyDep, TrailDep
from api_gateway.http_api.common import SLUG, GatewayDep, Model, stamp
from api_gateway.http_api.moments import Moment
from api_gateway.http_api.routing import operation, resource
from api_gateway.http_api.sale_wishes import Page, names

router = resource("/silences", "silences")

READ, MANAGE = operation(Operation.ALERTS_READ), operation(Operation.SILENCES_MANAGE)
SilenceId = Annotated[str, Path(max_length=100, description="Id of the silence")]
DEVICE = r"^([a-z0-9_.-]{1,60}(/[A-Za-z0-9_.-]{1,60})?)?$"
RULE = r"^([a-z0-9_.-]{1,100})?$"


class SilenceQuery(Page):
    current: bool = Field(default=False, description="Without those that are over or cancelled")


class NewSilence(Model):
    kind: SilenceKind
    sites: list[Annotated[str, Field(pattern=SLUG)]] = Field(
        max_length=500, description="Empty: every site; only for who may do so everywhere", examples=[["m25-cobham"]]
    )
    rule: str = Field(default="", pattern=RULE, description="Id of a rule; empty: any", examples=["tank_low"])
    device: str = Field(
        default="", pattern=DEVICE, description="`pump/3`, or `pump` for every pump; empty: any", examples=["pump/3"]
    )
    critical: bool = Field(default=False, strict=True, description="Critical alerts too")
    reason: str = Field(min_length=1, max_length=500, examples=["Pump 3 is being replaced"])
    starts_at: Moment | None = Field(default=None, description="Without it: now")
    ends_at: Moment


@router.get("", openapi_extra=READ)
async def list_silences(gateway: GatewayDep, query: Annotated[SilenceQuery, Query()]) -> SilencePage:
    """Newest first."""
    request = pb.ListSilencesRequest(
        sites=names(query.site), current=query.current, page_size=query.limit, cursor=query.cursor
    )
    answer = await gateway.neighbours.alerts.call("ListSilences", request, pb.ListSilencesResponse)
    return SilencePage(items=list(map(silence_of, answer.silences)), next_cursor=answer.next_cursor)


@router.get("/{silence_id}", openapi_extra=READ)
async def get_silence(gateway: GatewayDep, silence_id: SilenceId) -> Silence:
    """What it covers, why, and until when."""
    request = pb.GetSilenceRequest(silence_id=silence_id)
    answer = await gateway.neighbours.alerts.call("GetSilence", request, pb.GetSilenceResponse)
    return silence_of(answer.silence)


@router.post("", status_code=201, openapi_extra=MANAGE)
async def create_silence(gateway: GatewayDep, trail: TrailDep, body: NewSilence, key: ServiceKeyDep) -> Silence:
    """Alerts that it covers call for nobody while it is in force, also those that are open already."""
    trail.site = body.sites[0] if len(body.sites) == 1 else ""
    request = pb.CreateSilenceRequest(
        kind=pb.SilenceKind.Value(f"SILENCE_KIND_{body.kind}"),
        sites=body.sites,
        rule=body.rule,
        device=body.device,
        critical=body.critical,
        reason=body.reason,
        starts_at=stamp(body.starts_at) if body.starts_at else None,
        ends_at=stamp(body.ends_at),
        idempotency_key=key,
    )
    answer = await gateway.neighbours.alerts.call("CreateSilence", request, pb.CreateSilenceResponse)
    trail.target = f"silence/{answer.silence.silence_id}"
    return silence_of(answer.silence)


@router.post("/{silence_id}/cancel", openapi_extra=MANAGE)
async def cancel_silence(gateway: GatewayDep, trail: TrailDep, silence_id: SilenceId) -> Silence:
    """End it before its time: what is still open calls for people again. Repeating it changes nothing."""
    trail.target = f"silence/{silence_id}"
    request = pb.CancelSilenceRequest(silence_id=silence_id)
    answer = await gateway.neighbours.alerts.call("CancelSilence", request, pb.CancelSilenceResponse)
    trail.site = answer.silence.sites[0] if len(answer.silence.sites) == 1 else ""
    trail.before = silence_of(answer.previous).model_dump(mode="json")
    return silence_of(answer.silence)
