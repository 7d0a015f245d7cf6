"""The account itself: its time, its cards, its money, its readers; everything at once."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from stripe_simulator.control.parts import Parts


class Advance(BaseModel):
    """Seconds; time does not go back."""

    seconds: Annotated[float, Field(ge=0)]


def router(parts: Parts) -> APIRouter:
    routes = APIRouter(tags=["account"])
    _add_clock(routes, parts)

    @routes.get("/livez")
    async def livez() -> dict[str, str]:
        return {}

    @routes.post("/reset")
    async def reset() -> None:
        """Everything is gone: objects, webhook endpoints, rules. The time stays."""
        parts.world.reset()
        parts.rules.rules.clear()
        parts.dispatcher.forget()

    @routes.get("/dump")
    async def dump(kind: str = "") -> dict[str, list[dict[str, Any]]]:
        """Every object by kind, oldest first; those of one kind."""
        known = parts.world.dump()
        return {kind: known.get(kind, [])} if kind else known

    return routes


def _add_clock(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/clock")
    async def now() -> dict[str, int]:
        return {"now": parts.world.now}

    @routes.post("/clock")
    async def advance(by: Advance) -> dict[str, int]:
        """Everything that was to happen meanwhile happens; webhooks that became due go out."""
        parts.world.advance(by.seconds)
        parts.dispatcher.wake()
        return {"now": parts.world.now}
