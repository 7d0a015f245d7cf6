"""When a session is over, and when a refresh token is a stolen one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from api_gateway.domain.sessions import (
    REUSE_LEEWAY,
    Method,
    RefreshTokenReused,
    Session,
    SessionOver,
    digest_of,
    is_first_use,
    new_refresh_token,
)
from hypothesis import given
from hypothesis import strategies as st

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
SESSION = Session(
    session_id="01890000-0000-7000-8000-000000000001",
    user_id="01890000-0000-7000-8000-000000000002",
    method=Method.PASSWORD,
    address="192.0.2.1",
    user_agent="",
    till_id=None,
    site="",
    limited_to=None,
    created_at=NOW,
    expires_at=NOW + timedelta(days=30),
    idle=timedelta(hours=12),
    last_used_at=NOW,
)


@pytest.mark.parametrize(
    ("session", "at", "over"),
    [
        (SESSION, NOW + timedelta(hours=12) - SECOND, False),
        (SESSION, NOW + timedelta(hours=12), True),
        (replace(SESSION, last_used_at=NOW + timedelta(days=29, hours=23)), NOW + timedelta(days=30) - SECOND, False),
        (replace(SESSION, last_used_at=NOW + timedelta(days=29, hours=23)), NOW + timedelta(days=30), True),
        (replace(SESSION, ended_at=NOW), NOW, True),
    ],
)
def test_a_session_ends_when_idle_when_old_and_when_ended(session: Session, at: datetime, over: bool) -> None:
    assert session.is_over(at) == over


def test_a_refresh_token_works_once_and_for_a_moment_twice() -> None:
    used = replace(SESSION, generation=1, last_used_at=NOW)
    assert is_first_use(SESSION, 1, NOW)
    assert not is_first_use(used, 1, NOW + REUSE_LEEWAY - SECOND)
    with pytest.raises(RefreshTokenReused):
        is_first_use(used, 1, NOW + REUSE_LEEWAY)


def test_a_token_older_than_the_last_one_is_never_an_accident() -> None:
    used = replace(SESSION, generation=3, last_used_at=NOW)
    for generation in (1, 2):
        with pytest.raises(RefreshTokenReused):
            is_first_use(used, generation, NOW)


def test_of_two_that_were_given_at_once_only_one_can_go_on() -> None:
    """Both tabs got a token of generation 2; when one of them used it the other, later, is taken for a thief's."""
    one_went_on = replace(SESSION, generation=2, last_used_at=NOW)
    with pytest.raises(RefreshTokenReused):
        is_first_use(one_went_on, 2, NOW + timedelta(minutes=5))


def test_nothing_of_a_session_that_is_over_works() -> None:
    with pytest.raises(SessionOver):
        is_first_use(replace(SESSION, ended_at=NOW), 1, NOW)


@given(st.integers(0, 50), st.integers(1, 50), st.integers(0, 11 * 3600))
def test_whoever_is_not_the_first_soon_ends_the_session(used: int, generation: int, later_s: int) -> None:
    session, now = replace(SESSION, generation=used), NOW + timedelta(seconds=later_s)
    try:
        first = is_first_use(session, generation, now)
    except RefreshTokenReused:
        assert generation < used or (generation == used and later_s >= REUSE_LEEWAY.total_seconds())
    else:
        assert first == (generation > used)


def test_refresh_tokens_are_256_random_bits() -> None:
    tokens = [new_refresh_token() for _ in range(100)]
    assert len({token.text for token in tokens}) == 100
    assert {len(token.text) for token in tokens} == {43}
    assert all(token.digest == digest_of(token.text) for token in tokens)
