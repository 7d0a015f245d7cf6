"""Server reflection: the door tells which services and messages it knows. For development."""

from collections.abc import Callable, Sequence
from typing import Any

import grpc.aio
from grpc_health.v1.health import SERVICE_NAME as HEALTH
from grpc_reflection.v1alpha.reflection import SERVICE_NAME, enable_server_reflection

from motorway_kit.log import get_logger

log = get_logger(__name__)


class _Names(list[str]):
    """In the place of a server: only notes which services are added."""

    def add_generic_rpc_handlers(self, handlers: Sequence[Any]) -> None:
        self.extend(handler.service_name() for handler in handlers)

    def add_registered_method_handlers(self, *_: object) -> None: ...


def reflect(server: grpc.aio.Server, servicers: Sequence[tuple[Callable[[Any, Any], None], object]]) -> None:
    """Add the reflection service, which anybody may ask who gets through the door's TLS."""
    names = _Names()
    for add, servicer in servicers:
        add(servicer, names)
    enable_server_reflection([*names, HEALTH, SERVICE_NAME], server)
    log.warning("gRPC reflection is on, which is for development", services=list(names))
