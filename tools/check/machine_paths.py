"""No file of the repository speaks about the machine it was written on."""

import re
from collections.abc import Iterator
from pathlib import Path

from tools.check.files import repository_files
from tools.check.outcome import Outcome, found

HOMES = ("work", "farm", "root", "home/[a-z]+", "Users/[A-Za-z]+", "tmp/venv", "tmp/design")
PATTERN = re.compile(r"(?<![\w.}/*-])/(?:" + "|".join(HOMES) + r")(?:/|\b(?=[\s\"'`:]))")
BINARY = {".png", ".jpg", ".ico", ".woff2", ".parquet", ".arrow"}
ALLOW_MARK = "machine-path: "


def check(root: Path) -> Outcome:
    """Every text file of the repository."""
    return found(problem for path in repository_files(root) for problem in problems(root, path))


def problems(root: Path, path: Path) -> Iterator[str]:
    """Lines that hold an absolute path of somebody's machine and no `machine-path: reason` beside it."""
    if path.suffix in BINARY:
        return
    for number, line in enumerate((root / path).read_text(errors="replace").splitlines(), 1):
        if PATTERN.search(line) and ALLOW_MARK not in line:
            yield f"{path}:{number}: {line.strip()[:120]}"
