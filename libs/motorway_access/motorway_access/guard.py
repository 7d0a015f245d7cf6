"""What a service asks of every call before it is served: a signed caller, and its right at the site concerned."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from motorway_access.caller import NotAllowed, acting, current_token
from motorway_access.roles import Operation
from motorway_access.tokens import Verifier

CALLER_KEY = "motorway-caller"


@dataclass(frozen=True)
class Rule:
    """The operation that an RPC is; `site` finds the site in its request, None when the use case must narrow."""

    operation: Operation
    site: Callable[[Any], str] | None = None


def at(operation: Operation, field: str) -> Rule:
    """Allowed at the site that this field of the request names, such as `site.site_id`."""
    return Rule(operation, attrgetter(field))


def somewhere(operation: Operation) -> Rule:
    """Allowed to whoever may do it at any site; the use case asks `current_caller()` for the sites."""
    return Rule(operation)


class Guard:
    """For `grpc_server`: an RPC without a rule is refused to everybody."""

    def __init__(self, verifier: Verifier, rules: Mapping[str, Rule]) -> None:
        self._verifier, self._rules = verifier, rules

    @contextmanager
    def __call__(self, method: str, request: Any, metadata: Mapping[str, str]) -> Iterator[None]:
        """Serve the call in this block. Raises CallerMissing or NotAllowed."""
        token = metadata.get(CALLER_KEY, "")
        caller = self._verifier.read(token)
        rule = self._rules.get(method.rpartition("/")[2])
        if rule is None:
            raise NotAllowed(f"nobody may call {method}")
        caller.require(rule.operation, rule.site(request) if rule.site else None)
        with acting(caller, lambda _: token):
            yield


def outgoing() -> tuple[tuple[str, str], ...]:
    """Metadata of a call to another service: the current caller."""
    token = current_token()
    return ((CALLER_KEY, token),) if token else ()
