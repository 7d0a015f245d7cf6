"""The simulator as its users start it: a process with a control port."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import yaml
from forecourt_simulator.config import generate_sites
from motorway_kit.testing import free_port, wait_until

from .pki import Authority

HOUR_AT_SPEED = ("--speed", "1200", "--duration", "3600")


class Simulator:
    def __init__(self, mqtt_port: int, authority: Authority, state: Path) -> None:
        self.control = f"127.0.0.1:{free_port()}"
        self.process: subprocess.Popen[bytes] | None = None
        self._state = state
        self._fixed = ["--pki", str(authority.directory), "--ca", str(authority.ca_file)]
        self._fixed += ["--mqtt-port", str(mqtt_port), "--state", str(state), "--control-bind", self.control]

    def start(self, *arguments: str) -> None:
        self._start("--generate", "1", *arguments)

    def start_pos(self, *arguments: str, **simulation: object) -> None:
        """One site of two pumps that only the platform releases, where nobody comes by themselves."""
        site = generate_sites(1, pumps=2)[0].model_dump(mode="json")
        site["simulation"] = {"customers_per_hour": 0, "authorisation": "pos", **simulation}
        file = self._state.parent / "sites.yaml"
        file.write_text(yaml.safe_dump({"sites": [site]}))
        self._start("--sites", str(file), *arguments)

    def _start(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "forecourt_simulator", "run", *self._fixed, *arguments]
        self.process = subprocess.Popen(command)

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def close(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(10)

    async def ready(self) -> None:
        await wait_until(self._answers, timeout_s=30)

    async def ledger(self, site: str = "sim-0001") -> dict[str, Any]:
        async with httpx.AsyncClient() as client:
            answer = await client.get(f"http://{self.control}/ledger", params={"site": site})
        document: dict[str, Any] = answer.json()["sites"][site]
        return document

    async def done(self) -> bool:
        """The duration is over and nothing is unacknowledged."""
        ledger = await self.ledger()
        return bool(ledger["finished"] and not ledger["unacknowledged"])

    async def play(self, scenario: str, **order: object) -> httpx.Response:
        async with httpx.AsyncClient() as client:
            return await client.post(f"http://{self.control}/scenario/{scenario}", json={"site": "sim-0001", **order})

    async def _answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, "the simulator ended"
        async with httpx.AsyncClient() as client:
            try:
                return (await client.get(f"http://{self.control}/readyz")).status_code == 200
            except httpx.TransportError:
                return False
