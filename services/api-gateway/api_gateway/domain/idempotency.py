"""Calls that may be repeated without a second effect (draft-ietf-httpapi-idempotency-key-header). No I/O."""

import base64
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from motorway_kit.errors import Conflict, InvalidInput

KEPT_FOR = timedelta(hours=24)
DEAD_AFTER = timedelta(seconds=60)
HANDLER_S = 45.0
"""No handler runs longer, so that a call older than DEAD_AFTER is one whose process died."""
RETRY_AFTER_S = 1
KEY = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?")
NOT_KEPT = frozenset({401, 403, 408, 425, 429})
HEADERS_MADE_ANEW = frozenset({b"content-length", b"date", b"server", b"x-request-id"})


class IdempotencyKeyInvalid(InvalidInput):
    """Not 1 to 255 printable ASCII characters."""


class IdempotencyKeyReused(InvalidInput):
    """The key belongs to another request of the same caller."""


class IdempotencyInProgress(Conflict):
    """The first request with this key is not answered yet."""


@dataclass(frozen=True)
class Claim:
    """A key of a caller, and the fingerprint of the request it stands for (32 bytes)."""

    caller: str
    key: str
    fingerprint: bytes


@dataclass(frozen=True)
class Answer:
    """A response as it is given again."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    def to_bytes(self) -> bytes:
        head = {"status": self.status, "headers": [[n.decode("latin-1"), v.decode("latin-1")] for n, v in self.headers]}
        return json.dumps({**head, "body": base64.b64encode(self.body).decode()}).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Answer":
        parts = json.loads(data)
        headers = tuple((name.encode("latin-1"), value.encode("latin-1")) for name, value in parts["headers"])
        return cls(parts["status"], headers, base64.b64decode(parts["body"]))


def is_kept(status: int) -> bool:
    """Answers that may be different the next time are not: those of failures, of limits, and about who asks."""
    return status < 500 and status not in NOT_KEPT


def kept_headers(headers: Iterable[tuple[bytes, bytes]]) -> tuple[tuple[bytes, bytes], ...]:
    return tuple((name, value) for name, value in headers if name.lower() not in HEADERS_MADE_ANEW)


def valid_key(key: str) -> str:
    """Without the quotes that the draft writes around it (RFC 8941). Raises IdempotencyKeyInvalid."""
    if len(key) > 1 and key[0] == key[-1] == '"':
        key = key[1:-1]
    if not KEY.fullmatch(key):
        raise IdempotencyKeyInvalid("1 to 255 printable ASCII characters", field="Idempotency-Key")
    return key
