"""The words that a rule may use about occurrences."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """For each type of occurrence its fields, each with a value of its kind: `{"iot.alarm": {"code": "leak", …}}`.

    An expression is tried on these values before a rule is saved.
    """

    occurrences: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
