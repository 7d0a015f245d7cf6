"""The gRPC door of account customers."""

from typing import Any

import grpc.aio
from motorway.pos.v1 import accounts_pb2 as pb
from motorway.pos.v1 import accounts_pb2_grpc
from motorway_access.guard import somewhere

from pos.app import accounts as app
from pos.app import statements
from pos.app.accounts import MANAGE, READ
from pos.domain.account_ledger import Payment
from pos.grpc_api.account_messages import decode, decode_state, decode_vehicle, encode, encode_entry
from pos.grpc_api.paging import cursor_of, last_number_of, last_of, page_limit
from pos.parts import Pos

RULES = {
    "PutAccount": somewhere(MANAGE),
    "GetAccount": somewhere(READ),
    "ListAccounts": somewhere(READ),
    "BlockAccount": somewhere(MANAGE),
    "UnblockAccount": somewhere(MANAGE),
    "PutVehicle": somewhere(MANAGE),
    "RemoveVehicle": somewhere(MANAGE),
    "ListAccountEntries": somewhere(READ),
    "RecordAccountPayment": somewhere(MANAGE),
    "RenderStatement": somewhere(READ),
}

Context = grpc.aio.ServicerContext[Any, Any]


class AccountsServicer(accounts_pb2_grpc.AccountsServiceServicer):
    def __init__(self, parts: Pos) -> None:
        self._parts, self._db = parts, parts.db

    async def PutAccount(self, request: pb.PutAccountRequest, context: Context) -> pb.PutAccountResponse:
        changed = await app.put_account(self._parts, decode(request.account), _expected(request))
        previous = encode(changed.previous) if changed.previous else None
        return pb.PutAccountResponse(account=encode(changed.account), previous=previous)

    async def GetAccount(self, request: pb.GetAccountRequest, context: Context) -> pb.GetAccountResponse:
        return pb.GetAccountResponse(account=encode(await app.get_account(self._db, request.account_id)))

    async def ListAccounts(self, request: pb.ListAccountsRequest, context: Context) -> pb.ListAccountsResponse:
        search = app.search_of(request.search, request.site_id, decode_state(request.state))
        limit = page_limit(request.page_size)
        accounts, more = await app.list_accounts(self._db, search, last_of(request.cursor), limit)
        next_cursor = cursor_of(accounts[-1].account_id) if more else ""
        return pb.ListAccountsResponse(accounts=map(encode, accounts), next_cursor=next_cursor)

    async def BlockAccount(self, request: pb.BlockAccountRequest, context: Context) -> pb.BlockAccountResponse:
        return pb.BlockAccountResponse(**_both(await app.block_account(self._db, request.account_id, request.reason)))

    async def UnblockAccount(self, request: pb.UnblockAccountRequest, context: Context) -> pb.UnblockAccountResponse:
        return pb.UnblockAccountResponse(**_both(await app.unblock_account(self._db, request.account_id)))

    async def PutVehicle(self, request: pb.PutVehicleRequest, context: Context) -> pb.PutVehicleResponse:
        vehicle, expected = decode_vehicle(request.vehicle), _expected(request)
        return pb.PutVehicleResponse(**_both(await app.put_vehicle(self._db, request.account_id, vehicle, expected)))

    async def RemoveVehicle(self, request: pb.RemoveVehicleRequest, context: Context) -> pb.RemoveVehicleResponse:
        changed = await app.remove_vehicle(self._db, request.account_id, request.registration)
        return pb.RemoveVehicleResponse(**_both(changed))

    async def ListAccountEntries(
        self, request: pb.ListAccountEntriesRequest, context: Context
    ) -> pb.ListAccountEntriesResponse:
        limit, before = page_limit(request.page_size), last_number_of(request.cursor)
        entries, more = await app.list_entries(self._db, request.account_id, before, limit)
        next_cursor = cursor_of(str(entries[-1].number)) if more else ""
        return pb.ListAccountEntriesResponse(entries=map(encode_entry, entries), next_cursor=next_cursor)

    async def RecordAccountPayment(
        self, request: pb.RecordAccountPaymentRequest, context: Context
    ) -> pb.RecordAccountPaymentResponse:
        payment = Payment(request.account_id, request.amount_minor, request.reference)
        paid = await app.record_payment(self._parts, payment, request.idempotency_key)
        return pb.RecordAccountPaymentResponse(entry=encode_entry(paid.entry), account=encode(paid.account))

    async def RenderStatement(self, request: pb.RenderStatementRequest, context: Context) -> pb.RenderStatementResponse:
        rendered = await statements.render_statement(self._parts, request.account_id, request.month)
        return pb.RenderStatementResponse(pdf=rendered.pdf, number=rendered.number)


def _expected(request: pb.PutAccountRequest | pb.PutVehicleRequest) -> int | None:
    return request.expected_version if request.HasField("expected_version") else None


def _both(changed: app.Changed) -> dict[str, Any]:
    return {"account": encode(changed.account), "previous": encode(changed.previous) if changed.previous else None}
