"""When keys of access tokens are made, sign, and are forgotten. No I/O."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

JWKS_MAX_AGE = timedelta(minutes=5)
"""How long others may keep the public keys."""
PUBLISHED_AHEAD = 3 * JWKS_MAX_AGE
"""A key is known to everybody before it signs."""
CLOCK_SKEW = timedelta(minutes=1)


@dataclass(frozen=True)
class KeyAge:
    """`usable`: its private part can be opened here."""

    kid: str
    active_from: datetime
    usable: bool = True


@dataclass(frozen=True)
class KeyPolicy:
    """`period`: how long a key signs. `token_lifetime`: how long what it signed holds."""

    period: timedelta
    token_lifetime: timedelta


@dataclass(frozen=True)
class KeyPlan:
    """What is to be done with the keys: make one that signs from then on, forget these."""

    make_active_from: datetime | None
    forget: tuple[str, ...]


def signing(keys: Sequence[KeyAge], now: datetime) -> KeyAge | None:
    """The newest usable key whose time has come."""
    active = [key for key in keys if key.usable and key.active_from <= now]
    return max(active, key=lambda key: key.active_from, default=None)


def plan(keys: Sequence[KeyAge], policy: KeyPolicy, now: datetime) -> KeyPlan:
    """Keys are made so early that they are published for a while, and kept until the last of their tokens is over."""
    if signing(keys, now) is None:
        return KeyPlan(now, ())
    newest = max(key.active_from for key in keys if key.usable)
    due = newest + policy.period
    make = max(due, now + PUBLISHED_AHEAD) if now >= due - PUBLISHED_AHEAD else None
    return KeyPlan(make, _forgettable(keys, policy, now))


def _forgettable(keys: Sequence[KeyAge], policy: KeyPolicy, now: datetime) -> tuple[str, ...]:
    """Whose successor has been signing for longer than a token lives."""
    kept_for = policy.token_lifetime + CLOCK_SKEW
    successors = [key.active_from for key in keys if key.usable and key.active_from + kept_for <= now]
    return tuple(key.kid for key in keys if any(key.active_from < successor for successor in successors))
