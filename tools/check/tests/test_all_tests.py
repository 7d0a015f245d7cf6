"""No folder of tests is left out of `make test`."""

import tomllib
from pathlib import Path

from tools.all_tests import APART, PLACE

ROOT = Path(__file__).parents[3]


def test_all_folders_of_tests_are_run() -> None:
    configured = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]["testpaths"]
    assert sorted([*APART, PLACE]) == sorted(configured)
