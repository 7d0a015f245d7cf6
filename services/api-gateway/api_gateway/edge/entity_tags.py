"""ETags of JSON documents, and 304 for those that the asker already has (RFC 9110, 8.8.3 and 13.1.2)."""

from hashlib import blake2b

import orjson
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send


def tag_of(body: bytes) -> str:
    """`"<version>"` of a document that has one, which If-Match takes; else a weak tag made of the content."""
    if b'"version"' in body:
        document = orjson.loads(body)
        version = document.get("version") if isinstance(document, dict) else None
        if isinstance(version, int):
            return f'"{version}"'
    return f'W/"{blake2b(body, digest_size=12).hexdigest()}"'


def is_known(tag: str, if_none_match: str) -> bool:
    """By weak comparison."""
    opaque = tag.removeprefix("W/")
    known = (one.strip().removeprefix("W/") for one in if_none_match.split(","))
    return any(one in ("*", opaque) for one in known)


class EntityTags:
    """Tags every 200 answer to a GET that is one JSON document; pages and streams pass."""

    def __init__(self, inner: ASGIApp) -> None:
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._inner(scope, receive, send)
            return
        start: Message | None = None

        async def tagging(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_document(message):
                start = message
                return
            if start is not None:
                held, start = start, None
                if not message.get("more_body"):
                    held, message = _tagged(scope, held, message)
                await send(held)
            await send(message)

        await self._inner(scope, receive, tagging)


def _is_document(start: Message) -> bool:
    if start["status"] != 200:
        return False
    names = dict(start["headers"])
    return names.get(b"content-type", b"").startswith(b"application/json") and b"etag" not in names


def _tagged(scope: Scope, start: Message, body: Message) -> tuple[Message, Message]:
    """Head and body of the answer, or of a 304."""
    tag = tag_of(body.get("body", b""))
    head = [*start["headers"], (b"etag", tag.encode())]
    if not is_known(tag, Headers(scope=scope).get("if-none-match", "")):
        return {**start, "headers": head}, body
    kept = [(name, value) for name, value in head if name not in (b"content-type", b"content-length")]
    return {**start, "status": 304, "headers": kept}, {**body, "body": b""}
