"""A simulator process of one's own, with its control port."""

import asyncio
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import orjson
import yaml
from motorway_kit.testing import free_port, wait_until

from tests.support.collector import marks
from tests.support.platform import Platform

START_S = 60
STOP_S = 30
POLL_S = 0.1


@dataclass(frozen=True)
class Pace:
    """How its time goes: real time, or a past that runs at `speed`, which ends after `duration_s`, if that is given."""

    speed: float = 1.0
    start: datetime | None = None
    duration_s: int = 0
    seed: int = 1

    def options(self) -> list[str]:
        told = ["--speed", str(self.speed), "--seed", str(self.seed)]
        told += ["--start-time", self.start.isoformat()] if self.start else []
        return [*told, "--duration", str(self.duration_s), "--exit-when-done"] if self.duration_s else told


REAL_TIME = Pace()


@dataclass
class Forecourt:
    """Simulated sites with their certificates in `pki` and their state in `folder`; stopped and started at will."""

    platform: Platform
    pki: Path
    folder: Path
    sites: list[dict[str, Any]]
    control: str = field(default_factory=lambda: f"127.0.0.1:{free_port()}")
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        """Of its control port."""
        return f"http://{self.control}"

    async def start(self, pace: Pace = REAL_TIME, *, connected: bool = True) -> None:
        """Returns when it answers. Not `connected`: the line to the platform is dead from the first instant on."""
        self.folder.mkdir(exist_ok=True)
        file = self.folder / "sites.yaml"
        file.write_text(yaml.safe_dump({"sites": self.sites}))
        command = [sys.executable, "-m", "forecourt_simulator", "run", "--sites", str(file)]
        command += ["--pki", str(self.pki), "--ca", self.platform["CA_FILE"], "--control-bind", self.control]
        command += ["--mqtt-host", self.platform["MQTT_HOST"], "--state", str(self.folder / "state")]
        command += ["--mqtt-port", self.platform["MQTT_PORT"] if connected else str(free_port()), *pace.options()]
        env = os.environ | marks(self.platform["OTLP_ENDPOINT"])
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, env=env)  # noqa: ASYNC220 - returns at once
        await wait_until(self._alive, START_S, POLL_S)

    async def stop(self) -> None:
        """An orderly end; what is unacknowledged stays on its disk."""
        assert self.process is not None
        self.process.terminate()
        await asyncio.to_thread(self.process.communicate, timeout=STOP_S)

    async def replace(self) -> None:
        """New controllers in place of the old ones: nothing of what was before is in their memory."""
        await self.stop()
        shutil.rmtree(self.folder / "state")
        await self.start()

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.communicate()

    async def end(self, timeout_s: float) -> dict[str, Any]:
        """Wait until it is over (the duration, and everything acknowledged); the ledgers of its sites."""
        assert self.process is not None
        output, _ = await asyncio.to_thread(self.process.communicate, timeout=timeout_s)
        assert self.process.returncode == 0
        ledgers: dict[str, Any] = orjson.loads(output)["sites"]
        return ledgers

    async def play(self, scenario: str, **order: object) -> None:
        """Make something happen at a site. Refused orders fail the test."""
        async with httpx.AsyncClient(base_url=self.url, timeout=30) as http:
            answer = await http.post(f"/scenario/{scenario}", json=order)
        assert answer.is_success, answer.text

    async def truth(self, site: str) -> dict[str, Any]:
        """The simulator's own ledger of the site, now."""
        async with httpx.AsyncClient(base_url=self.url, timeout=30) as http:
            answer = await http.get("/ledger", params={"site": site})
        told: dict[str, Any] = answer.raise_for_status().json()["sites"][site]
        return told

    async def _alive(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, "the simulator ended"
        async with httpx.AsyncClient(base_url=self.url, timeout=5) as http:
            try:
                return (await http.get("/livez")).is_success
            except httpx.TransportError:
                return False
