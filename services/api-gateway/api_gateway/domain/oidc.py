"""Signing in with another provider (OpenID Connect Core 1.0): what its answer proves. No I/O."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from motorway_kit.errors import NotFound, PermissionDenied, Unauthenticated

FLOW_LIFE = timedelta(minutes=10)
"""For signing in at the provider."""
LOCAL_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")
MULTI_FACTOR_CONTEXTS = frozenset(
    [
        "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
        "https://refeds.org/profile/mfa",
        "http://idmanagement.gov/ns/assurance/aal/2",
        "http://idmanagement.gov/ns/assurance/aal/3",
        "urn:okta:loa:2fa:any",
        "phr",
        "phrh",
    ]
)
"""Values of `acr` that stand for more than one factor: PAPE, REFEDS, NIST, Okta, and OpenID EAP."""


class OidcNotConfigured(NotFound):
    """There is no other provider to sign in with."""


class OidcRefused(Unauthenticated):
    """The provider's answer is not valid, or it refused."""


class NoSuchUser(PermissionDenied):
    """The provider knows this person, we do not: an administrator must make the user first."""


@dataclass(frozen=True)
class Flow:
    """What this browser must prove when it comes back."""

    state: str
    nonce: str
    verifier: str
    return_to: str


@dataclass(frozen=True)
class Identity:
    """Who somebody is at a provider: `issuer` and `subject` together never change."""

    issuer: str
    subject: str
    verified_email: str = ""
    username: str = ""
    multi_factor: bool = False


@dataclass(frozen=True)
class Candidate:
    """A user of ours; `shut`: disabled or locked."""

    user_id: str
    username: str
    shut: bool = False


def the_only(candidates: Sequence[Candidate]) -> Candidate:
    """Raises NoSuchUser when there is none, or when it is not clear which."""
    if len(candidates) != 1:
        raise NoSuchUser("nobody here is known by this sign-in; ask your administrator")
    return candidates[0]


def local_path(return_to: str) -> str:
    """A path on this very site; anything else becomes the start page."""
    return return_to if LOCAL_PATH.fullmatch(return_to) else "/"


def identity_of(claims: Mapping[str, Any]) -> Identity:
    """Of a validated id token."""
    verified = claims.get("email_verified") is True
    return Identity(
        issuer=str(claims["iss"]),
        subject=str(claims["sub"]),
        verified_email=_text(claims, "email") if verified else "",
        username=_text(claims, "preferred_username"),
        multi_factor=is_multi_factor(claims),
    )


def is_multi_factor(claims: Mapping[str, Any]) -> bool:
    """Whether the provider says that it asked for more than a password."""
    methods = claims.get("amr")  # RFC 8176
    return (isinstance(methods, list) and "mfa" in methods) or _text(claims, "acr") in MULTI_FACTOR_CONTEXTS


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    return value.strip() if isinstance(value, str) else ""
