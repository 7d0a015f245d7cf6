"""An account customer, and what it is charged."""

from datetime import datetime
from typing import Any

from motorway.pos.v1 import accounts_pb2 as pb
from motorway_access.roles import Role
from motorway_access.testing import CallerKeys, calling
from motorway_kit.db import transaction
from motorway_kit.grpc_client import Remote
from motorway_kit.ids import new_id
from pos.app.accounts import charge
from pos.domain.account import AccountCharge
from pos.parts import Pos

SITE = "m25-cobham"
ACCOUNT = "acme-haulage"


def terms(site: str = SITE, **changes: Any) -> pb.Account:
    usual: dict[str, Any] = {
        "account_id": ACCOUNT,
        "name": "Acme Haulage Ltd",
        "address": ["1 Depot Road", "Leicester"],
        "email": "accounts@acme.example",
        "currency": "GBP",
        "home_site": site,
        "sites": [site],
        "credit_limit_minor": 50_000,
    }
    return pb.Account(**usual | changes)


async def put(accounts: Remote, account: pb.Account, expected: int | None = None) -> pb.Account:
    request = pb.PutAccountRequest(account=account, expected_version=expected)
    response: pb.PutAccountResponse = await accounts.call("PutAccount", request)
    return response.account


async def get(accounts: Remote, account_id: str = ACCOUNT) -> pb.Account:
    response: pb.GetAccountResponse = await accounts.call("GetAccount", pb.GetAccountRequest(account_id=account_id))
    return response.account


async def put_vehicle(
    accounts: Remote, registration: str = "AB12 CDE", expected: int | None = None, **more: Any
) -> pb.Account:
    vehicle = pb.Vehicle(registration=registration, **more)
    request = pb.PutVehicleRequest(account_id=ACCOUNT, vehicle=vehicle, expected_version=expected)
    response: pb.PutVehicleResponse = await accounts.call("PutVehicle", request)
    return response.account


async def pay(accounts: Remote, amount_minor: int, key: str = "", reference: str = "BACS 4711") -> Any:
    request = pb.RecordAccountPaymentRequest(
        account_id=ACCOUNT, amount_minor=amount_minor, reference=reference, idempotency_key=key or new_id()
    )
    return await accounts.call("RecordAccountPayment", request)


async def entries(accounts: Remote) -> list[pb.AccountEntry]:
    """Oldest first."""
    request = pb.ListAccountEntriesRequest(account_id=ACCOUNT, page_size=200)
    answer = await accounts.call("ListAccountEntries", request)
    return list(reversed(answer.entries))


async def charged(
    parts: Pos, keys: CallerKeys, amount_minor: int, at: datetime | None = None, **more: Any
) -> AccountCharge:
    """As a till does it, in a transaction of its own."""
    usual: dict[str, Any] = {"vehicle_id": "", "odometer_km": 0, "sale_id": new_id(), "tender_number": 1}
    wanted = AccountCharge(
        **{"site_id": SITE, "account_id": ACCOUNT, "currency": "GBP", "at": at or parts.clock(), **usual, **more},
        amount_minor=amount_minor,
    )
    with calling(keys, Role.CASHIER):
        async with transaction(parts.db) as conn:
            await charge(conn, wanted)
    return wanted
