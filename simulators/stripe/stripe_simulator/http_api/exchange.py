"""A request, an answer, and what can stand between them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import orjson

from stripe_simulator.errors import StripeError
from stripe_simulator.state import Object


@dataclass(slots=True)
class Request:
    """One call. `params` holds the decoded form or query, once the endpoint is known."""

    method: str
    path: str
    query: bytes
    headers: dict[bytes, bytes]
    body: bytes
    id: str
    params: Object = field(default_factory=dict)

    def header(self, name: bytes) -> str:
        return self.headers.get(name, b"").decode("latin-1")

    @property
    def idempotency_key(self) -> str | None:
        return self.header(b"idempotency-key") or None


@dataclass(slots=True)
class Response:
    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json"


class ConnectionDropped(Exception):
    """Raised by a middleware: the connection is cut, and nothing is answered."""


Handler = Callable[[Request], Awaitable[Response]]
Middleware = Callable[[Request, Handler], Awaitable[Response]]


def answer(content: Any, status: int = 200) -> Response:
    return Response(status, orjson.dumps(content))


def refusal(error: StripeError) -> Response:
    return answer(error.document(), error.status)


def chain(middlewares: tuple[Middleware, ...], handler: Handler) -> Handler:
    """The handler behind the middlewares, the first of them outermost."""
    for middleware in reversed(middlewares):
        handler = _around(middleware, handler)
    return handler


def _around(middleware: Middleware, handler: Handler) -> Handler:
    async def handle(request: Request) -> Response:
        return await middleware(request, handler)

    return handle
