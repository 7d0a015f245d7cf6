"""No test is left out of `make test`, and none is run twice."""

import tomllib
from itertools import chain
from pathlib import Path

import pytest

from tools.all_tests import JOURNEYS, LONGEST, journeys, others

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_all_folders_of_tests_are_run() -> None:
    configured = tomllib.loads(Path("pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]["testpaths"]
    services = [str(path.parent) for path in Path("services").glob("*/tests")]
    apart = [folder for folder in configured if folder not in ("services", JOURNEYS)]
    assert sorted([*others(), *chain(*LONGEST)]) == sorted([*services, *apart])


def test_every_journey_is_in_one_half() -> None:
    one, other = journeys()
    assert sorted([*one, *other]) == sorted(map(str, Path(JOURNEYS).rglob("test_*.py")))
    assert abs(len(one) - len(other)) <= 1
