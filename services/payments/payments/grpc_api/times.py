"""Times of requests and answers."""

from datetime import UTC, datetime
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp
from motorway_kit.errors import InvalidInput


def moment_of(stamp: Timestamp, field: str) -> datetime:
    """Raises InvalidInput for what is outside of the calendar."""
    try:
        return stamp.ToDatetime(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise InvalidInput(f"{field} is no time", field=field) from error


def optional_moment(request: Any, field: str) -> datetime | None:
    """None when it is not given. Raises InvalidInput."""
    return moment_of(getattr(request, field), field) if request.HasField(field) else None


def stamp_of(at: datetime | None) -> Timestamp | None:
    if at is None:
        return None
    stamp = Timestamp()
    stamp.FromDatetime(at)
    return stamp
