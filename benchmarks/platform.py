"""A throw-away platform for the measurements: its own home, its own ports, no simulator."""

import asyncio
import os
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from motorway.iot.v1 import iot_pb2, iot_pb2_grpc
from motorway_kit.grpc_client import remote

UP_TIMEOUT_S = 600
ENROL_AT_ONCE = 8


@dataclass(frozen=True)
class Platform:
    """The values of platform.env, and what is built from them."""

    env: dict[str, str]
    home: Path

    def __getitem__(self, name: str) -> str:
        return self.env[f"MOTORWAY_{name}"]

    def ops(self, service: str) -> str:
        """Base URL of a service's ops door."""
        return f"http://{self[f'{service.upper()}_OPS']}"

    def metric(self, service: str, name: str) -> float:
        """The sum of a metric's samples now."""
        text = httpx.get(f"{self.ops(service)}/metrics", timeout=30).text
        lines = (line for line in text.splitlines() if line.startswith((name + " ", name + "{")))
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines)

    async def device_contexts(self, sites: list[str]) -> dict[str, ssl.SSLContext]:
        """Enrol a controller for each site and return its TLS contexts."""
        room = asyncio.Semaphore(ENROL_AT_ONCE)
        folder = Path(tempfile.mkdtemp(prefix="motorway-bench-pki-"))
        async with remote(iot_pb2_grpc.IotGatewayServiceStub, self["IOT_GATEWAY_ADDRESS"]) as gateway:

            async def enrol(site: str) -> ssl.SSLContext:
                async with room:
                    request = iot_pb2.EnrolDeviceRequest(site=site, label="bench", idempotency_key=f"bench-{site}")
                    answer = await gateway.call("EnrolDevice", request, timeout_s=60)
                return await asyncio.to_thread(_context, folder, site, answer)

            contexts = await asyncio.gather(*map(enrol, sites))
        return dict(zip(sites, contexts, strict=True))

    def login(self) -> str:
        """A bearer token of the administrator."""
        form = {"grant_type": "password", "username": self["ADMIN_USER"], "password": self["ADMIN_PASSWORD"]}
        answer = httpx.post(f"{self['URL']}/api/v1/auth/token", data=form, timeout=30)
        answer.raise_for_status()
        return str(answer.json()["access_token"])


def _context(folder: Path, site: str, answer: iot_pb2.EnrolDeviceResponse) -> ssl.SSLContext:
    bundle = folder / f"{site}.pem"
    bundle.touch(mode=0o600)
    bundle.write_text(answer.private_key_pem + answer.certificate_pem)
    context = ssl.create_default_context(cadata=answer.ca_pem)
    context.load_cert_chain(bundle)
    return context


@contextmanager
def throw_away_platform() -> Iterator[Platform]:
    """Start a platform of its own and remove it afterwards; or use the one whose home MOTORWAY_BENCH_HOME names."""
    if home := os.environ.get("MOTORWAY_BENCH_HOME"):
        yield Platform(read_env(Path(home) / "platform.env"), Path(home))
        return
    home_path = Path(tempfile.mkdtemp(prefix="motorway-bench-"))
    command = [sys.executable, "-m", "motorway_local"]
    try:
        subprocess.run([*command, "up", "--home", str(home_path), "--no-simulator"], check=True, timeout=UP_TIMEOUT_S)
        yield Platform(read_env(home_path / "platform.env"), home_path)
    finally:
        subprocess.run([*command, "reset", "--home", str(home_path), "--yes"], check=True, timeout=UP_TIMEOUT_S)


def read_env(path: Path) -> dict[str, str]:
    pairs = (line.split("=", 1) for line in path.read_text().splitlines() if "=" in line and not line.startswith("#"))
    return {name: value.strip().strip("'\"") for name, value in pairs}
