"""The relying party before a provider that answers whatever a test wants, over HTTP without sockets."""

import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import pytest_asyncio
from api_gateway.domain.oidc import Flow, OidcRefused
from api_gateway.oidc_client import KEPT_S, REFRESH_S, Client, Provider
from joserfc import jwt
from joserfc.jwk import ECKey
from motorway_kit.errors import Unavailable
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

ISSUER = "https://id.example"
BACK = "https://motorway.example/api/v1/auth/oidc/callback"
FLOW = Flow("the state", "the nonce", "the verifier of at least forty-three characters", "/")
NOW = 1_800_000_000.0
SECRET = "s3cret"


def challenge_of(verifier: str) -> str:
    """RFC 7636, 4.2."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


@dataclass
class Stub:
    """A provider; what it says is changed by tests. It holds clients to PKCE."""

    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "k1", "use": "sig"}))
    metadata: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    sign: Callable[[dict[str, Any]], str] | None = None
    token_status: int = 200
    challenge: str = ""
    asked: list[str] = field(default_factory=list)
    form: dict[str, str] = field(default_factory=dict)
    now: float = NOW

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.configuration),
                Route("/jwks", self.jwks),
                Route("/token", self.token, methods=["POST"]),
            ]
        )

    async def configuration(self, request: Request) -> JSONResponse:
        self.asked.append("metadata")
        names = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/jwks"}
        return JSONResponse(
            {"issuer": ISSUER, **{name: ISSUER + path for name, path in names.items()}, **self.metadata}
        )

    async def jwks(self, request: Request) -> JSONResponse:
        self.asked.append("keys")
        return JSONResponse({"keys": [self.key.as_dict(private=False), {"kty": "unheard-of"}]})

    async def token(self, request: Request) -> JSONResponse:
        form = {name: str(value) for name, value in (await request.form()).items()}
        self.form = form | {"authorization": request.headers.get("authorization", "")}
        proven = challenge_of(form["code_verifier"]) == self.challenge
        if not proven or self.token_status != 200:
            return JSONResponse({"error": "invalid_grant"}, max(self.token_status, 400))
        return JSONResponse(
            {"access_token": "at", "token_type": "Bearer", "id_token": (self.sign or self.signed)(self.id)}
        )

    @property
    def id(self) -> dict[str, Any]:
        standard = {"iss": ISSUER, "sub": "1", "aud": "motorway", "nonce": FLOW.nonce}
        times = {"iat": int(self.now), "exp": int(self.now) + 60}
        return {name: value for name, value in {**standard, **times, **self.claims}.items() if value is not None}

    def signed(self, claims: dict[str, Any]) -> str:
        return jwt.encode({"alg": "ES256", "kid": self.key.kid}, claims, self.key, algorithms=["ES256"])


@pytest.fixture
def stub() -> Stub:
    return Stub()


@pytest_asyncio.fixture
async def provider(stub: Stub) -> AsyncIterator[Provider]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(stub.app())) as http:
        yield Provider(Client(ISSUER, "motorway", SECRET), http, clock=lambda: stub.now)


def with_shared_secret(claims: dict[str, Any], secret: bytes) -> str:
    """HS256, with the key id of the provider's."""
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()) for part in ({"alg": "HS256", "kid": "k1"}, claims)]
    signed = b".".join(part.rstrip(b"=") for part in parts)
    mac = base64.urlsafe_b64encode(hmac.digest(secret, signed, "sha256"))
    return b".".join([signed, mac.rstrip(b"=")]).decode()


async def arrive(provider: Provider, stub: Stub) -> str:
    """Whoever comes back."""
    query = parse_qs(urlsplit(await provider.login_url(FLOW, BACK)).query)
    stub.challenge = query["code_challenge"][0]
    return (await provider.identity("the code", FLOW, BACK)).subject


