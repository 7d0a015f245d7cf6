"""The web app as static files, and the security headers of every answer."""

import base64
import hashlib
import os
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from starlette.responses import FileResponse, Response
from starlette.routing import Match, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
API_POLICY = "default-src 'none'; frame-ancestors 'none'"
DENIED = (
    "accelerometer autoplay camera display-capture encrypted-media geolocation gyroscope hid"
    " magnetometer microphone midi payment picture-in-picture screen-wake-lock serial usb xr-spatial-tracking"
)
Header = tuple[bytes, bytes]
ALWAYS: tuple[Header, ...] = (
    (b"content-security-policy", API_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"x-permitted-cross-domain-policies", b"none"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-embedder-policy", b"require-corp"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", ", ".join(f"{feature}=()" for feature in DENIED.split()).encode()),
    (b"cache-control", b"no-store"),
)
_INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\ssrc\s*=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)


class WebMount(Mount):
    """Every path but those of the API, whose errors are problem documents."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        ours = scope["type"] == "http" and not scope["path"].startswith("/api/")
        return super().matches(scope) if ours else (Match.NONE, {})


class WebApp(StaticFiles):
    """A static export of Next.js: `/site` is site.html, what does not exist is 404.html."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory=directory, html=True)

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        page = super().lookup_path(f"{path}.html")
        return page if page[1] is not None else super().lookup_path(path)

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code == 404 and isinstance(response, FileResponse) and response.stat_result:
            # Starlette makes this one without asking `file_response`.
            policy = page_policy(str(response.path), response.stat_result.st_mtime_ns)
            response.headers["Content-Security-Policy"] = policy
        immutable = path.startswith("_next/static/") and response.status_code in (200, 304)
        response.headers["Cache-Control"] = IMMUTABLE if immutable else REVALIDATE
        response.headers["Vary"] = "Accept-Encoding"
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
    """Adds what every answer carries, unless the answer says otherwise itself (OWASP Secure Headers Project).

    No `includeSubDomains`: other things may live below our name.
    """

    def __init__(self, inner: ASGIApp) -> None:
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return

        async def guarded_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = guarded(message["headers"], scope["scheme"], message["status"])
            await send(message)

        await self._inner(scope, receive, guarded_send)


def guarded(headers: Iterable[Header], scheme: str, status: int) -> list[Header]:
    """The headers with those that every answer carries."""
    given = list(headers)
    names = {name for name, _ in given}
    given += [header for header in ALWAYS if header[0] not in names]
    if scheme == "https":
        given.append((b"strict-transport-security", b"max-age=31536000"))
    if status == 401 and b"www-authenticate" not in names:
        given.append((b"www-authenticate", b"Bearer"))
    return given
