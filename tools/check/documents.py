"""Generated documents are current, and the AsyncAPI document holds together."""

from pathlib import Path

from tools.check.outcome import Outcome, found
from tools.docs.asyncapi_rules import problems
from tools.docs.write import deployment, documents, platform
from tools.openapi import node

RULES = Path(__file__).parents[1] / "docs" / ".spectral.yaml"


def check(root: Path) -> Outcome:
    """docs/events.md and docs/asyncapi.yaml against what the generator writes now."""
    described = platform(root)
    return found(
        [*_stale(root, documents(described)), *described.problems(), *problems(root / "docs" / "asyncapi.yaml")]
    )


def of_deployment(root: Path) -> Outcome:
    """Rules, dashboards and compose.yaml against what the generator writes now."""
    return found(_stale(root, deployment(root)))


def _stale(root: Path, texts: dict[str, str]) -> list[str]:
    return [
        f"{path} is not what `python -m tools.docs` writes"
        for path, text in texts.items()
        if not (root / path).exists() or (root / path).read_text() != text
    ]


def lint(root: Path) -> Outcome:
    """docs/asyncapi.yaml against the schema of AsyncAPI and Spectral's rules for it; a hint is a failure too."""
    files = ("docs/asyncapi.yaml", "--ruleset", str(RULES))
    done = node.run("spectral", "lint", *files, "--format=text", "--quiet", "--fail-severity=hint", cwd=root)
    return Outcome(done.returncode == 0, output=(done.stdout + done.stderr).strip())
