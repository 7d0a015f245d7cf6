"""What signing in works with, put together."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from motorway_access.roles import Role
from motorway_kit.db import Pool
from motorway_kit.runtime import Runtime

from api_gateway.app.session_sweep import sweep_sessions
from api_gateway.app.sessions import Lifetimes, Sessions
from api_gateway.app.signing_keys import SigningKeys, keep_fresh
from api_gateway.credentials.failures import Failures, counted_failures
from api_gateway.credentials.passwords import Passwords
from api_gateway.credentials.sealing import Sealer
from api_gateway.credentials.tokens import AccessTokens
from api_gateway.domain.identity import roles_named
from api_gateway.domain.signing_keys import KeyPolicy
from api_gateway.settings import Settings

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Identity:
    """What signing in works with. Sessions of `second_factor_roles` must have a second factor."""

    db: Pool
    passwords: Passwords
    failures: Failures
    sealer: Sealer
    keys: SigningKeys
    sessions: Sessions
    second_factor_roles: frozenset[Role]
    clock: Clock


def system_clock() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def identity(run: Runtime, settings: Settings, db: Pool, clock: Clock = system_clock) -> AsyncIterator[Identity]:
    """With its keys loaded, and its work in the background. Raises ValueError for a role that does not exist."""
    roles, sealer = roles_named(settings.second_factor_roles), Sealer(settings.key_secret)
    keys = signing_keys(settings, db, clock)
    tokens = AccessTokens(await keys.load(), settings.public_url, clock)
    sessions = Sessions(db, keys, tokens, _lifetimes(settings), roles, clock)
    run.background("signing keys", keep_fresh(keys, tokens))
    run.background("session sweeper", sweep_sessions(db, clock))
    async with counted_failures(settings.redis_url, clock) as failures:
        yield Identity(db, Passwords(), failures, sealer, keys, sessions, roles, clock)


def signing_keys(settings: Settings, db: Pool, clock: Clock = system_clock) -> SigningKeys:
    policy = KeyPolicy(timedelta(days=settings.signing_key_days), timedelta(minutes=settings.access_minutes))
    return SigningKeys(db, Sealer(settings.key_secret), policy, clock)


def _lifetimes(settings: Settings) -> Lifetimes:
    return Lifetimes(
        timedelta(minutes=settings.access_minutes),
        timedelta(days=settings.session_days),
        timedelta(hours=settings.idle_hours),
    )
