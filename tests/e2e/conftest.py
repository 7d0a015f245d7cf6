"""One platform of real processes for all journeys."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
import pytest_asyncio
import yaml
from motorway_kit.testing import free_port, wait_until
from motorway_kit.testing_engines import scratch_space

from tests.support.collector import collected
from tests.support.platform import AdminAuth, Platform, throw_away_platform
from tests.support.station import Places

SIMULATION_TIMEOUT_S = 900
RECOVERY_S = 120


@pytest.fixture(scope="session")
def platform() -> Iterator[Platform]:
    with throw_away_platform(collected(), folder=scratch_space()) as running:
        yield running


@pytest_asyncio.fixture(autouse=True)
async def _ready(platform: Platform) -> None:
    """A journey begins when the platform has recovered from the one before."""
    await wait_until(platform.ready, RECOVERY_S, 0.2)


@pytest_asyncio.fixture
async def api(platform: Platform) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the REST API, signed in as the administrator."""
    auth = AdminAuth(platform)
    async with httpx.AsyncClient(base_url=f"{platform['URL']}/api/v1", auth=auth, timeout=30) as client:
        yield client


@pytest_asyncio.fixture
async def places(platform: Platform, api: httpx.AsyncClient, tmp_path: Path) -> AsyncIterator[Places]:
    """Where stations that sell are built."""
    async with AsyncExitStack() as stack:
        yield Places(platform, api, tmp_path, stack)


@dataclass
class Simulation:
    """A running simulator process, and the address of its control port."""

    process: subprocess.Popen[bytes]
    control: str

    async def play(self, scenario: str, **order: object) -> None:
        """Give it an order, as soon as it listens."""
        async with httpx.AsyncClient(base_url=f"http://{self.control}") as http:
            answer = await wait_until(lambda: self._answer(http, scenario, order), 30)
        assert isinstance(answer, httpx.Response)
        answer.raise_for_status()

    @staticmethod
    async def _answer(http: httpx.AsyncClient, scenario: str, order: dict[str, object]) -> httpx.Response | None:
        try:
            return await http.post(f"/scenario/{scenario}", json=order)
        except httpx.ConnectError:
            return None

    async def ledger(self) -> dict[str, Any]:
        """Wait for its end (everything acknowledged) and return its own truth."""
        output, _ = await asyncio.to_thread(self.process.communicate, timeout=SIMULATION_TIMEOUT_S)
        assert self.process.returncode == 0
        ledger: dict[str, Any] = orjson.loads(output)
        return ledger


Simulate = Callable[..., Awaitable[Simulation]]
DEMO_SITES = Path(__file__).parents[2] / "deploy" / "local" / "sites.yaml"


@pytest.fixture
def simulate(platform: Platform, api: httpx.AsyncClient, tmp_path: Path) -> Iterator[Simulate]:
    """`await simulate(["a", "b"], duration_s=…, speed=…)`: enrolled sites of these names, simulated."""
    started: list[subprocess.Popen[bytes]] = []

    async def start(sites: Sequence[str], *, duration_s: int, speed: float, seed: int = 1) -> Simulation:
        configuration = _sites_named(sites)
        for site in configuration:
            body = {key: value for key, value in site.items() if key != "simulation"}
            (await api.put(f"/sites/{site['site_id']}", json=body)).raise_for_status()
        file = tmp_path / f"{sites[0]}.yaml"
        file.write_text(yaml.safe_dump({"sites": configuration}))
        control = f"127.0.0.1:{free_port()}"
        command = [sys.executable, "-m", "forecourt_simulator", "run", "--sites", str(file), "--exit-when-done"]
        command += ["--pki", str(await platform.enrol(sites)), "--ca", platform["CA_FILE"]]
        command += ["--mqtt-host", platform["MQTT_HOST"], "--mqtt-port", platform["MQTT_PORT"]]
        command += ["--state", str(tmp_path / f"state-{sites[0]}"), "--control-bind", control]
        command += ["--duration", str(duration_s), "--speed", str(speed), "--seed", str(seed)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE)  # noqa: ASYNC220 - returns at once
        started.append(process)
        return Simulation(process, control)

    yield start
    for process in started:
        process.kill()
        process.communicate()


def _sites_named(names: Sequence[str]) -> list[dict[str, Any]]:
    """The demo sites under other names, whose pumps release themselves."""
    demo = yaml.safe_load(DEMO_SITES.read_text())["sites"]
    return [_alone(site, name) for site, name in zip(demo, names, strict=False)]


def _alone(site: dict[str, Any], name: str) -> dict[str, Any]:
    return {**site, "site_id": name, "simulation": {**site["simulation"], "authorisation": "stand_alone"}}
