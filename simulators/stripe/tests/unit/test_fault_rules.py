"""Which requests a rule spoils."""

import pytest
from pydantic import ValidationError
from stripe_simulator.fault_rules import Do, Match, Rule, Rules

CAPTURES = Match(method="post", path="/v1/payment_intents/*/capture")


def hits(rules: Rules, *requests: tuple[str, str]) -> list[Do | None]:
    return [rule.do if (rule := rules.hit(*request)) else None for request in requests]


def test_only_what_it_names_from_the_nth_on_so_many_times() -> None:
    rules = Rules([Rule(match=CAPTURES.model_copy(update={"nth": 2}), do=Do.TOO_MANY, times=2)])
    capture, other = ("POST", "/v1/payment_intents/pi_1/capture"), ("POST", "/v1/payment_intents/pi_1/confirm")
    asked = hits(rules, capture, other, capture, ("GET", capture[1]), capture, capture)
    assert asked == [None, None, Do.TOO_MANY, None, Do.TOO_MANY, None]
    assert rules.rules == []


def test_the_first_rule_that_hits_decides() -> None:
    rules = Rules([Rule(do=Do.DELAY), Rule(do=Do.GARBAGE)])
    assert hits(rules, ("GET", "/v1/x"), ("GET", "/v1/x"), ("GET", "/v1/x")) == [Do.DELAY, Do.GARBAGE, None]


@pytest.mark.parametrize(
    "order", [{}, {"do": "explode"}, {"do": "429", "times": 0}, {"do": "429", "match": {"pth": "/v1"}}]
)
def test_an_unreadable_rule_is_refused(order: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Rule.model_validate(order)
