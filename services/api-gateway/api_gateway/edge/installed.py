"""The edge, put together and around the application."""

import re

from fastapi import FastAPI
from motorway_kit.runtime import Runtime
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api_gateway.edge import photos, webhooks
from api_gateway.edge.addresses import named
from api_gateway.edge.bodies import BodyLimit
from api_gateway.edge.card_numbers import CardNumberGuard
from api_gateway.edge.compression import Compression
from api_gateway.edge.counts import SharedCounts
from api_gateway.edge.entity_tags import EntityTags
from api_gateway.edge.limits import AddressLimit
from api_gateway.edge.rates import ADDRESS, KEY, Rates
from api_gateway.settings import Settings
from api_gateway.web import SecurityHeaders

ASKED = ("Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "Last-Event-ID")
OWN_LIMITS = (
    (re.compile(re.escape(webhooks.PATH)), webhooks.MAX_BODY_KIB),
    (photos.PATH, photos.MAX_BODY_KIB),
)
TOLD = ("ETag", "Idempotency-Replayed", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id")


def start_rates(run: Runtime, settings: Settings) -> Rates:
    """Limits that are settled with the other replicas as long as the process runs."""
    limits = {
        ADDRESS: settings.rate_limit_per_address,
        KEY: settings.rate_limit_per_key,
        webhooks.WEBHOOK: webhooks.PER_MINUTE,
    }
    rates = Rates(limits, SharedCounts(settings.redis_url))
    run.background("rate limits", rates.run())
    return rates


def install(api: FastAPI, settings: Settings, rates: Rates) -> None:
    """Put the edge around an application, which already observes its requests (motorway_kit.http)."""
    api.state.rates = rates
    observed = list(api.user_middleware)
    proxies = named(settings.trusted_proxies)
    outside = [Middleware(ProxyHeadersMiddleware, trusted_hosts=proxies)] if proxies else []
    api.user_middleware = [
        *outside,
        Middleware(SecurityHeaders),
        *observed,
        *_cross_origin(named(settings.cors_origins)),
        Middleware(AddressLimit, rates, {webhooks.PATH: webhooks.WEBHOOK}),
        Middleware(Compression),
        Middleware(BodyLimit, settings.max_body_kib, OWN_LIMITS),
        Middleware(CardNumberGuard, frozenset({webhooks.PATH})),
        Middleware(EntityTags),
    ]


def _cross_origin(origins: list[str]) -> list[Middleware]:
    """Nothing unless origins are named. Cookies go to named ones only, never to `*`."""
    if not origins:
        return []
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_credentials="*" not in origins,
            allow_methods=("GET", "POST", "PUT", "PATCH", "DELETE"),
            allow_headers=(*ASKED, "X-API-Key", "X-Request-Id"),
            expose_headers=TOLD,
        )
    ]
