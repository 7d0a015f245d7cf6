"""gzip where it pays and tells nobody anything.

Our own, since Starlette's holds back the head of every answer, and costs a small one as much as all the rest of the
edge (ADR 0024).
"""

import asyncio
import zlib
from collections.abc import Iterable
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECRETS = "/api/v1/auth/"
"""Answers that carry tokens: their length, once compressed, would tell of their content (BREACH). So would those of
POST, which may hold a new password or key."""
TYPES = frozenset(
    {
        b"application/javascript",
        b"application/json",
        b"application/manifest+json",
        b"application/x-ndjson",
        b"image/svg+xml",
        b"text/css",
        b"text/csv",
        b"text/html",
        b"text/javascript",
        b"text/plain",
    }
)
MINIMUM = 1024
LEVEL = 5
GZIP_WINDOW = 31
UNPACKED = (b"content-length", b"accept-ranges")
VARY = (b"vary", b"Accept-Encoding")
Header = tuple[bytes, bytes]
THREAD_MINIMUM = 64 * 1024
"""Larger parts are compressed beside the event loop."""


class Compression:
    """Live streams pass untouched: their head must not wait for a body that never comes through here."""

    def __init__(self, inner: ASGIApp) -> None:
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._inner(scope, receive, Packing(send) if _may_pack(scope) else send)


def _may_pack(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(SECRETS):
        return False
    return any(name == b"accept-encoding" and b"gzip" in value for name, value in scope["headers"])


class Packing:
    """Sends one answer, packed if it should be."""

    __slots__ = ("_packer", "_send")

    def __init__(self, send: Send) -> None:
        self._send = send
        self._packer: Any = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if _is_packable(message):
                self._packer = zlib.compressobj(LEVEL, zlib.DEFLATED, GZIP_WINDOW)
                message["headers"] = _packed_headers(message["headers"])
        elif self._packer is not None:
            message["body"] = await self._packed(message.get("body", b""), message.get("more_body", False))
        await self._send(message)

    async def _packed(self, part: bytes, more: bool) -> bytes:
        mode = zlib.Z_SYNC_FLUSH if more else zlib.Z_FINISH
        if len(part) < THREAD_MINIMUM:
            return self._pack(part, mode)
        return await asyncio.to_thread(self._pack, part, mode)

    def _pack(self, part: bytes, mode: int) -> bytes:
        packed: bytes = self._packer.compress(part) + self._packer.flush(mode)
        return packed


def _is_packable(start: Message) -> bool:
    headers = dict(start["headers"])
    if int(headers.get(b"content-length", MINIMUM)) < MINIMUM or start["status"] == 206:
        return False
    return headers.get(b"content-type", b"").partition(b";")[0] in TYPES and b"content-encoding" not in headers


def _packed_headers(headers: Iterable[Header]) -> list[Header]:
    """Without a length, which is not known yet, and without ranges; a tag of other bytes becomes a weak one."""
    kept = [(name, _weak(value) if name == b"etag" else value) for name, value in headers if name not in UNPACKED]
    varies = [] if any(name == b"vary" for name, _ in kept) else [VARY]
    return [*kept, *varies, (b"content-encoding", b"gzip")]


def _weak(tag: bytes) -> bytes:
    """As it is where it names a version, which is the same however it is packed (RFC 9110, 8.8.3.3)."""
    return tag if tag.startswith(b"W/") or tag[1:-1].isdigit() else b"W/" + tag
