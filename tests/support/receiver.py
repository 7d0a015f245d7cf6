"""Somebody's own server that takes webhooks."""

import base64
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson
from motorway_kit.http import http_server
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

SECRET = "whsec_" + base64.b64encode(b"thirty-two bytes that nobody has").decode()


@dataclass
class Receiver:
    """`told` is what came with a right signature; it answers 503 while it is `ill`."""

    url: str = ""
    ill: bool = False
    told: list[dict[str, Any]] = field(default_factory=list)

    async def take(self, request: Request) -> Response:
        body = await request.body()
        if self.ill:
            return Response(status_code=503)
        if not _is_signed(request, body):
            return Response(status_code=401)
        self.told.append(orjson.loads(body))
        return Response(status_code=204)


@asynccontextmanager
async def receiver() -> AsyncIterator[Receiver]:
    instance = Receiver()
    app = Starlette(routes=[Route("/hook", instance.take, methods=["POST"])])
    async with http_server("127.0.0.1:0", app) as port:
        instance.url = f"http://127.0.0.1:{port}/hook"
        yield instance


def _is_signed(request: Request, body: bytes) -> bool:
    """As Standard Webhooks has a receiver check it."""
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    content = f"{request.headers['webhook-id']}.{request.headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.digest(key, content, "sha256")).decode()
    return f"v1,{expected}" in request.headers["webhook-signature"].split(" ")
