"""Every service explains itself on one screen."""

import re
from collections.abc import Iterator
from pathlib import Path

from tools.check.outcome import Outcome, found

SECTIONS = {
    "what it owns": r"owns",
    "its doors": r"g?rpcs?|routes?|doors?|http",
    "events in and out": r"events?",
    "tables": r"tables?",
    "settings": r"settings?",
}
LINES = 100
LINE_START = r"^[#*|`\s]*(?:\w+\s){0,2}"


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
    for section, words in SECTIONS.items():
        if not re.search(rf"{LINE_START}(?:{words})\b", text, re.MULTILINE | re.IGNORECASE):
            yield f"{name} has no line that begins with {section} ({words.replace('|', ', ')})"
    if len(text.splitlines()) > LINES:
        yield f"{name} is longer than one screen ({LINES} lines)"
