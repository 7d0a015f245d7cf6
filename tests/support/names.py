"""A name server that knows which replicas are in service, as a cluster's does for a service without an address."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import cast

ADDRESS, IN = 1, 1
ANSWER, RECURSION, NO_SUCH_NAME = 0x8400, 0x0180, 3
POINTER = 0xC00C
SECONDS = 0


class _Server(asyncio.DatagramProtocol):
    """RFC 1035, as much of it as address queries need; answers may not be kept."""

    def __init__(self, records: Mapping[str, Sequence[str]]) -> None:
        self._records = records

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, query: bytes, sender: tuple[str, int]) -> None:
        name, kind, end = _question(query)
        known = self._records.get(name)
        addresses = known or () if kind == ADDRESS else ()
        flags = ANSWER | RECURSION & 0x0100 | (0 if known is not None else NO_SUCH_NAME)
        head = query[:2] + struct.pack("!HHHHH", flags, 1, len(addresses), 0, 0)
        records = (struct.pack("!HHHIH", POINTER, ADDRESS, IN, SECONDS, 4) + socket.inet_aton(a) for a in addresses)
        self._transport.sendto(head + query[12:end] + b"".join(records), sender)


def _question(query: bytes) -> tuple[str, int, int]:
    """The name and the kind of record that is asked for, and where the question ends."""
    at, labels = 12, list[str]()
    while size := query[at]:
        labels.append(query[at + 1 : at + 1 + size].decode())
        at += 1 + size
    (kind,) = struct.unpack_from("!H", query, at + 1)
    return ".".join(labels).lower(), kind, at + 5


@asynccontextmanager
async def name_server(records: Mapping[str, Sequence[str]]) -> AsyncIterator[str]:
    """Serves `records` (addresses by name) as they are at the moment of a query; yields host:port."""
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(lambda: _Server(records), local_addr=("127.0.0.1", 0))
    try:
        host, port = transport.get_extra_info("sockname")
        yield f"{host}:{port}"
    finally:
        transport.close()
