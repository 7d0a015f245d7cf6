import contextlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from .broker import Mosquitto, mosquitto
from .gateway import Gateway, gateway
from .pki import Authority
from .simulator import Simulator

SITE = "sim-0001"


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    made = Authority(tmp_path_factory.mktemp("pki"))
    for name in ("localhost", "gateway", SITE, "sim-0002"):
        made.issue(name)
    return made


@pytest.fixture
def broker(authority: Authority, tmp_path: Path) -> Iterator[Mosquitto]:
    with mosquitto(authority, tmp_path) as started:
        yield started


@pytest_asyncio.fixture
async def platform(broker: Mosquitto, authority: Authority) -> AsyncIterator[Gateway]:
    async with gateway(broker.port, authority.ca_file, authority.directory) as stand_in:
        yield stand_in


@pytest.fixture
def simulator(broker: Mosquitto, authority: Authority, tmp_path: Path) -> Iterator[Simulator]:
    with contextlib.closing(Simulator(broker.port, authority, tmp_path / "state")) as made:
        yield made
