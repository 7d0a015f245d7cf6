"""A platform of the real api-gateway and the real pos; what they have no need of here is not there."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from api_gateway.__main__ import wire
from api_gateway.settings import Settings
from motorway_access.testing import CallerKeys
from motorway_kit.db import pool
from motorway_kit.grpc_server import grpc_server
from motorway_kit.health import Health
from motorway_kit.runtime import serve
from motorway_kit.testing import free_port, wait_until
from pos.clients import neighbours
from pos.grpc_api import RULES, servicers
from pos.parts import Pos
from pos.settings import PosSettings

PASSWORD = "a long password"
NOWHERE = "127.0.0.1:1"


@asynccontextmanager
async def serving_pos(database_url: str, keys: CallerKeys) -> AsyncIterator[str]:
    """The address of its gRPC door."""
    settings = PosSettings(
        database_url=database_url,
        amqp_url="amqp://unused",
        caller_keys_file=keys.public_file,
        service_key_file=keys.private_file,
        iot_gateway_address=NOWHERE,
        telemetry_address=NOWHERE,
        payments_address=NOWHERE,
    )
    async with pool(database_url, Health()) as db, neighbours(settings) as others:
        parts = Pos(settings, db, *others)
        async with grpc_server("127.0.0.1:0", servicers(parts), guard=settings.guard(RULES)) as port:
            yield f"127.0.0.1:{port}"


@asynccontextmanager
async def serving_gateway(database_url: str, redis_url: str, pos: str, keys: CallerKeys) -> AsyncIterator[str]:
    """Its URL."""
    settings = Settings(
        http_bind=f"127.0.0.1:{free_port()}",
        database_url=database_url,
        redis_url=redis_url,
        pos_address=pos,
        iot_gateway_address=NOWHERE,
        telemetry_address=NOWHERE,
        alerts_address=NOWHERE,
        payments_address=NOWHERE,
        key_secret="a secret of more than thirty-two characters",
        caller_key_file=keys.private_file,
        admin_password=PASSWORD,
        second_factor_roles="",
    )
    url, stop = f"http://{settings.http_bind}", asyncio.Event()
    task = asyncio.create_task(serve("api-gateway", settings, wire, stop=stop))
    try:
        await wait_until(lambda: _answers(url))
        yield url
    finally:
        stop.set()
        await task


async def _answers(url: str) -> bool:
    async with httpx.AsyncClient() as http:
        try:
            return (await http.get(f"{url}/livez")).status_code == 200
        except httpx.TransportError:
            return False


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def lines(self) -> list[str]:
        return self.stdout.splitlines()


async def motorway_site(home: Path, command: str, *arguments: object, answer: str = "") -> Done:
    """`motorway site …` in a process of its own; `answer` is what somebody types."""
    words = ["-m", "motorway_cli", "site", command, *map(str, arguments), "--home", str(home)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, *words, env=environment, stdin=PIPE, stdout=PIPE, stderr=PIPE
    )
    out, error = await process.communicate(answer.encode())
    assert process.returncode is not None
    return Done(process.returncode, out.decode(), error.decode())


def write_home(folder: Path, url: str) -> None:
    """As `make up` leaves it."""
    lines = [f"MOTORWAY_URL={url}", "MOTORWAY_ADMIN_USER=admin", f"MOTORWAY_ADMIN_PASSWORD={PASSWORD}"]
    (folder / "platform.env").write_text("\n".join(lines) + "\n")
