"""Requests with too large a body are refused, before their body is read where its length is told."""

from motorway_kit import http
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class ContentTooLarge(HTTPException):
    """More than the limit came, of a body whose length was not told."""

    reason = "ContentTooLarge"

    def __init__(self, detail: str) -> None:
        super().__init__(413, detail)


class BodyLimit:
    """`limit_kib` is of the body alone; the server itself limits what comes before it."""

    def __init__(self, inner: ASGIApp, limit_kib: int) -> None:
        self._inner, self._limit = inner, limit_kib * 1024
        self._detail = f"a request may have {limit_kib} KiB"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        served, told = self._inner, _told(scope) if scope["type"] == "http" else 0
        if told is None:
            receive = self._counted(receive)
        elif told > self._limit:
            served = http.problem(413, ContentTooLarge.reason, self._detail, instance=scope["path"])
        await served(scope, receive, send)

    def _counted(self, receive: Receive) -> Receive:
        came = 0

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > self._limit:
                raise ContentTooLarge(self._detail)
            return message

        return counted


def _told(scope: Scope) -> int | None:
    """The length of the body; None when it comes in chunks."""
    length: int | None = 0
    for name, value in scope["headers"]:
        if name == b"transfer-encoding":
            return None
        if name == b"content-length":
            length = int(value)
    return length
