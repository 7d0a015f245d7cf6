"""GitHub workflows: their schema, what actionlint and zizmor know, and no action by a movable name."""

import re
from collections.abc import Iterator
from pathlib import Path

from tools.check.containers import COMPOSE
from tools.check.outcome import Outcome, command, found, together

USES = re.compile(r"^\s*(?:- )?uses:\s*(\S+)")
IMAGE = re.compile(r"image: \$\{REGISTRY[^}]*\}/([\w-]+):")
BUILDERS = ("images.yml", "nightly.yml")
OWN = ("./", "$/")
PINNED = re.compile(r"@[0-9a-f]{40}$")


def check(root: Path) -> Outcome:
    """Every workflow."""
    paths = sorted((root / ".github" / "workflows").glob("*.y*ml"))
    names = [str(path.relative_to(root)) for path in paths]
    if not names:
        return Outcome(note="no workflows")
    return together(
        [
            found(problem for path in paths for problem in unpinned(path)),
            found(forgotten(root)),
            command(root, "check-jsonschema", "--builtin-schema", "vendor.github-workflows", *names),
            command(root, "actionlint", *names),
            command(root, "zizmor", "--offline", "--quiet", "--no-progress", *names),
        ]
    )


def unpinned(path: Path) -> Iterator[str]:
    """Actions of others that are not named by a commit."""
    for number, line in enumerate(path.read_text().splitlines(), 1):
        use = USES.match(line)
        if use and not use[1].startswith(OWN) and not PINNED.search(use[1]):
            yield f"{path.name}:{number}: {use[1]} is not pinned to a commit"


def forgotten(root: Path) -> Iterator[str]:
    """Images of ours that Compose runs and a workflow does not build or look through."""
    compose = root / COMPOSE
    ours = set(IMAGE.findall(compose.read_text())) if compose.exists() else set()
    for name in BUILDERS:
        path = root / ".github" / "workflows" / name
        text = path.read_text() if path.exists() else ""
        for image in sorted(ours):
            if path.exists() and not re.search(rf"(?:image: |[\[ ]){image}[,\]]", text):
                yield f"{name} forgets the image {image}"
