import pytest

from tools.check.file_size import ALLOWED, check
from tools.check.tests.conftest import Tree

LONG_FUNCTION = "def long() -> None:\n" + "    print()\n" * 30


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("libs/motorway_kit/motorway_kit/db.py", 300),
        ("services/pos/pos/__main__.py", 40),
        ("services/pos/pos/settings.py", 60),
        ("services/pos/pos/grpc_api.py", 200),
        ("web/src/page.tsx", 300),
        ("services/pos/tests/unit/test_domain.py", 400),
    ],
)
def test_a_file_longer_than_its_limit_is_found(tree: Tree, name: str, lines: int) -> None:
    assert check(tree({name: "\n" * lines})).ok
    assert f"{name}: {lines + 1} lines, at most {lines}" in check(tree({name: "\n" * (lines + 1)})).output


def test_a_long_function_is_found_with_its_line(tree: Tree) -> None:
    root = tree({"services/pos/pos/app.py": "\n" + LONG_FUNCTION})
    assert check(root).output == "services/pos/pos/app.py:2 long: 31 lines, at most 30"


def test_a_docstring_does_not_count(tree: Tree) -> None:
    text = LONG_FUNCTION.replace("\n", '\n    """One.\n\n    Two.\n    """\n', 1).replace("    print()\n", "", 1)
    assert check(tree({"services/pos/pos/app.py": text})).ok


def test_generated_stubs_may_be_long(tree: Tree) -> None:
    assert check(tree({"libs/motorway_proto/motorway/pos/v1/pos_pb2.py": "\n" * 999})).ok


def test_the_kit_as_a_whole_has_a_limit(tree: Tree) -> None:
    files = {f"libs/motorway_kit/motorway_kit/part_{number}.py": "\n" * 290 for number in range(6)}
    assert "1740 lines, at most 1500" in check(tree(files)).output


def test_an_allowed_size_needs_a_reason_and_a_file(tree: Tree) -> None:
    source = {"services/pos/pos/app.py": LONG_FUNCTION}
    entry = '["services/pos/pos/app.py::long"]\nlines = 31\nreason = "{}"\n'
    assert check(tree({**source, ALLOWED: entry.format("a table")})).ok
    assert "gives no reason" in check(tree({**source, ALLOWED: entry.format("")})).output
    gone = entry.format("a table") + '["services/pos/pos/gone.py"]\nlines = 400\nreason = "x"\n'
    assert "gone.py does not exist" in check(tree({**source, ALLOWED: gone})).output
