"""The one client of Stripe: the official library, with its version pinned and none of its own retries."""

import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import stripe

from payments.provider.errors import DEADLINE_S
from payments.settings import STRIPE_VERSION, PaymentsSettings


class Http(stripe.AIOHTTPClient):
    """The library's, which lets through what goes wrong in the middle of an answer."""

    async def request_async(
        self, method: str, url: str, headers: Mapping[str, str], post_data: Any = None
    ) -> tuple[bytes, int, Mapping[str, str]]:
        """Raises APIConnectionError."""
        try:
            return await super().request_async(method, url, headers, post_data)
        except aiohttp.ClientError as error:
            self._handle_request_error(error)


@asynccontextmanager
async def open_stripe(settings: PaymentsSettings) -> AsyncIterator[stripe.StripeClient]:
    """Only its asynchronous methods may be used; connections are closed when the block ends.

    Retries are ours: they keep their key beyond the process. The library logs nothing but warnings.
    """
    logging.getLogger("stripe").setLevel(logging.WARNING)
    http = Http(timeout=aiohttp.ClientTimeout(total=DEADLINE_S), proxy=proxy_to(settings.stripe_api_base))
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


def proxy_to(url: str) -> str | None:
    """The proxy that the environment asks for (HTTPS_PROXY, NO_PROXY), as other clients take it from there."""
    address = urlsplit(url)
    if proxy_bypass(address.hostname or ""):
        return None
    return getproxies().get(address.scheme)
