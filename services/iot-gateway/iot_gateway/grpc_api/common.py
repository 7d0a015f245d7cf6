"""What the parts of the door share."""

import uuid
from datetime import datetime
from typing import Any

import grpc.aio
from google.protobuf.timestamp_pb2 import Timestamp
from motorway_kit.errors import InvalidInput

from iot_gateway.events import timestamp

DEFAULT_PAGE, MAX_PAGE = 50, 200

Context = grpc.aio.ServicerContext[Any, Any]


def limited(page_size: int) -> int:
    return min(page_size or DEFAULT_PAGE, MAX_PAGE)


def read_cursor(cursor: str) -> str | None:
    """Raises InvalidInput."""
    return read_uuid("cursor", cursor) if cursor else None


def read_uuid(field: str, text: str) -> str:
    """Raises InvalidInput."""
    try:
        return str(uuid.UUID(text))
    except ValueError as error:
        raise InvalidInput(f"{field} is none that was given out", field=field) from error


def optional(at: datetime | None) -> Timestamp | None:
    return None if at is None else timestamp(at)
