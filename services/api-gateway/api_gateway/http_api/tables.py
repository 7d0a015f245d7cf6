"""Lists as CSV: the whole list, page after page, with a column for each field of its items."""

import csv
import io
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from datetime import UTC, datetime
from types import UnionType
from typing import Any, Union, get_args, get_origin
from urllib.parse import parse_qsl, urlencode

import orjson
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from api_gateway.domain.audit_search import harmless

Serve = Callable[[Request], Awaitable[Response]]
Column = tuple[str, ...]
"""The names that lead to a field of an item: `("fuel", "volume_ml")`."""
CSV, JSON = "text/csv", "application/json"


def columns_of(answer: Any) -> list[Column]:
    """Of a list of documents in the order of their model; none: the answer is no list."""
    if not (isinstance(answer, type) and issubclass(answer, BaseModel)) or "items" not in answer.model_fields:
        return []
    annotation = answer.model_fields["items"].annotation
    item = _model(*get_args(annotation)) if get_origin(annotation) is list else None
    return list(_fields(item, ())) if item else []


def _fields(model: type[BaseModel], at: Column) -> Iterator[Column]:
    for name, field in model.model_fields.items():
        inner = _model(field.annotation)
        path = (*at, field.serialization_alias or field.alias or name)
        if inner is None:
            yield path
        else:
            yield from _fields(inner, path)


def _model(*annotations: Any) -> type[BaseModel] | None:
    """The one model that a field holds, or that it may hold instead of nothing."""
    if len(annotations) == 1 and get_origin(annotations[0]) in (Union, UnionType):
        return _model(*(each for each in get_args(annotations[0]) if each is not type(None)))
    models = [each for each in annotations if isinstance(each, type) and issubclass(each, BaseModel)]
    return models[0] if len(models) == len(annotations) == 1 else None


def wanted(accept: str) -> bool:
    """Whether CSV is asked for, and preferred to JSON (RFC 9110, 12.5.1)."""
    weights = dict(map(_weighed, accept.split(",")))
    return weights.get(CSV, 0) > weights.get(JSON, 0)


def _weighed(part: str) -> tuple[str, float]:
    kind, *parameters = (word.strip().lower() for word in part.split(";"))
    given = [parameter.removeprefix("q=") for parameter in parameters if parameter.startswith("q=")]
    try:
        return kind, float(given[0]) if given else 1
    except ValueError:
        return kind, 0


async def as_table(request: Request, serve: Serve, columns: Sequence[Column]) -> Response:
    """The list from the page that is asked for to its end, or with a `limit` that page alone.

    What refuses the first page is answered as usual; what goes wrong later breaks the answer off.
    """
    first = await serve(request)
    if first.status_code != 200 or not isinstance(first.body, bytes):
        return first
    name = f"{request.url.path.rsplit('/', 1)[-1]}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Vary": "Accept"}
    return StreamingResponse(
        _lines(request, serve, columns, first.body), media_type=f"{CSV}; charset=utf-8", headers=headers
    )


async def _lines(request: Request, serve: Serve, columns: Sequence[Column], body: bytes) -> AsyncIterator[bytes]:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([".".join(column) for column in columns])
    page = orjson.loads(body)
    while True:
        writer.writerows([_cell(item, column) for column in columns] for item in page["items"])
        yield _taken(out)
        if not page.get("next_cursor") or "limit" in request.query_params:
            return
        page = orjson.loads((await serve(_after(request, page["next_cursor"]))).body)


def _after(request: Request, cursor: str) -> Request:
    """The same question about the next page."""
    query = [(name, value) for name, value in parse_qsl(request.url.query, keep_blank_values=True) if name != "cursor"]
    scope = {**request.scope, "query_string": urlencode([*query, ("cursor", cursor)]).encode()}
    return Request(scope, request.receive)


def _cell(item: Any, column: Column) -> str:
    """Words of a list with spaces between; what is more than that as JSON."""
    for name in column:
        item = item.get(name) if isinstance(item, dict) else None
    match item:
        case None:
            return ""
        case bool():
            return str(item).lower()
        case int() | float():
            return str(item)
        case list() if all(isinstance(each, str | int) for each in item):
            return harmless(" ".join(map(str, item)))
        case str():
            return harmless(item)
    return harmless(orjson.dumps(item).decode())


def _taken(out: io.StringIO) -> bytes:
    data = out.getvalue().encode()
    out.seek(0)
    out.truncate()
    return data
