"""The gRPC door of card readers."""

from typing import Any

import grpc.aio
from motorway.payments.v1 import desk_pb2 as pb
from motorway.payments.v1 import desk_pb2_grpc
from motorway_access.guard import at, somewhere
from motorway_access.roles import Operation

from payments.app import readers as app
from payments.app.reader_actions import cancel
from payments.domain.reader import Reader, Registration
from payments.grpc_api.times import stamp_of
from payments.parts import Payments

RULES = {
    "ListReaders": at(Operation.READERS_READ, "site_id"),
    "RegisterReader": at(Operation.READERS_MANAGE, "site_id"),
    "RemoveReader": somewhere(Operation.READERS_MANAGE),
    "CancelReaderAction": somewhere(Operation.PAYMENTS_TAKE),
    "CreateConnectionToken": at(Operation.PAYMENTS_TAKE, "site_id"),
}

Context = grpc.aio.ServicerContext[Any, Any]
UNKNOWN = "unknown"


class ReadersServicer(desk_pb2_grpc.ReadersServiceServicer):
    def __init__(self, parts: Payments) -> None:
        self._parts = parts

    async def ListReaders(self, request: pb.ListReadersRequest, context: Context) -> pb.ListReadersResponse:
        readers, answered = await app.list_readers(self._parts, request.site_id)
        messages = [self._message(reader) for reader in readers]
        for message in messages if not answered else ():
            message.status = UNKNOWN
        return pb.ListReadersResponse(readers=messages)

    async def RegisterReader(self, request: pb.RegisterReaderRequest, context: Context) -> pb.RegisterReaderResponse:
        wanted = Registration(
            site_id=request.site_id,
            registration_code=request.registration_code,
            label=request.label,
            till=request.till,
            idempotency_key=request.idempotency_key,
        )
        return pb.RegisterReaderResponse(reader=self._message(await app.register_reader(self._parts, wanted)))

    async def RemoveReader(self, request: pb.RemoveReaderRequest, context: Context) -> pb.RemoveReaderResponse:
        previous = await app.remove_reader(self._parts, request.reader_id)
        return pb.RemoveReaderResponse(previous=self._message(previous))

    async def CancelReaderAction(
        self, request: pb.CancelReaderActionRequest, context: Context
    ) -> pb.CancelReaderActionResponse:
        reader = await cancel(self._parts, request.reader_id)
        return pb.CancelReaderActionResponse(reader=self._message(reader))

    async def CreateConnectionToken(
        self, request: pb.CreateConnectionTokenRequest, context: Context
    ) -> pb.CreateConnectionTokenResponse:
        return pb.CreateConnectionTokenResponse(secret=await app.connection_token(self._parts, request.site_id))

    def _message(self, reader: Reader) -> pb.Reader:
        return pb.Reader(
            reader_id=reader.reader_id,
            site_id=reader.site_id,
            till=reader.till,
            label=reader.label,
            device_type=reader.device_type,
            serial_number=reader.serial_number,
            status=reader.status,
            busy_with=reader.payment_id,
            stripe_id=reader.stripe_id,
            last_seen_at=stamp_of(reader.last_seen_at),
            test=self._parts.settings.test,
        )
