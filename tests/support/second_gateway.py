"""A second api-gateway beside the platform's own, as another replica would be."""

import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import httpx
from motorway_kit.testing import free_port, wait_until

from tests.support.platform import Platform, serving_process

START_S = 60


@asynccontextmanager
async def second_gateway(platform: Platform) -> AsyncIterator[str]:
    """Its base URL; the same settings but for the ports."""
    port = urlsplit(platform["URL"]).port
    assert port is not None
    bind = f"127.0.0.1:{free_port()}"
    settings = serving_process(port).environ() | {"MOTORWAY_HTTP_BIND": bind, "MOTORWAY_OPS_BIND": "127.0.0.1:0"}
    process = subprocess.Popen(  # noqa: ASYNC220 - returns at once
        [sys.executable, "-m", "api_gateway"], env=settings, stdout=subprocess.DEVNULL
    )
    try:
        await wait_until(lambda: _ready(f"http://{bind}"), START_S, 0.1)
        yield f"http://{bind}"
    finally:
        process.terminate()
        process.wait(timeout=START_S)


async def _ready(url: str) -> bool:
    async with httpx.AsyncClient(timeout=5) as http:
        try:
            return (await http.get(f"{url}/readyz")).status_code == 200
        except httpx.TransportError:
            return False
