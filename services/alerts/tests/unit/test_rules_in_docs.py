"""docs/alert-rules.md says what is so."""

import re
from pathlib import Path

import pytest
import yaml
from alerts.domain.derive import DERIVED
from alerts.domain.rules import parse_rule
from alerts.signals.vocabulary import vocabulary

TEXT = (Path(__file__).parents[4] / "docs" / "alert-rules.md").read_text()
EXAMPLES = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_can_be_saved(example: str) -> None:
    assert parse_rule(yaml.safe_load(example), vocabulary()).rule_id


def test_every_occurrence_and_every_derived_series_is_named() -> None:
    assert len(EXAMPLES) == 4
    assert [name for name in (*vocabulary().occurrences, *DERIVED) if f"`{name}`" not in TEXT] == []
