"""A process that goes refuses nobody: those who keep a connection are sent away before it ends."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from motorway_kit import http as kit_http
from motorway_kit.http import LINGER_S, app, http_door
from motorway_kit.testing import free_port


@pytest_asyncio.fixture
async def base(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    """Of a door whose process is told to go as soon as the test asks for /go."""
    monkeypatch.setattr(kit_http, "QUIET_S", 1.0)
    go, bind = asyncio.Event(), f"127.0.0.1:{free_port()}"
    api = app("test", "1")

    @api.get("/go")
    async def told() -> dict[str, bool]:
        go.set()
        return {"ok": True}

    @api.get("/here")
    async def here() -> dict[str, bool]:
        return {"ok": True}

    async def serve() -> None:
        async with http_door(bind, api):
            await go.wait()

    serving = asyncio.create_task(serve())
    yield f"http://{bind}"
    go.set()
    async with asyncio.timeout(LINGER_S + 5):
        await serving


async def test_a_kept_connection_is_answered_and_ended(base: str) -> None:
    """Whoever asks once more is answered, and told to ask elsewhere."""
    async with httpx.AsyncClient(base_url=base, transport=httpx.AsyncHTTPTransport(retries=20)) as http:
        first = await http.get("/here")
        await http.get("/go")
        last = await http.get("/here")
    assert (first.status_code, last.status_code) == (200, 200)
    assert "connection" not in first.headers
    assert last.headers["connection"] == "close"
