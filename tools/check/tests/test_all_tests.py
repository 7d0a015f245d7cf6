"""No folder of tests is left out of `make test`."""

import tomllib
from pathlib import Path

import pytest

from tools.all_tests import JOURNEYS, LONGEST, others

ROOT = Path(__file__).parents[3]


def test_all_folders_of_tests_are_run_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    configured = tomllib.loads(Path("pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]["testpaths"]
    services = [str(path.parent) for path in Path("services").glob("*/tests")]
    run = [*JOURNEYS, *others(), *(folder for group in LONGEST for folder in group)]
    assert sorted(run) == sorted([*services, *(folder for folder in configured if folder != "services")])
