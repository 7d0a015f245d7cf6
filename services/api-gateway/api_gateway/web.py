"""The web app as static files, and the security headers of every answer."""

import base64
import hashlib
import os
import re
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.routing import Match, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
API_POLICY = "default-src 'none'; frame-ancestors 'none'"
_INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\ssrc\s*=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)


class WebMount(Mount):
    """Every path but those of the API, whose errors are problem documents."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        return (Match.NONE, {}) if scope["path"].startswith("/api/") else super().matches(scope)


class WebApp(StaticFiles):
    """A static export of Next.js: `/site` is site.html, what does not exist is 404.html."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory=directory, html=True)

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        page = super().lookup_path(f"{path}.html")
        return page if page[1] is not None else super().lookup_path(path)

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        immutable = path.startswith("_next/static/") and response.status_code in (200, 304)
        response.headers["Cache-Control"] = IMMUTABLE if immutable else REVALIDATE
        return response

    def file_response(
        self, full_path: "str | os.PathLike[str]", stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        if str(full_path).endswith(".html"):
            response.headers["Content-Security-Policy"] = page_policy(str(full_path), stat_result.st_mtime_ns)
        return response


@lru_cache(maxsize=256)
def page_policy(path: str, _mtime_ns: int) -> str:
    """Content security policy of a page: its own files and exactly the inline scripts that it holds."""
    return policy_of(Path(path).read_bytes())


def policy_of(html: bytes) -> str:
    hashes = {base64.b64encode(hashlib.sha256(script).digest()).decode() for script in _INLINE_SCRIPT.findall(html)}
    scripts = "".join(f" 'sha256-{value}'" for value in sorted(hashes))
    return (
        f"default-src 'self'; script-src 'self'{scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


class SecurityHeaders:
    """Adds what every answer carries, unless the answer says otherwise itself."""

    def __init__(self, inner: ASGIApp) -> None:
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return

        async def guarded_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(MutableHeaders(scope=message), scope, message["status"])
            await send(message)

        await self._inner(scope, receive, guarded_send)


def _add_headers(headers: MutableHeaders, scope: Scope, status: int) -> None:
    headers.setdefault("Content-Security-Policy", API_POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    headers.setdefault("Cache-Control", "no-store")
    if scope["scheme"] == "https":
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if status == 401:
        headers.setdefault("WWW-Authenticate", "Bearer")
