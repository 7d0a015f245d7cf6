"""Requests with too large a body are refused, before their body is read where its length is told."""

import re
from collections.abc import Sequence

from motorway_kit import http
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class ContentTooLarge(HTTPException):
    """More than the limit (KiB) came, or is to come."""

    reason = "ContentTooLarge"

    def __init__(self, limit_kib: int) -> None:
        super().__init__(413, f"a request may have {limit_kib} KiB")


class BodyLimit:
    """`limit_kib` is of the body alone, `own` of some paths; the server itself limits what comes before it."""

    def __init__(self, inner: ASGIApp, limit_kib: int, own: Sequence[tuple[re.Pattern[str], int]]) -> None:
        self._inner, self._limit, self._own = inner, limit_kib, own

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        served, told, limit = self._inner, told_length(scope), self._limit_of(scope["path"])
        if told is None:
            receive = _counted(receive, limit)
        elif told > limit * 1024:
            served = too_large(scope, ContentTooLarge(limit))
        await served(scope, receive, send)

    def _limit_of(self, path: str) -> int:
        return next((limit for paths, limit in self._own if paths.fullmatch(path)), self._limit)


def too_large(scope: Scope, error: ContentTooLarge) -> ASGIApp:
    return http.problem(413, error.reason, str(error.detail), instance=scope["path"])


def _counted(receive: Receive, limit_kib: int) -> Receive:
    came = 0

    async def counted() -> Message:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        if came > limit_kib * 1024:
            raise ContentTooLarge(limit_kib)
        return message

    return counted


def told_length(scope: Scope) -> int | None:
    """The length of the body; None when it comes in chunks."""
    length: int | None = 0
    for name, value in scope["headers"]:
        if name == b"transfer-encoding":
            return None
        if name == b"content-length":
            length = int(value)
    return length
