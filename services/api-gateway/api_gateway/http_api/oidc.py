"""The ways to sign in that this browser is offered, and signing in with another provider (OpenID Connect)."""

import json
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from api_gateway.app import oidc as app
from api_gateway.app.oidc import Arrived, Return
from api_gateway.app.tills import till_of
from api_gateway.domain.oidc import FLOW_LIFE
from api_gateway.domain.tills import TillNotEnrolled
from api_gateway.http_api.auth import SLOWED, Session, as_cookies, origin_of, tell
from api_gateway.http_api.authentication import from_our_pages
from api_gateway.http_api.calls import TrailDep, kept, trail_of
from api_gateway.http_api.common import Gateway, GatewayDep, Model, gateway_of, problem
from api_gateway.http_api.cookies import AUTH_PATH, OIDC, TILL, delete_cookie, set_cookie, set_session_cookies
from api_gateway.http_api.grants import PRINTABLE
from api_gateway.http_api.routing import public, resource

router = resource("/auth", "auth")

UNKNOWN: dict[int | str, dict[str, Any]] = {404: problem("No other provider is set up")}
LOGIN_PAGE = "/login"
LOGIN_URL = f"{AUTH_PATH}/oidc/login"
CALLBACK = f"{AUTH_PATH}/oidc/callback"
FLOW_S = int(FLOW_LIFE.total_seconds())


class OidcMethod(Model):
    name: str = Field(description="For the button", examples=["Motorway ID"])
    login_url: str = Field(description="Where the browser goes", examples=[LOGIN_URL])


class TillMethod(Model):
    till_id: UUID
    name: str = Field(examples=["Counter 1"])
    site: str = Field(examples=["m25-cobham"])


class Methods(Model):
    """Ways to sign in."""

    password: bool = True
    oidc: OidcMethod | None = Field(description="Another provider; null when none is set up")
    till: TillMethod | None = Field(description="The till that this browser is: PINs; null when it is none")


class OidcReturn(BaseModel):
    """RFC 6749, 4.1.2, and RFC 9207."""

    code: str = Field(default="", max_length=4000, pattern=PRINTABLE)
    state: str = Field(default="", max_length=1000, pattern=PRINTABLE)
    error: str = Field(default="", max_length=1000)
    iss: str = Field(default="", max_length=1000, description="The provider, where it says so")


class OneTimeCode(Model):
    otp: str = Field(
        min_length=1, max_length=64, description="Of the authenticator app, or a recovery code", examples=["492039"]
    )


@router.get("/methods", openapi_extra=public())
async def list_methods(request: Request, gateway: GatewayDep) -> Methods:
    """How one can sign in here, on this browser."""
    sso = gateway.sso
    oidc = OidcMethod(name=sso.name, login_url=LOGIN_URL) if sso.provider else None
    return Methods(oidc=oidc, till=await _till(request, gateway))


@router.get("/oidc/login", status_code=302, response_class=RedirectResponse, responses=UNKNOWN, openapi_extra=public())
async def begin_oidc(
    request: Request,
    gateway: GatewayDep,
    return_to: Annotated[str, Query(max_length=2000, description="Path of ours to come back to")] = "/",
) -> Response:
    """Go to the other provider (authorization code with PKCE)."""
    begun = await app.begin(gateway.sso, return_to, _redirect_uri(request, gateway))
    response = RedirectResponse(begun.url, status_code=302)
    set_cookie(request, response, OIDC, begun.sealed, max_age_s=FLOW_S)
    return response


@router.get(
    "/oidc/callback", status_code=302, response_class=RedirectResponse, responses=UNKNOWN, openapi_extra=public()
)
async def finish_oidc(request: Request, back: Annotated[OidcReturn, Query()]) -> Response:
    """Where the other provider sends the browser. It goes on to where it wanted to, or to the sign-in page with the
    `reason` why not; or there with `second_factor=oidc`, for `POST /auth/oidc/otp`."""

    async def finish(request: Request) -> Response:
        return await _finished(request, back)

    gateway_of(request).sso.configured()
    response = await kept(request, None, finish)
    if response.status_code >= 400:
        response = RedirectResponse(_login_page(reason=_reason(response)), status_code=302)
        delete_cookie(request, response, OIDC)
    return response


@router.post("/oidc/otp", responses=SLOWED | UNKNOWN, openapi_extra=public())
async def finish_oidc_with_code(
    request: Request, response: Response, gateway: GatewayDep, trail: TrailDep, body: OneTimeCode
) -> Session:
    """The second factor of ours, where the other provider asked for none."""
    from_our_pages(request)
    sealed = request.cookies.get(OIDC.name, "")
    signed_in = await app.finish_with_code(gateway.sso, sealed, body.otp, origin_of(request))
    tell(trail, signed_in)
    delete_cookie(request, response, OIDC)
    return as_cookies(request, response, signed_in)


async def _finished(request: Request, back: OidcReturn) -> Response:
    gateway = gateway_of(request)
    returned = Return(back.code, back.state, back.error, back.iss, _redirect_uri(request, gateway))
    outcome = await app.finish(gateway.sso, request.cookies.get(OIDC.name, ""), returned, origin_of(request))
    if not isinstance(outcome, Arrived):
        response = RedirectResponse(_login_page(second_factor="oidc", return_to=outcome.return_to), status_code=302)
        set_cookie(request, response, OIDC, outcome.sealed, max_age_s=FLOW_S)
        return response
    tell(trail_of(request), outcome.signed_in)
    response = RedirectResponse(outcome.return_to, status_code=302)
    delete_cookie(request, response, OIDC)
    set_session_cookies(request, response, outcome.signed_in)
    return response


async def _till(request: Request, gateway: Gateway) -> TillMethod | None:
    shown = request.cookies.get(TILL.name, "")
    try:
        till = await till_of(gateway.identity.db, shown)
    except TillNotEnrolled:
        return None
    return TillMethod(till_id=UUID(till.till_id), name=till.name, site=till.site)


def _redirect_uri(request: Request, gateway: Gateway) -> str:
    """As it is registered at the provider."""
    base = gateway.settings.public_url or f"{request.url.scheme}://{request.url.netloc}"
    return base.rstrip("/") + CALLBACK


def _login_page(**query: str) -> str:
    return f"{LOGIN_PAGE}?{urlencode(query)}"


def _reason(response: Response) -> str:
    return str(json.loads(bytes(response.body))["reason"])
