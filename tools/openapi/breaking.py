"""What a new OpenAPI document takes away from programs written against the old one.

Each break is one line: the operation, where in it, what. The rules follow oasdiff's errors, as far as this API needs
them.
"""

from collections.abc import Iterator
from typing import Any

from tools.openapi.schemas import Direction, Pair, resolved

Node = dict[str, Any]
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
PERMISSION = "x-motorway-operation"


def breaks(before: Node, now: Node) -> list[str]:
    """Every break, in the order of the old document."""
    return [line for path in before["paths"] for line in _path(path, before, now)]


def _path(path: str, before: Node, now: Node) -> Iterator[str]:
    new_methods = now["paths"].get(path, {})
    for method in METHODS:
        if method not in before["paths"][path]:
            continue
        name = f"{method.upper()} {path}"
        if method not in new_methods:
            yield f"{name}: removed"
        else:
            found = _operation(before["paths"][path][method], new_methods[method], before, now)
            yield from (f"{name}: {line}" for line in dict.fromkeys(found))


def _operation(old: Node, new: Node, before: Node, now: Node) -> Iterator[str]:
    for name in ("operationId", PERMISSION):
        if old.get(name) != new.get(name):
            yield f"{name} {old.get(name)} became {new.get(name)}"
    yield from _security(_ways(old, before), _ways(new, now))
    accepted = Pair(before, now, Direction.REQUEST)
    yield from _parameters(old, new, accepted)
    yield from _body(old.get("requestBody", {}), new.get("requestBody", {}), accepted)
    yield from _responses(old["responses"], new["responses"], Pair(before, now, Direction.RESPONSE))


def _ways(operation: Node, document: Node) -> list[Node]:
    """The ways to sign in that an operation accepts; empty when it asks for none."""
    ways: list[Node] = operation["security"] if "security" in operation else document.get("security", [])
    return ways


def _security(old: list[Node], new: list[Node]) -> Iterator[str]:
    """Every way of signing in that was enough must still be; nobody can be asked who was not."""
    if not new or {} in new:
        return
    for way in old or [{}]:
        if not any(set(other) <= set(way) for other in new):
            yield f"security {' and '.join(way) or 'of nobody'} is no longer enough"


def _parameters(old: Node, new: Node, pair: Pair) -> Iterator[str]:
    before, now = _by_name(old, pair.before), _by_name(new, pair.now)
    for (where, name), parameter in before.items():
        if (where, name) not in now:
            yield f"{where} parameter {name} removed"
            continue
        other = now[where, name]
        if other.get("required") and not parameter.get("required"):
            yield f"{where} parameter {name} is now required"
        yield from pair.schemas(parameter["schema"], other["schema"], f"{where} parameter {name}")
    for (where, name), parameter in now.items():
        if (where, name) not in before and parameter.get("required"):
            yield f"{where} parameter {name} is new and required"


def _by_name(operation: Node, document: Node) -> dict[tuple[str, str], Node]:
    found = [resolved(parameter, document) for parameter in operation.get("parameters", [])]
    return {(parameter["in"], parameter["name"].lower()): parameter for parameter in found}


def _body(old: Node, new: Node, pair: Pair) -> Iterator[str]:
    old, new = resolved(old, pair.before), resolved(new, pair.now)
    if new.get("required") and not old.get("required"):
        yield "request body is now required"
    yield from _content(old, new, pair, "request body")


def _responses(old: Node, new: Node, pair: Pair) -> Iterator[str]:
    for status, response in old.items():
        if status not in new:
            yield f"response {status} removed"
            continue
        before, now = resolved(response, pair.before), resolved(new[status], pair.now)
        lost = before.get("headers", {}).keys() - now.get("headers", {}).keys()
        yield from (f"response {status}: header {name} removed" for name in sorted(lost))
        yield from _content(before, now, pair, f"response {status}")


def _content(old: Node, new: Node, pair: Pair, place: str) -> Iterator[str]:
    offered = new.get("content", {})
    for media_type, media in old.get("content", {}).items():
        if media_type not in offered:
            yield f"{place}: {media_type} removed"
        else:
            yield from pair.schemas(media.get("schema", {}), offered[media_type].get("schema", {}), place)
