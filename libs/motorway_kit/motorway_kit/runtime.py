"""The life of a process: ops door first, resources in order, background work, signals, ordered stop."""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from pathlib import Path
from typing import Any, TypeVar

import orjson
import uvloop
from prometheus_client import disable_created_metrics
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import REGISTRY
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from motorway_kit.db import migrate
from motorway_kit.health import Health
from motorway_kit.http import http_server
from motorway_kit.log import configure_logging, get_logger
from motorway_kit.sentry import configure_sentry
from motorway_kit.settings import S, load
from motorway_kit.tracing import configure_tracing

log = get_logger(__name__)
T = TypeVar("T")
CANCEL_AGAIN_S = 1.0


class Runtime:
    """What a service's wiring works with.

    The stop goes by what others notice: `door`s close first, last first, while everything behind them still works,
    so that what came in is done; then `background` work is stopped; then what was opened by `enter` is closed, last
    first. Background work that fails ends the process, so that its supervisor starts it anew.
    """

    def __init__(self, resources: AsyncExitStack, tasks: asyncio.TaskGroup) -> None:
        self.health = Health()
        self.stopping = asyncio.Event()
        self._resources, self._doors = resources, AsyncExitStack()
        self._tasks = tasks
        self._background: list[asyncio.Task[None]] = []

    async def enter(self, resource: AbstractAsyncContextManager[T]) -> T:
        return await self._resources.enter_async_context(resource)

    async def door(self, resource: AbstractAsyncContextManager[T]) -> T:
        return await self._doors.enter_async_context(resource)

    def background(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        self._background.append(self._tasks.create_task(work, name=name))

    async def stop(self) -> None:
        """Doors, then background work; whoever opened the resources closes them."""
        try:
            await self._doors.aclose()
        finally:
            await cancel_all(self._background)


async def cancel_all(tasks: Sequence[asyncio.Task[Any]]) -> None:
    """Cancel until all is over: some libraries swallow a cancellation that comes while they connect."""
    while pending := [task for task in tasks if not task.done()]:
        for task in pending:
            task.cancel()
        await asyncio.wait(pending, timeout=CANCEL_AGAIN_S)


Wire = Callable[[Runtime, S], Awaitable[None]]


def run(service: str, settings_type: type[S], wire: Wire[S], *, migrations: Path | None = None) -> None:
    """The main program of every service. As `migrate` it applies the migrations, as `migrate pre` those of a phase."""
    settings = load(settings_type)
    configure_logging(service, settings.log_level, configure_sentry(service, settings.sentry_dsn))
    disable_created_metrics()  # type: ignore[no-untyped-call]
    if sys.argv[1:2] == ["migrate"]:
        if migrations is not None:
            url = settings.migration_database_url or str(getattr(settings, "database_url"))  # noqa: B009
            applied = asyncio.run(migrate(url, migrations, *sys.argv[2:3]))
            log.info("migrations applied", names=applied)
        return
    configure_tracing(service)
    uvloop.run(serve(service, settings, wire))


async def serve(service: str, settings: S, wire: Wire[S], *, stop: asyncio.Event | None = None) -> None:
    """Run until a signal comes, or until `stop` is set (for tests)."""
    async with AsyncExitStack() as resources, asyncio.TaskGroup() as tasks:
        runtime = Runtime(resources, tasks)
        runtime.stopping = stop or runtime.stopping
        _stop_on_signals(runtime.stopping)
        async with http_server(settings.ops_bind, ops_app(runtime.health)):
            wiring = tasks.create_task(_wire(runtime, settings, wire))
            log.info("starting", service=service)
            try:
                await runtime.stopping.wait()
            finally:
                log.info("stopping", service=service)
                runtime.health.started = False
                wiring.cancel()
                await runtime.stop()


async def _wire(runtime: Runtime, settings: S, wire: Wire[S]) -> None:
    await wire(runtime, settings)
    runtime.health.started = True
    log.info("started")


def _stop_on_signals(stopping: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)


def ops_app(health: Health) -> Starlette:
    """/livez: the process runs. /readyz: its dependencies answer. /metrics: for Prometheus."""

    async def livez(_: Request) -> Response:
        return Response("ok\n", media_type="text/plain")

    async def readyz(_: Request) -> Response:
        results = await health.results()
        status = 200 if all(results.values()) else 503
        content = orjson.dumps({"ready": status == 200, "checks": results, "info": health.info})
        return Response(content, status, media_type="application/json")

    async def metrics(request: Request) -> Response:
        encode, content_type = choose_encoder(request.headers.get("accept", ""))  # exemplars only in OpenMetrics
        return Response(encode(REGISTRY), headers={"Content-Type": content_type})

    return Starlette(routes=[Route("/livez", livez), Route("/readyz", readyz), Route("/metrics", metrics)])
