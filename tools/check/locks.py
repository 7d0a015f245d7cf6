"""Lock files name versions and hashes, never a registry."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.check.files import repository_files
from tools.check.outcome import Outcome, found

ADDRESS = re.compile(r"https?://|--(?:extra-)?index-url|--find-links")
FORBIDDEN = ("uv.lock", "pylock.toml", "yarn.lock", "pnpm-lock.yaml")
NPMRC_LINE = "omit-lockfile-registry-resolved=true"


def check(root: Path) -> Outcome:
    """Every lock of the repository."""
    return found(problem for path in repository_files(root) for problem in problems(root, path))


def problems(root: Path, path: Path) -> Iterator[str]:
    """What is wrong with one file, when it is a lock."""
    if path.name in FORBIDDEN:
        yield f"{path}: this kind of lock holds registry addresses"
    elif path.name.startswith("requirements") and path.suffix == ".txt":
        yield from requirement_problems(path, (root / path).read_text())
    elif path.name == "package-lock.json":
        yield from package_lock_problems(path, json.loads((root / path).read_text()))
        yield from npmrc_problems(root, path.parent / ".npmrc")


def requirement_problems(path: Path, text: str) -> Iterator[str]:
    """Addresses, and requirements that are not pinned with a hash."""
    for number, line in enumerate(text.splitlines(), 1):
        if ADDRESS.search(line):
            yield f"{path}:{number}: registry address: {line.strip()}"
    for requirement in re.sub(r"\\\n", " ", text).splitlines():
        words = requirement.split("#")[0].split()
        if words and not words[0].startswith("-") and ("==" not in words[0] or "--hash=" not in requirement):
            yield f"{path}: {words[0]} is not pinned with a hash"


def package_lock_problems(path: Path, lock: dict[str, Any]) -> Iterator[str]:
    """Packages whose origin is an address; links to a project's funding page are no origin."""
    for name, package in lock.get("packages", {}).items():
        if str(package.get("resolved", "")).startswith("http"):
            yield f"{path}: {name} names its registry; .npmrc needs {NPMRC_LINE}"
        versions = {**package.get("dependencies", {}), **package.get("devDependencies", {})}
        for dependency, version in versions.items():
            if "://" in version:
                yield f"{path}: {name or 'the project'} takes {dependency} from an address"


def npmrc_problems(root: Path, npmrc: Path) -> Iterator[str]:
    """A lock needs an .npmrc beside it that keeps addresses out of it."""
    lines = (root / npmrc).read_text().splitlines() if (root / npmrc).exists() else []
    if NPMRC_LINE not in lines:
        yield f"{npmrc}: the line {NPMRC_LINE} is missing"
