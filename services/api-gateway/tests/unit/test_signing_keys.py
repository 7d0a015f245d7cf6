"""When keys are made, sign, and are forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from api_gateway.domain.signing_keys import CLOCK_SKEW, PUBLISHED_AHEAD, KeyAge, KeyPlan, KeyPolicy, plan, signing
from hypothesis import given
from hypothesis import strategies as st

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
POLICY = KeyPolicy(period=30 * DAY, token_lifetime=10 * MINUTE)
NOTHING = KeyPlan(None, ())


@pytest.mark.parametrize(
    ("keys", "now", "expected"),
    [
        ([], NOW, KeyPlan(NOW, ())),
        ([KeyAge("a", NOW)], NOW, NOTHING),
        ([KeyAge("a", NOW)], NOW + 30 * DAY - PUBLISHED_AHEAD - MINUTE, NOTHING),
        ([KeyAge("a", NOW)], NOW + 30 * DAY - PUBLISHED_AHEAD, KeyPlan(NOW + 30 * DAY, ())),
        ([KeyAge("a", NOW)], NOW + 90 * DAY, KeyPlan(NOW + 90 * DAY + PUBLISHED_AHEAD, ())),
        ([KeyAge("a", NOW), KeyAge("b", NOW + 30 * DAY)], NOW + 30 * DAY + 10 * MINUTE, NOTHING),
        (
            [KeyAge("a", NOW), KeyAge("b", NOW + 30 * DAY)],
            NOW + 30 * DAY + 10 * MINUTE + CLOCK_SKEW,
            KeyPlan(None, ("a",)),
        ),
        ([KeyAge("a", NOW - DAY, usable=False)], NOW, KeyPlan(NOW, ())),
        ([KeyAge("a", NOW - DAY, usable=False), KeyAge("b", NOW)], NOW + DAY, KeyPlan(None, ("a",))),
    ],
)
def test_what_is_due(keys: list[KeyAge], now: datetime, expected: KeyPlan) -> None:
    assert plan(keys, POLICY, now) == expected


def test_a_key_signs_from_its_time_on() -> None:
    keys = [KeyAge("a", NOW), KeyAge("b", NOW + DAY)]
    assert signing(keys, NOW + DAY - MINUTE) == keys[0]
    assert signing(keys, NOW + DAY) == keys[1]


@given(st.lists(st.integers(1, 3 * 24 * 60), min_size=1, max_size=60))
def test_whenever_it_is_looked_after_no_token_loses_its_key(steps_min: list[int]) -> None:
    """Plans carried out at any moments: there is always a key to sign with, published long enough before, and the key
    of a token that holds is never forgotten."""
    keys: dict[str, KeyAge] = {}
    made_at: dict[str, datetime] = {}
    signed: dict[str, datetime] = {}
    now = NOW
    for step in [0, *steps_min]:
        now += step * MINUTE
        due = plan(list(keys.values()), POLICY, now)
        for kid in due.forget:
            assert signed.get(kid, NOW - DAY) + POLICY.token_lifetime <= now
            del keys[kid]
        if due.make_active_from is not None:
            key = KeyAge(str(len(made_at)), due.make_active_from)
            keys[key.kid], made_at[key.kid] = key, now
        chosen = signing(list(keys.values()), now)
        assert chosen is not None
        assert chosen.kid == "0" or made_at[chosen.kid] + PUBLISHED_AHEAD <= chosen.active_from
        signed[chosen.kid] = now
