"""uvicorn, with a way to cut a connection."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from stripe_simulator.http_api import DROP


class Protocol(HttpToolsProtocol):
    """Lets the application drop the connection that it is called on."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["extensions"] = {DROP: self.transport.abort}  # type: ignore[dict-item]


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:  # whoever started it stops it
        yield


def listener(bind: str) -> socket.socket:
    """`127.0.0.1:12111`; port 0 takes a free one."""
    host, _, port = bind.rpartition(":")
    listening = socket.socket(
        socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP
    )  # named: asyncio sets no TCP_NODELAY else
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, int(port)))
    listening.listen(1024)
    return listening


@contextlib.asynccontextmanager
async def serving(app: Any, listening: socket.socket) -> AsyncIterator[str]:
    """The application answers inside the block, at the address given."""
    config = uvicorn.Config(
        app,
        http=Protocol,
        lifespan="off",
        access_log=False,
        log_config=None,
        log_level="warning",
        timeout_graceful_shutdown=1,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        if task.done():
            break
        await asyncio.sleep(0.001)
    host, port = listening.getsockname()[:2]
    try:
        yield f"http://{host}:{port}"
    finally:
        server.should_exit = True
        await task
