"""A platform that is only written down."""

from pathlib import Path

import pytest
from motorway_local import credentials
from motorway_local.platform import Home, Platform
from motorway_local.ports import Ports


@pytest.fixture
def platform(tmp_path: Path) -> Platform:
    home = Home(tmp_path / "home")
    secrets = credentials.load_or_make(home / "secrets.json")
    return Platform(home, Ports(20_000), secrets, "sites: []", tmp_path / "code", "/usr/bin/python3")
