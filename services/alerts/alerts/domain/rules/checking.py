"""Reads a rule, and refuses it with a clear error before it can do harm."""

from collections.abc import Mapping

from alerts.domain.rules.document import RuleDocument
from alerts.domain.rules.vocabulary import Vocabulary


def parse_rule(data: Mapping[str, object], vocabulary: Vocabulary) -> RuleDocument:
    """The rule that the JSON-like `data` says. Raises InvalidInput, whose `field` is the path (`when.above`)."""
    return RuleDocument.model_validate(data)
