"""The control port: what a test or a demo does to the simulator. Loopback only, and never below /v1."""

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse

from stripe_simulator.control import account, hooks, network, people
from stripe_simulator.control.parts import Parts
from stripe_simulator.errors import StripeError


def control_app(parts: Parts) -> FastAPI:
    """One application; `/docs` lists what it can do."""
    app = FastAPI(title="Stripe simulator: control", exception_handlers={StripeError: _refused})
    for module in (account, hooks, network, people):
        app.include_router(module.router(parts))
    return app


async def _refused(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, StripeError)
    return JSONResponse(error.document(), error.status)
