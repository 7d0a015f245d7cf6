"""gzip where it pays and tells nobody anything."""

from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

SECRETS = "/api/v1/auth/"
"""Answers that carry tokens: their length, once compressed, would tell of their content (BREACH). So would those of
POST, which may hold a new password or key."""
MINIMUM = 1024
LEVEL = 5
PACKED = ("application/vnd.apache.arrow.stream",)


class Compression(GZipMiddleware):
    """Streams of events pass at once: their head must not wait for a body that never comes through here."""

    def __init__(self, inner: ASGIApp) -> None:
        types = (*DEFAULT_EXCLUDED_CONTENT_TYPES, *PACKED)
        super().__init__(inner, minimum_size=MINIMUM, compresslevel=LEVEL, exclude_content_types=types)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if _may_compress(scope):
            await super().__call__(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _may_compress(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(SECRETS):
        return False
    # What others may keep has to say that it depends on Accept-Encoding; answers of the API are kept by nobody.
    is_kept = not scope["path"].startswith("/api/")
    return is_kept or any(name == b"accept-encoding" and b"gzip" in value for name, value in scope["headers"])
