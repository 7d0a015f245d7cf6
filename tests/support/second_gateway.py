"""A second api-gateway beside the platform's own, as another replica would be, or one whose line comes and goes."""

import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import httpx
from motorway_kit.testing import free_port, wait_until

from tests.support.platform import Platform, serving_process

START_S = 60


class Gateway:
    """The platform's settings but for the ports and what `settings` say otherwise."""

    def __init__(self, platform: Platform, **settings: str) -> None:
        port = urlsplit(platform["URL"]).port
        assert port is not None
        bind = f"127.0.0.1:{free_port()}"
        ours = {"MOTORWAY_HTTP_BIND": bind, "MOTORWAY_OPS_BIND": "127.0.0.1:0", **settings}
        self._settings = serving_process(port).environ() | ours
        self.url = f"http://{bind}"
        self._process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        command = [sys.executable, "-m", "api_gateway"]
        self._process = subprocess.Popen(command, env=self._settings, stdout=subprocess.DEVNULL)  # noqa: ASYNC220 - returns at once
        await wait_until(lambda: _ready(self.url), START_S, 0.1)

    def stop(self) -> None:
        """Without a word to anybody, as a line goes."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(timeout=START_S)
            self._process = None


@asynccontextmanager
async def own_gateway(platform: Platform, **settings: str) -> AsyncIterator[Gateway]:
    gateway = Gateway(platform, **settings)
    try:
        await gateway.start()
        yield gateway
    finally:
        gateway.stop()


@asynccontextmanager
async def second_gateway(platform: Platform) -> AsyncIterator[str]:
    """Its base URL."""
    async with own_gateway(platform) as gateway:
        yield gateway.url


async def _ready(url: str) -> bool:
    async with httpx.AsyncClient(timeout=5) as http:
        try:
            return (await http.get(f"{url}/readyz")).status_code == 200
        except httpx.TransportError:
            return False
