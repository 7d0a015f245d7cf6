"""
Idempotency as of API v1 (docs.stripe.com/idempotency): the first answer of an executed call is kept, failures included,
and given again for the same key and parameters until it is pruned, a day later by the simulator's clock.
"""

import hashlib

from stripe_simulator.errors import IdempotencyMismatch, InvalidRequest, KeyInUse
from stripe_simulator.http_api.exchange import Handler, Request, Response
from stripe_simulator.state import Object
from stripe_simulator.world import World

KIND = "_answer"
MAX_KEY_LENGTH = 255
_PRUNE = "prune_answer"


class Idempotency:
    """The keys of one account. What is in flight dies with the process, as its caller's connection does."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._in_flight: dict[str, str] = {}
        world.actions[_PRUNE] = lambda world, key: world.remove(KIND, key)

    def saved(self, request: Request) -> Response | None:
        """The answer that was given before. Raises IdempotencyMismatch, or KeyInUse while the first is executed."""
        key = request.idempotency_key
        if key is None:
            return None
        if len(key) > MAX_KEY_LENGTH:
            raise InvalidRequest(f"Idempotency keys can be at most {MAX_KEY_LENGTH} characters long.")
        if key in self._in_flight:
            _same(key, self._in_flight[key], fingerprint(request))
            raise KeyInUse(
                f"There is currently another in-progress request using this Idempotent Key ({key}).",
                "idempotency_key_in_use",
            )
        kept = self._world.table(KIND).get(key)
        if kept is None:
            return None
        _same(key, kept["fingerprint"], fingerprint(request))
        return _again(kept)

    async def once(self, request: Request, execute: Handler) -> Response:
        """Execute the call and keep its answer; both become durable together."""
        key = request.idempotency_key
        if key is None:
            return await execute(request)
        self._in_flight[key] = fingerprint(request)
        try:
            response = await execute(request)
            self._keep(key, request, response)
        finally:
            del self._in_flight[key]
        response.headers["Original-Request"] = request.id
        return response

    def _keep(self, key: str, request: Request, response: Response) -> None:
        self._world.put(
            {
                "object": KIND,
                "id": key,
                "fingerprint": self._in_flight[key],
                "request": request.id,
                "status": response.status,
                "body": response.body.decode(),
            }
        )
        self._world.at(self._world.now + self._world.settings.idempotency_s, _PRUNE, key)


def fingerprint(request: Request) -> str:
    """Of address and parameters, in whatever order; the parts of an upload are not compared."""
    upload = request.header(b"content-type").startswith("multipart/")
    parts = b"" if upload else b"&".join(sorted(request.body.split(b"&")))
    return hashlib.blake2b(
        b"\n".join((request.method.encode(), request.path.encode(), parts)), digest_size=16
    ).hexdigest()


def _same(key: str, first: str, second: str) -> None:
    if first != second:
        raise IdempotencyMismatch(
            "Keys for idempotent requests can only be used with the same parameters they were first used with. "
            f"Try using a key other than '{key}' if you meant to execute a different request."
        )


def _again(kept: Object) -> Response:
    headers = {"Idempotent-Replayed": "true", "Original-Request": kept["request"]}
    return Response(kept["status"], kept["body"].encode(), headers)
