"""Signing in with another provider: there and back again, and who that is here."""

import base64
import hmac
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass

import orjson
from motorway_kit.db import Connection, transaction
from motorway_kit.log import get_logger

from api_gateway import metrics
from api_gateway.app import second_factor
from api_gateway.app.identity import Identity
from api_gateway.app.sessions import SignedIn, begin_session
from api_gateway.app.sign_in import Origin
from api_gateway.credentials.sealing import SealBroken
from api_gateway.db import oidc as db
from api_gateway.db import users
from api_gateway.domain import oidc as rules
from api_gateway.domain.identity import SecondFactorEnrolmentRequired, SecondFactorRequired, User
from api_gateway.domain.oidc import Flow, NoSuchUser, OidcNotConfigured, OidcRefused
from api_gateway.domain.oidc import Identity as Known
from api_gateway.domain.sessions import Method, SignIn
from api_gateway.oidc_client import Client, Provider, provider
from api_gateway.settings import Settings

log = get_logger(__name__)
TOKEN_BYTES = 32
FLOW, PENDING = "oidc flow", "oidc second factor"


@dataclass(frozen=True)
class SingleSignOn:
    """`provider` is None where none is configured; `name` is for the button."""

    identity: Identity
    provider: Provider | None
    name: str

    def configured(self) -> Provider:
        """Raises OidcNotConfigured."""
        if self.provider is None:
            raise OidcNotConfigured("there is no other provider to sign in with")
        return self.provider


@dataclass(frozen=True)
class Begun:
    """`sealed` waits in a cookie of the browser that goes to `url`."""

    url: str
    sealed: str


@dataclass(frozen=True)
class Return:
    """What the provider sends the browser back with; `redirect_uri` is where to."""

    code: str
    state: str
    error: str
    issuer: str
    redirect_uri: str


@dataclass(frozen=True)
class Pending:
    """The provider knows who it is; a one-time code of ours is missing. `sealed` waits in a cookie."""

    sealed: str
    return_to: str


@dataclass(frozen=True)
class Arrived:
    signed_in: SignedIn
    return_to: str


@asynccontextmanager
async def single_sign_on(settings: Settings, identity: Identity) -> AsyncIterator[SingleSignOn]:
    client = Client(settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret)
    async with provider(client if settings.oidc_issuer else None) as found:
        yield SingleSignOn(identity, found, settings.oidc_name or "single sign-on")


async def begin(sso: SingleSignOn, return_to: str, redirect_uri: str) -> Begun:
    """Raises OidcNotConfigured or Unavailable."""
    flow = Flow(
        state=secrets.token_urlsafe(TOKEN_BYTES),
        nonce=secrets.token_urlsafe(TOKEN_BYTES),
        verifier=secrets.token_urlsafe(TOKEN_BYTES),
        return_to=rules.local_path(return_to),
    )
    url = await sso.configured().login_url(flow, redirect_uri)
    return Begun(url, _sealed(sso.identity, asdict(flow), FLOW))


async def finish(sso: SingleSignOn, sealed: str, back: Return, origin: Origin) -> Arrived | Pending:
    """Raises OidcRefused, NoSuchUser, SecondFactorEnrolmentRequired, or Unavailable."""
    provider, flow = sso.configured(), Flow(**_opened(sso.identity, sealed, FLOW))
    if not hmac.compare_digest(flow.state.encode(), back.state.encode()):
        raise OidcRefused("this is the answer to another sign-in; begin again")
    if back.error or not back.code:
        raise OidcRefused("the provider did not let you in")
    provider.require_issuer(back.issuer)
    known = await provider.identity(back.code, flow, back.redirect_uri)
    user = await _user(sso.identity, known)
    if known.multi_factor or not _needs_second_factor(sso.identity, user):
        return Arrived(await _begun(sso.identity, user, origin), flow.return_to)
    return Pending(_sealed(sso.identity, {"user_id": user.user_id}, PENDING), flow.return_to)


async def finish_with_code(sso: SingleSignOn, sealed: str, otp: str, origin: Origin) -> SignedIn:
    """Raises OidcRefused when there is nothing to finish, InvalidCredentials, TooManyFailures."""
    sso.configured()
    user_id = _opened(sso.identity, sealed, PENDING)["user_id"]
    async with sso.identity.db.acquire() as conn:
        user = await users.find(conn, user_id)
    if user is None:
        raise NoSuchUser("this account may not sign in")
    async with sso.identity.failures.attempt(user.username, origin.address):
        if not user.second_factor:
            raise SecondFactorRequired("there is no second factor any more; begin again")
        await second_factor.prove(sso.identity, user, otp)
    return await _begun(sso.identity, user, origin)


async def _begun(identity: Identity, user: User, origin: Origin) -> SignedIn:
    signed_in = await begin_session(
        identity.sessions, SignIn(user.user_id, Method.OIDC, origin.address, origin.user_agent)
    )
    metrics.sign_ins.labels(Method.OIDC, "accepted").inc()
    return signed_in


async def _user(identity: Identity, known: Known) -> User:
    """By the link, which is made at the first time. Raises NoSuchUser."""
    async with transaction(identity.db) as conn:
        candidate = await db.linked(conn, known) or await _linked_now(conn, known)
        user = await users.find(conn, candidate.user_id)
    if user is None or candidate.shut:
        raise NoSuchUser("this account may not sign in")
    return user


async def _linked_now(conn: Connection, known: Known) -> rules.Candidate:
    candidate = rules.the_only(await db.candidates(conn, known))
    await db.link(conn, known, candidate.user_id)
    log.info("linked to another provider", user=candidate.username, issuer=known.issuer)
    return candidate


def _needs_second_factor(identity: Identity, user: User) -> bool:
    """Raises SecondFactorEnrolmentRequired for who must have one and has none."""
    if user.second_factor:
        return True
    if user.roles & identity.second_factor_roles:
        raise SecondFactorEnrolmentRequired("sign in with your password once, and enrol a second factor")
    return False


def _sealed(identity: Identity, content: dict[str, str], purpose: str) -> str:
    until = (identity.clock() + rules.FLOW_LIFE).timestamp()
    sealed = identity.sealer.seal(orjson.dumps({"until": until, "content": content}), purpose)
    return base64.urlsafe_b64encode(sealed).decode()


def _opened(identity: Identity, text: str, purpose: str) -> dict[str, str]:
    """Raises OidcRefused for what is not ours, is of another purpose, or is too old."""
    try:
        opened = orjson.loads(identity.sealer.open(base64.urlsafe_b64decode(text), purpose))
    except (SealBroken, ValueError) as error:
        raise OidcRefused("this sign-in was not begun in this browser; begin again") from error
    if opened["until"] <= identity.clock().timestamp():
        raise OidcRefused("this sign-in took too long; begin again")
    content: dict[str, str] = opened["content"]
    return content
