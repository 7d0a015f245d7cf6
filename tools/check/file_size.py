"""Sizes of CONVENTIONS: files, functions, and the guide for each file name of a service."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.check.files import is_generated, is_test, repository_files
from tools.check.outcome import Outcome, found

FILE_LINES = 300
TEST_FILE_LINES = 400
FUNCTION_LINES = 30
KIT = "libs/motorway_kit/motorway_kit"
KIT_LINES = 1500
MAIN_LINES = 40
GUIDE = {
    "settings.py": 60,
    "events.py": 150,
    "clients.py": 200,
    "grpc_api.py": 200,
    "http_api.py": 200,
    "consumers.py": 200,
    "metrics.py": 60,
}
ALLOWED = "tools/check/allowed_sizes.toml"


@dataclass(frozen=True)
class Allowed:
    """Limits by path or `path::function` that differ from the rule, each with its reason."""

    entries: dict[str, dict[str, Any]] = field(default_factory=dict)

    def limit(self, name: str, usual: int) -> int:
        """The allowed number of lines of name."""
        return int(self.entries.get(name, {}).get("lines", usual))

    def problems(self, existing: set[str]) -> Iterator[str]:
        """Entries without a reason, or for something that is gone."""
        for name, entry in self.entries.items():
            if not str(entry.get("reason", "")).strip():
                yield f"{ALLOWED}: {name} gives no reason"
            if name not in existing:
                yield f"{ALLOWED}: {name} does not exist"


def file_limit(path: Path) -> int:
    """Lines a source file may have by its name and place."""
    if is_test(path):
        return TEST_FILE_LINES
    if path.name == "__main__.py":
        return MAIN_LINES
    in_service = path.parts[0] == "services"
    return GUIDE.get(path.name, FILE_LINES) if in_service else FILE_LINES


def in_kit(path: Path) -> bool:
    """True for what the kit brings into a service; the fixtures are not shipped."""
    return str(path).startswith(f"{KIT}/") and not path.name.startswith("testing")


def functions(source: str) -> Iterator[tuple[str, int, int]]:
    """Qualified name, first line and length of every function; docstring and decorators are not counted."""
    pending: list[tuple[str, ast.AST]] = [("", ast.parse(source))]
    while pending:
        prefix, node = pending.pop()
        for child in ast.iter_child_nodes(node):
            name = prefix
            if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                name = f"{prefix}.{child.name}".lstrip(".")
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                yield name, child.lineno, length(child)
            pending.append((name, child))


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the last, without the docstring's."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def check(root: Path) -> Outcome:
    """Every source file against its limits."""
    return found(problems(root))


def problems(root: Path) -> Iterator[str]:
    """What is too long, and entries of the allow-list that are not needed."""
    allowed = Allowed(tomllib.loads((root / ALLOWED).read_text()) if (root / ALLOWED).exists() else {})
    existing: set[str] = set()
    kit = 0
    for path in repository_files(root):
        if path.suffix not in {".py", ".ts", ".tsx"} or is_generated(path):
            continue
        source = (root / path).read_text()
        lines = len(source.splitlines())
        kit += lines if in_kit(path) else 0
        existing.add(str(path))
        yield from too_long(str(path), lines, allowed.limit(str(path), file_limit(path)))
        if path.suffix == ".py" and not is_test(path):
            for name, line, size in functions(source):
                key = f"{path}::{name}"
                existing.add(key)
                yield from too_long(f"{path}:{line} {name}", size, allowed.limit(key, FUNCTION_LINES))
    existing.add(KIT)
    yield from too_long(KIT, kit, allowed.limit(KIT, KIT_LINES))
    yield from allowed.problems(existing)


def too_long(name: str, lines: int, limit: int) -> Iterator[str]:
    """One line when lines are more than the limit."""
    if lines > limit:
        yield f"{name}: {lines} lines, at most {limit}"
