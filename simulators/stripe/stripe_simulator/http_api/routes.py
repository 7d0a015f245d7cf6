"""Which call is made at which address."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any

from stripe_simulator.http_api.exchange import Request, Response
from stripe_simulator.world import World

Call = Callable[..., Any]
PageHandler = Callable[[World, Request, dict[str, str]], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Route:
    """
    `call(world, params, *identifiers)` gives the object that is answered. `schema` names the class in `stripe.params`
    that the parameters must match.
    """

    method: str
    path: str
    call: Call
    schema: str


@dataclass(frozen=True, slots=True)
class Page:
    """An address for browsers: no key, no idempotency; the handler answers by itself."""

    method: str
    path: str
    handler: PageHandler


class Router:
    """Addresses by their parts; a fixed part goes before `{a_name}`."""

    def __init__(self, routes: Iterable[Route | Page]) -> None:
        self._root: dict[Any, Any] = {}
        for route in routes:
            node = self._root
            for part in route.path.strip("/").split("/"):
                node = node.setdefault("{}" if part.startswith("{") else part, {})
            node["", route.method] = (route, [part[1:-1] for part in route.path.split("/") if part.startswith("{")])

    def find(self, method: str, path: str) -> tuple[Route | Page, dict[str, str]] | None:
        """The route and its identifiers by name."""
        node, values = self._root, []
        for part in path.strip("/").split("/"):
            if part in node:
                node = node[part]
            elif "{}" in node:
                node = node["{}"]
                values.append(part)
            else:
                return None
        found = node.get(("", method))
        return (found[0], dict(zip(found[1], values, strict=True))) if found else None
