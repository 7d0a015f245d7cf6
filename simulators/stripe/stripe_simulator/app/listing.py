"""Lists, newest first, by page: https://docs.stripe.com/api/pagination."""

from collections.abc import Callable, Iterator
from itertools import islice, takewhile
from typing import Any

from stripe_simulator.errors import InvalidRequest
from stripe_simulator.state import Object
from stripe_simulator.world import World

USUAL, MOST = 10, 100
_BOUNDS: dict[str, Callable[[int, int], bool]] = {
    "gt": lambda created, bound: created > bound,
    "gte": lambda created, bound: created >= bound,
    "lt": lambda created, bound: created < bound,
    "lte": lambda created, bound: created <= bound,
}


def page(world: World, kind: str, url: str, params: Object, *filters: str) -> Object:
    """Those that have the given values of these parameters. Raises InvalidRequest."""
    wanted = {name: params[name] for name in filters if name in params}
    return chosen(world, kind, url, params, lambda row: all(row[name] == value for name, value in wanted.items()))


def chosen(world: World, kind: str, url: str, params: Object, fits: Callable[[Object], bool]) -> Object:
    """Those that fit, also by `created`. Raises InvalidRequest."""
    limit: int = params.get("limit", USUAL)
    if not 1 <= limit <= MOST:
        raise InvalidRequest(f"Invalid limit: must be between 1 and {MOST}", "parameter_invalid_integer", "limit")
    found = (row for row in _rows(world, kind, params) if _in_time(row, params.get("created")) and fits(row))
    some = list(islice(found, limit + 1))
    data = some[:limit][::-1] if "ending_before" in params else some[:limit]
    return {"object": "list", "data": data, "has_more": len(some) > limit, "url": url}


def _rows(world: World, kind: str, params: Object) -> Iterator[Object]:
    table = world.table(kind)
    for name in ("ending_before", "starting_after"):
        if name in params:
            world.get(kind, params[name], name)
    if "ending_before" in params:
        return table.since(params["ending_before"])
    earliest = _earliest(params.get("created"))
    return takewhile(lambda row: row.get("created", 0) >= earliest, table.newest_first(params.get("starting_after")))


def _earliest(wanted: Any) -> int:
    """Nothing made before then can fit: a table is in the order of making."""
    bound: Any = wanted.get("gte", wanted.get("gt", 0)) if isinstance(wanted, dict) else wanted
    return int(bound or 0)


def _in_time(row: Object, wanted: Any) -> bool:
    if wanted is None:
        return True
    if not isinstance(wanted, dict):
        return bool(row["created"] == int(wanted))
    return all(_BOUNDS[name](row["created"], int(bound)) for name, bound in wanted.items())
