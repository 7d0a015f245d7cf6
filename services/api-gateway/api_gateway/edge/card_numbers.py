"""Requests with the number of a payment card in them go no further (ADR 0039)."""

import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from typing import Any
from urllib.parse import parse_qsl, unquote_to_bytes

import orjson
from motorway_kit import http
from motorway_kit.card_numbers import CardNumberRefused, holds_card_number, is_of_a_card, masked, may_hold
from motorway_kit.log import get_logger
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api_gateway.edge.bodies import ContentTooLarge, told_length, too_large

log = get_logger(__name__)

KEPT_HEADERS = {b"idempotency-key": "Idempotency-Key", b"user-agent": "User-Agent"}
FORM = "application/x-www-form-urlencoded"
WHOLE = "body"
MAX_GROUPS = 5_000
"""Groups of digits in a body that could be one: more cannot be told apart in a reasonable time."""
_NEXT_GROUP = re.compile(rb"[0-9][ -][0-9]")


class CardNumberGuard:
    """Looks through path, query, body and the headers that are kept, before anything else reads them.

    `unread` are paths whose bodies belong to somebody else.
    """

    def __init__(self, inner: ASGIApp, unread: Collection[str]) -> None:
        self._inner, self._unread = inner, unread

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in self._unread:
            await self._inner(scope, receive, send)
            return
        served, field = self._inner, in_head(scope)
        if not field and told_length(scope) != 0:
            try:
                body, receive = await _read(receive)
            except ContentTooLarge as error:
                served, body = too_large(scope, error), b""
            field = in_body(Headers(scope=scope).get("content-type", ""), body)
        await (_refusal(scope, field) if field else served)(scope, receive, send)


def _refusal(scope: Scope, field: str) -> ASGIApp:
    error, path = CardNumberRefused(field), masked(scope["path"])
    log.warning("a card number was refused", method=scope["method"], path=path, field=field)
    told = [{"field": field, "message": error.message}]
    return http.problem(422, error.reason, error.message, instance=path, errors=told)


async def _read(receive: Receive) -> tuple[bytes, Receive]:
    """The body, and what gives it once more. Raises ContentTooLarge."""
    messages: list[Message] = [await receive()]
    while messages[-1].get("more_body"):
        messages.append(await receive())
    waiting = deque(messages)

    async def again() -> Message:
        return waiting.popleft() if waiting else await receive()

    return b"".join([message.get("body", b"") for message in messages]), again


def in_head(scope: Scope) -> str:
    """The name of the parameter or header that holds a card number, `path` for the path; empty when there is none."""
    path, query = scope["path"], scope["query_string"]
    if may_hold(path.encode(errors="replace")) and any(holds_card_number(part, "item_id") for part in path.split("/")):
        return "path"
    if query and (field := in_pairs(query, "query")):
        return field
    kept = ((name, value) for name, value in scope["headers"] if name in KEPT_HEADERS)
    return next((KEPT_HEADERS[name] for name, value in kept if holds_card_number(value.decode("latin-1"))), "")


def in_pairs(encoded: bytes, whole: str) -> str:
    """The name of the value that holds one, of a query or a form; `whole` where the name itself does."""
    plain = unquote_to_bytes(encoded.replace(b"+", b" ")) if b"%" in encoded or b"+" in encoded else encoded
    if not may_hold(plain):
        return ""
    pairs = parse_qsl(encoded.decode("latin-1"), keep_blank_values=True)
    return next(_found(((name, name.rpartition(".")[2], value) for name, value in pairs), whole), "")


def in_body(content_type: str, body: bytes) -> str:
    """The path of the field that holds one, such as `tenders.0.account_id`; `body` where there are no fields."""
    if content_type.startswith(FORM):
        return in_pairs(body, WHOLE)
    if not may_hold(body) and b"\\u" not in body:
        return ""
    if len(_NEXT_GROUP.findall(body)) > MAX_GROUPS:
        return WHOLE
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError:
        return WHOLE if holds_card_number(body.decode(errors="replace")) else ""
    return next(_found(_values(document), WHOLE), "")


def _values(document: Any) -> Iterator[tuple[str, str, Any]]:
    """Path, name and value of every field of a JSON document."""
    waiting = deque([("", "", document)])
    while waiting:
        path, name, value = waiting.popleft()
        match value:
            case dict():
                waiting.extend((f"{path}.{key}".lstrip("."), key, inner) for key, inner in value.items())
            case list():
                waiting.extend((f"{path}.{place}".lstrip("."), name, inner) for place, inner in enumerate(value))
        yield path, name, value


def _found(fields: Iterable[tuple[str, str, Any]], whole: str) -> Iterator[str]:
    """Paths of fields that hold one. A name that is one itself is not repeated."""
    for path, name, value in fields:
        if holds_card_number(name):
            yield whole
        elif _holds(name, value):
            yield path or whole


def _holds(name: str, value: Any) -> bool:
    match value:
        case str():
            return holds_card_number(value, name)
        case bool():
            return False
        case int() | float():
            return is_of_a_card(value)
    return False
