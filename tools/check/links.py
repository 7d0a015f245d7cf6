"""Links between the repository's documents lead somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

from tools.check.files import repository_files
from tools.check.outcome import Outcome, found

LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")
NO_LINKS = re.compile(r"```.*?```|`[^`\n]*`|<!--.*?-->", re.DOTALL)


def check(root: Path) -> Outcome:
    """Every relative link of every Markdown file."""
    pages = (path for path in repository_files(root) if path.suffix == ".md")
    return found(problem for path in pages for problem in problems(root, path))


def problems(root: Path, page: Path) -> Iterator[str]:
    """Links of one page to files that do not exist."""
    for target in LINK.findall(NO_LINKS.sub("", (root / page).read_text())):
        if "://" not in target and not target.startswith("mailto:") and not (root / page.parent / target).exists():
            yield f"{page}: {target} does not exist"
