"""No test is left out of `make test`, and none is run twice."""

import tomllib
from pathlib import Path

import pytest

from tools.all_tests import APART, LONGEST, PLACE, journeys

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_all_folders_of_tests_are_run() -> None:
    configured = tomllib.loads(Path("pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]["testpaths"]
    assert sorted([*APART, PLACE]) == sorted(configured)


def test_every_journey_is_run_once_and_the_longest_first() -> None:
    files = journeys()
    assert sorted(files) == sorted(map(str, Path(PLACE).rglob("test_*.py")))
    assert sorted(Path(file).stem for file in files[: len(LONGEST)]) == sorted(LONGEST)
