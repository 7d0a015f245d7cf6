"""What an audit record says, and what it never says: secrets. No I/O."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from motorway_access.caller import Caller
from motorway_kit.errors import NotFound, Unavailable

Content = dict[str, Any]
"""A record as a JSON object, before it has its place in the chain."""

REMOVED = "[removed]"
MAX_VALUE_BYTES = 32 * 1024
MAX_TEXT = 500
MAX_DEPTH = 20
SECRET_WORDS = frozenset(
    [
        "authorization",
        "cookie",
        "credential",
        "credentials",
        "otp",
        "otpauth",
        "passphrase",
        "passwd",
        "password",
        "passwords",
        "pin",
        "pins",
        "qr",
        "recovery",
        "secret",
        "secrets",
        "token",
        "tokens",
        "totp",
    ]
)
SECRET_PAIRS = (frozenset({"private", "key"}), frozenset({"signing", "key"}), frozenset({"session", "key"}))
SECRET_VALUE = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|otpauth://|\bmpk_\w|_secret_\w|\beyJ[\w-]{8,}\.[\w-]{8,}\."
)
"""`_secret_`: of Stripe, also in the address of a page on which a bank asks its customer."""
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class AuditRecordNotFound(NotFound):
    """There is none with this id, or not at the sites of whoever asks."""


class OutcomeNotRecorded(Unavailable):
    """The call was served, but its record is not yet safe: look before you repeat it."""


class Outcome(StrEnum):
    ACCEPTED = "accepted"
    REFUSED = "refused"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Call:
    """A call that changes something, as it is known before it is served. Also the columns of a record.

    `at`: when it came (RFC 3339, UTC, microseconds). `operation`: one of `roles.Operation`, or `auth.<name>` of a
    public route. `route`: the path with its placeholders; `target`: what is changed, such as `alert/<id>`.
    """

    record_id: str
    at: str
    actor_kind: str
    actor_id: str
    actor_name: str
    roles: list[str]
    site: str
    operation: str
    method: str
    route: str
    target: str
    address: str
    user_agent: str
    session_id: str
    request_id: str
    trace_id: str


@dataclass(frozen=True)
class Effect:
    """How it ended; `status` of HTTP, None where nobody knows, `reason` of the problem."""

    outcome: Outcome
    status: int | None = None
    reason: str = ""
    before: Any = None
    after: Any = None


UNKNOWN = Effect(Outcome.UNKNOWN, reason="ProcessDied")


def content_of(call: Mapping[str, Any], effect: Effect) -> Content:
    """Everything of a record but its place in the chain: without secrets, bounded, and storable."""
    texts = {name: _bounded_text(value) if isinstance(value, str) else value for name, value in call.items()}
    after = {**asdict(effect), "outcome": str(effect.outcome), "reason": _bounded_text(effect.reason)}
    return {**texts, **after, "before": presentable(effect.before), "after": presentable(effect.after)}


def outcome_of(status: int) -> Outcome:
    """Of an HTTP status."""
    if status < 400:
        return Outcome.ACCEPTED
    return Outcome.REFUSED if status < 500 else Outcome.FAILED


def roles_of(caller: Caller) -> list[str]:
    return sorted({str(grant.role) for grant in caller.grants})


def rfc3339(moment: datetime) -> str:
    """UTC with microseconds, always of the same length."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def presentable(value: Any) -> Any:
    """A JSON value as it is recorded: without secrets; one that is too big only as its size and SHA-256."""
    cleaned = _without_secrets(value, MAX_DEPTH)
    text = json.dumps(cleaned, ensure_ascii=False, separators=(",", ":")).encode()
    if len(text) <= MAX_VALUE_BYTES:
        return cleaned
    return {"too_big": True, "bytes": len(text), "sha256": hashlib.sha256(text).hexdigest()}


def is_secret(name: str) -> bool:
    """Whether what bears this name must never be recorded: by the words of the name, however it is written."""
    words = frozenset(word.lower() for word in WORD.findall(name))
    return not words.isdisjoint(SECRET_WORDS) or any(pair <= words for pair in SECRET_PAIRS)


def _without_secrets(value: Any, depth: int) -> Any:
    match value:
        case _ if depth == 0:
            return "[too deep]"
        case Mapping():
            return {_storable(str(name)): _member(str(name), inner, depth) for name, inner in value.items()}
        case list() | tuple():
            return [_without_secrets(inner, depth - 1) for inner in value]
        case str():
            return REMOVED if SECRET_VALUE.search(value) else _storable(value)
        case None | bool() | int() | float():
            return value
        case _:
            return _storable(str(value))


def _member(name: str, value: Any, depth: int) -> Any:
    """True, false and null tell nobody a secret (`has_pin`)."""
    if is_secret(name) and not (value is None or isinstance(value, bool)):
        return REMOVED
    return _without_secrets(value, depth - 1)


def _storable(text: str) -> str:
    """PostgreSQL takes neither NUL nor half of a surrogate pair."""
    return UNSTORABLE.sub("\ufffd", text)


def _bounded_text(text: str) -> str:
    return _storable(text)[:MAX_TEXT]
