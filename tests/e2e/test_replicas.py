"""A second gateway knows what the first one knows."""

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from motorway_kit.ids import new_id
from motorway_kit.testing import wait_until

from tests.support.platform import Platform
from tests.support.second_gateway import second_gateway

pytestmark = pytest.mark.e2e

REVOKED_S = 15
GUESSES = 12


@pytest_asyncio.fixture
async def replicas(platform: Platform) -> AsyncIterator[tuple[httpx.AsyncClient, httpx.AsyncClient]]:
    """A client of each gateway, signed in to neither."""
    async with (
        second_gateway(platform) as url,
        httpx.AsyncClient(base_url=f"{platform['URL']}/api/v1", timeout=30) as first,
        httpx.AsyncClient(base_url=f"{url}/api/v1", timeout=30) as second,
    ):
        yield first, second


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def test_a_session_begun_here_is_known_and_ended_there(
    platform: Platform, replicas: tuple[httpx.AsyncClient, httpx.AsyncClient]
) -> None:
    first, second = replicas
    headers = bearer(platform.login())
    assert (await second.get("/me", headers=headers)).status_code == 200
    assert (await second.delete("/auth/session", headers=headers)).status_code == 204

    async def is_over_here() -> bool:
        return (await first.get("/me", headers=headers)).status_code == 401

    await wait_until(is_over_here, REVOKED_S, 0.2)


async def test_wrong_passwords_are_counted_together(replicas: tuple[httpx.AsyncClient, httpx.AsyncClient]) -> None:
    form = {"grant_type": "password", "username": "somebody-else", "password": "not the password"}
    guesses = [await replicas[number % 2].post("/auth/token", data=form) for number in range(GUESSES)]
    refused = [guess.status_code for guess in guesses if guess.status_code != 401]
    assert len(refused) >= GUESSES // 2
    assert set(refused) == {429}
    assert all(int(guess.headers["retry-after"]) >= 1 for guess in guesses if guess.status_code == 429)


async def test_an_answer_kept_here_is_repeated_there(
    platform: Platform, replicas: tuple[httpx.AsyncClient, httpx.AsyncClient]
) -> None:
    first, second = replicas
    headers = bearer(platform.login()) | {"Idempotency-Key": new_id()}
    body = {"site": f"twice-{new_id()[-8:]}", "label": "replicas"}
    once = await first.post("/devices", json=body, headers=headers)
    again = await second.post("/devices", json=body, headers=headers)
    other = await second.post("/devices", json={**body, "label": "another"}, headers=headers)
    assert once.status_code == again.status_code == 201
    assert once.json() == again.json()
    assert again.headers["idempotency-replayed"] == "true"
    assert (other.status_code, other.json()["reason"]) == (422, "IdempotencyKeyReused")
