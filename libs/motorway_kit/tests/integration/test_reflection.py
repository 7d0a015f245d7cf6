"""A door tells what it knows only where that is switched on; its health it tells everybody."""

from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager

import grpc.aio
import pytest
from google.protobuf.descriptor_pb2 import FileDescriptorProto
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc
from motorway.pos.v1 import pos_pb2_grpc
from motorway_kit.errors import Unauthenticated
from motorway_kit.grpc_server import grpc_server
from motorway_kit.settings import Settings

POS = "motorway.pos.v1.PosService"


def nobody(*_: object) -> AbstractContextManager[None]:
    """A guard that lets nobody in."""
    raise Unauthenticated("who are you")


@asynccontextmanager
async def door(*, reflection: bool) -> AsyncIterator[grpc.aio.Channel]:
    servicers = [(pos_pb2_grpc.add_PosServiceServicer_to_server, pos_pb2_grpc.PosServiceServicer())]  # type: ignore[abstract]
    async with (
        grpc_server("127.0.0.1:0", servicers, guard=nobody, reflection=reflection) as port,
        grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel,
    ):
        yield channel


async def asked(channel: grpc.aio.Channel, **question: str) -> reflection_pb2.ServerReflectionResponse:
    stub = reflection_pb2_grpc.ServerReflectionStub(channel)
    call = stub.ServerReflectionInfo(iter([reflection_pb2.ServerReflectionRequest(**question)]), timeout=10)
    [answer] = [answer async for answer in call]
    return answer


async def test_reflection_tells_services_and_messages() -> None:
    async with door(reflection=True) as channel:
        services = (await asked(channel, list_services="")).list_services_response.service
        answer = await asked(channel, file_containing_symbol=POS)
    assert {service.name for service in services} >= {POS, "grpc.health.v1.Health"}
    files = [FileDescriptorProto.FromString(file) for file in answer.file_descriptor_response.file_descriptor_proto]
    assert "motorway/pos/v1/pos.proto" in {file.name for file in files}


async def test_without_reflection_nobody_answers() -> None:
    async with door(reflection=False) as channel:
        call = reflection_pb2_grpc.ServerReflectionStub(channel).ServerReflectionInfo(timeout=10)
        assert await call.code() is grpc.StatusCode.UNIMPLEMENTED


@pytest.mark.parametrize("reflection", [True, False])
async def test_health_is_open_to_all(reflection: bool) -> None:
    async with door(reflection=reflection) as channel:
        answer = await health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest())
    assert answer.status == health_pb2.HealthCheckResponse.SERVING


def test_it_is_off_unless_it_is_asked_for() -> None:
    assert not Settings().grpc_reflection
