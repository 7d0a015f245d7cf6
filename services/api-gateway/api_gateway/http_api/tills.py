"""Tills: browsers at the counter, where cashiers change places by PIN."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Query, Request, Response
from motorway_access.roles import Operation
from pydantic import Field

from api_gateway.app import tills as app
from api_gateway.domain import tills as domain
from api_gateway.http_api.auth import SLOWED, Session, as_cookies, origin_of, tell
from api_gateway.http_api.authentication import from_our_pages
from api_gateway.http_api.calls import TrailDep
from api_gateway.http_api.common import SLUG, CallerDep, Cursor, GatewayDep, Limit, Model, problem
from api_gateway.http_api.cookies import TILL, set_cookie
from api_gateway.http_api.grants import NAME, AdministrationDep, decoded_id, page_of
from api_gateway.http_api.routing import operation, public, resource

router = resource("/tills", "tills")
auth = resource("/auth", "auth")

NO_TILL: dict[int | str, dict[str, Any]] = {404: problem("This browser is no till")}
TillId = Annotated[UUID, Path(description="Till id")]


class Till(Model):
    """A browser at a counter."""

    till_id: UUID
    site: str = Field(examples=["m25-cobham"])
    name: str = Field(examples=["Counter 1"])
    enrolled_at: datetime
    enrolled_by: str = Field(examples=["jo.miller"])
    last_used_at: datetime | None = Field(description="When a cashier last came in by PIN")
    revoked_at: datetime | None = Field(examples=[None])


class TillPage(Model):
    items: list[Till]
    next_cursor: str


class TillEnrolment(Model):
    site: str = Field(pattern=SLUG, examples=["m25-cobham"])
    name: str = Field(max_length=100, pattern=NAME, examples=["Counter 1"])


class Colleague(Model):
    """Somebody with a PIN."""

    user_id: UUID
    display_name: str = Field(examples=["Jo Miller"])


class TillHere(Model):
    """The till that this browser is."""

    till_id: UUID
    name: str = Field(examples=["Counter 1"])
    site: str = Field(examples=["m25-cobham"])
    cashiers: list[Colleague]


class PinSignIn(Model):
    user_id: UUID
    pin: str = Field(pattern=r"^[0-9]{4,12}$", examples=["7093"])


class PinUnlock(Model):
    user_id: UUID


@router.get("", openapi_extra=operation(Operation.TILLS_READ))
async def list_tills(
    gateway: GatewayDep,
    caller: CallerDep,
    site: Annotated[str, Query(pattern=rf"{SLUG}|^$", description="Site id; empty: every site of yours")] = "",
    cursor: Cursor = "",
    limit: Limit = 100,
) -> TillPage:
    """Newest first, also those that were revoked."""
    found = await app.list_tills(gateway.identity.db, caller, site or None, decoded_id(cursor), limit)
    page, next_cursor = page_of(found, limit, (till.till_id for till in found))
    return TillPage(items=[_till(till) for till in page], next_cursor=next_cursor)


@router.post("", status_code=201, openapi_extra=operation(Operation.TILLS_MANAGE))
async def enrol_till(
    request: Request, response: Response, office: AdministrationDep, trail: TrailDep, body: TillEnrolment
) -> Till:
    """Make the browser that asks a till of a site of yours: it gets a cookie that only it has."""
    trail.site = body.site
    till, secret = await app.enrol_till(office, request.state.caller, body.site, body.name, datetime.now(UTC))
    trail.target = f"till/{till.till_id}"
    set_cookie(request, response, TILL, secret.text, max_age_s=int(domain.COOKIE_LIFE.total_seconds()))
    return _till(till)


@router.post("/{till_id}/revoke", openapi_extra=operation(Operation.TILLS_MANAGE))
async def revoke_till(office: AdministrationDep, caller: CallerDep, trail: TrailDep, till_id: TillId) -> Till:
    """No more PINs on it; who is in by one is out. Repeating it changes nothing."""
    trail.target = f"till/{till_id}"
    before, after = await app.revoke_till(office, caller, str(till_id), datetime.now(UTC))
    trail.site, trail.before = before.site, _till(before).model_dump(mode="json")
    return _till(after)


@router.post("/{till_id}/unlock-pin", status_code=204, openapi_extra=operation(Operation.TILLS_MANAGE))
async def unlock_pin(gateway: GatewayDep, caller: CallerDep, trail: TrailDep, till_id: TillId, body: PinUnlock) -> None:
    """Let a cashier of the till's site try their PIN again after too many wrong ones."""
    trail.target = f"user/{body.user_id}"
    till, _ = await app.unlock_pin(gateway.identity, caller, str(till_id), str(body.user_id))
    trail.site = till.site


@auth.get("/till", responses=NO_TILL, openapi_extra=public())
async def get_till_here(request: Request, gateway: GatewayDep) -> TillHere:
    """The till that this browser is, and who may come in on it by PIN. 404 `TillNotEnrolled` when it is none."""
    till = await app.till_of(gateway.identity.db, request.cookies.get(TILL.name, ""))
    cashiers = await app.cashiers_of(gateway.identity.db, till)
    return TillHere(
        till_id=UUID(till.till_id),
        name=till.name,
        site=till.site,
        cashiers=[Colleague(user_id=UUID(one.user_id), display_name=one.shown_name) for one in cashiers],
    )


@auth.post("/pin", responses=SLOWED | NO_TILL, openapi_extra=public())
async def sign_in_by_pin(
    request: Request, response: Response, gateway: GatewayDep, trail: TrailDep, body: PinSignIn
) -> Session:
    """Come in on a till; whoever was in on it is out. Only for the till's site, as cashier or supervisor."""
    from_our_pages(request)
    trail.target = f"user/{body.user_id}"
    attempt = app.PinAttempt(str(body.user_id), origin_of(request), body.pin)
    signed_in = await app.sign_in_by_pin(gateway.identity, request.cookies.get(TILL.name, ""), attempt)
    tell(trail, signed_in)
    trail.site = signed_in.session.site
    return as_cookies(request, response, signed_in)


def _till(till: domain.Till) -> Till:
    return Till(
        till_id=UUID(till.till_id),
        site=till.site,
        name=till.name,
        enrolled_at=till.enrolled_at,
        enrolled_by=till.enrolled_by,
        last_used_at=till.last_used_at,
        revoked_at=till.revoked_at,
    )
