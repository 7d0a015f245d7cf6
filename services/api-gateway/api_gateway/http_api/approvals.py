"""Approvals: a supervisor vouches by PIN, at the cashier's till, for one call of the cashier's."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query, Request
from motorway_access.caller import Caller, CallerKind
from motorway_access.roles import Operation
from pydantic import Field

from api_gateway.app import approvals as app
from api_gateway.app.approvals import ApprovalWish
from api_gateway.app.tills import PinAttempt
from api_gateway.domain.approvals import TARGET
from api_gateway.http_api.auth import SLOWED, origin_of
from api_gateway.http_api.calls import TrailDep
from api_gateway.http_api.common import CallerDep, GatewayDep, Model
from api_gateway.http_api.cookies import TILL
from api_gateway.http_api.routing import operation, resource
from api_gateway.http_api.tills import NO_TILL, Colleague

router = resource("/auth", "auth")

Approvable = Literal[Operation.SALES_APPROVE]


class ApprovalRequest(Model):
    user_id: UUID = Field(description="Who approves")
    pin: str = Field(pattern=r"^[0-9]{4,12}$", examples=["7093"])
    operation: Approvable = Field(examples=["sales.approve"])
    target: str = Field(
        pattern=f"^{TARGET.pattern}$",
        description="What it is to be done to, as `x-motorway-approvable` of the call says",
        examples=["refund/01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e42"],
    )


class ApprovalGiven(Model):
    """Sent as `X-Approval` with the one call that it is for."""

    token: str
    approver: Colleague
    operation: str = Field(examples=["sales.approve"])
    target: str
    expires_at: datetime


class Approvers(Model):
    items: list[Colleague]


@router.get("/approvers", responses=NO_TILL, openapi_extra=operation(Operation.SALES_SELL))
async def list_approvers(
    request: Request,
    gateway: GatewayDep,
    caller: CallerDep,
    wanted: Annotated[Approvable, Query(alias="operation", description="What is to be approved")],
) -> Approvers:
    """Whose PIN approves it at this till. 404 `TillNotEnrolled` when the browser is none."""
    found = await app.approvers(gateway.identity, request.cookies.get(TILL.name, ""), caller, wanted)
    return Approvers(items=[Colleague(user_id=UUID(one.user_id), display_name=one.shown_name) for one in found])


@router.post(
    "/approvals",
    status_code=201,
    responses=SLOWED | NO_TILL,
    openapi_extra=operation(Operation.SALES_SELL, repeatable=False),
)
async def approve_call(
    request: Request, gateway: GatewayDep, caller: CallerDep, trail: TrailDep, body: ApprovalRequest
) -> ApprovalGiven:
    """Vouch for one call of whoever is in at this till: for a minute, from this session, to this target, once.

    The supervisor types the PIN; the cashier stays in. Wrong PINs slow down and lock as at `POST /auth/pin`. The call
    takes effect as the cashier's, and is recorded with the names of both.
    """
    asked_by = {"user_id": caller.subject, "username": caller.name}
    trail.target = body.target
    trail.after = {"approver": str(body.user_id), "operation": body.operation, "asked_by": asked_by}
    attempt = PinAttempt(str(body.user_id), origin_of(request), body.pin)
    wish = ApprovalWish(body.operation, body.target)
    given, secret = await app.approve(gateway.identity, request.cookies.get(TILL.name, ""), caller, attempt, wish)
    trail.site = given.site
    trail.caller = Caller(CallerKind.USER, given.approver_id, given.approver_name, session_id=caller.session_id)
    return ApprovalGiven(
        token=secret.text,
        approver=Colleague(user_id=UUID(given.approver_id), display_name=given.approver_name),
        operation=given.operation,
        target=given.target,
        expires_at=given.expires_at,
    )
