"""Metrics: each says what it is and is in docs/metrics.md, and whatever a dashboard or a rule asks for is told."""

from pathlib import Path

from tools.check.outcome import Outcome, found
from tools.docs import metrics


def check(root: Path) -> Outcome:
    """The registries of the services' processes against the dashboards, the rules and the document."""
    return found(metrics.findings(root))
