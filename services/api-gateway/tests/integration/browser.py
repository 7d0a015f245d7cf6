"""A browser that keeps its cookies, and says that our own page asks."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from .conftest import PASSWORD, RunningGateway

API = "/api/v1"
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


class Browser(httpx.AsyncClient):
    """`copied` is a second one with the same cookies: another tab, or a thief."""

    def __init__(self, url: str, cookies: Any = None) -> None:
        super().__init__(base_url=url, headers=SAME_ORIGIN, cookies=cookies, timeout=20)

    async def sign_in(self, password: str = PASSWORD, username: str = "admin", **more: str) -> httpx.Response:
        body = {"username": username, "password": password, **more}
        return await self.post(f"{API}/auth/session", json=body)

    async def refresh(self) -> httpx.Response:
        return await self.post(f"{API}/auth/session/refresh")

    async def sign_out(self) -> httpx.Response:
        return await self.delete(f"{API}/auth/session")

    async def me(self) -> httpx.Response:
        return await self.get(f"{API}/me")

    @asynccontextmanager
    async def copied(self, url: str = "") -> AsyncIterator["Browser"]:
        async with Browser(url or str(self.base_url), httpx.Cookies(self.cookies)) as copy:
            yield copy


@asynccontextmanager
async def browser(gateway: RunningGateway, username: str = "admin", password: str = PASSWORD) -> AsyncIterator[Browser]:
    """Signed in."""
    async with Browser(gateway.url) as signed_in:
        response = await signed_in.sign_in(password, username)
        assert response.status_code == 200, response.text
        yield signed_in


def reason_of(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json().get("reason", "")
