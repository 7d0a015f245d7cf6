"""The library as a whole."""

from pathlib import Path

from alerts.domain.rules.document import Happened
from alerts.library import library


def test_every_ready_rule_has_a_scenario() -> None:
    """A test of this folder names it."""
    tests = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))
    assert [rule_id for rule_id in library() if f'"{rule_id}"' not in tests] == []


def test_every_ready_rule_says_what_to_do() -> None:
    assert [rule.rule_id for rule in library().values() if len(rule.response) < 30 or rule.response[-1] != "."] == []


def test_every_alarm_of_a_device_is_of_one_rule() -> None:
    """What the groups of the console take, the rule for all the rest does not."""
    alarms = [rule for rule in library().values() if isinstance(rule.when, Happened) and rule.when.type == "iot.alarm"]
    codes = [_codes(rule.when.where or "") for rule in alarms if isinstance(rule.when, Happened)]
    *groups, rest = codes
    assert sorted(code for group in groups for code in group) == sorted(rest)
    assert len(set(rest)) == len(rest)


def _codes(where: str) -> list[str]:
    return [part for place, part in enumerate(where.split('"')) if place % 2]
