"""Access tokens: JWT (RFC 9068 in form, ES256), verifiable by anybody with the published keys."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey
from motorway_access.tokens import Memory

from api_gateway.domain.identity import NotSignedIn

ALGORITHM = "ES256"
TYPE = "at+jwt"
ISSUER = "motorway-api-gateway"
AUDIENCE = "motorway-api"
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class AccessClaims:
    """What an access token says. `user_id` and `session_id` are found in the database, `name` is for people."""

    user_id: str
    session_id: str
    name: str
    expires_at: datetime


@dataclass(frozen=True)
class KeyRing:
    """`private` by the time they sign from; `public` by key id are those whose tokens are accepted."""

    private: Sequence[tuple[datetime, ECKey]]
    public: Mapping[str, ECKey]

    def signing(self, now: datetime) -> ECKey:
        """The newest whose time has come; the oldest where none's has, as on a clock that is behind."""
        keys = sorted(self.private, key=lambda entry: entry[0])
        return next((key for active_from, key in reversed(keys) if active_from <= now), keys[0][1])


class UnknownKey(NotSignedIn):
    """Signed with a key that is not known here, or not any more."""


class AccessTokens:
    """Writes and reads access tokens. `ring` is replaced when keys change; what was read is remembered."""

    def __init__(self, ring: KeyRing, issuer: str, clock: Clock) -> None:
        self._ring, self._issuer, self._clock = ring, issuer or ISSUER, clock
        self._read: Memory[str, AccessClaims] = Memory(lambda: clock().timestamp())

    @property
    def ring(self) -> KeyRing:
        return self._ring

    @ring.setter
    def ring(self, ring: KeyRing) -> None:
        """Tokens of a key that is gone are forgotten too."""
        if self._ring.public.keys() - ring.public.keys():
            self._read = Memory(lambda: self._clock().timestamp())
        self._ring = ring

    def write(self, claims: AccessClaims) -> str:
        now = self._clock()
        key = self._ring.signing(now)
        header = {"alg": ALGORITHM, "typ": TYPE, "kid": key.thumbprint()}
        content = {
            "iss": self._issuer,
            "aud": AUDIENCE,
            "sub": claims.user_id,
            "sid": claims.session_id,
            "name": claims.name,
            "iat": int(now.timestamp()),
            "exp": int(claims.expires_at.timestamp()),
        }
        return jwt.encode(header, content, key, algorithms=[ALGORITHM])

    def read(self, token: str) -> AccessClaims:
        """Raises NotSignedIn for a token that is forged, malformed or over; UnknownKey is one of these."""
        if claims := self._read.get(token):
            return claims
        try:
            claims = self._decoded(token)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise NotSignedIn("the access token is not valid or is over") from error
        self._read.put(token, claims, claims.expires_at.timestamp())
        return claims

    def _decoded(self, token: str) -> AccessClaims:
        decoded = jwt.decode(token, self._key_of, algorithms=[ALGORITHM])
        if decoded.header.get("typ") != TYPE:
            raise ValueError("another kind of token")
        claims = decoded.claims
        _registry(self._issuer, int(self._clock().timestamp())).validate(claims)
        return AccessClaims(claims["sub"], claims["sid"], claims["name"], datetime.fromtimestamp(claims["exp"], UTC))

    def _key_of(self, unverified: Any) -> ECKey:
        key = self._ring.public.get(unverified.headers()["kid"])
        if key is None:
            raise UnknownKey("the access token was signed with a key that is not known")
        return key


def _registry(issuer: str, now: int) -> jwt.JWTClaimsRegistry:
    essential: dict[str, Any] = {name: {"essential": True} for name in ("sub", "sid", "name", "exp", "iat")}
    essential["iss"] = {"essential": True, "value": issuer}
    essential["aud"] = {"essential": True, "value": AUDIENCE}
    return jwt.JWTClaimsRegistry(now=now, leeway=0, **essential)
