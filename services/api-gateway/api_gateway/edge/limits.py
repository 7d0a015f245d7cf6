"""Where requests are counted: by address before anything else, by caller once that is known."""

from collections.abc import Iterator, Mapping

from motorway_kit import http
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api_gateway.edge.addresses import counted_address
from api_gateway.edge.rates import ADDRESS, KEY, Rates, TooManyRequests
from api_gateway.edge.window import WINDOW_S, Verdict

VERDICTS = "motorway.rate_verdicts"
UNCOUNTED = frozenset({"/livez", "/readyz"})
"""Refusing a probe would restart a process that is well."""
SLOW_DOWN = "too many requests; slow down"
Header = tuple[bytes, bytes]


def count_caller(request: Request, subject: str) -> None:
    """Count one request of a signed-in caller: the session's user id or the API key's id. Raises TooManyRequests."""
    rates: Rates | None = getattr(request.app.state, "rates", None)
    if rates is None:
        return
    verdict = rates.hit(KEY, subject)
    request.scope.setdefault(VERDICTS, {})[KEY] = verdict
    if not verdict.allowed:
        raise TooManyRequests(SLOW_DOWN, retry_after_s=verdict.reset_s)


class AddressLimit:
    """Counts every request by its address, and tells in the answer what is left (RateLimit header fields for HTTP,
    draft-ietf-httpapi-ratelimit-headers-11). `own`: paths that are counted by themselves, and the kind of their limit.
    """

    def __init__(self, inner: ASGIApp, rates: Rates, own: Mapping[str, str]) -> None:
        self._inner, self._rates, self._own = inner, rates, own

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in UNCOUNTED:
            await self._inner(scope, receive, send)
            return
        address = scope["client"][0] if scope["client"] else ""
        kind = self._own.get(scope["path"], ADDRESS)
        verdict = self._rates.hit(kind, counted_address(address))
        verdicts = scope[VERDICTS] = {kind: verdict}

        async def announcing(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *headers(verdicts)]
            await send(message)

        served = self._inner if verdict.allowed else _refusal(scope["path"], verdict)
        await served(scope, receive, announcing)


def _refusal(path: str, verdict: Verdict) -> ASGIApp:
    return http.problem(429, TooManyRequests.__name__, SLOW_DOWN, instance=path, retry_after_s=verdict.reset_s)


def headers(verdicts: dict[str, Verdict]) -> Iterator[Header]:
    """RateLimit-Policy: quota and window in seconds. RateLimit: what remains of it in the seconds to come."""
    limited = [(kind, verdict) for kind, verdict in verdicts.items() if verdict.limit]
    if limited:
        policies = (f'"{kind}";q={verdict.limit};w={WINDOW_S}' for kind, verdict in limited)
        yield b"ratelimit-policy", ", ".join(policies).encode()
        yield b"ratelimit", ", ".join(f'"{kind}";r={one.remaining};t={one.reset_s}' for kind, one in limited).encode()
