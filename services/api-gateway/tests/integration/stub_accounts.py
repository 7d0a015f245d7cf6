"""Stands in for the accounts of pos: one account, and whatever was asked last."""

from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.pos.v1 import accounts_pb2 as pb
from motorway.pos.v1 import accounts_pb2_grpc
from motorway_kit.errors import MotorwayError, NotFound

SITE = "m25-cobham"
ACCOUNT = "acme-haulage"
RPCS_BY_ID = frozenset(
    {
        "PutAccount",
        "GetAccount",
        "BlockAccount",
        "UnblockAccount",
        "PutVehicle",
        "RemoveVehicle",
        "ListAccountEntries",
        "RecordAccountPayment",
        "RenderStatement",
    }
)


class AccountNotFound(NotFound):
    """As pos says it."""


def make_account() -> pb.Account:
    return pb.Account(
        account_id=ACCOUNT,
        name="Acme Haulage Ltd",
        address=["1 Depot Road", "Leicester"],
        currency="GBP",
        home_site=SITE,
        sites=[SITE],
        credit_limit_minor=500_000,
        state=pb.ACCOUNT_STATE_ACTIVE,
        vehicles=[pb.Vehicle(registration="AB12CDE", grades=["diesel"], odometer_km=48_210)],
        balance_minor=123_450,
        available_minor=376_550,
        opened_at=Timestamp(seconds=1_795_000_000),
        version=1,
    )


def make_entry() -> pb.AccountEntry:
    return pb.AccountEntry(
        number=17,
        kind=pb.ACCOUNT_ENTRY_KIND_CHARGE,
        at=Timestamp(seconds=1_795_000_000),
        amount_minor=6_543,
        balance_minor=123_450,
        recorded_by="jo",
        site_id=SITE,
        sale_id="s1",
        tender_number=1,
        registration="AB12CDE",
        odometer_km=48_210,
    )


class StubAccounts(accounts_pb2_grpc.AccountsServiceServicer):
    """`asked` is the last request; `refusal` is raised instead of an answer."""

    def __init__(self) -> None:
        self.asked: Any = None
        self.refusal: MotorwayError | None = None

    def _heard(self, request: Any) -> dict[str, Any]:
        self.asked = request
        if self.refusal is not None:
            raise self.refusal
        return {"account": make_account(), "previous": make_account()}

    async def PutAccount(self, request: pb.PutAccountRequest, context: Any) -> pb.PutAccountResponse:
        both = self._heard(request)
        both["account"].name, both["account"].version = request.account.name, 2
        return pb.PutAccountResponse(**both)

    async def GetAccount(self, request: pb.GetAccountRequest, context: Any) -> pb.GetAccountResponse:
        if request.account_id != ACCOUNT:
            raise AccountNotFound("there is no such account", account=request.account_id)
        return pb.GetAccountResponse(account=make_account())

    async def ListAccounts(self, request: pb.ListAccountsRequest, context: Any) -> pb.ListAccountsResponse:
        self._heard(request)
        return pb.ListAccountsResponse(accounts=[make_account()], next_cursor="next")

    async def BlockAccount(self, request: pb.BlockAccountRequest, context: Any) -> pb.BlockAccountResponse:
        both = self._heard(request)
        both["account"].state, both["account"].blocked_reason = pb.ACCOUNT_STATE_BLOCKED, request.reason
        return pb.BlockAccountResponse(**both)

    async def UnblockAccount(self, request: pb.UnblockAccountRequest, context: Any) -> pb.UnblockAccountResponse:
        return pb.UnblockAccountResponse(**self._heard(request))

    async def PutVehicle(self, request: pb.PutVehicleRequest, context: Any) -> pb.PutVehicleResponse:
        return pb.PutVehicleResponse(**self._heard(request))

    async def RemoveVehicle(self, request: pb.RemoveVehicleRequest, context: Any) -> pb.RemoveVehicleResponse:
        return pb.RemoveVehicleResponse(**self._heard(request))

    async def ListAccountEntries(
        self, request: pb.ListAccountEntriesRequest, context: Any
    ) -> pb.ListAccountEntriesResponse:
        self._heard(request)
        return pb.ListAccountEntriesResponse(entries=[make_entry()], next_cursor="16")

    async def RecordAccountPayment(
        self, request: pb.RecordAccountPaymentRequest, context: Any
    ) -> pb.RecordAccountPaymentResponse:
        self._heard(request)
        return pb.RecordAccountPaymentResponse(entry=make_entry(), account=make_account())

    async def RenderStatement(self, request: pb.RenderStatementRequest, context: Any) -> pb.RenderStatementResponse:
        self._heard(request)
        return pb.RenderStatementResponse(pdf=b"%PDF-1.7 stub", number=3)
