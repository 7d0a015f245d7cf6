"""Where channels may go: the internet, and of the networks inside only those that a setting names.

Whoever sets up a channel names its server. A name is looked up once, and the connection is made to the address that was
looked at: another answer to a second question would lead elsewhere.
"""

import asyncio
import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import httpx

from alerts.channels.base import TIMEOUT_S, NotDelivered, Undeliverable

NAT64 = ip_network("64:ff9b::/96")
PORTS = {"http": 80, "https": 443}


class Reach:
    """`nets` are networks inside that may be reached besides."""

    def __init__(self, nets: Iterable[IPv4Network | IPv6Network] = ()) -> None:
        self._nets = tuple(nets)

    @classmethod
    def of(cls, text: str) -> "Reach":
        """Networks with commas between. Raises ValueError."""
        return cls(ip_network(part.strip()) for part in text.split(",") if part.strip())

    def allows(self, address: str) -> bool:
        """Raises ValueError for what is no address."""
        meant = _meant(ip_address(address.partition("%")[0]))
        inside = any(meant.version == net.version and meant in net for net in self._nets)
        return inside or (meant.is_global and not meant.is_multicast)

    async def resolve(self, host: str, port: int) -> list[str]:
        """Its addresses that may be reached. Raises Undeliverable where there are only others, NotDelivered."""
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise NotDelivered("the name of the server is not known") from error
        allowed = list(dict.fromkeys(str(info[4][0]) for info in found if self.allows(str(info[4][0]))))
        if not allowed:
            raise Undeliverable("the server is in a network that channels may not reach")
        return allowed

    async def connect(self, host: str, port: int) -> socket.socket:
        """Raises OSError, Undeliverable, NotDelivered."""
        failed: OSError | None = None
        for address in await self.resolve(host, port):
            sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
            sock.settimeout(0)
            try:
                async with asyncio.timeout(TIMEOUT_S):
                    await asyncio.get_running_loop().sock_connect(sock, (address, port))
            except (OSError, TimeoutError) as error:
                sock.close()
                failed = error
            else:
                return sock
        raise failed or OSError("no address answers")


class PinnedTransport(httpx.AsyncBaseTransport):
    """Sends each request to an address that was looked at; the certificate is still held against the name.

    Connections are not kept: one to the same address might have been made for another name.
    """

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
        self._inner = httpx.AsyncHTTPTransport(limits=limits)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url, failed = request.url, None
        for address in await self._reach.resolve(url.host, url.port or PORTS[url.scheme]):
            try:
                return await self._inner.handle_async_request(_to(address, request))
            except httpx.ConnectError as error:
                failed = error
        raise failed or httpx.ConnectError("no address answers")

    async def aclose(self) -> None:
        await self._inner.aclose()


def _to(address: str, request: httpx.Request) -> httpx.Request:
    extensions = {**request.extensions, "sni_hostname": request.url.host}
    return httpx.Request(
        request.method,
        request.url.copy_with(host=address),
        headers=request.headers,
        stream=request.stream,
        extensions=extensions,
    )


def _meant(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """What is behind an address of version 6 that stands for one of version 4."""
    if isinstance(address, IPv4Address):
        return address
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour or address
