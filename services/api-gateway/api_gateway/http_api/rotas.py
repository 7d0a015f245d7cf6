"""Rotas: who is on call, and who stands in."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Path, Query
from motorway.alerts.v1 import on_call_pb2 as pb
from motorway_access.roles import Operation
from starlette.requests import Request

from api_gateway.http_api.calls import ServiceKeyDep, TrailDep
from api_gateway.http_api.common import SLUG, GatewayDep, stamp
from api_gateway.http_api.documents import OfSites, message_of, said, site_of, words_of
from api_gateway.http_api.on_call_models import (
    Duty,
    DutyList,
    DutyQuery,
    NewOverride,
    Rota,
    RotaContent,
    RotaDetail,
    RotaList,
    RotaOverride,
)
from api_gateway.http_api.preconditions import expected_version, precondition
from api_gateway.http_api.routing import operation, resource
from api_gateway.http_api.sale_wishes import names

router = resource("/rotas", "rotas")

READ, MANAGE = operation(Operation.ON_CALL_READ), operation(Operation.ON_CALL_MANAGE)
RotaId = Annotated[str, Path(pattern=SLUG, description="Id of the rota", examples=["night"])]
OverrideId = Annotated[str, Path(max_length=100, description="Id of the stand-in")]


@router.get("", openapi_extra=READ)
async def list_rotas(gateway: GatewayDep, query: Annotated[OfSites, Query()]) -> RotaList:
    """Those of the sites, and those of every site, by id."""
    request = pb.ListRotasRequest(sites=names(query.site))
    answer = await gateway.neighbours.alerts.call("ListRotas", request, pb.ListRotasResponse)
    return RotaList(items=[said(Rota, each) for each in answer.rotas])


@router.get("/{rota_id}", openapi_extra=READ)
async def get_rota(gateway: GatewayDep, rota_id: RotaId) -> RotaDetail:
    """With the stand-ins that are not over."""
    request = pb.GetRotaRequest(id=rota_id)
    answer = await gateway.neighbours.alerts.call("GetRota", request, pb.GetRotaResponse)
    return said(RotaDetail, answer.rota, overrides=list(map(words_of, answer.overrides)))


@router.get("/{rota_id}/on-call", openapi_extra=READ)
async def list_duties(gateway: GatewayDep, rota_id: RotaId, query: Annotated[DutyQuery, Query()]) -> DutyList:
    """Who is on call: at `start` (without it: now), or until `end` duty by duty, for a year at most."""
    start, end = query.start or datetime.now(UTC), query.end
    request = pb.ListDutiesRequest(id=rota_id, start=stamp(start), end=stamp(end) if end else None)
    answer = await gateway.neighbours.alerts.call("ListDuties", request, pb.ListDutiesResponse)
    return DutyList(items=[said(Duty, each) for each in answer.duties])


@router.post("/{rota_id}/overrides", status_code=201, openapi_extra=MANAGE)
async def add_rota_override(
    gateway: GatewayDep, trail: TrailDep, rota_id: RotaId, body: NewOverride, key: ServiceKeyDep
) -> RotaOverride:
    """Somebody stands in, whoever's turn it is. Of several at one time the latest made counts."""
    trail.target = f"rota/{rota_id}"
    request = pb.AddOverrideRequest(
        rota=rota_id,
        recipient=body.recipient,
        starts_at=stamp(body.starts_at),
        ends_at=stamp(body.ends_at),
        reason=body.reason,
        idempotency_key=key,
    )
    answer = await gateway.neighbours.alerts.call("AddOverride", request, pb.AddOverrideResponse)
    return said(RotaOverride, answer.override)


@router.delete("/{rota_id}/overrides/{override_id}", status_code=204, openapi_extra=MANAGE)
async def remove_rota_override(gateway: GatewayDep, trail: TrailDep, rota_id: RotaId, override_id: OverrideId) -> None:
    """Whose turn it is, is on call again."""
    trail.target = f"rota/{rota_id}"
    request = pb.RemoveOverrideRequest(rota=rota_id, override_id=override_id)
    answer = await gateway.neighbours.alerts.call("RemoveOverride", request, pb.RemoveOverrideResponse)
    trail.before = said(RotaOverride, answer.previous).model_dump(mode="json")


@router.put("/{rota_id}", openapi_extra=MANAGE)
async def put_rota(request: Request, gateway: GatewayDep, trail: TrailDep, rota_id: RotaId, body: RotaContent) -> Rota:
    """Make or change it: who takes turns, from which day, and when turns change."""
    trail.target, trail.site = f"rota/{rota_id}", site_of(body.sites)
    wish = pb.PutRotaRequest(rota=message_of(pb.Rota, rota_id, body), expected_version=expected_version(request))
    with precondition("rota"):
        answer = await gateway.neighbours.alerts.call("PutRota", wish, pb.PutRotaResponse)
    trail.before = _document(answer.previous) if answer.HasField("previous") else None
    return said(Rota, answer.rota)


@router.delete("/{rota_id}", status_code=204, openapi_extra=MANAGE)
async def remove_rota(gateway: GatewayDep, trail: TrailDep, rota_id: RotaId) -> None:
    """409 `DocumentInUse` while a policy names it. Its stand-ins go with it."""
    trail.target = f"rota/{rota_id}"
    request = pb.RemoveRotaRequest(id=rota_id)
    answer = await gateway.neighbours.alerts.call("RemoveRota", request, pb.RemoveRotaResponse)
    trail.site, trail.before = site_of(answer.previous.sites), _document(answer.previous)


def _document(rota: pb.Rota) -> dict[str, Any]:
    return said(Rota, rota).model_dump(mode="json")
