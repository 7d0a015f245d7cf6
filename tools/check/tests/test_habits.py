import pytest

from tools.check.habits import check
from tools.check.tests.conftest import Tree


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("await asyncio.sleep(0.1)", "a sleep"),
        ("time.sleep(delay)", "a sleep"),
        ("pytest.skip('no server')", "pytest skip"),
        ("mark = pytest.mark.xfail", "pytest xfail"),
        ("from unittest.mock import Mock", "unittest.mock"),
        ("from unittest import mock", "unittest.mock"),
        ("monkeypatch.setattr('pos.app.clock', clock)", "string path"),
    ],
)
def test_a_bad_habit_is_found(tree: Tree, line: str, reason: str) -> None:
    text = f"async def test_it() -> None:\n    {line}\n"
    assert f"test_app.py:2: {reason}" in check(tree({"services/pos/tests/unit/test_app.py": text})).output.replace(
        "patched by ", ""
    )


@pytest.mark.parametrize("line", ["await asyncio.sleep(0)", "monkeypatch.setenv('A', 'b')", "wait_until(ready)"])
def test_good_habits_are_fine(tree: Tree, line: str) -> None:
    assert check(tree({"services/pos/tests/unit/test_app.py": f"async def test_it() -> None:\n    {line}\n"})).ok


def test_a_stand_in_may_tick(tree: Tree) -> None:
    assert check(tree({"services/pos/tests/integration/broker.py": "time.sleep(0.1)\n"})).ok


def test_code_outside_tests_may_sleep(tree: Tree) -> None:
    assert check(tree({"libs/motorway_kit/motorway_kit/outbox.py": "time.sleep(1)\n"})).ok
