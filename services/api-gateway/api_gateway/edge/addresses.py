"""Where a request comes from."""

from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Annotated

from pydantic import AfterValidator
from starlette.requests import Request


def client_address(request: Request) -> str:
    """The client's IP address: of the connection, or what a trusted proxy says of it; empty when unknown.

    The edge has put it into the request (`trusted_proxies`), so that audit, lock-out and limits speak of the same.
    """
    return request.client.host if request.client else ""


@lru_cache(maxsize=4096)
def counted_address(address: str) -> str:
    """What is limited as one: an IPv4 address, or the /64 of an IPv6 address, which is one customer's at the least."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or ip_network((parsed, 64), strict=False).network_address)
    return address


def _networks(text: str) -> str:
    """Raises ValueError for what is no network; the proxy middleware itself would take it for a name."""
    for network in named(text):
        ip_network(network)
    return text


Networks = Annotated[str, AfterValidator(_networks)]
"""IP networks (CIDR) with commas between."""


def named(text: str) -> list[str]:
    """The parts of a setting that has commas between them."""
    return [part.strip() for part in text.split(",") if part.strip()]
