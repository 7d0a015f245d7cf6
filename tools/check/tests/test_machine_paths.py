import pytest

from tools.check.machine_paths import check
from tools.check.tests.conftest import Tree


@pytest.mark.parametrize("home", ["work", "root", "farm", "home/ada", "Users/Ada"])
def test_a_path_of_somebodys_machine_is_found(tree: Tree, home: str) -> None:
    assert f"notes.md:1: see /{home}/checkout" in check(tree({"notes.md": f"see /{home}/checkout/README.md\n"})).output


@pytest.mark.parametrize(
    "text", ["https://example.com/work/today", "docs/work/plan.md", "/usr/lib/postgresql", "/api/v1/"]
)
def test_other_paths_are_fine(tree: Tree, text: str) -> None:
    assert check(tree({"notes.md": text})).ok


def test_a_stated_reason_is_enough(tree: Tree) -> None:
    line = f"HOME = '/{'root'}/x'  # machine-path: what a bare container has\n"
    assert check(tree({"a.py": line})).ok


def test_ignored_files_are_not_read(tree: Tree) -> None:
    assert check(tree({".gitignore": ".local\n", ".local/log": f"/{'root'}/x\n"})).ok
