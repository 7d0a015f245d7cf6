"""Which copies stay."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motorway_backup.retention import BadRule, Keep, kept, parse

NIGHTS = [datetime(2026, 11, 28, 3, tzinfo=UTC) - timedelta(days=night) for night in range(500)]
times = st.integers(1_577_836_800, 1_893_456_000).map(lambda second: datetime.fromtimestamp(second, UTC))
rules = st.builds(Keep, *[st.integers(0, 20)] * 3)


def test_a_copy_each_night_leaves_days_weeks_and_months() -> None:
    stays = sorted(kept(NIGHTS, parse("7d 5w 12m")), reverse=True)
    assert stays[:7] == NIGHTS[:7]
    assert [f"{copy:%m-%d}" for copy in stays[7:10]] == ["11-15", "11-08", "11-01"]
    assert [f"{copy:%Y-%m-%d}" for copy in stays[10:12]] == ["2026-10-31", "2026-09-30"]
    assert f"{stays[-1]:%Y-%m-%d}" == "2025-12-31"


@pytest.mark.parametrize("text", ["", "7d", "7 5 12", "0d 0w 0m", "-1d 1w 1m", "7d 5w 12m 3y"])
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(BadRule, match="is no rule such as"):
        parse(text)


@settings(max_examples=200)
@given(st.sets(times, max_size=40), rules)
def test_the_newest_stays_and_no_more_than_the_rule_says(copies: set[datetime], rule: Keep) -> None:
    stays = kept(copies, rule)
    assert stays <= copies
    assert not copies or max(copies) in stays
    assert len(stays) <= max(1, rule.days + rule.weeks + rule.months + 1)


@settings(max_examples=100)
@given(st.sets(times, max_size=40), rules)
def test_looking_again_removes_nothing_more(copies: set[datetime], rule: Keep) -> None:
    assert kept(kept(copies, rule), rule) == kept(copies, rule)
