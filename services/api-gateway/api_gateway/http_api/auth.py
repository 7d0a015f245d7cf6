"""Signing in and out: sessions of browsers, tokens of other programs."""

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Request, Response
from motorway_kit.errors import InvalidInput
from pydantic import BaseModel, Field

from api_gateway.app import sessions, sign_in
from api_gateway.app.sessions import SignedIn
from api_gateway.app.sign_in import Credentials, Origin
from api_gateway.domain.identity import NotSignedIn, Restriction
from api_gateway.domain.sessions import EndReason, RefreshTokenReused, SessionNotFound, SessionOver
from api_gateway.domain.signing_keys import JWKS_MAX_AGE
from api_gateway.edge.addresses import client_address
from api_gateway.http_api.authentication import bearer_of, from_our_pages
from api_gateway.http_api.calls import Trail, TrailDep
from api_gateway.http_api.common import Gateway, GatewayDep, Model, problem
from api_gateway.http_api.cookies import REFRESH_COOKIE, delete_session_cookies, set_session_cookies
from api_gateway.http_api.routing import Route, name_of, public, resource

router = resource("/auth", "auth")
well_known = APIRouter(prefix="/.well-known", tags=["auth"], route_class=Route, generate_unique_id_function=name_of)

SLOWED: dict[int | str, dict[str, Any]] = {429: problem("Too many failures; wait `Retry-After` seconds")}
BROWSER_HEADERS = frozenset({"origin", "sec-fetch-site"})
JWKS_MAX_AGE_S = int(JWKS_MAX_AGE.total_seconds())


class SignInRequest(Model):
    username: str = Field(min_length=1, max_length=200, examples=["jo.smith"])
    password: str = Field(min_length=1, max_length=1000, examples=["a sentence that only I know"])
    otp: str = Field(
        default="",
        max_length=64,
        description="Code of the authenticator app, or a recovery code; only where there is a second factor",
        examples=["492039"],
    )


class Session(Model):
    user_id: str
    username: str
    display_name: str
    restriction: Restriction | None = Field(description="What must be done before anything else is allowed")
    expires_at: datetime = Field(description="When the session ends in any case")
    access_expires_at: datetime = Field(description="Refresh before")


class TokenRequest(BaseModel):
    grant_type: Literal["password", "refresh_token"] = "password"
    username: str = Field(default="", max_length=200, description="With `password`", examples=["jo.smith"])
    password: str = Field(default="", max_length=1000, examples=["a sentence that only I know"])
    otp: str = Field(default="", max_length=64, examples=["492039"], description="As for `POST /auth/session`")
    refresh_token: str = Field(default="", max_length=1000, description="With `refresh_token`")


class Token(Model):
    access_token: str = Field(description="Send it as `Authorization: Bearer …`")
    token_type: Literal["bearer"] = Field(default="bearer")
    expires_in: int = Field(description="Seconds")
    refresh_token: str = Field(description="For the next tokens; works once")
    restriction: Restriction | None = Field(description="What must be done before anything else is allowed")


class RevokeRequest(BaseModel):
    token: str = Field(max_length=5000, description="An access or a refresh token")


@router.post("/session", responses=SLOWED, openapi_extra=public())
async def create_session(
    request: Request, response: Response, gateway: GatewayDep, trail: TrailDep, body: SignInRequest
) -> Session:
    """Sign in as a browser: the tokens are HttpOnly cookies."""
    if BROWSER_HEADERS.intersection(request.headers.keys()):
        from_our_pages(request)
    credentials = Credentials(body.username, body.password, body.otp)
    return as_cookies(request, response, await _signed_in(request, gateway, trail, credentials))


@router.post("/session/refresh", openapi_extra=public())
async def refresh_session(request: Request, response: Response, gateway: GatewayDep, trail: TrailDep) -> Session:
    """New cookies for old ones. The refresh cookie works once; a second time ends the session."""
    from_our_pages(request)
    refresh_token = request.cookies.get(REFRESH_COOKIE, "")
    if not refresh_token:
        raise NotSignedIn("there is no refresh cookie; sign in")
    return as_cookies(request, response, await _refreshed(gateway, trail, refresh_token))


