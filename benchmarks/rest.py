"""(e): an authenticated read and an idempotent write, beside a bare FastAPI route and a bare INSERT."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import asyncpg
import httpx
import numpy as np
import orjson
from motorway_kit.ids import new_id
from motorway_kit.testing import free_port, wait_until

from benchmarks.http_load import CONNECTIONS, Load, get, load, post
from tests.support.platform import Platform

INSERT = "INSERT INTO bench_insert (id, name, secret_hash, document) VALUES ($1, $2, $3, $4)"
TABLE = "CREATE TABLE bench_insert (id uuid PRIMARY KEY, name text, secret_hash bytea, document text)"


async def authenticated_read(platform: Platform, count: int, path: str) -> Load:
    """GET of a document as the administrator."""
    url, token = f"{platform['URL']}/api/v1{path}", platform.login()
    request = get(url, token)
    await load(url, count // 10, lambda _: request)
    return await load(url, count, lambda _: request)


async def bare_read(platform: Platform, count: int) -> Load:
    """GET of the same document from a bare FastAPI route in a process of its own."""
    headers = {"Authorization": f"Bearer {platform.login()}"}
    async with httpx.AsyncClient(headers=headers, timeout=30) as http:
        document = (await http.get(f"{platform['URL']}/api/v1/me")).content
    async with _bare_api(document) as url:
        request = get(url)
        await load(url, count // 10, lambda _: request)
        return await load(url, count, lambda _: request)


async def idempotent_write(platform: Platform, count: int) -> Load:
    """POST of API keys, each with a key of its own: answer kept, audit record chained, all committed."""
    url, token = f"{platform['URL']}/api/v1/api-keys", platform.login()
    expires_at = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    grants = [{"role": "technician", "everything": True}]
    body = orjson.dumps({"name": "benchmark", "grants": grants, "expires_at": expires_at})
    return await load(url, count, lambda _: post(url, token, body, new_id()))


async def bare_insert(platform: Platform, count: int) -> Load:
    """One committed row at a time, on as many connections."""
    url = platform["DATABASE_URL_TELEMETRY"]
    async with asyncpg.create_pool(url, min_size=CONNECTIONS, max_size=CONNECTIONS) as pool:
        await pool.execute(TABLE)
        try:
            return await _inserted(pool, count)
        finally:
            await pool.execute("DROP TABLE bench_insert")


async def _inserted(pool: "asyncpg.Pool[asyncpg.Record]", count: int) -> Load:
    times: list[float] = []
    numbers = iter(range(count))

    async def one_after_another() -> None:
        async with pool.acquire() as conn:
            for _ in numbers:
                started = time.perf_counter()
                await conn.execute(INSERT, new_id(), "benchmark", bytes(32), "x" * 300)
                times.append(time.perf_counter() - started)

    started = time.perf_counter()
    await asyncio.gather(*(one_after_another() for _ in range(CONNECTIONS)))
    return Load(count / (time.perf_counter() - started), float(np.percentile(times, 99)) * 1000)


@asynccontextmanager
async def _bare_api(document: bytes) -> AsyncIterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.bare_api", "127.0.0.1", str(port)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: ASYNC220 - returns at once
    assert process.stdin is not None
    process.stdin.write(document)
    process.stdin.close()
    url = f"http://127.0.0.1:{port}/me"
    try:
        await wait_until(lambda: _answers(url), 30)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=30)


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=5).status_code == 200
    except httpx.ConnectError:
        return False
