"""Sites like the first of the demo, with a robot cashier each."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import httpx
import yaml
from cashier_simulator.api import Api
from cashier_simulator.cashier import Cashier
from motorway_kit.ids import new_id
from motorway_kit.testing import wait_until

from tests.support.forecourt import Forecourt
from tests.support.platform import AdminAuth, Platform

LIKE = Path("deploy/local/sites.yaml")
PRICES = Path("deploy/local/demo.yaml")
CONNECTED_S, IN_FORCE_S = 120, 400
Site = dict[str, Any]


def sites(count: int) -> list[Site]:
    """What the platform and the simulator must know of them."""
    like = yaml.safe_load(LIKE.read_text())["sites"][0]
    return [like | {"site_id": f"cap-{number:04}", "name": f"Station {number}"} for number in range(1, count + 1)]


async def hire(platform: Platform, played: list[Site]) -> str:
    """An API key of a cashier at all of them."""
    grants = [{"role": "cashier", "site": site["site_id"]} for site in played]
    async with _admin(platform) as http:
        made = await _post(http, "/api-keys", {"name": "Robot cashiers", "grants": grants})
    return str(made["secret"])


def _admin(platform: Platform) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=f"{platform['URL']}/api/v1", auth=AdminAuth(platform), timeout=60)


async def _open_for_business(platform: Platform, played: list[Site]) -> None:
    """Prices where there are none; returns when every pump has confirmed them, for its controller is there."""
    wanted = [{"grade_id": grade, "unit_price_milli": price} for grade, price in _prices().items()]
    async with _admin(platform) as http:
        paths = [f"/sites/{site['site_id']}/prices" for site in played]
        for path in paths:
            if not (await http.get(path)).raise_for_status().json()["in_force"]:
                await _post(http, path, {"prices": wanted, "effective_at": "now"})
        for path in paths:
            await wait_until(partial(_is_in_force, http, path), IN_FORCE_S, 1.0)


async def _is_in_force(http: httpx.AsyncClient, path: str) -> bool:
    prices = (await http.get(path)).raise_for_status().json()
    return bool(prices["in_force"]) and not prices["unconfirmed_pumps"]


def _prices() -> dict[str, int]:
    prices: dict[str, int] = yaml.safe_load(PRICES.read_text())["prices"]
    return prices


async def _post(http: httpx.AsyncClient, path: str, body: dict[str, Any]) -> Any:
    answer = await http.post(path, json=body, headers={"Idempotency-Key": new_id()})
    return answer.raise_for_status().json()


@asynccontextmanager
async def playing(platform: Platform, played: list[Site], key: str) -> AsyncIterator[None]:
    """While it lasts customers come to these sites, and are served."""
    if not played:
        yield
        return
    forecourt = Forecourt(platform, Path(platform["SITES_PKI"]), platform.home / "played", played)
    await forecourt.start()
    await wait_until(partial(_is_connected, forecourt), CONNECTED_S, 1.0)
    await _open_for_business(platform, played)
    api = Api(platform["URL"], key)
    tills = [asyncio.ensure_future(_cashier(api, site["site_id"]).work()) for site in played]
    try:
        yield
    finally:
        for till in tills:
            till.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.gather(*tills)
        await api.close()
        await forecourt.stop()


async def _is_connected(forecourt: Forecourt) -> bool:
    async with httpx.AsyncClient(base_url=forecourt.url, timeout=30) as http:
        return (await http.get("/readyz")).is_success


def _cashier(api: Api, site: str) -> Cashier:
    return Cashier(api, site, "robot-1", Random(site))
