"""Secret keys, as bearer token or as the user name of basic authentication."""

import base64
import binascii

from stripe_simulator.errors import InvalidRequest, Unauthenticated
from stripe_simulator.http_api.exchange import Request
from stripe_simulator.settings import API_VERSION, Settings


def authenticate(settings: Settings, request: Request) -> None:
    """Raises Unauthenticated, telling the key but for its middle; InvalidRequest for another version."""
    kind, _, value = request.header(b"authorization").partition(" ")
    key = value if kind == "Bearer" else _user(value)
    if not key:
        raise Unauthenticated("You did not provide an API key. Use 'Authorization: Bearer YOUR_SECRET_KEY'.")
    if key not in settings.keys:
        raise Unauthenticated(f"Invalid API Key provided: {key[:8]}{'*' * 8}{key[-4:]}")
    version = request.header(b"stripe-version")
    if version not in ("", API_VERSION):
        raise InvalidRequest(f"Invalid Stripe API version: {version}; {API_VERSION} is simulated.")


def _user(value: str) -> str:
    try:
        return base64.b64decode(value).decode().partition(":")[0]
    except (binascii.Error, UnicodeDecodeError):
        return ""
