"""The control port: scenarios in, the ledger out. Loopback only; it is a test instrument, not an API."""

import contextlib
import socket
from collections.abc import AsyncIterator, Iterator

import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from forecourt_simulator import scenarios
from forecourt_simulator.errors import InvalidInput, SimulatorError
from forecourt_simulator.fleet import Fleet


def control_app(fleet: Fleet) -> Starlette:
    """GET /livez /readyz /ledger[?site=], POST /scenario/{name} with `site` and the scenario's fields."""

    async def ready(_: Request) -> Response:
        connected = {name: runner.uplink.connected.is_set() for name, runner in fleet.runners.items()}
        return _json({"connected": connected}, 200 if all(connected.values()) else 503)

    async def ledger(request: Request) -> Response:
        return _json(fleet.ledger(request.query_params.get("site")))

    async def scenario(request: Request) -> Response:
        document = _document(await request.body())
        runner = fleet.runner(str(document.pop("site", "")))
        scenarios.play(runner, request.path_params["name"], document)
        return _json({"simulated_now_us": runner.site.now_us})

    routes = [
        Route("/livez", lambda _: _json({})),
        Route("/readyz", ready),
        Route("/ledger", ledger),
        Route("/scenario/{name}", scenario, methods=["POST"]),
    ]
    return Starlette(routes=routes, exception_handlers={SimulatorError: _refuse})


async def _refuse(_: Request, error: Exception) -> Response:
    status = error.status if isinstance(error, SimulatorError) else 500
    return _json({"reason": type(error).__name__, "detail": str(error), "status": status}, status)


def _document(body: bytes) -> dict[str, object]:
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise InvalidInput(f"the body is not JSON: {error}") from error
    if not isinstance(document, dict):
        raise InvalidInput("the body is not a JSON object")
    return document


def _json(content: object, status: int = 200) -> Response:
    return Response(orjson.dumps(content), status, media_type="application/json")


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals belong to the command line."""
        yield


@contextlib.asynccontextmanager
async def listening(bind: str) -> AsyncIterator[socket.socket]:
    """A listening socket at host:port (port 0: any). Raises InvalidInput, and OSError when the port is taken."""
    host, _, port = bind.rpartition(":")
    if host not in ("127.0.0.1", "localhost") or not port.isdigit():
        raise InvalidInput(f"the control port must be 127.0.0.1:port, not {bind}")
    with socket.create_server((host, int(port))) as listener:
        yield listener


async def serve(app: Starlette, listener: socket.socket) -> None:
    """Answers until cancelled."""
    config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off", timeout_graceful_shutdown=2)
    await _Server(config).serve(sockets=[listener])