@router.delete("/session", status_code=204, openapi_extra=public())
async def delete_session(request: Request, response: Response, gateway: GatewayDep, trail: TrailDep) -> None:
    """Sign out: end the session of the bearer token or the cookies, and forget these. Repeating it is harmless."""
    if "authorization" not in request.headers:
        from_our_pages(request)
    for token in (bearer_of(request), request.cookies.get(REFRESH_COOKIE, "")):
        await _end_of(gateway, trail, token)
    delete_session_cookies(request, response)


@router.post("/token", responses=SLOWED, openapi_extra=public())
async def create_token(
    request: Request, gateway: GatewayDep, trail: TrailDep, form: Annotated[TokenRequest, Form()]
) -> Token:
    """Tokens for other programs (OAuth 2 password and refresh grants). Sets no cookies."""
    needed = ("refresh_token",) if form.grant_type == "refresh_token" else ("username", "password")
    for name in needed:
        if not getattr(form, name):
            raise InvalidInput("this is needed", field=name)
    if form.grant_type == "refresh_token":
        return _token(gateway, await _refreshed(gateway, trail, form.refresh_token))
    credentials = Credentials(form.username, form.password, form.otp)
    return _token(gateway, await _signed_in(request, gateway, trail, credentials))


@router.post("/revoke", openapi_extra=public())
async def revoke_token(gateway: GatewayDep, trail: TrailDep, form: Annotated[RevokeRequest, Form()]) -> None:
    """End the session of a token (RFC 7009). A token that is unknown, or over, is answered in the same way."""
    await _end_of(gateway, trail, form.token)


@well_known.get("/jwks.json", openapi_extra=public())
async def get_signing_keys(response: Response, gateway: GatewayDep) -> dict[str, list[dict[str, str]]]:
    """Public keys of the access tokens (RFC 7517): the one in use, the next, former ones while their tokens hold."""
    response.headers["Cache-Control"] = f"public, max-age={JWKS_MAX_AGE_S}"
    return {"keys": gateway.identity.keys.public}


def origin_of(request: Request) -> Origin:
    return Origin(client_address(request), request.headers.get("user-agent", ""))


def as_cookies(request: Request, response: Response, signed_in: SignedIn) -> Session:
    """The answer to every sign-in of a browser."""
    set_session_cookies(request, response, signed_in)
    owner = signed_in.known.owner
    return Session(
        user_id=signed_in.session.user_id,
        username=owner.username,
        display_name=owner.display_name,
        restriction=signed_in.known.restriction,
        expires_at=signed_in.session.expires_at,
        access_expires_at=signed_in.access_expires_at,
    )


async def _signed_in(request: Request, gateway: Gateway, trail: Trail, credentials: Credentials) -> SignedIn:
    trail.tried = credentials.username
    signed_in = await sign_in.log_in(gateway.identity, credentials, origin_of(request))
    tell(trail, signed_in)
    return signed_in


async def _refreshed(gateway: Gateway, trail: Trail, refresh_token: str) -> SignedIn:
    try:
        signed_in = await sessions.refresh(gateway.identity.sessions, refresh_token)
    except RefreshTokenReused as error:
        trail.target = f"session/{error.context['session']}"
        raise
    tell(trail, signed_in)
    return signed_in


def tell(trail: Trail, signed_in: SignedIn) -> None:
    """The audit who is in."""
    trail.caller, trail.target = signed_in.known.caller, f"user/{signed_in.session.user_id}"


def _token(gateway: Gateway, signed_in: SignedIn) -> Token:
    remaining = signed_in.access_expires_at - gateway.identity.clock()
    return Token(
        access_token=signed_in.access_token,
        expires_in=int(remaining.total_seconds()),
        refresh_token=signed_in.refresh_token,
        restriction=signed_in.known.restriction,
    )


async def _end_of(gateway: Gateway, trail: Trail, token: str) -> None:
    """Of an access or a refresh token; nothing for one that is not known."""
    try:
        known = await sessions.of_any_token(gateway.identity.sessions, token)
        trail.caller, trail.target = known.caller, f"session/{known.session.session_id}"
        await sessions.end_session(gateway.identity.sessions, known.session, EndReason.SIGNED_OUT)
    except (NotSignedIn, SessionOver, SessionNotFound):
        return
