"""The web app as static files, and the security headers of every answer."""

import asyncio
import base64
import hashlib
import os
import re
from collections.abc import Iterable
from functools import lru_cache
from mimetypes import guess_type
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.routing import Match, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

WORKER = "pos/sw.js"
WORKER_POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'"
"""Of the service worker: it fetches what it keeps, and imports the script that shows push messages."""
IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
API_POLICY = "default-src 'none'; frame-ancestors 'none'"
DENIED = (
    "accelerometer autoplay camera display-capture encrypted-media geolocation gyroscope hid"
    " magnetometer microphone midi payment picture-in-picture screen-wake-lock serial usb xr-spatial-tracking"
)
PERMISSIONS = ", ".join(f"{feature}=()" for feature in DENIED.split())
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
    (b"permissions-policy", PERMISSIONS.encode()),
    (b"cache-control", b"no-store"),
)
WITH_CAMERA = PERMISSIONS.replace("camera=()", "camera=(self)")
BRIDGES = "http://127.0.0.1:* http://localhost:*"
HASHED = "_next/static/"
"""Files that are named by what is in them."""
REFERENCE = "reference"
"""The only pages that have nothing to do at a till."""
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
        packed = await self._packed(path, scope)
        response = packed or await super().get_response(path, scope)
        if response.status_code == 404 and isinstance(response, FileResponse) and response.stat_result:
            # Starlette makes this one without asking `file_response`.
            response.headers.update(page_headers(str(response.path), response.stat_result.st_mtime_ns))
        immutable = path.startswith(HASHED) and response.status_code in (200, 304)
        response.headers["Cache-Control"] = IMMUTABLE if immutable else REVALIDATE
        response.headers["Vary"] = "Accept-Encoding"
        if path == WORKER and response.status_code in (200, 304):
            response.headers["Content-Security-Policy"] = WORKER_POLICY
            response.headers["Service-Worker-Allowed"] = "/pos/"
        return response

    async def _packed(self, path: str, scope: Scope) -> Response | None:
        """What the build compressed with Brotli, for who takes it."""
        headers = Headers(scope=scope)
        asked = scope["method"] == "GET" and "range" not in headers and path.startswith(HASHED)
        if not asked or "br" not in re.split(r"[\s,;]+", headers.get("accept-encoding", "")):
            return None
        packed, stat = await asyncio.to_thread(super().lookup_path, f"{path}.br")
        if stat is None:
            return None
        more = {"Content-Encoding": "br"}
        return FileResponse(packed, headers=more, media_type=guess_type(path)[0], stat_result=stat)

    def file_response(
        self, full_path: "str | os.PathLike[str]", stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        if str(full_path).endswith(".html"):
            response.headers.update(page_headers(str(full_path), stat_result.st_mtime_ns))
        return response


@lru_cache(maxsize=256)
def page_headers(path: str, _mtime_ns: int) -> dict[str, str]:
    """What a page may do: load its own files, and run exactly the inline scripts that it holds.

    One may come to the till from every page without loading anew, so that all may use what stands there: the camera, a
    decoder for it in WebAssembly, and the bridge to the printer on the same machine (ADR 0048).
    """
    html = Path(path).read_bytes()
    if REFERENCE in Path(path).parts[-2:]:
        return {"Content-Security-Policy": policy_of(html)}
    policy = policy_of(html, wasm=" 'wasm-unsafe-eval'", reached=f" {BRIDGES}")
    return {"Content-Security-Policy": policy, "Permissions-Policy": WITH_CAMERA}


def policy_of(html: bytes, *, wasm: str = "", reached: str = "") -> str:
    hashes = {base64.b64encode(hashlib.sha256(script).digest()).decode() for script in _INLINE_SCRIPT.findall(html)}
    scripts = "".join(f" 'sha256-{value}'" for value in sorted(hashes))
    return (
        f"default-src 'self'; script-src 'self'{scripts}{wasm}; style-src 'self' 'unsafe-inline'; "
        f"connect-src 'self'{reached}; "
        "img-src 'self' data: blob:; worker-src 'self'; manifest-src 'self'; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
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
