"""Where requests are counted: by address before anything else, by caller once that is known."""

from starlette.requests import Request

from api_gateway.edge.rates import KEY, Rates, TooManyRequests
from api_gateway.edge.window import Verdict

VERDICTS = "motorway.rate_verdicts"


def count_caller(request: Request, subject: str) -> None:
    """Count one request of a signed-in caller: the session's user id or the API key's id. Raises TooManyRequests."""
    rates: Rates | None = getattr(request.app.state, "rates", None)
    if rates is not None:
        settle(request, KEY, rates.hit(KEY, subject))


def settle(request: Request, kind: str, verdict: Verdict) -> None:
    """Keep a verdict for the answer's headers. Raises TooManyRequests."""
    request.scope.setdefault(VERDICTS, {})[kind] = verdict
    if not verdict.allowed:
        raise TooManyRequests("too many requests; slow down", retry_after_s=verdict.reset_s)
