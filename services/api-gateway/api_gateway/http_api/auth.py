"""Signing in and out."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request, Response
from motorway_access.roles import Operation
from pydantic import BaseModel, Field

from api_gateway.app import sign_in
from api_gateway.domain.identity import SESSION_LIFETIME, require_same_origin
from api_gateway.http_api.common import PROBLEMS, SESSION_COOKIE, CallerDep, GatewayDep, Model, problem
from api_gateway.http_api.routing import Route, operation, public

router = APIRouter(tags=["auth"], responses=PROBLEMS, route_class=Route)


class Token(Model):
    access_token: str = Field(description="Send it as `Authorization: Bearer …`")
    token_type: Literal["bearer"] = Field(default="bearer")
    expires_in: int = Field(description="Seconds")


class Credentials(BaseModel):
    grant_type: Literal["password"] = "password"
    username: str = Field(max_length=200)
    password: str = Field(max_length=1000)


class Me(Model):
    username: str


@router.post("/auth/token", responses={429: problem("Too many wrong passwords")}, openapi_extra=public())
async def create_token(
    request: Request, response: Response, gateway: GatewayDep, form: Annotated[Credentials, Form()]
) -> Token:
    """Sign in (OAuth2 password grant). Gives a token, and the same as a cookie for browsers."""
    if "sec-fetch-site" in request.headers:
        require_same_origin(request.headers)
    address = request.client.host if request.client else ""
    session = await sign_in.log_in(
        gateway.identity, form.username, form.password, address=address, now=datetime.now(UTC)
    )
    token = gateway.identity.tokens.write(session)
    lifetime_s = int(SESSION_LIFETIME.total_seconds())
    response.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=lifetime_s,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return Token(access_token=token, expires_in=lifetime_s)


@router.post("/auth/logout", status_code=204, openapi_extra=operation(Operation.PROFILE))
async def log_out(response: Response) -> None:
    """Forget the browser's session cookie."""
    response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="strict")


@router.get("/me", openapi_extra=operation(Operation.PROFILE))
async def me(caller: CallerDep) -> Me:
    return Me(username=caller.name)
