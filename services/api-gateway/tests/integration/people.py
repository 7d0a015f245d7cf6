"""Users with roles, made through the real door, and what they sign in with."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from .conftest import RunningGateway
from .neighbours import SITE

OTHER = "m1-leicester"
PASSWORD = "seven green lorries wait"
API = "/api/v1"


def at(role: str, site: str = SITE) -> dict[str, Any]:
    return {"role": role, "site": site}


def over(role: str, area: str) -> dict[str, Any]:
    return {"role": role, "area": area}


def everywhere(role: str) -> dict[str, Any]:
    return {"role": role, "everything": True}


async def make_user(http: httpx.AsyncClient, username: str, *grants: dict[str, Any], **more: Any) -> dict[str, Any]:
    body = {"username": username, "display_name": username.title(), "password": PASSWORD, "grants": list(grants)}
    response = await http.post(f"{API}/users", json=body | more)
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()["user"]
    return made


async def token_of(gateway: RunningGateway, username: str, password: str = PASSWORD) -> str:
    response = await gateway.sign_in(password, username)
    assert response.status_code == 200, response.text
    return str(response.json()["access_token"])


@asynccontextmanager
async def as_user(gateway: RunningGateway, username: str, password: str = PASSWORD) -> AsyncIterator[httpx.AsyncClient]:
    async with gateway.client(token=await token_of(gateway, username, password)) as http:
        yield http


@asynccontextmanager
async def as_new(
    gateway: RunningGateway, username: str, *grants: dict[str, Any]
) -> AsyncIterator[tuple[httpx.AsyncClient, dict[str, Any]]]:
    """Somebody new with these roles, signed in; and the user."""
    async with gateway.client() as admin:
        made = await make_user(admin, username, *grants)
    async with as_user(gateway, username) as http:
        yield http, made


def reason_of(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json().get("reason", "")


def field_of(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["errors"][0]["field"]
