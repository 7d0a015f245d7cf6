"""Sessions and the same-origin rule."""

from datetime import UTC, datetime, timedelta

import pytest
from api_gateway.credentials import Passwords, Tokens
from api_gateway.domain.identity import (
    SESSION_LIFETIME,
    CrossSiteRequest,
    NotSignedIn,
    User,
    begin_session,
    normal_username,
    require_same_origin,
)

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
ADMIN = User("01890000-0000-7000-8000-000000000000", "admin", "")
TOKENS = Tokens("a secret of more than thirty-two characters")


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-origin"},
        {"origin": "https://gw.example:8443", "host": "gw.example:8443"},
        {"sec-fetch-site": "same-origin", "origin": "https://elsewhere.example", "host": "gw.example"},
    ],
)
def test_our_own_pages_may(headers: dict[str, str]) -> None:
    require_same_origin(headers)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "https://elsewhere.example", "host": "gw.example"},
        {"origin": "https://gw.example:444", "host": "gw.example"},
        {"origin": "null", "host": "gw.example"},
    ],
)
def test_other_sites_may_not(headers: dict[str, str]) -> None:
    with pytest.raises(CrossSiteRequest):
        require_same_origin(headers)


def test_a_session_survives_as_a_token_until_its_end() -> None:
    session = begin_session(ADMIN, NOW)
    token = TOKENS.write(session)
    assert TOKENS.read(token, NOW + SESSION_LIFETIME - timedelta(seconds=1)) == session
    with pytest.raises(NotSignedIn):
        TOKENS.read(token, NOW + SESSION_LIFETIME + timedelta(seconds=1))


def test_forged_and_broken_tokens_are_refused() -> None:
    token = TOKENS.write(begin_session(ADMIN, NOW))
    other = Tokens("another secret of more than thirty-two characters")
    head, claims, signature = token.split(".")
    unsigned = "eyJhbGciOiJub25lIn0." + claims + "."
    for bad in (other.write(begin_session(ADMIN, NOW)), f"{head}.{claims}.", unsigned, "", "a.b.c", signature):
        with pytest.raises(NotSignedIn):
            TOKENS.read(bad, NOW)


async def test_passwords() -> None:
    passwords = Passwords()
    hashed = await passwords.hash("secret")
    assert hashed.startswith("$argon2id$")
    assert await passwords.matches(hashed, "secret")
    assert not await passwords.matches(hashed, "Secret")
    assert not await passwords.matches(None, "the password of nobody")
    assert not await passwords.matches("not a hash", "secret")


def test_user_names_are_compared_without_case() -> None:
    assert normal_username(" Admin ") == "admin"