async def test_the_browser_goes_with_a_challenge_and_comes_back_with_a_proof(provider: Provider, stub: Stub) -> None:
    url = urlsplit(await provider.login_url(FLOW, BACK))
    query = {name: values[0] for name, values in parse_qs(url.query).items()}
    assert f"{url.scheme}://{url.netloc}{url.path}" == f"{ISSUER}/authorize"
    assert query == {
        "response_type": "code",
        "client_id": "motorway",
        "redirect_uri": BACK,
        "scope": "openid profile email",
        "state": FLOW.state,
        "nonce": FLOW.nonce,
        "code_challenge": challenge_of(FLOW.verifier),
        "code_challenge_method": "S256",
    }
    assert await arrive(provider, stub) == "1"
    assert (stub.form["code"], stub.form["redirect_uri"]) == ("the code", BACK)
    assert stub.form["authorization"].startswith("Basic ")
    assert SECRET not in stub.form.values()


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://evil.example"},
        {"aud": "another"},
        {"aud": ["motorway", "another"]},
        {"aud": ["motorway", "another"], "azp": "another"},
        {"nonce": "another"},
        {"nonce": None},
        {"sub": None},
        {"exp": None},
        {"exp": int(NOW) - 60},
        {"iat": None},
        {"iat": int(NOW) + 3600},
        {"nbf": int(NOW) + 3600},
        {"at_hash": "of-another-token"},
    ],
)
async def test_a_proof_for_another_or_of_another_time_is_none(
    provider: Provider, stub: Stub, wrong: dict[str, Any]
) -> None:
    stub.claims = wrong
    with pytest.raises(OidcRefused):
        await arrive(provider, stub)


async def test_clocks_may_differ_a_little(provider: Provider, stub: Stub) -> None:
    stub.claims = {"exp": int(NOW) - 20, "iat": int(NOW) + 20}
    assert await arrive(provider, stub) == "1"


async def test_only_the_providers_own_signature_counts(provider: Provider, stub: Stub) -> None:
    published = stub.key.as_pem(private=False)
    another = ECKey.generate_key("P-256", {"kid": "k1"})
    unsigned = "eyJhbGciOiJub25lIn0." + stub.signed(stub.id).split(".")[1] + "."
    forgeries: list[Callable[[dict[str, Any]], str]] = [
        lambda _: unsigned,
        lambda claims: with_shared_secret(claims, SECRET.encode()),
        lambda claims: with_shared_secret(claims, published),
        lambda claims: jwt.encode({"alg": "ES256", "kid": "k1"}, claims, another),
        lambda _: "not a token",
        lambda _: "",
    ]
    for stub.sign in forgeries:
        with pytest.raises(OidcRefused):
            await arrive(provider, stub)


async def test_new_keys_are_asked_for_when_they_sign_but_not_by_every_forgery(provider: Provider, stub: Stub) -> None:
    await arrive(provider, stub)
    stub.key = ECKey.generate_key("P-256", {"kid": "k2", "use": "sig"})
    with pytest.raises(OidcRefused):
        await arrive(provider, stub)
    stub.now += REFRESH_S + 1
    assert await arrive(provider, stub) == "1"
    assert stub.asked == ["metadata", "keys", "keys"]
    stub.now += KEPT_S + 1
    await arrive(provider, stub)
    assert stub.asked[3:] == ["metadata", "keys"]


async def test_a_provider_that_refuses_is_another_thing_than_one_that_is_away(provider: Provider, stub: Stub) -> None:
    stub.token_status = 400
    with pytest.raises(OidcRefused):
        await arrive(provider, stub)
    stub.token_status = 502
    with pytest.raises(Unavailable):
        await arrive(provider, stub)


@pytest.mark.parametrize(
    "wrong",
    [{"issuer": "https://evil.example"}, {"token_endpoint": "http://id.example/token"}, {"jwks_uri": None}],
)
async def test_a_provider_must_be_who_it_is_configured_as_and_safe(
    provider: Provider, stub: Stub, wrong: dict[str, Any]
) -> None:
    stub.metadata = wrong
    with pytest.raises(Unavailable):
        await provider.login_url(FLOW, BACK)


async def test_the_secret_goes_into_the_form_where_the_provider_wants_it_there(provider: Provider, stub: Stub) -> None:
    stub.metadata = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    await arrive(provider, stub)
    assert (stub.form["client_secret"], stub.form["authorization"]) == (SECRET, "")


async def test_an_answer_of_another_provider_is_not_taken(provider: Provider) -> None:
    provider.require_issuer("")
    provider.require_issuer(ISSUER)
    with pytest.raises(OidcRefused):
        provider.require_issuer("https://evil.example")
