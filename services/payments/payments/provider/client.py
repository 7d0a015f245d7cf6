"""The one client of Stripe: the official library, with its version pinned and none of its own retries."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import stripe

from payments.provider.errors import DEADLINE_S
from payments.settings import STRIPE_VERSION, PaymentsSettings


@asynccontextmanager
async def open_stripe(settings: PaymentsSettings) -> AsyncIterator[stripe.StripeClient]:
    """Only its asynchronous methods may be used; connections are closed when the block ends.

    Retries are ours: they keep their key beyond the process. The library logs nothing but warnings.
    """
    logging.getLogger("stripe").setLevel(logging.WARNING)
    http = stripe.HTTPXClient(timeout=DEADLINE_S)
    try:
        yield stripe.StripeClient(
            settings.stripe_key.get_secret_value(),
            stripe_version=STRIPE_VERSION,
            base_addresses={"api": settings.stripe_api_base, "files": settings.stripe_files_base},
            max_network_retries=0,
            http_client=http,
        )
    finally:
        await http.close_async()  # type: ignore[no-untyped-call]
