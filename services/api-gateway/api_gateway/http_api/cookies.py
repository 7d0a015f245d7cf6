"""Cookies of browsers: HttpOnly, SameSite=Strict, and Secure where the gateway is reached by https."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from api_gateway.http_api.common import SESSION_COOKIE, gateway_of

if TYPE_CHECKING:
    from api_gateway.app.sessions import SignedIn

REFRESH_COOKIE = "motorway_refresh"
TILL_COOKIE = "motorway_till"
AUTH_PATH = "/api/v1/auth"


@dataclass(frozen=True)
class Cookie:
    """Sent only to what is below its path. `lax`: also on the way back from another site."""

    name: str
    path: str
    same_site: Literal["strict", "lax"] = "strict"


SESSION = Cookie(SESSION_COOKIE, "/")
REFRESH = Cookie(REFRESH_COOKIE, AUTH_PATH)
TILL = Cookie(TILL_COOKIE, AUTH_PATH)
OIDC = Cookie("motorway_oidc", f"{AUTH_PATH}/oidc", "lax")


def set_cookie(request: Request, response: Response, cookie: Cookie, value: str, *, max_age_s: int) -> None:
    response.set_cookie(
        cookie.name,
        value,
        max_age=max_age_s,
        path=cookie.path,
        httponly=True,
        samesite=cookie.same_site,
        secure=is_https(request),
    )


def delete_cookie(request: Request, response: Response, cookie: Cookie) -> None:
    response.delete_cookie(
        cookie.name, path=cookie.path, httponly=True, samesite=cookie.same_site, secure=is_https(request)
    )


def set_session_cookies(request: Request, response: Response, signed_in: "SignedIn") -> None:
    """The access token until it is over, the refresh token as long as the session may last without use."""
    for cookie, value, until in (
        (SESSION, signed_in.access_token, signed_in.access_expires_at),
        (REFRESH, signed_in.refresh_token, signed_in.session.over_at),
    ):
        set_cookie(request, response, cookie, value, max_age_s=_seconds_until(until))


def delete_session_cookies(request: Request, response: Response) -> None:
    for cookie in (SESSION, REFRESH):
        delete_cookie(request, response, cookie)


def is_https(request: Request) -> bool:
    """As the browser sees it: by the public URL where a proxy stands before the gateway."""
    public_url = gateway_of(request).settings.public_url
    return (urlsplit(public_url).scheme or request.url.scheme) == "https"


def _seconds_until(moment: datetime) -> int:
    return max(0, int((moment - datetime.now(UTC)).total_seconds()))
