"""What a network, a crowded or a broken Stripe does to a request: two middlewares around what Stripe would do."""

import asyncio

from stripe_simulator.errors import KeyInUse, RateLimited, ServerError, StripeError
from stripe_simulator.fault_rules import Do, Rule, Rules
from stripe_simulator.http_api.exchange import ConnectionDropped, Handler, Request, Response, refusal

BROKEN = ServerError("Something went wrong on Stripe's end.")
GARBAGE = Response(200, b"<html>upstream</html>", content_type="text/html")
INSTEAD: dict[Do, StripeError] = {
    Do.ERROR_BEFORE: BROKEN,
    Do.IN_USE: KeyInUse(
        "There is currently another in-progress request using this Idempotent Key.", "idempotency_key_in_use"
    ),
    Do.TOO_MANY: RateLimited("Request rate limit exceeded.", "rate_limit"),
}


class Faults:
    """`outside` goes before the layer of idempotency, so that nothing it answers is saved; `inside` after it."""

    def __init__(self, rules: Rules | None = None) -> None:
        self.rules = rules or Rules()
        self._inside: dict[str, Rule] = {}

    async def outside(self, request: Request, handler: Handler) -> Response:
        """Raises ConnectionDropped where nothing is to be answered."""
        rule = self.rules.hit(request.method, request.path)
        if rule is None:
            return await handler(request)
        if rule.do in INSTEAD:
            return refusal(INSTEAD[rule.do])
        if rule.do is Do.DROP_BEFORE:
            raise ConnectionDropped
        return await self._spoiled(rule, request, handler)

    async def inside(self, request: Request, handler: Handler) -> Response:
        """Slow, with the key in use meanwhile; or done, and yet answered with an error, which is saved for the key."""
        rule = self._inside.get(request.id)
        if rule is not None and rule.do is Do.DELAY:
            await asyncio.sleep(rule.delay_s)
        answered = await handler(request)
        if rule is not None and rule.do is Do.ERROR_AFTER_COMMIT:
            return refusal(BROKEN)
        return answered

    async def _spoiled(self, rule: Rule, request: Request, handler: Handler) -> Response:
        self._inside[request.id] = rule
        try:
            answered = await handler(request)
        finally:
            del self._inside[request.id]
        if rule.do is Do.DROP_AFTER_COMMIT:
            raise ConnectionDropped
        return GARBAGE if rule.do is Do.GARBAGE else answered
