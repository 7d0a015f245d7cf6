"""A live stream lasts as long as its session holds and its rights are the same."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
import redis.asyncio as redis
from motorway_kit.testing import wait_until

from .browser import API, Browser, browser
from .conftest import Neighbours, PassedClock, RunningGateway
from .neighbours import SITE, make_site
from .people import OTHER, at, everywhere, make_user, token_of
from .sse import SseClient, publish


@pytest_asyncio.fixture
async def store(redis_url: str) -> AsyncIterator[redis.Redis]:
    async with redis.from_url(redis_url) as client:
        yield client


async def listening(gateway: RunningGateway, token: str = "", **more: Any) -> SseClient:
    client = await SseClient.open(gateway.url, token or gateway.token, **more)
    await wait_until(lambda: client.text)
    return client


def cookie_of(http: Browser) -> str:
    return f"Cookie: motorway_session={http.cookies['motorway_session']}"


async def test_it_works_with_a_cookie_and_outlives_the_access_token(
    gateway: RunningGateway, store: redis.Redis, clock: PassedClock
) -> None:
    async with browser(gateway) as http:
        client = await listening(gateway, proof=cookie_of(http))
        for _ in range(3):
            clock.turn(minutes=9)
            assert (await http.refresh()).status_code == 200
        ids = await publish(store, ["1"])
        await wait_until(lambda: client.ids == ids)
        assert not client.ended
        await client.close()


@pytest.mark.parametrize("where", ["here", "elsewhere"])
async def test_it_ends_soon_after_its_session_wherever_that_is_ended(
    gateway: RunningGateway, second_gateway: RunningGateway, where: str
) -> None:
    async with browser(gateway) as http, browser(gateway) as other:
        client, kept = [await listening(gateway, proof=cookie_of(one)) for one in (http, other)]
        async with http.copied({"here": gateway, "elsewhere": second_gateway}[where].url) as there:
            assert (await there.sign_out()).status_code == 204
        await wait_until(lambda: client.ended, timeout_s=5)
        assert not kept.ended
        for one in (client, kept):
            await one.close()


async def test_it_ends_when_the_session_idles_out(gateway: RunningGateway, clock: PassedClock) -> None:
    async with browser(gateway) as http:
        client = await listening(gateway, proof=cookie_of(http))
        clock.turn(hours=13)
        await wait_until(lambda: client.ended, timeout_s=5)
        await client.close()


async def test_it_ends_when_its_rights_change_and_begins_again_with_the_new_ones(
    gateway: RunningGateway, neighbours: Neighbours, store: redis.Redis
) -> None:
    neighbours.pos.sites[OTHER] = make_site(OTHER)
    async with gateway.client() as admin:
        jo = await make_user(admin, "jo", at("cashier"), at("cashier", OTHER))
        token = await token_of(gateway, "jo")
        client = await listening(gateway, token)
        await admin.patch(f"{API}/users/{jo['user_id']}", json={"grants": [at("cashier", OTHER)]})
    await wait_until(lambda: client.ended, timeout_s=5)
    again = await listening(gateway, token)
    _, (seen,) = await publish(store, ["1"], site=SITE), await publish(store, ["2"], site=OTHER)
    await wait_until(lambda: again.ids)
    assert again.ids == [seen]
    for one in (client, again):
        await one.close()


async def test_it_ends_soon_after_its_api_key_is_revoked(gateway: RunningGateway) -> None:
    async with gateway.client() as admin:
        made = (await admin.post(f"{API}/api-keys", json={"name": "wall", "grants": [everywhere("auditor")]})).json()
        client = await listening(gateway, proof=f"X-API-Key: {made['secret']}")
        await admin.post(f"{API}/api-keys/{made['api_key']['api_key_id']}/revoke")
    await wait_until(lambda: client.ended, timeout_s=8)
    await client.close()


async def test_sales_are_told_to_whoever_may_read_them(
    gateway: RunningGateway, neighbours: Neighbours, store: redis.Redis
) -> None:
    """A technician is told of pumps, not of money; a cashier of sales and payments, not of what is checked of them."""
    neighbours.pos.sites[SITE] = make_site(SITE)
    async with gateway.client() as admin:
        await make_user(admin, "tess", at("technician"))
        await make_user(admin, "carl", at("cashier"))
    technician = await listening(gateway, await token_of(gateway, "tess"))
    cashier = await listening(gateway, await token_of(gateway, "carl"))
    everybody = await listening(gateway)
    kinds = ["sale.changed", "payment.changed", "card_refund.changed", "pump.state"]
    kinds = ["discrepancy.changed", "dispute.changed", "break.changed", *kinds]
    ids = [(await publish(store, ["1"], site=SITE, kind=kind))[0] for kind in kinds]
    await wait_until(lambda: ids[-1:] == technician.ids[-1:] == cashier.ids[-1:] == everybody.ids[-1:])
    assert (technician.ids, cashier.ids, everybody.ids) == (ids[-1:], ids[3:], ids)
    for client in (technician, cashier, everybody):
        await client.close()
