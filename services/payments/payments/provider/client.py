"""The one client of Stripe: the official library, with its version pinned and none of its own retries."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import stripe

from payments.provider.errors import DEADLINE_S
from payments.provider.reading import snapshot_of
from payments.settings import STRIPE_VERSION, PaymentsSettings

__all__ = ["open_stripe", "snapshot_of", "stripe_client"]


def stripe_client(settings: PaymentsSettings) -> stripe.StripeClient:
    """Only its asynchronous methods may be used. Retries are ours: they keep their key beyond the process."""
    return _client(settings, _http())


@asynccontextmanager
async def open_stripe(settings: PaymentsSettings) -> AsyncIterator[stripe.StripeClient]:
    """A client whose connections are closed when the block ends."""
    http = _http()
    try:
        yield _client(settings, http)
    finally:
        await http.close_async()  # type: ignore[no-untyped-call]


def _http() -> stripe.HTTPXClient:
    return stripe.HTTPXClient(timeout=DEADLINE_S)


def _client(settings: PaymentsSettings, http: stripe.HTTPXClient) -> stripe.StripeClient:
    return stripe.StripeClient(
        settings.stripe_key.get_secret_value(),
        stripe_version=STRIPE_VERSION,
        base_addresses={"api": settings.stripe_api_base, "files": settings.stripe_files_base},
        max_network_retries=0,
        http_client=http,
    )
