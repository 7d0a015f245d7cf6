"""The live stream's other door: a WebSocket, on which clients say what they want to hear and act on alerts."""

import asyncio
from typing import Annotated, Any, Literal
from urllib.parse import quote

import orjson
from motorway_access.caller import Caller
from motorway_access.roles import Operation
from motorway_kit.errors import InvalidInput, MotorwayError
from motorway_kit.ids import new_id
from pydantic import Field, TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.types import Message, Scope
from starlette.websockets import WebSocket, WebSocketDisconnect

from api_gateway.edge.limits import count_caller
from api_gateway.http_api.authentication import API_KEY_HEADER, authenticate, from_our_pages, require_unrestricted
from api_gateway.http_api.common import Model, gateway_of
from api_gateway.http_api.events import LiveQuery, stream_of
from api_gateway.live.client import LiveClient
from api_gateway.live.socket import SocketTransport

PATH = "/ws"
GOING_AWAY = 1001
CARRIED = frozenset(
    {b"authorization", b"cookie", b"x-api-key", b"origin", b"sec-fetch-site", b"host", b"user-agent", b"traceparent"}
)
"""Headers of the handshake that say who acts."""
Id = Annotated[str, Field(max_length=50, pattern=r"^[A-Za-z0-9._-]*$")]


class Subscribe(LiveQuery):
    do: Literal["subscribe"]
    id: Id = ""


class Ping(Model):
    do: Literal["ping"]
    id: Id = ""


class Act(Model):
    do: Literal["acknowledge", "resolve"]
    id: Id = ""
    alert_id: str = Field(min_length=1, max_length=100)


Wish = TypeAdapter[Subscribe | Ping | Act](Annotated[Subscribe | Ping | Act, Field(discriminator="do")])


async def listen_and_act(websocket: WebSocket) -> None:
    """Whoever may read the live stream; the handshake is refused with a problem document, as `/events` is."""
    request = Request({**websocket.scope, "type": "http", "method": "GET"})
    try:
        session = Session(websocket, request, await _admitted(request))
        session.subscribe(_asked(websocket))
    except MotorwayError as error:
        refuse = websocket.app.exception_handlers[MotorwayError]
        await websocket.send_denial_response(await refuse(request, error))
        return
    try:
        await websocket.accept()
        await session.serve()
    finally:
        session.end()


class Session:
    """One open socket, and the live stream on it."""

    def __init__(self, websocket: WebSocket, request: Request, caller: Caller) -> None:
        self._websocket, self._request, self._caller = websocket, request, caller
        self._transport = SocketTransport()
        self._stream: LiveClient | None = None
        self._key = new_id()

    def subscribe(self, wish: LiveQuery) -> None:
        """Listen to this from now on, instead of what was listened to. Raises Unavailable or NotAllowed."""
        hub = gateway_of(self._request).live.hub
        stream, lifetime_s = stream_of(self._request, self._caller, wish, wish.last_event_id)
        if self._stream is not None:
            hub.leave(self._stream)
            self._stream.connection_lost(None)
        self._stream = self._transport.reader = stream
        stream.open(self._transport, lifetime_s)
        hub.enter(stream, 0)

    async def serve(self) -> None:
        """Until either side ends it."""
        giving = asyncio.create_task(self._transport.give(self._websocket.send_text))
        hearing = asyncio.create_task(self._hear())
        try:
            await asyncio.wait({giving, hearing}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (giving, hearing):
                task.cancel()
            results = await asyncio.gather(giving, hearing, return_exceptions=True)
        if not any(isinstance(result, WebSocketDisconnect) for result in results):
            await self._websocket.close(GOING_AWAY)

    def end(self) -> None:
        """The socket is gone."""
        self._transport.close()
        if self._stream is not None:
            self._stream.connection_lost(None)

    async def _hear(self) -> None:
        """Do what is asked, one after the other. Raises WebSocketDisconnect."""
        while True:
            await self._transport.room()
            said = await self._websocket.receive_text()
            answer_id, status, body = await self._done(said)
            answer = {"type": "answer", "id": answer_id, "status": status, "body": body}
            self._transport.put(orjson.dumps(answer).decode())

    async def _done(self, said: str) -> tuple[str, int, Any]:
        """The id that the answer carries, the status that REST would have, and its body."""
        try:
            wish = Wish.validate_json(said)
        except ValidationError as error:
            return "", 422, _invalid(error)
        if isinstance(wish, Act):
            path = f"/api/v1/alerts/{quote(wish.alert_id, safe='')}/{wish.do}"
            return wish.id, *await self._post(path, wish.id)
        try:
            count_caller(self._request, self._caller.subject)
            if isinstance(wish, Subscribe):
                self.subscribe(wish)
        except MotorwayError as error:
            return wish.id, *await self._refusal(error)
        return wish.id, 200, {}

    async def _refusal(self, error: MotorwayError) -> tuple[int, Any]:
        response = await self._websocket.app.exception_handlers[MotorwayError](self._request, error)
        return response.status_code, orjson.loads(response.body)

    async def _post(self, path: str, key: str) -> tuple[int, Any]:
        """As if the client had sent this request: with its rights as they are now, limits and audit record."""
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        await self._websocket.app(self._scope(path, key), _without_body, send)
        body = b"".join(message.get("body", b"") for message in sent)
        return sent[0]["status"], orjson.loads(body)

    def _scope(self, path: str, key: str) -> Scope:
        scope = self._websocket.scope
        headers = [header for header in scope["headers"] if header[0] in CARRIED]
        return {
            "type": "http",
            "asgi": scope["asgi"],
            "http_version": "1.1",
            "method": "POST",
            "scheme": {"ws": "http", "wss": "https"}.get(scope["scheme"], scope["scheme"]),
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": [*headers, *([(b"idempotency-key", f"{self._key}-{key}".encode())] if key else [])],
            "client": scope["client"],
            "server": scope["server"],
            "state": {},
        }


async def _admitted(request: Request) -> Caller:
    """Raises NotSignedIn, CrossSiteRequest (a page of others cannot use our cookie), NotAllowed, TooManyRequests."""
    caller = await authenticate(request)
    if not request.headers.get("authorization") and not request.headers.get(API_KEY_HEADER):
        from_our_pages(request)
    count_caller(request, caller.subject)
    require_unrestricted(request, Operation.LIVE_READ)
    caller.require(Operation.LIVE_READ)
    request.state.caller = caller
    return caller


def _asked(websocket: WebSocket) -> LiveQuery:
    """What the query says, as that of `/events`. Raises InvalidInput."""
    try:
        return LiveQuery.model_validate(dict(websocket.query_params))
    except ValidationError as error:
        first = _invalid(error)["errors"][0]
        raise InvalidInput(first["message"], field=first["field"]) from error


def _invalid(error: ValidationError) -> dict[str, Any]:
    errors = [{"field": ".".join(map(str, one["loc"])), "message": one["msg"]} for one in error.errors()]
    detail = "; ".join(f"{one['field']}: {one['message']}" for one in errors)
    return {
        "title": "Unprocessable Entity",
        "status": 422,
        "reason": "InvalidInput",
        "detail": detail,
        "errors": errors,
    }


async def _without_body() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}
