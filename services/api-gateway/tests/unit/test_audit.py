"""What a record says, what it never says, and how it is looked for."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from api_gateway.audit_export import as_csv
from api_gateway.domain.audit import (
    MAX_VALUE_BYTES,
    REMOVED,
    Effect,
    Outcome,
    content_of,
    is_secret,
    outcome_of,
    presentable,
    rfc3339,
)
from api_gateway.domain.audit_search import (
    BackwardRange,
    InvalidCursor,
    Place,
    Search,
    harmless,
    require_forward,
    words_of,
)
from hypothesis import given
from hypothesis import strategies as st
from motorway_access.chain import Head

SECRETS = """password new_password currentPassword initial_password PASSWORD passwordHash secret client_secret
    totp_secret clientSecret token access_token refreshToken otp totp TOTP pin PIN newPin recovery_codes
    recoveryCodes qr qr_svg private_key_pem privateKey signing_key session_key key_secret Authorization
    set-cookie credentials passphrase"""
OPEN = """name username site label pinned spin opinion shopping_list serial_number certificate_pem ca_pem csr_pem prefix
    description currency_code capacity_ml api_key api_key_id expires_at key idempotency_key tokenizer nozzles"""

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
)


@pytest.mark.parametrize("name", SECRETS.split())
def test_these_names_are_secrets(name: str) -> None:
    assert is_secret(name)
    assert presentable({"a": [{name: "s3cr3t"}], name: 1234}) == {"a": [{name: REMOVED}], name: REMOVED}


@pytest.mark.parametrize("name", OPEN.split())
def test_these_names_are_none(name: str) -> None:
    assert not is_secret(name)
    assert presentable({name: "value"}) == {name: "value"}


def test_whether_there_is_a_secret_is_none() -> None:
    facts = {"has_pin": True, "must_change_password": False, "initial_password": None}
    assert presentable(facts) == facts


@pytest.mark.parametrize(
    "value",
    [
        "-----BEGIN PRIVATE KEY-----\nMC4CAQ\n-----END PRIVATE KEY-----",
        "-----BEGIN EC PRIVATE KEY-----\nMC4CAQ",
        "otpauth://totp/Motorway:ann?secret=JBSWY3DPEHPK3PXP",
        "mpk_4fzzzxjylrx",
        "https://hooks.stripe.com/3d_secure_2/hosted?payment_intent_client_secret=pi_3M_secret_9Qx",
        "Bearer eyJhbGciOiJFZDI1NTE5In0.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl",
    ],
)
def test_what_looks_like_a_secret_is_removed_whatever_it_is_called(value: str) -> None:
    assert presentable({"note": value, "list": [value]}) == {"note": REMOVED, "list": [REMOVED]}


@given(values)
def test_whatever_is_recorded_is_bounded_and_can_be_stored(value: Any) -> None:
    text = json.dumps(presentable(value), ensure_ascii=False)
    assert len(text.encode()) <= MAX_VALUE_BYTES * 1.2
    assert "\x00" not in json.loads(json.dumps(text))


@given(values)
def test_what_holds_no_secret_is_recorded_as_it_is(value: Any) -> None:
    def harmless_text(inner: Any) -> bool:
        return "\\u0000" not in (found := json.dumps(inner)) and "\\ud" not in found

    names = json.dumps(value)
    if harmless_text(value) and not any(is_secret(word) for word in names.split('"')):
        assert presentable(value) == value


def test_what_is_too_big_or_too_deep_is_told_so() -> None:
    big = presentable({"text": "x" * MAX_VALUE_BYTES})
    assert (big["too_big"], big["bytes"], len(big["sha256"])) == (True, MAX_VALUE_BYTES + 11, 64)
    deep: Any = {"secret": "s"}
    for _ in range(50):
        deep = {"inner": deep}
    assert "too deep" in json.dumps(presentable(deep))


def test_a_record_has_no_unbounded_text() -> None:
    content = content_of({"user_agent": "x" * 10_000 + "\x00", "roles": ["admin"]}, Effect(Outcome.REFUSED, 409, "R"))
    assert (len(content["user_agent"]), content["roles"], content["outcome"]) == (500, ["admin"], "refused")


@pytest.mark.parametrize(
    ("status", "outcome"), [(200, "accepted"), (302, "accepted"), (401, "refused"), (499, "refused"), (503, "failed")]
)
def test_outcomes(status: int, outcome: str) -> None:
    assert outcome_of(status) == outcome


def test_times_are_utc_with_microseconds() -> None:
    moment = datetime.fromisoformat("2026-11-23T08:00:00+01:00")
    assert rfc3339(moment) == "2026-11-23T07:00:00.000000Z"


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(1, 2**63 - 1))
def test_a_cursor_comes_back_as_the_place_it_was(day: date, sequence: int) -> None:
    assert Place.from_cursor(Place(day, sequence).cursor) == Place(day, sequence)


@given(st.text(min_size=1, max_size=30))
def test_what_is_no_cursor_is_refused(text: str) -> None:
    try:
        place = Place.from_cursor(text)
    except InvalidCursor:
        return
    assert place is not None
    assert 0 < place.sequence < 2**63


@pytest.mark.parametrize(
    ("text", "query"), [("Ann  m25-Cobham", "ann:* & m25:* & cobham:*"), ("' | !& :*", ""), ("É_x", "é:* & x:*")]
)
def test_words_of_a_search(text: str, query: str) -> None:
    assert words_of(text) == query


def test_a_search_covers_the_days_its_records_may_stand_in() -> None:
    moment = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
    wanted = Search(start=moment, end=moment)
    assert (wanted.first_day, wanted.last_day) == (date(2026, 11, 22), date(2026, 11, 30))


def test_a_range_runs_forward() -> None:
    require_forward(date(2026, 1, 1), date(2026, 1, 1))
    require_forward(None, date(2026, 1, 1))
    with pytest.raises(BackwardRange):
        require_forward(date(2026, 1, 2), date(2026, 1, 1))


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


async def test_an_empty_export_still_has_its_heading() -> None:
    async def nothing() -> AsyncIterator[Head]:
        for head in list[Head]():
            yield head

    text = b"".join([chunk async for chunk in as_csv(nothing())]).decode()
    assert text.startswith("day,sequence,record_id,at,")
