"""Keys of machines: their form, what they may do, when they end. No I/O.

`mpk_` + 16 characters that name the key + 52 of its secret + 7 of a checksum, all in base 32 and lower case: one word
that a double click selects, that scanners for leaked secrets recognise without doubt, and whose misreadings are refused
without asking the database. The secret has 256 random bits, so that a plain SHA-256 is as hard to reverse as it is: a
slow hash protects only secrets that can be guessed.
"""

import base64
import hashlib
import hmac
import re
import secrets
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from motorway_access.caller import Caller, CallerKind, Grant, NotAllowed
from motorway_access.roles import Operation, allows
from motorway_kit.errors import InvalidInput, NotFound, Unauthenticated

from api_gateway.domain.grants import Areas, Binding, resolved

SCHEME = "mpk_"
FORM = re.compile(r"mpk_([a-z2-7]{16})([a-z2-7]{52})([a-z2-7]{7})")
NAME_BYTES, SECRET_BYTES = 10, 32
USUAL_LIFE = timedelta(days=365)
LONGEST_LIFE = timedelta(days=730)
USE_NOTED = timedelta(minutes=1)


class InvalidApiKey(Unauthenticated):
    """Not a key of ours, or one that was revoked or is over."""


class ApiKeyNotFound(NotFound):
    """There is none with this id."""


class KeyMakesKey(NotAllowed):
    """A machine cannot make itself more keys."""


@dataclass(frozen=True)
class NewSecret:
    """`text` is given away once; only `prefix` and `digest` (SHA-256) are kept."""

    text: str
    prefix: str
    digest: bytes


@dataclass(frozen=True)
class ApiKey:
    """`operations`: only these, whatever the roles allow; empty: all that they allow."""

    api_key_id: str
    name: str
    prefix: str
    bindings: tuple[Binding, ...]
    operations: tuple[Operation, ...]
    created_at: datetime
    created_by: str
    expires_at: datetime
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None

    def counts(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at

    def caller(self, areas: Areas) -> Caller:
        limited_to = frozenset(self.operations) if self.operations else None
        grants = resolved(self.bindings, areas)
        return Caller(CallerKind.API_KEY, self.api_key_id, self.name, grants, limited_to=limited_to)

    def use_is_news(self, now: datetime) -> bool:
        """Whether `last_used_at` should be written: at most once a minute."""
        return self.last_used_at is None or now - self.last_used_at >= USE_NOTED


def new_secret() -> NewSecret:
    name, secret = (_base32(secrets.token_bytes(size)) for size in (NAME_BYTES, SECRET_BYTES))
    text = f"{SCHEME}{name}{secret}"
    text += _checksum(text)
    return NewSecret(text, prefix_of(text), digest_of(text))


def prefix_of(text: str) -> str:
    """The part of a key that may be shown. Raises InvalidApiKey for what is none of ours."""
    form = FORM.fullmatch(text)
    if form is None or not hmac.compare_digest(_checksum(text[: form.start(3)]), form[3]):
        raise InvalidApiKey("this is not an API key")
    return SCHEME + form[1]


def digest_of(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def checked_end(expires_at: datetime | None, now: datetime) -> datetime:
    """A year from now unless given. Raises InvalidInput for the past and for more than two years."""
    ends_at = expires_at or now + USUAL_LIFE
    if not now < ends_at <= now + LONGEST_LIFE:
        raise InvalidInput(f"a key ends after now and within {LONGEST_LIFE.days} days", field="expires_at")
    return ends_at


def require_maker(caller: Caller) -> None:
    """Raises KeyMakesKey."""
    if caller.kind is CallerKind.API_KEY:
        raise KeyMakesKey("keys are made and revoked by people")


def require_useful(operations: Sequence[Operation], grants: Iterable[Grant]) -> None:
    """Raises InvalidInput for an operation that none of the key's roles may do, naming its place."""
    roles = {grant.role for grant in grants}
    for place, operation in enumerate(operations):
        if not any(allows(role, operation) for role in roles):
            raise InvalidInput(f"none of these roles may do {operation}", field=f"operations.{place}")


def _checksum(text: str) -> str:
    """CRC-32."""
    return _base32(zlib.crc32(text.encode()).to_bytes(4, "big"))


def _base32(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=").lower()
