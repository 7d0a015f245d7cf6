"""ruff, mypy and import-linter with the settings of pyproject.toml."""

import re
import tomllib
from pathlib import Path

from tools.check.outcome import Outcome, command, together

GENERATED = ("libs/motorway_proto", "clients/python")
BANNER = re.compile("[╔╚║╩]")


def style(root: Path) -> Outcome:
    """Run `ruff check`."""
    return command(root, "ruff", "check", "--quiet", ".")


def layout(root: Path) -> Outcome:
    """Run `ruff format --check`."""
    return command(root, "ruff", "format", "--check", "--quiet", "--diff", ".")


def types(root: Path) -> Outcome:
    """Run mypy over all packages at once, then over each directory of tests: services have same-named test files."""
    sources = [str(path.relative_to(root)) for path in packages(root)]
    tests = sorted(path.relative_to(root) for path in root.glob("*/*/tests") if any(path.rglob("*.py")))
    groups = [sources, *([str(path)] for path in tests)]
    return together(command(root, "mypy", "--no-error-summary", *group) for group in groups if group)


def packages(root: Path) -> list[Path]:
    """Python packages on the project's paths, and the trees that are none: tools, benchmarks, end-to-end tests."""
    settings = tomllib.loads((root / "pyproject.toml").read_text())
    places = [root / place for place in settings["tool"]["mypy"]["mypy_path"] if place not in GENERATED]
    inside = [child for place in places for child in sorted(place.glob("*/")) if child.name != "tests"]
    others = [root / name for name in ("tools", "benchmarks", "tests")]
    return [path for path in [*inside, *others] if any(path.rglob("*.py"))]


def imports(root: Path) -> Outcome:
    """Run `lint-imports`; its banner is left out."""
    outcome = command(root, "lint-imports", "--no-cache")
    lines = (line for line in outcome.output.splitlines() if not BANNER.search(line))
    return Outcome(outcome.ok, output="\n".join(lines).strip())
