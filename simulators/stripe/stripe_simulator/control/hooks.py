"""Webhooks: what happens to them on their way, which secrets sign them, what became of them."""

import asyncio
from collections import Counter
from typing import Any

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, Field

from stripe_simulator.control.parts import Parts
from stripe_simulator.mischief import Mischief
from stripe_simulator.objects import deliveries
from stripe_simulator.objects.deliveries import DELIVERY, ENDPOINT
from stripe_simulator.world import World

SETTLE_WITHIN_S = 30


class Endpoint(BaseModel):
    """Where webhooks go; a known one keeps its id and gets these secrets. Several sign while one is replaced."""

    url: str
    secrets: list[str] = Field(min_length=1)
    enabled_events: list[str] = ["*"]


def router(parts: Parts) -> APIRouter:
    routes = APIRouter(prefix="/webhooks", tags=["webhooks"])
    _add_mischief(routes, parts)
    _add_endpoints(routes, parts)

    @routes.post("/settle")
    async def settle() -> dict[str, int]:
        """Waits until everything that is due has been sent. How many deliveries there are, by state."""
        try:
            async with asyncio.timeout(SETTLE_WITHIN_S):
                await parts.dispatcher.settled()
        except TimeoutError:
            raise HTTPException(504, f"not sent within {SETTLE_WITHIN_S} s") from None
        return Counter(row["status"] for row in parts.world.table(DELIVERY).oldest_first())

    @routes.get("/deliveries")
    async def list_deliveries(event: str = "") -> list[dict[str, Any]]:
        """Of one event or of all, oldest first."""
        rows = parts.world.table(DELIVERY).oldest_first()
        return [row for row in rows if event in ("", row["event"])]

    @routes.post("/resend/{event}")
    async def resend(event: str) -> None:
        """Once more, as `stripe events resend` does."""
        parts.world.get("event", event)
        parts.dispatcher.send_again(event)

    return routes


def _add_mischief(routes: APIRouter, parts: Parts) -> None:
    @routes.get("")
    async def show() -> Mischief:
        return parts.dispatcher.mischief

    @routes.put("")
    async def change(mischief: Mischief) -> Mischief:
        """What is not named is as it should be: `{}` releases what was held and ends all mischief."""
        parts.dispatcher.mischief = mischief
        parts.dispatcher.wake()
        return mischief


def _add_endpoints(routes: APIRouter, parts: Parts) -> None:
    @routes.put("/endpoint")
    async def put_endpoint(wish: Endpoint) -> dict[str, Any]:
        return deliveries.shown(ensure_endpoint(parts.world, wish))

    @routes.delete("/endpoints")
    async def remove_endpoints() -> None:
        """Nobody hears anything any more."""
        for row in list(parts.world.table(ENDPOINT).oldest_first()):
            parts.world.remove(ENDPOINT, row["id"])
        parts.world.commit()


def ensure_endpoint(world: World, wish: Endpoint) -> dict[str, Any]:
    """The endpoint with this address, with these secrets."""
    known = next((row for row in world.table(ENDPOINT).oldest_first() if row["url"] == wish.url), None)
    row = known or deliveries.endpoint(wish.url, wish.enabled_events, "", world.now)
    made = world.put({**row, "enabled_events": wish.enabled_events, "_secrets": wish.secrets})
    world.commit()
    return made
