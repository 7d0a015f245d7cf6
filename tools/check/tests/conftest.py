"""A small repository to be found fault with."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Tree = Callable[[dict[str, str]], Path]


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """Writes files into a fresh git repository and gives its root; may be called again to change files."""
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main"], cwd=tmp_path, check=True)

    def write(files: dict[str, str]) -> Path:
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
        return tmp_path

    return write


@pytest.fixture
def commit(tmp_path: Path) -> Callable[[], None]:
    """Commits everything in the repository of `tree`."""

    def run() -> None:
        who = ["-c", "user.name=somebody", "-c", "user.email=somebody@example.invalid"]
        subprocess.run(["git", "add", "--all"], cwd=tmp_path, check=True)
        subprocess.run(["git", *who, "commit", "--quiet", "--message=change"], cwd=tmp_path, check=True)

    return run
