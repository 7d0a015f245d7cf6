"""What a network, a crowded or a broken Stripe does to a request: two middlewares around what Stripe would do."""

import asyncio

from stripe_simulator.errors import KeyInUse, RateLimited, ServerError, StripeError
from stripe_simulator.fault_rules import Do, Rule, Rules
from stripe_simulator.http_api.exchange import ConnectionDropped, Handler, Request, Response, refusal

INSTEAD: dict[Do, StripeError] = {
    Do.ERROR_BEFORE: ServerError("Something went wrong on Stripe's end."),
    Do.IN_USE: KeyInUse(
        "There is currently another in-progress request using this Idempotent Key.", "idempotency_key_in_use"
    ),
    Do.TOO_MANY: RateLimited("Request rate limit exceeded.", "rate_limit"),
}


class Faults:
    """`outside` goes before the layer of idempotency, so nothing that it answers is saved; `inside` after it."""

    def __init__(self, rules: Rules | None = None) -> None:
        self.rules = rules or Rules()
        self._to_fail: set[str] = set()

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
        """Done, and yet answered with an error, which is saved for the request's key."""
        answered = await handler(request)
        if request.id not in self._to_fail:
            return answered
        self._to_fail.discard(request.id)
        return refusal(ServerError("Something went wrong on Stripe's end."))

    async def _spoiled(self, rule: Rule, request: Request, handler: Handler) -> Response:
        if rule.do is Do.ERROR_AFTER_COMMIT:
            self._to_fail.add(request.id)
        answered = await handler(request)
        self._to_fail.discard(request.id)
        match rule.do:
            case Do.DROP_AFTER_COMMIT:
                raise ConnectionDropped
            case Do.GARBAGE:
                return Response(200, b"<html>upstream</html>", content_type="text/html")
            case Do.DELAY:
                await asyncio.sleep(rule.delay_s)
        return answered
