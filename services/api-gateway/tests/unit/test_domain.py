"""The same-origin rule, user names and password hashes."""

import pytest
from api_gateway.credentials.passwords import Passwords
from api_gateway.domain.identity import CrossSiteRequest, normal_username, require_same_origin


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
    assert "\0" not in normal_username("ad\0min")
