"""The door: one ASGI application. Middlewares may stand around it, and within it around the endpoint."""

import logging
import re
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from stripe_simulator.errors import InvalidRequest, NotFound, ServerError, StripeError
from stripe_simulator.expand import expanded
from stripe_simulator.http_api import forms, schemas, uploads
from stripe_simulator.http_api.authentication import authenticate
from stripe_simulator.http_api.exchange import (
    ConnectionDropped,
    Handler,
    Middleware,
    Request,
    Response,
    answer,
    chain,
    refusal,
)
from stripe_simulator.http_api.idempotency import Idempotency
from stripe_simulator.http_api.routes import Page, Route, Router
from stripe_simulator.ids import new_id
from stripe_simulator.world import NOBODY, World

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Scope]]
Send = Callable[[Scope], Awaitable[None]]

DROP = "stripe_simulator.drop"
log = logging.getLogger(__name__)


class Door:
    """
    `around` middlewares see every request before key and idempotency (what they answer is not saved); `within` ones
    stand inside the idempotency layer (what they answer is saved, and while they wait the key is in use).
    """

    def __init__(
        self,
        world: World,
        routes: Iterable[Route | Page],
        around: tuple[Middleware, ...] = (),
        within: tuple[Middleware, ...] = (),
    ) -> None:
        self._world, self._router = world, Router(routes)
        self._idempotency = Idempotency(world)
        self._within = within
        self._handle = chain(around, self._route)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = await _read(scope, receive)
        try:
            response = await self._handle(request)
        except ConnectionDropped:
            await _drop(scope, receive)
            return
        await _write(request, response, send)

    async def _route(self, request: Request) -> Response:
        self._world.tick()
        try:
            return await self._answer(request)
        except StripeError as error:
            return refusal(error)
        finally:
            self._world.request = NOBODY
            self._world.commit()

    async def _answer(self, request: Request) -> Response:
        found = self._router.find(request.method, request.path)
        if found is None:
            raise NotFound(f"Unrecognized request URL ({request.method}: {request.path}).")
        route, identifiers = found
        if isinstance(route, Page):
            return await route.handler(self._world, request, identifiers)
        authenticate(self._world.settings, request)
        saved = self._idempotency.saved(request) if request.method == "POST" else None
        if saved is not None:
            return saved
        request.params = _params(route, request)
        handler = chain(self._within, self._endpoint(route, tuple(identifiers.values())))
        return await (self._idempotency.once(request, handler) if request.method == "POST" else handler(request))

    def _endpoint(self, route: Route, identifiers: tuple[str, ...]) -> Handler:
        async def execute(request: Request) -> Response:
            self._world.request = {"id": request.id, "idempotency_key": request.idempotency_key}
            expand = request.params.pop("expand", ())
            try:
                made = route.call(self._world, request.params, *identifiers)
                return answer(expanded(self._world, made, expand))
            except StripeError as error:
                return refusal(error)
            except Exception:
                log.exception("%s %s", request.method, request.path)
                return refusal(ServerError("An error occurred in the simulator."))

        return execute


_LONG_NUMBER = re.compile(rb"(?<!\d)\d(?:[ +-]?\d){12,18}(?!\d)")
_UUID = re.compile(rb"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE)
"""An id in metadata, which is no card number although some of them look like one."""


def _params(route: Route, request: Request) -> dict[str, Any]:
    content_type = request.header(b"content-type")
    if content_type.startswith("multipart/"):
        return schemas.checked(route.schema, uploads.decode(content_type, request.body))
    text = request.query if request.method in ("GET", "DELETE") else request.body
    if any(_luhn(found.group()) for found in _LONG_NUMBER.finditer(_UUID.sub(b"", text))):
        raise InvalidRequest("Card numbers must not be sent: use a test payment method such as pm_card_visa.")
    return schemas.checked(route.schema, forms.decode(text))


def _luhn(text: bytes) -> bool:
    digits = [digit - 48 for digit in text if 48 <= digit <= 57][::-1]
    return sum(digits[0::2]) % 10 == -sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2]) % 10


async def _read(scope: Scope, receive: Receive) -> Request:
    message = await receive()
    body = message.get("body", b"")
    while message.get("more_body"):
        message = await receive()
        body += message.get("body", b"")
    headers = dict(scope["headers"])
    return Request(scope["method"], scope["path"], scope["query_string"], headers, body, new_id("req", 14))


async def _write(request: Request, response: Response, send: Send) -> None:
    headers = [
        (b"content-type", response.content_type.encode()),
        (b"content-length", str(len(response.body)).encode()),
        (b"request-id", request.id.encode()),
        *((name.lower().encode(), value.encode()) for name, value in response.headers.items()),
    ]
    if request.idempotency_key:
        headers.append((b"idempotency-key", request.headers[b"idempotency-key"]))
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    await send({"type": "http.response.body", "body": response.body})


async def _drop(scope: Scope, receive: Receive) -> None:
    """Cut the connection, and wait until it is gone."""
    scope["extensions"][DROP]()
    while (await receive())["type"] != "http.disconnect":
        pass
