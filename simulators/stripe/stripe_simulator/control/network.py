"""What goes wrong between Stripe and its callers."""

from typing import Any

from fastapi import APIRouter

from stripe_simulator.control.parts import Parts
from stripe_simulator.fault_rules import Rule


def router(parts: Parts) -> APIRouter:
    """Rules for requests."""
    routes = APIRouter(prefix="/faults", tags=["faults"])

    @routes.get("")
    async def list_rules() -> list[dict[str, Any]]:
        """Those that are not used up."""
        return [rule.model_dump() for rule in parts.rules.rules]

    @routes.post("")
    async def add_rules(rules: list[Rule]) -> None:
        """After those that are there."""
        parts.rules.rules.extend(rules)

    @routes.delete("")
    async def remove_rules() -> None:
        parts.rules.rules.clear()

    return routes
