"""Rules of Prometheus: valid, each tested, each with a runbook that exists."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tools.check.outcome import Outcome, command, found, together

PLACE = Path("deploy/observability")
GENERATED = "slos.yaml"
SEVERITIES = ("page", "ticket")


def check(root: Path) -> Outcome:
    """`promtool check rules`, `promtool test rules`, and what it does not look at."""
    rules = sorted((root / PLACE / "rules").glob("*.yaml"))
    tests = [str(path.relative_to(root)) for path in sorted((root / PLACE / "tests").glob("*.yaml"))]
    return together(
        [
            command(root, "promtool", "check", "rules", *(str(path.relative_to(root)) for path in rules)),
            command(root, "promtool", "test", "rules", *tests),
            found(problem for path in rules for problem in problems(root, path)),
        ]
    )


def problems(root: Path, path: Path) -> Iterator[str]:
    """Alerts that nobody is told what to do about, or that no case of a test shows."""
    tested = (root / PLACE / "tests" / path.name).read_text()
    for rule in _alerts(yaml.safe_load(path.read_text())):
        name, annotations = rule["alert"], rule.get("annotations", {})
        if rule.get("labels", {}).get("severity") not in SEVERITIES:
            yield f"{path.name}: {name} has none of the severities {SEVERITIES}"
        if not _leads_somewhere(root, annotations.get("runbook", "")):
            yield f"{path.name}: {name} has no runbook: {annotations.get('runbook')}"
        if path.name != GENERATED and f"alertname: {name}" not in tested:
            yield f"{path.name}: no case of a test is about {name}"


def _alerts(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for group in document["groups"]:
        yield from (rule for rule in group["rules"] if "alert" in rule)


def _leads_somewhere(root: Path, runbook: str) -> bool:
    name, _, anchor = runbook.partition("#")
    if not (root / name).is_file():
        return False
    headings = re.findall(r"^#+ (.+)$", (root / name).read_text(), re.MULTILINE)
    return not anchor or anchor in {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
