"""API keys, tills and what another provider proves."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from api_gateway.domain import api_keys, oidc, tills
from api_gateway.domain.api_keys import ApiKey, InvalidApiKey, KeyMakesKey
from api_gateway.domain.grants import Binding
from api_gateway.domain.tills import Cashier, Till, TillNotFound
from hypothesis import given
from hypothesis import strategies as st
from motorway_access.caller import EVERYTHING, Caller, CallerKind, Grant, NotAllowed, Scope
from motorway_access.roles import Operation, Role
from motorway_access.testing import caller
from motorway_kit.errors import InvalidInput

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
SECRET = api_keys.new_secret()


def key(*operations: Operation) -> ApiKey:
    bindings = (Binding(Role.TECHNICIAN, site="m25-cobham"), Binding(Role.TECHNICIAN, area="south"))
    ends_at = NOW + timedelta(days=1)
    return ApiKey("k1", "exporter", SECRET.prefix, bindings, operations, NOW, "admin", ends_at)


def test_a_key_is_one_word_of_which_the_beginning_may_be_shown() -> None:
    assert api_keys.FORM.fullmatch(SECRET.text)
    assert SECRET.text.startswith(SECRET.prefix)
    assert (len(SECRET.text), len(SECRET.prefix), len(SECRET.digest)) == (79, 20, 32)
    assert api_keys.prefix_of(SECRET.text) == SECRET.prefix
    assert api_keys.new_secret() != SECRET


@given(st.integers(4, 78), st.sampled_from("abcdefghijklmnopqrstuvwxyz234567"))
def test_a_misread_key_is_known_as_such_without_the_database(place: int, letter: str) -> None:
    misread = SECRET.text[:place] + letter + SECRET.text[place + 1 :]
    if misread != SECRET.text:
        with pytest.raises(InvalidApiKey):
            api_keys.prefix_of(misread)


@pytest.mark.parametrize(
    "text",
    ["", "mpk_", SECRET.text.upper(), SECRET.text[:-1], f" {SECRET.text}", "x" * 79],
    ids=["nothing", "beginning", "upper case", "one letter less", "blank before", "other letters"],
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(InvalidApiKey):
        api_keys.prefix_of(text)


def test_a_key_ends_within_two_years_and_usually_within_one() -> None:
    assert api_keys.checked_end(None, NOW) == NOW + timedelta(days=365)
    assert api_keys.checked_end(NOW + timedelta(days=730), NOW) == NOW + timedelta(days=730)
    for ends_at in (NOW, NOW - timedelta(days=1), NOW + timedelta(days=731)):
        with pytest.raises(InvalidInput) as refused:
            api_keys.checked_end(ends_at, NOW)
        assert refused.value.context["field"] == "expires_at"


def test_a_key_counts_until_its_end() -> None:
    assert key().counts(NOW)
    assert not key().counts(NOW + timedelta(days=1))


def test_a_key_does_what_its_roles_allow_and_no_more() -> None:
    whole = key().caller({"south": frozenset({"m1-leicester"})})
    assert whole.scope(Operation.DEVICES_ENROL) == Scope(frozenset({"m25-cobham", "m1-leicester"}))
    assert not whole.may(Operation.USERS_READ)
    narrow = key(Operation.TELEMETRY_READ).caller({})
    assert [operation for operation in Operation if narrow.may(operation)] == [Operation.TELEMETRY_READ]
    assert (narrow.kind, narrow.subject, narrow.name) == (CallerKind.API_KEY, "k1", "exporter")


def test_operations_that_no_role_of_the_key_may_do_are_named() -> None:
    grants = [Grant(Role.TECHNICIAN, EVERYTHING)]
    api_keys.require_useful([Operation.DEVICES_READ, Operation.PROFILE], grants)
    with pytest.raises(InvalidInput) as refused:
        api_keys.require_useful([Operation.DEVICES_READ, Operation.USERS_READ], grants)
    assert refused.value.context["field"] == "operations.1"


def test_machines_make_no_keys() -> None:
    api_keys.require_maker(caller())
    with pytest.raises(KeyMakesKey):
        api_keys.require_maker(Caller(CallerKind.API_KEY, "k1", "exporter", (Grant(Role.ADMIN, EVERYTHING),)))


def test_the_last_use_of_a_key_is_noted_once_a_minute() -> None:
    used = ApiKey(**{**key().__dict__, "last_used_at": NOW})
    assert key().use_is_news(NOW)
    assert not used.use_is_news(NOW + timedelta(seconds=59))
    assert used.use_is_news(NOW + timedelta(seconds=60))


def test_a_till_keeps_a_secret_that_only_its_browser_has() -> None:
    till_id = "01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e42"
    made = tills.new_secret(till_id)
    assert tills.id_in(made.text) == till_id
    assert not any(map(tills.id_in, ["", till_id, f"x.{made.text}", made.text + "x", made.text.replace("-", "")]))
    assert tills.is_secret_of(made.text, made.digest)
    assert not tills.is_secret_of(made.text + "x", made.digest)


def test_a_pin_gives_only_roles_of_the_counter_at_the_till() -> None:
    everywhere = Grant(Role.SUPERVISOR, EVERYTHING)
    grants = [everywhere, Grant(Role.ADMIN, EVERYTHING), Grant(Role.CASHIER, Scope(frozenset({"m1-leicester"})))]
    assert tills.at_till(grants, "m25-cobham") == (Grant(Role.SUPERVISOR, Scope(frozenset({"m25-cobham"}))),)


def test_a_pin_is_locked_after_ten_failures_in_a_row() -> None:
    assert not Cashier("u1", "jo", "Jo", "hash", failures=9).locked
    assert Cashier("u1", "jo", "Jo", "hash", failures=10).locked


def test_tills_of_other_sites_are_hidden_and_own_ones_may_be_out_of_reach() -> None:
    till = Till("t1", "m25-cobham", "Counter 1", NOW, "admin")
    assert tills.require_seen(caller(Role.SUPERVISOR, sites=["m25-cobham"]), till, Operation.TILLS_MANAGE) is till
    with pytest.raises(TillNotFound):
        tills.require_seen(caller(Role.SUPERVISOR, sites=["m1-leicester"]), till, Operation.TILLS_MANAGE)
    with pytest.raises(TillNotFound):
        tills.require_seen(caller(), None, Operation.TILLS_MANAGE)
    with pytest.raises(NotAllowed):
        tills.require_seen(caller(Role.TECHNICIAN, sites=["m25-cobham"]), till, Operation.TILLS_MANAGE)


@pytest.mark.parametrize("path", ["/", "/site?id=m25-cobham", "/a/b#c", "/users?q=%2F%2Fx"])
def test_who_comes_back_may_go_to_a_page_of_ours(path: str) -> None:
    assert oidc.local_path(path) == path


@pytest.mark.parametrize(
    "path",
    ["", "//evil.example", "/\\evil.example", "https://evil.example", "/a\\b", "/a\nb", "javascript:x", "/\t/e.x"],
)
def test_and_nowhere_else(path: str) -> None:
    assert oidc.local_path(path) == "/"


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ({"amr": ["pwd", "otp", "mfa"]}, True),
        ({"amr": ["pwd"]}, False),
        ({"amr": "mfa"}, False),
        ({"acr": "https://refeds.org/profile/mfa"}, True),
        ({"acr": "0"}, False),
        ({}, False),
    ],
)
def test_a_second_factor_is_what_the_provider_says(claims: dict[str, Any], expected: bool) -> None:
    assert oidc.is_multi_factor(claims) is expected


def test_an_address_counts_only_when_verified() -> None:
    claims = {"iss": "https://id.example", "sub": "1", "email": "jo@example.com", "preferred_username": "Jo"}
    assert oidc.identity_of(claims).verified_email == ""
    assert oidc.identity_of({**claims, "email_verified": "true"}).verified_email == ""
    found = oidc.identity_of({**claims, "email_verified": True})
    assert (found.verified_email, found.username, found.issuer, found.subject) == (
        "jo@example.com",
        "Jo",
        "https://id.example",
        "1",
    )
