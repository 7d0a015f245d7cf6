"""Finds the route of a request."""

from collections import defaultdict
from collections.abc import Iterable

from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send

RESOURCE = 3
"""Place of the resource's name in `/api/v1/<resource>/…`, split at the slashes."""
Key = tuple[int, str]


class Dispatch(BaseRoute):
    """Tries only the routes of as many parts whose resource is the one of the path, instead of all in turn."""

    def __init__(self, routes: Iterable[BaseRoute]) -> None:
        self._routes: dict[Key, list[Route]] = defaultdict(list)
        for route in routes:
            assert isinstance(route, Route)
            self._routes[_key(route.path)].append(route)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        other_method: tuple[Match, Scope] = Match.NONE, {}
        for route in self._routes.get(_key(scope["path"]), ()):
            match, child_scope = route.matches(scope)
            if match is Match.FULL:
                return match, child_scope
            if match is Match.PARTIAL and other_method[0] is Match.NONE:
                other_method = match, child_scope
        return other_method

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await scope["route"].handle(scope, receive, send)


def _key(path: str) -> Key:
    parts = path.split("/")
    return len(parts), parts[RESOURCE] if len(parts) > RESOURCE else ""
