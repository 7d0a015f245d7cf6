"""Pages of lists that are newest first: the cursor is the place of a page's last item, its time and its id."""

import base64
import binascii
from datetime import UTC, datetime, timedelta
from uuid import UUID

from google.protobuf.timestamp_pb2 import Timestamp
from motorway_kit.errors import InvalidInput

DEFAULT_PAGE = 50
MAX_PAGE = 200
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Place = tuple[datetime, str]


def page_limit(page_size: int) -> int:
    """What was asked for (0: nothing), within limits."""
    return min(page_size or DEFAULT_PAGE, MAX_PAGE)


def cursor_of(time: datetime, item_id: str) -> str:
    place = f"{(time - EPOCH) // timedelta(microseconds=1)}/{item_id}"
    return base64.urlsafe_b64encode(place.encode()).decode()


def place_of(cursor: str) -> Place | None:
    """None for the first page. Raises InvalidInput."""
    if not cursor:
        return None
    try:
        place = base64.b64decode(cursor, altchars=b"-_", validate=True).decode("ascii")
        microseconds, item_id = place.split("/")
        return EPOCH + timedelta(microseconds=int(microseconds)), str(UUID(item_id))
    except (binascii.Error, ValueError, OverflowError) as error:
        raise InvalidInput("the cursor is none that was given out", field="cursor") from error


def id_of(text: str, field: str) -> str:
    """Raises InvalidInput for what is no UUID."""
    try:
        return str(UUID(text))
    except ValueError as error:
        raise InvalidInput(f"{field} is no UUID", field=field) from error


def time_of(time: Timestamp, field: str) -> datetime:
    """Raises InvalidInput for what no calendar has."""
    try:
        return time.ToDatetime(UTC)
    except (ValueError, OverflowError) as error:
        raise InvalidInput(f"{field} is no time", field=field) from error
