"""A request that is repeated with its key has one effect."""

from hashlib import sha256

from motorway_kit.errors import Conflict, InvalidInput

MAX_KEY = 200


class IdempotencyKeyReused(Conflict):
    """The key stands for another request."""


def fingerprint(*parts: object) -> bytes:
    """What a request asked for: equal for its repetitions, and for nothing else."""
    return sha256(repr(parts).encode()).digest()


def sound_key(key: str) -> str:
    """Raises InvalidInput."""
    if not 1 <= len(key) <= MAX_KEY:
        raise InvalidInput(f"idempotency_key must be 1 to {MAX_KEY} characters", field="idempotency_key")
    return key


def require_same(stored: bytes | None, asked: bytes) -> None:
    """Raises IdempotencyKeyReused unless the request of the stored fingerprint asked for the same."""
    if stored != asked:
        raise IdempotencyKeyReused("the idempotency key was used for another request", field="idempotency_key")
