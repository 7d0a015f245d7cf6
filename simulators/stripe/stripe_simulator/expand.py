"""`expand[]=latest_charge.balance_transaction`: identifiers replaced by what they stand for."""

from collections.abc import Iterable
from typing import Any

from stripe_simulator.errors import InvalidRequest
from stripe_simulator.state import Object
from stripe_simulator.world import World

MAX_DEPTH = 4
_KINDS = {
    "ch": "charge",
    "cus": "customer",
    "dp": "dispute",
    "file": "file",
    "pi": "payment_intent",
    "pm": "payment_method",
    "po": "payout",
    "re": "refund",
    "setatt": "setup_attempt",
    "seti": "setup_intent",
    "tml": "terminal.location",
    "txn": "balance_transaction",
}


def expanded(world: World, row: Any, paths: Iterable[str]) -> Any:
    """A copy along each path. Raises InvalidRequest for a property that cannot be expanded."""
    for path in paths:
        steps = path.split(".")
        if len(steps) > MAX_DEPTH:
            raise InvalidRequest(f"You cannot expand more than {MAX_DEPTH} levels of a property.", param="expand")
        row = _along(world, row, steps, path)
    return row


def _along(world: World, row: Object, steps: list[str], path: str) -> Object:
    name, *rest = steps
    if name not in row:
        raise InvalidRequest(f"This property cannot be expanded ({path}).", param="expand")
    value = row[name]
    if isinstance(value, list):
        return {**row, name: [_along(world, item, rest, path) for item in value]} if rest else row
    if isinstance(value, str):
        value = _named(world, value, path)
    return {**row, name: _along(world, value, rest, path) if rest and value else value}


def _named(world: World, identifier: str, path: str) -> Object:
    kind = _KINDS.get(identifier.partition("_")[0])
    found = world.table(kind).get(identifier) if kind else None
    if found is None:
        raise InvalidRequest(f"This property cannot be expanded ({path}).", param="expand")
    return found
