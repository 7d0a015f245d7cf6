"""Pages of a list: how long they are, and the cursor that the next one begins at."""

import base64
import binascii
from uuid import UUID

from motorway_kit.errors import InvalidInput

DEFAULT_PAGE = 50
MAX_PAGE = 200
NOT_OURS = "the cursor is none that was given out"


def page_limit(page_size: int) -> int:
    """What was asked for (0: nothing), within limits."""
    return min(page_size or DEFAULT_PAGE, MAX_PAGE)


def cursor_of(last: str) -> str:
    """The cursor of a page that ends with this."""
    return base64.urlsafe_b64encode(last.encode()).decode()


def last_of(cursor: str) -> str:
    """What the page before ended with; empty for the first page. Raises InvalidInput."""
    try:
        last = base64.b64decode(cursor, altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError) as error:
        raise InvalidInput(NOT_OURS, field="cursor") from error
    if not last.isprintable():
        raise InvalidInput(NOT_OURS, field="cursor")
    return last


def last_id_of(cursor: str) -> str | None:
    """The same of a list in the order of an id; None for the first page. Raises InvalidInput."""
    last = last_of(cursor)
    return uuid_of(last, "cursor") if last else None


def uuid_of(text: str, field: str) -> str:
    """Raises InvalidInput for what is none."""
    try:
        return str(UUID(text))
    except ValueError as error:
        raise InvalidInput(f"{field} is no id", field=field) from error
