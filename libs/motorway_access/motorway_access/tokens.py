"""The caller on its way between services: a short JWT (Ed25519, RFC 8037/9864) that only the api-gateway can sign."""

import re
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import astuple
from pathlib import Path
from typing import Any, Generic, TypeVar

from cryptography.exceptions import InvalidSignature
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from motorway_access.caller import Approval, Caller, CallerKind, CallerMissing, Grant, Scope, service_caller
from motorway_access.roles import Operation, Role

ALGORITHM = "Ed25519"
TYPE = "caller+jwt"
LIFETIME_S = 60
RENEW_S = 30
REMEMBERED = 4096
CLOCK_SKEW_S = 5
PEM = re.compile(r"-----BEGIN PUBLIC KEY-----.+?-----END PUBLIC KEY-----", re.DOTALL)
Clock = Callable[[], float]
K = TypeVar("K")
V = TypeVar("V")


class Memory(Generic[K, V]):
    """At most so many entries; those not used for longest go first. An entry is forgotten at its time."""

    def __init__(self, clock: Clock, size: int = REMEMBERED) -> None:
        self._clock, self._size = clock, size
        self._entries: OrderedDict[K, tuple[float, V]] = OrderedDict()

    def get(self, key: K) -> V | None:
        entry = self._entries.get(key)
        if entry is None or entry[0] <= self._clock():
            return None
        self._entries.move_to_end(key)
        return entry[1]

    def put(self, key: K, value: V, until: float) -> None:
        self._entries[key] = until, value
        self._entries.move_to_end(key)
        if len(self._entries) > self._size:
            self._entries.popitem(last=False)

    def forget(self, key: K) -> None:
        self._entries.pop(key, None)


class Signer:
    """Makes tokens of callers; the same one for half a minute."""

    def __init__(self, private_pem: bytes, clock: Clock = time.time) -> None:
        self._key, self._clock = OKPKey.import_key(private_pem), clock
        self._kid = self._key.thumbprint()
        self._made: Memory[Caller, str] = Memory(clock)

    @classmethod
    def load(cls, file: Path, clock: Clock = time.time) -> "Signer":
        """Raises OSError, or ValueError for what is no key."""
        return cls(file.read_bytes(), clock)

    def sign(self, caller: Caller) -> str:
        if token := self._made.get(caller):
            return token
        now = self._clock()
        header = {"alg": ALGORITHM, "typ": TYPE, "kid": self._kid}
        token = jwt.encode(header, {**_claims(caller), "exp": int(now) + LIFETIME_S}, self._key, algorithms=[ALGORITHM])
        self._made.put(caller, token, now + RENEW_S)
        return token

    @property
    def verifier(self) -> "Verifier":
        """Of what this one signs, and of nothing else."""
        return Verifier(self._key.as_pem(private=False).decode(), self._clock)

    def seal(self, data: bytes) -> bytes:
        """A detached Ed25519 signature of 64 bytes."""
        return bytes(self._key.private_key.sign(data))  # type: ignore[union-attr]


class Verifier:
    """Reads tokens. Knows several public keys, so that the signing one can be changed without a pause.

    `services`: the public keys of services by name. What one of them signs is that service, whatever it claims.
    """

    def __init__(self, public_pems: str, clock: Clock = time.time, services: Mapping[str, str] | None = None) -> None:
        keys = _keys(public_pems)
        if not keys:
            raise ValueError("no public key of a caller's signature")
        self._keys = {key.thumbprint(): key for key in keys}
        self._services = {
            key.thumbprint(): (key, name) for name, pems in (services or {}).items() for key in _keys(pems)
        }
        self._clock = clock
        self._read: Memory[str, Caller] = Memory(clock)

    @classmethod
    def load(cls, file: Path, clock: Clock = time.time, services: Path | None = None) -> "Verifier":
        """`services`: a directory of `<name>.pem`. Raises OSError, or ValueError for a file without a key."""
        named = {each.stem: each.read_text() for each in sorted(services.glob("*.pem"))} if services else {}
        return cls(file.read_text(), clock, named)

    def read(self, token: str) -> Caller:
        """Raises CallerMissing for a token that is missing, forged, malformed or over."""
        if caller := self._read.get(token):
            return caller
        if not token:
            raise CallerMissing("this call carries no caller; go through the api-gateway")
        try:
            caller, expires_at = self._decoded(token)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise CallerMissing("the caller of this call is not valid or is over") from error
        self._read.put(token, caller, expires_at)
        return caller

    def _decoded(self, token: str) -> tuple[Caller, float]:
        decoded = jwt.decode(token, lambda unverified: self._key(unverified.headers()["kid"]), algorithms=[ALGORITHM])
        expires_at = float(decoded.claims["exp"]) + CLOCK_SKEW_S
        if decoded.header.get("typ") != TYPE or expires_at <= self._clock():
            raise ValueError("another kind of token, or over")
        _, service = self._services.get(str(decoded.header["kid"]), (None, ""))
        return service_caller(service) if service else _user(decoded.claims), expires_at

    def _key(self, kid: str) -> OKPKey:
        return self._services[kid][0] if kid in self._services else self._keys[kid]

    def is_sealed(self, data: bytes, seal: bytes) -> bool:
        """Whether one of the keys made this detached signature."""
        return any(_fits(key, data, seal) for key in self._keys.values())


def _keys(pems: str) -> list[OKPKey]:
    return [OKPKey.import_key(pem) for pem in PEM.findall(pems)]


def _user(claims: dict[str, Any]) -> Caller:
    """Raises ValueError for one who says to be a service."""
    caller = _caller(claims)
    if caller.kind is CallerKind.SERVICE:
        raise ValueError("a service signs with a key of its own")
    return caller


def _fits(key: OKPKey, data: bytes, seal: bytes) -> bool:
    try:
        key.public_key.verify(seal, data)  # type: ignore[union-attr]
    except InvalidSignature:
        return False
    return True


def _claims(caller: Caller) -> dict[str, Any]:
    return {
        "sub": caller.subject,
        "name": caller.name,
        "kind": caller.kind,
        "sid": caller.session_id,
        "grants": [
            [grant.role, "*" if grant.scope.everything else sorted(grant.scope.sites)] for grant in caller.grants
        ],
        "limited_to": None if caller.limited_to is None else sorted(caller.limited_to),
        "approval": None if caller.approval is None else list(astuple(caller.approval)),
    }


def _caller(claims: dict[str, Any]) -> Caller:
    limited_to, approval = claims["limited_to"], claims.get("approval")
    return Caller(
        kind=CallerKind(claims["kind"]),
        subject=claims["sub"],
        name=claims["name"],
        grants=tuple(Grant(Role(role), _scope(sites)) for role, sites in claims["grants"]),
        session_id=claims["sid"],
        limited_to=None if limited_to is None else frozenset(map(Operation, limited_to)),
        approval=None if approval is None else Approval(Operation(approval[0]), *approval[1:]),
    )


def _scope(sites: str | list[str]) -> Scope:
    return Scope(everything=True) if sites == "*" else Scope(frozenset(sites))
