"""Forms as the official SDK sends them: `a[b][c]=1`, `expand[0]=x`, `items[]=y`."""

from typing import Any
from urllib.parse import parse_qsl

from stripe_simulator.errors import InvalidRequest
from stripe_simulator.state import Object

_FREE = "metadata"  # its keys are the caller's, and may be numbers


def decode(text: bytes) -> Object:
    """Nested parameters; every value is text. Raises InvalidRequest when it is no form."""
    if not text:
        return {}
    try:
        pairs = parse_qsl(text.decode(), keep_blank_values=True, strict_parsing=True)
    except (UnicodeDecodeError, ValueError) as error:
        raise InvalidRequest("Invalid request: the parameters are not form encoded.") from error
    return nested(pairs)


def nested(pairs: list[tuple[str, str]]) -> Object:
    """`[("a[b]", "1")]` as `{"a": {"b": "1"}}`; numbered keys become lists."""
    root: Object = {}
    for name, value in pairs:
        _put(root, name.replace("]", "").split("["), value)
    return {name: value if name == _FREE else _with_lists(value) for name, value in root.items()}


def _put(place: Object, path: list[str], value: str) -> None:
    for part in path[:-1]:
        place = place.setdefault(part or str(len(place)), {})
        if not isinstance(place, dict):
            raise InvalidRequest(f"Invalid request: {path[0]} is given twice.", param=path[0])
    place[path[-1] or str(len(place))] = value


def _with_lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {name: _with_lists(item) for name, item in value.items()}
    return list(inner.values()) if all(name.isdigit() for name in inner) else inner
