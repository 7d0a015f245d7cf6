"""Every service explains itself on one screen."""

import re
from collections.abc import Iterator
from pathlib import Path

from tools.check.outcome import Outcome, found

SECTIONS = {
    "what it owns": r"owns",
    "its doors": r"rpcs?|routes|doors|rest|http|api",
    "events in and out": r"events",
    "tables": r"tables",
    "settings": r"settings",
}
LINES = 100
HEADING = re.compile(r"^(?:#{1,4}\s+|\*\*|\|\s*\**)(.+)$", re.MULTILINE)


def check(root: Path) -> Outcome:
    """README.md of every service."""
    services = sorted(path for path in (root / "services").glob("*") if path.is_dir())
    return found(problem for service in services for problem in problems(root, service))


def problems(root: Path, service: Path) -> Iterator[str]:
    """What is missing in one service's README."""
    readme = service / "README.md"
    name = readme.relative_to(root)
    if not readme.exists():
        yield f"{name} is missing"
        return
    text = readme.read_text()
    headings = " ".join(HEADING.findall(text)).lower()
    for section, words in SECTIONS.items():
        if not re.search(rf"\b(?:{words})\b", headings):
            yield f"{name} has no heading that says {section} ({words.replace('|', ', ')})"
    if len(text.splitlines()) > LINES:
        yield f"{name} is longer than one screen ({LINES} lines)"
