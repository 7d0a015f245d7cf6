"""Who asks: a bearer token or the session cookie of a browser."""

from datetime import UTC, datetime

from motorway_access.caller import EVERYTHING, Caller, CallerKind, Grant
from motorway_access.roles import Role
from starlette.requests import Request

from api_gateway.domain.identity import SAFE_METHODS, NotSignedIn, require_same_origin
from api_gateway.http_api.common import SESSION_COOKIE, gateway_of


async def authenticate(request: Request) -> Caller:
    """Raises NotSignedIn. A cookie alone changes nothing from another site (CrossSiteRequest)."""
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    token = bearer if scheme.lower() == "bearer" else ""
    if not token and request.method not in SAFE_METHODS:
        require_same_origin(request.headers)
    token = token or request.cookies.get(SESSION_COOKIE, "")
    if not token:
        raise NotSignedIn("sign in first")
    session = gateway_of(request).identity.tokens.read(token, datetime.now(UTC))
    request.state.session = session
    return Caller(CallerKind.USER, session.user_id, session.username, (Grant(Role.ADMIN, EVERYTHING),))
