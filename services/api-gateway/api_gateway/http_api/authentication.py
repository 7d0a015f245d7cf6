"""Who asks: an access token, an API key, or the session cookie of a browser."""

from motorway_access.caller import Caller
from motorway_access.roles import Operation
from starlette.requests import Request

from api_gateway.app.sessions import Known
from api_gateway.domain.identity import SAFE_METHODS, NotSignedIn, require_same_origin
from api_gateway.http_api.common import SESSION_COOKIE, gateway_of


async def authenticate(request: Request) -> Caller:
    """Raises NotSignedIn, SessionOver or InvalidApiKey. A cookie alone changes nothing from another site
    (CrossSiteRequest)."""
    token = _bearer(request)
    if not token:
        token = request.cookies.get(SESSION_COOKIE, "")
        if not token:
            raise NotSignedIn("sign in first")
        if request.method not in SAFE_METHODS:
            from_our_pages(request)
    known = await gateway_of(request).identity.sessions.of_access_token(token)
    request.state.known = known
    return known.caller


def require_unrestricted(request: Request, wanted: Operation) -> None:
    """Raises PasswordChangeRequired or SecondFactorEnrolmentRequired, for all but the caller's own profile."""
    known: Known | None = getattr(request.state, "known", None)
    if known is not None and known.restriction is not None and wanted is not Operation.PROFILE:
        raise known.restriction.refusal


def from_our_pages(request: Request) -> None:
    """Raises CrossSiteRequest."""
    require_same_origin(request.headers, gateway_of(request).settings.public_url)


def bearer_of(request: Request) -> str:
    """The access token of a request that need not be signed in; empty without one."""
    return _bearer(request) or request.cookies.get(SESSION_COOKIE, "")


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else ""
