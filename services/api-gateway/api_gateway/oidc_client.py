"""The other provider to sign in with (OpenID Connect), as its relying party: authorization code with PKCE."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import extract_compact
from motorway_kit.errors import Unavailable

from api_gateway.domain.oidc import Flow, Identity, OidcRefused, identity_of

ANSWER_S = 5.0
KEPT_S = 3600.0
REFRESH_S = 60.0
LEEWAY_S = 30
SCOPE = "openid profile email"
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"]
"""Only signatures with a private key of the provider: `none` and those with a shared secret prove nothing."""
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
Clock = Callable[[], float]


@dataclass(frozen=True)
class Client:
    """What we are to the provider."""

    issuer: str
    client_id: str
    client_secret: str


class Provider:
    """Its metadata and keys are asked for when they are needed, and kept for an hour."""

    def __init__(self, client: Client, http: httpx.AsyncClient, clock: Clock = time.time) -> None:
        self._client, self._http, self._clock = client, http, clock
        self._metadata: dict[str, Any] = {}
        self._keys: KeySet | None = None
        self._metadata_at = self._keys_at = float("-inf")
        self._turn = asyncio.Lock()

    async def login_url(self, flow: Flow, redirect_uri: str) -> str:
        """Where the browser goes. Raises Unavailable."""
        metadata = await self._known_metadata()
        url: str = prepare_grant_uri(
            metadata["authorization_endpoint"],
            self._client.client_id,
            "code",
            redirect_uri,
            SCOPE,
            flow.state,
            nonce=flow.nonce,
            code_challenge=create_s256_code_challenge(flow.verifier),  # type: ignore[no-untyped-call]
            code_challenge_method="S256",
        )
        return url

    async def identity(self, code: str, flow: Flow, redirect_uri: str) -> Identity:
        """Exchange the code for a proof of who it is. Raises OidcRefused or Unavailable."""
        metadata = await self._known_metadata()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": flow.verifier,
        }
        answer = await self._ask("POST", metadata["token_endpoint"], **self._authenticated(metadata, form))
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise OidcRefused("the provider gave no proof of who you are")
        return identity_of(await self._claims(token, flow, answer.get("access_token")))

    def require_issuer(self, issuer: str) -> None:
        """RFC 9207, where the provider says in its answer who it is. Raises OidcRefused."""
        if issuer and issuer != self._client.issuer:
            raise OidcRefused("this is the answer of another provider")

    def _authenticated(self, metadata: dict[str, Any], form: dict[str, str]) -> dict[str, Any]:
        """`client_secret_basic` unless the provider takes the secret only in the form; without one a public client."""
        client_id, secret = self._client.client_id, self._client.client_secret
        methods = metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        if secret and "client_secret_basic" in methods:
            return {"data": form, "auth": (client_id, secret)}
        return {"data": form | {"client_id": client_id} | ({"client_secret": secret} if secret else {})}

    async def _claims(self, token: str, flow: Flow, access_token: object) -> CodeIDToken:
        """OpenID Connect Core 3.1.3.7: signature, issuer, audience, time, nonce, and the access token's hash."""
        try:
            decoded = jwt.decode(token, await self._keys_for(token), algorithms=ALGORITHMS)
            claims = CodeIDToken(decoded.claims, decoded.header, self._expected(), self._context(flow, access_token))
            claims.validate(int(self._clock()), LEEWAY_S)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise OidcRefused("the provider's proof of who you are is not valid") from error
        return claims

    def _expected(self) -> dict[str, Any]:
        return {
            "iss": {"essential": True, "value": self._client.issuer},
            "aud": {"essential": True, "value": self._client.client_id},
            "sub": {"essential": True},
            "exp": {"essential": True},
            "iat": {"essential": True},
        }

    def _context(self, flow: Flow, access_token: object) -> dict[str, Any]:
        return {"nonce": flow.nonce, "client_id": self._client.client_id, "access_token": access_token}

    async def _known_metadata(self) -> dict[str, Any]:
        async with self._turn:
            if self._clock() - self._metadata_at > KEPT_S:
                url = self._client.issuer.rstrip("/") + "/.well-known/openid-configuration"
                self._metadata = self._checked(await self._ask("GET", url))
                self._metadata_at = self._clock()
        return self._metadata

    def _checked(self, metadata: dict[str, Any]) -> dict[str, Any]:
        """OpenID Connect Discovery 4.3, and nothing without encryption but on this machine."""
        if metadata.get("issuer") != self._client.issuer:
            raise Unavailable("the sign-in provider calls itself by another name than it is configured with")
        for name in ENDPOINTS:
            url = urlsplit(str(metadata.get(name, "")))
            if not (url.scheme == "https" or (url.scheme == "http" and url.hostname in LOOPBACK)):
                raise Unavailable(f"the sign-in provider has no safe {name}")
        return metadata

    async def _keys_for(self, token: str) -> KeySet:
        """The provider's keys; asked for anew, at most once a minute, when the token is signed by an unknown one."""
        metadata, key_id = await self._known_metadata(), _key_id(token)
        async with self._turn:
            age = self._clock() - self._keys_at
            known = self._keys is not None and (key_id is None or key_id in {key.kid for key in self._keys.keys})
            if age > KEPT_S or (not known and age > REFRESH_S):
                self._keys = _key_set(await self._ask("GET", metadata["jwks_uri"]))
                self._keys_at = self._clock()
        if self._keys is None:
            raise Unavailable("the sign-in provider has no keys")
        return self._keys

    async def _ask(self, method: str, url: str, **options: Any) -> dict[str, Any]:
        """A JSON object. Raises OidcRefused when the provider does not want to, Unavailable when it cannot."""
        try:
            response = await self._http.request(method, url, headers={"Accept": "application/json"}, **options)
            if method == "POST" and 400 <= response.status_code < 500:
                raise OidcRefused("the provider does not accept this sign-in; begin again")
            answer = response.raise_for_status().json()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise Unavailable("the sign-in provider cannot be reached at the moment") from error
        if not isinstance(answer, dict):
            raise Unavailable("the sign-in provider answers something strange")
        return answer


@asynccontextmanager
async def provider(client: Client | None) -> AsyncIterator[Provider | None]:
    """None when none is configured."""
    if client is None:
        yield None
        return
    async with httpx.AsyncClient(timeout=ANSWER_S, follow_redirects=False) as http:
        yield Provider(client, http)


def _key_set(document: dict[str, Any]) -> KeySet:
    """Only public keys for signatures. Raises Unavailable."""
    keys = document.get("keys")
    if not isinstance(keys, list):
        raise Unavailable("the sign-in provider has no keys")
    usable = [key for key in keys if isinstance(key, dict) and _may_sign(key)]
    try:
        return KeySet.import_key_set({"keys": usable})
    except (JoseError, ValueError, KeyError) as error:
        raise Unavailable("the sign-in provider has no usable keys") from error


def _may_sign(key: dict[str, Any]) -> bool:
    return key.get("kty") in ("RSA", "EC", "OKP") and key.get("use", "sig") == "sig"


def _key_id(token: str) -> str | None:
    """As the token says, which nothing proves yet. Raises JoseError or ValueError."""
    key_id = extract_compact(token.encode()).headers().get("kid")
    return key_id if isinstance(key_id, str) else None
