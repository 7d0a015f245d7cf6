"""The gateway as it really runs: a process of its own, which can be killed."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from iot_gateway.settings import IotGatewaySettings
from motorway_kit.testing import free_port, wait_until

Process = subprocess.Popen[bytes]


def as_replica(settings: IotGatewaySettings, instance: str) -> IotGatewaySettings:
    """The same gateway with doors and a name of its own."""
    own = {name: f"127.0.0.1:{free_port()}" for name in ("grpc_bind", "ops_bind", "bridge_bind", "crl_bind")}
    return settings.model_copy(update={**own, "instance": instance})


@asynccontextmanager
async def gateway_process(settings: IotGatewaySettings) -> AsyncIterator[Process]:
    """Ready for work; killed when the block ends."""
    process = await asyncio.to_thread(_start, settings)
    try:
        await wait_until(lambda: _answers(settings), 30)
        yield process
    finally:
        process.kill()
        await asyncio.to_thread(process.wait)


def _start(settings: IotGatewaySettings) -> Process:
    env = {f"MOTORWAY_{name.upper()}": str(value) for name, value in settings.model_dump().items()}
    paths = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-m", "iot_gateway"]
    return subprocess.Popen(command, env={**os.environ, **env, **paths}, cwd=Path(__file__).parent)


async def _answers(settings: IotGatewaySettings) -> bool:
    async with httpx.AsyncClient() as client:
        try:
            return (await client.get(f"http://{settings.ops_bind}/readyz")).status_code == 200
        except httpx.TransportError:
            return False
