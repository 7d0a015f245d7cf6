"""The HTTP application: every route on one page."""

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from motorway_kit import http
from motorway_kit.health import Health
from motorway_kit.runtime import ops_app
from starlette.routing import WebSocketRoute

from api_gateway.edge.installed import install
from api_gateway.edge.rates import Rates
from api_gateway.http_api import (
    accounts,
    alert_rules,
    alerts,
    api_keys,
    approvals,
    areas,
    audit,
    auth,
    card_payments,
    catalogue,
    commands,
    debts,
    devices,
    disputes,
    escalation_policies,
    events,
    finance,
    forecourt,
    incidents,
    me,
    notification_channels,
    notifications,
    numbering,
    offline,
    oidc,
    openapi,
    payments,
    personal_data,
    photos,
    prices,
    pumps,
    push_subscriptions,
    readers,
    receipts,
    recipients,
    refunds,
    rotas,
    sales,
    saved_cards,
    settlement,
    shifts,
    silences,
    sites,
    sockets,
    telemetry,
    tills,
    users,
    webhooks,
)
from api_gateway.http_api.common import Gateway
from api_gateway.http_api.dispatch import Dispatch
from api_gateway.http_api.routing import OperationMissing, Route
from api_gateway.web import WebApp, WebMount

VERSION = "1.0.0"
ROUTERS = (
    auth.router,
    oidc.router,
    tills.auth,
    approvals.router,
    me.router,
    users.router,
    areas.router,
    api_keys.router,
    tills.router,
    sites.router,
    prices.router,
    accounts.router,
    saved_cards.of_accounts,
    saved_cards.setups,
    saved_cards.router,
    catalogue.router,
    sales.router,
    card_payments.router,
    refunds.of_sales,
    refunds.router,
    debts.router,
    photos.router,
    receipts.of_sales,
    receipts.router,
    shifts.router,
    offline.of_tills,
    offline.router,
    payments.router,
    payments.refunds,
    readers.router,
    disputes.router,
    finance.router,
    finance.breaks,
    finance.of_sites,
    settlement.router,
    numbering.router,
    settlement.discrepancies,
    pumps.router,
    forecourt.router,
    telemetry.router,
    devices.router,
    commands.router,
    alerts.router,
    alert_rules.router,
    alert_rules.trials,
    incidents.router,
    silences.router,
    notification_channels.router,
    recipients.router,
    rotas.router,
    escalation_policies.router,
    notifications.router,
    push_subscriptions.router,
    audit.router,
    personal_data.router,
    events.router,
    webhooks.router,
    auth.well_known,
    receipts.links,
)


def described() -> FastAPI:
    """REST under /api/v1 and the live stream, with nothing behind them: enough to write down what they are.

    Raises OperationMissing for a route that asks nobody who they are.
    """
    api = http.app("Motorway Petroleum", VERSION, docs_url=None, redoc_url=None)
    api.router.routes.extend(route for router in ROUTERS for route in router.routes)
    api.openapi = openapi.describe(api)  # type: ignore[method-assign]
    return guarded(api)


def build(gateway: Gateway, health: Health, rates: Rates) -> FastAPI:
    """What is described, with its gateway and edge; health, and the web app for every other path."""
    whole, api = described(), http.app("Motorway Petroleum", VERSION, docs_url=None, redoc_url=None)
    api.openapi = whole.openapi  # type: ignore[method-assign]
    api.state.gateway = gateway
    ops = ops_app(health)
    probes = [route for route in ops.routes if getattr(route, "path", "") != "/metrics"]
    api.router.routes.extend([*probes, Dispatch(route for router in ROUTERS for route in router.routes)])
    api.router.routes.append(WebSocketRoute(sockets.PATH, sockets.listen_and_act))
    if gateway.settings.web_root is not None:
        api.router.routes.append(WebMount("/", WebApp(gateway.settings.web_root)))
    install(api, gateway.settings, rates)
    return api


def guarded(api: FastAPI) -> FastAPI:
    """The same application. Raises OperationMissing for a route that asks nobody who they are."""
    for context in iter_route_contexts(api.routes):
        route = getattr(context, "route", context)
        if isinstance(route, APIRoute) and not isinstance(route, Route):
            raise OperationMissing(f"{route.path} is no guarded route")
    return api
