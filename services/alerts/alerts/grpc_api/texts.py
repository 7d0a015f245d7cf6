"""JSON within messages, and the cursors of lists that are in the order of a name."""

import base64
import binascii
from typing import Any

import orjson
from motorway_kit.errors import InvalidInput

MAX_BYTES = 200_000


def json_text(value: object) -> str:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def json_object(text: str, field: str) -> dict[str, Any]:
    """Raises InvalidInput."""
    value = _json(text, field)
    if not isinstance(value, dict):
        raise InvalidInput(f"{field} must be an object in JSON", field=field)
    return value


def json_objects(text: str, field: str) -> list[dict[str, Any]]:
    """Raises InvalidInput."""
    value = _json(text, field)
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise InvalidInput(f"{field} must be a list of objects in JSON", field=field)
    return value


def cursor_after(last: str) -> str:
    """The cursor of a page that ends with this name."""
    return base64.urlsafe_b64encode(last.encode()).decode()


def last_of(cursor: str) -> str:
    """What the page before ended with; empty for the first page. Raises InvalidInput."""
    try:
        last = base64.b64decode(cursor, altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError) as error:
        raise InvalidInput("the cursor is none that was given out", field="cursor") from error
    if not last.isprintable():
        raise InvalidInput("the cursor is none that was given out", field="cursor")
    return last


def _json(text: str, field: str) -> Any:
    if len(text) > MAX_BYTES:
        raise InvalidInput(f"{field} is longer than {MAX_BYTES} characters", field=field)
    if "\\u0000" in text:
        raise InvalidInput(f"{field} has a NUL, which cannot be stored", field=field)
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise InvalidInput(f"{field} is no JSON: {error}", field=field) from error
