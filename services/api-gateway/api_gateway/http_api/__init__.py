"""The HTTP application: every route on one page."""

from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from motorway_kit import http
from motorway_kit.health import Health
from motorway_kit.runtime import ops_app

from api_gateway.http_api import alerts, auth, devices, events, forecourt, sites, telemetry
from api_gateway.http_api.common import Gateway, Problem
from api_gateway.http_api.routing import OperationMissing, Route
from api_gateway.web import SecurityHeaders, WebApp, WebMount

VERSION = "1.0.0"


def build(gateway: Gateway, health: Health) -> FastAPI:
    """REST under /api/v1, the live stream, health, and the web app for every other path."""
    api = http.app("Motorway Petroleum", VERSION, docs_url=None, redoc_url=None)
    api.state.gateway = gateway
    versioned = APIRouter(prefix="/api/v1")
    for resource in (auth, sites, forecourt, telemetry, devices, alerts):
        versioned.include_router(resource.router)
    api.include_router(versioned)
    api.include_router(events.router)
    _refuse_unguarded(api)
    ops = ops_app(health)
    api.router.routes.extend(route for route in ops.routes if getattr(route, "path", "") != "/metrics")
    if gateway.settings.web_root is not None:
        api.router.routes.append(WebMount("/", WebApp(gateway.settings.web_root)))
    api.add_middleware(SecurityHeaders)
    api.openapi = lambda: _openapi(api)  # type: ignore[method-assign]
    return api


def _refuse_unguarded(api: FastAPI) -> None:
    """Raises OperationMissing for a route that asks nobody who they are."""
    for route in api.routes:
        if isinstance(route, APIRoute) and not isinstance(route, Route):
            raise OperationMissing(f"{route.path} is no guarded route")


def _openapi(api: FastAPI) -> dict[str, Any]:
    if api.openapi_schema is None:
        schema = get_openapi(title=api.title, version=api.version, routes=api.routes, openapi_version="3.1.0")
        schemas = schema["components"]["schemas"]
        problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas |= problem.pop("$defs") | {"Problem": problem}
        schemas.pop("HTTPValidationError", None)
        schemas.pop("ValidationError", None)
        api.openapi_schema = schema
    return api.openapi_schema
