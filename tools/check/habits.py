"""Rules for tests of CONVENTIONS that can be read off the syntax tree."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

from tools.check.files import is_test, repository_files
from tools.check.outcome import Outcome, found

SKIPS = {"skip", "skipif", "xfail", "importorskip"}


def check(root: Path) -> Outcome:
    """Every Python test file."""
    tests = (path for path in repository_files(root) if path.suffix == ".py" and is_test(path))
    return found(f"{path}:{problem}" for path in tests for problem in problems(path, (root / path).read_text()))


def problems(path: Path, source: str) -> Iterator[str]:
    """Line and reason of skips, mocks and patches by string path; of sleeps where tests are, for stand-ins may tick."""
    rules = (*RULES, sleeps) if path.name.startswith("test_") else RULES
    for node in ast.walk(ast.parse(source)):
        for rule in rules:
            if reason := rule(node):
                yield f"{getattr(node, 'lineno', 0)}: {reason}"


def sleeps(node: ast.AST) -> str:
    """A call of sleep with anything but 0."""
    if not isinstance(node, ast.Call) or called(node)[-1:] != ["sleep"] or not node.args:
        return ""
    argument = node.args[0]
    is_zero = isinstance(argument, ast.Constant) and argument.value == 0
    return "" if is_zero else "a sleep: wait for the condition with wait_until"


def skips(node: ast.AST) -> str:
    """pytest.skip, pytest.mark.skipif, xfail."""
    if isinstance(node, ast.Attribute) and node.attr in SKIPS and dotted(node)[:1] == ["pytest"]:
        return f"pytest {node.attr}: a test runs or does not exist"
    return ""


def mocks(node: ast.AST) -> str:
    """An import of unittest.mock."""
    names: list[str] = []
    if isinstance(node, ast.ImportFrom):
        names = [f"{node.module}.{alias.name}" for alias in node.names]
    elif isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    return "unittest.mock: write a fake" if any(name.startswith("unittest.mock") for name in names) else ""


def patches(node: ast.AST) -> str:
    """monkeypatch.setattr with a dotted string."""
    if isinstance(node, ast.Call) and called(node)[-2:] == ["monkeypatch", "setattr"] and node.args:
        target = node.args[0]
        if isinstance(target, ast.Constant) and isinstance(target.value, str):
            return "patched by string path: pass the dependency as an argument"
    return ""


def called(node: ast.Call) -> list[str]:
    """The called name, split at its dots."""
    return dotted(node.func)


def dotted(node: ast.AST) -> list[str]:
    """`a.b.c` as its parts; empty for anything else."""
    if isinstance(node, ast.Attribute):
        return [*dotted(node.value), node.attr]
    return [node.id] if isinstance(node, ast.Name) else []


RULES: tuple[Callable[[ast.AST], str], ...] = (skips, mocks, patches)
