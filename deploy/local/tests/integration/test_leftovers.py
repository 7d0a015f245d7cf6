"""Only processes of the home are ended."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from motorway_kit.testing import wait_until
from motorway_local import leftovers
from motorway_local.platform import Home
from motorway_local.supervisor import HOME_VARIABLE

Spawn = Callable[[Path], subprocess.Popen[bytes]]


@pytest.fixture
def spawn() -> Iterator[Spawn]:
    started: list[subprocess.Popen[bytes]] = []

    def one(home: Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", "import signal; signal.pause()"]
        started.append(subprocess.Popen(command, env={**os.environ, HOME_VARIABLE: str(home)}))
        return started[-1]

    yield one
    for process in started:
        process.kill()
        process.wait()


async def test_processes_of_another_home_live_on(tmp_path: Path, spawn: Spawn) -> None:
    home, other = Home(tmp_path / "home"), Home(tmp_path / "home-two")
    spawn(home.path)
    theirs = spawn(other.path)
    await wait_until(lambda: bool(leftovers.find(home)) and bool(leftovers.find(other)))
    assert leftovers.end(home) == 1
    assert not leftovers.find(home)
    assert theirs.poll() is None
