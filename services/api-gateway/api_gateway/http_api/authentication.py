"""Who asks: an access token, an API key, or the session cookie of a browser."""

from datetime import datetime
from typing import cast

from motorway_access.caller import Caller
from motorway_access.roles import Operation
from starlette.requests import Request

from api_gateway.app.sessions import Known
from api_gateway.domain.api_keys import SCHEME as API_KEY
from api_gateway.domain.api_keys import ApiKey
from api_gateway.domain.identity import SAFE_METHODS, NotSignedIn, require_same_origin
from api_gateway.http_api.common import SESSION_COOKIE, gateway_of
from api_gateway.live.holders import Held, Holder

API_KEY_HEADER = "x-api-key"


async def authenticate(request: Request) -> Caller:
    """Raises NotSignedIn, SessionOver or InvalidApiKey. A cookie alone changes nothing from another site
    (CrossSiteRequest)."""
    token = _bearer(request)
    key = request.headers.get(API_KEY_HEADER, "") or (token if token.startswith(API_KEY) else "")
    if key:
        request.state.machine = await gateway_of(request).machines.find(key)
        return cast("Caller", request.state.machine.caller)
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
    known = known_of(request)
    if known is not None and known.restriction is not None and wanted is not Operation.PROFILE:
        raise known.restriction.refusal


def known_of(request: Request) -> Known | None:
    """The session of whoever asks; None for a machine."""
    return getattr(request.state, "known", None)


def holder_of(request: Request) -> tuple[Held, datetime]:
    """Whose a live stream is, and when it ends in any case."""
    known = known_of(request)
    if known is not None:
        return Held(Holder(session_id=known.session.session_id), known.owner.mark), known.session.expires_at
    key: ApiKey = request.state.machine.key
    return Held(Holder(api_key_id=key.api_key_id)), key.expires_at


def from_our_pages(request: Request) -> None:
    """Raises CrossSiteRequest."""
    require_same_origin(request.headers, gateway_of(request).settings.public_url)


def bearer_of(request: Request) -> str:
    """The access token of a request that need not be signed in; empty without one."""
    return _bearer(request) or request.cookies.get(SESSION_COOKIE, "")


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else ""
