"""The command line, and keys of the audit."""

from collections.abc import Callable
from pathlib import Path

import pytest
from motorway_access.testing import CallerKeys
from motorway_cli.commands import app
from typer.testing import CliRunner, Result


@pytest.fixture
def keys(tmp_path: Path) -> CallerKeys:
    return CallerKeys.make(tmp_path / "keys")


@pytest.fixture
def motorway() -> Callable[..., Result]:
    """Runs the command line in this process."""
    return lambda *arguments: CliRunner().invoke(app, [*map(str, arguments)])
