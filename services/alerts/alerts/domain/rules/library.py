"""The library of ready rules, and how stored rules follow it."""

from collections.abc import Mapping
from typing import Any

from alerts.domain.rules.checking import parse_rule
from alerts.domain.rules.document import RuleDocument
from alerts.domain.rules.vocabulary import Vocabulary

Library = Mapping[str, RuleDocument]


def library(documents: list[dict[str, Any]], vocabulary: Vocabulary) -> Library:
    """Rules by id. Raises InvalidInput for one that cannot be saved, ValueError for an id that is there twice."""
    rules = [parse_rule(document, vocabulary) for document in documents]
    found = {rule.rule_id: rule for rule in rules}
    if len(found) != len(rules):
        raise ValueError("a rule is twice in the library")
    return found


def same(one: RuleDocument, other: RuleDocument) -> bool:
    """They say the same, whatever their versions."""
    return plain(one) == plain(other)


def plain(rule: RuleDocument) -> dict[str, Any]:
    """The rule as JSON without its version, which its place in the store says."""
    return rule.model_dump(mode="json", exclude={"version"}, exclude_defaults=False)
