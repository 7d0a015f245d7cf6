"""Local account customers, as the pos service keeps them."""

from typing import Annotated, Any, NamedTuple, Protocol

from fastapi import Depends, Path, Query, Request, Response
from motorway.pos.v1 import accounts_pb2 as pb
from motorway_access.roles import Operation
from pydantic import BaseModel, Field

from api_gateway.http_api.account_models import (
    Account,
    AccountBlock,
    AccountEntryPage,
    AccountPage,
    AccountPaid,
    AccountPayment,
    AccountState,
    AccountTerms,
    VehicleTerms,
    account_of,
    entry_of,
)
from api_gateway.http_api.calls import ServiceKeyDep, Trail, TrailDep
from api_gateway.http_api.common import SLUG, Cursor, GatewayDep, Limit
from api_gateway.http_api.preconditions import expected_version, precondition
from api_gateway.http_api.routing import operation, resource

router = resource("/accounts", "accounts")

READ, MANAGE = operation(Operation.ACCOUNTS_READ), operation(Operation.ACCOUNTS_MANAGE)
STATEMENT_DEADLINE_S = 60.0
AccountId = Annotated[str, Path(pattern=SLUG, description="Account id", examples=["acme-haulage"])]
Registration = Annotated[
    str, Path(max_length=40, description="However it is written: `ab12 cde` is AB12CDE", examples=["AB12CDE"])
]
Month = Annotated[str, Path(pattern=r"^\d{4}-\d{2}$", description="Year and month", examples=["2026-05"])]


class VehicleAt(NamedTuple):
    """A vehicle of an account, by the words of the path."""

    account_id: str
    registration: str


async def _vehicle_at(account_id: AccountId, registration: Registration) -> VehicleAt:
    return VehicleAt(account_id, registration)


VehicleDep = Annotated[VehicleAt, Depends(_vehicle_at)]


class PdfResponse(Response):
    media_type = "application/pdf"


class AccountQuery(BaseModel):
    search: str = Field(
        default="",
        max_length=100,
        description="The beginning of an id or a registration, or a part of a name; empty: all",
        examples=["acme"],
    )
    site: str = Field(default="", pattern=rf"{SLUG}|^$", description="Only those valid at this site")
    state: AccountState | None = Field(default=None, description="Only those in this state")
    cursor: str = Field(default="", max_length=500, description="`next_cursor` of the page before; empty: first page")
    limit: int = Field(default=100, ge=1, le=500, description="Items on a page")


class Changed(Protocol):
    """The answer to a change."""

    @property
    def account(self) -> pb.Account: ...

    @property
    def previous(self) -> pb.Account: ...

    def HasField(self, name: Any) -> bool: ...


@router.get("", openapi_extra=READ)
async def list_accounts(gateway: GatewayDep, query: Annotated[AccountQuery, Query()]) -> AccountPage:
    """Those that are valid at a site of yours, by id."""
    request = pb.ListAccountsRequest(
        search=query.search,
        site_id=query.site,
        state=pb.AccountState.Value(f"ACCOUNT_STATE_{query.state or 'UNSPECIFIED'}"),
        page_size=query.limit,
        cursor=query.cursor,
    )
    response = await gateway.neighbours.pos.call("ListAccounts", request, pb.ListAccountsResponse)
    items = [account_of(account) for account in response.accounts]
    return AccountPage(items=items, next_cursor=response.next_cursor)


@router.get("/{account_id}", openapi_extra=READ)
async def get_account(gateway: GatewayDep, account_id: AccountId) -> Account:
    """An account with its vehicles, its balance and what may still be charged."""
    request = pb.GetAccountRequest(account_id=account_id)
    return account_of((await gateway.neighbours.pos.call("GetAccount", request, pb.GetAccountResponse)).account)


@router.put("/{account_id}", openapi_extra=MANAGE)
async def put_account(
    request: Request, gateway: GatewayDep, trail: TrailDep, account_id: AccountId, body: AccountTerms
) -> Account:
    """Open the account or replace its terms; state, vehicles and ledger stay."""
    account = pb.Account(account_id=account_id, **body.model_dump())
    wish = pb.PutAccountRequest(account=account, expected_version=expected_version(request))
    with precondition("account"):
        return _told(trail, await gateway.neighbours.pos.call("PutAccount", wish, pb.PutAccountResponse))


@router.post("/{account_id}/block", openapi_extra=MANAGE)
async def block_account(gateway: GatewayDep, trail: TrailDep, account_id: AccountId, body: AccountBlock) -> Account:
    """Nothing is charged any more; payments and what is given back still count. Repeating it changes nothing."""
    request = pb.BlockAccountRequest(account_id=account_id, reason=body.reason)
    return _told(trail, await gateway.neighbours.pos.call("BlockAccount", request, pb.BlockAccountResponse))


@router.post("/{account_id}/unblock", openapi_extra=MANAGE)
async def unblock_account(gateway: GatewayDep, trail: TrailDep, account_id: AccountId) -> Account:
    """Repeating it changes nothing."""
    request = pb.UnblockAccountRequest(account_id=account_id)
    return _told(trail, await gateway.neighbours.pos.call("UnblockAccount", request, pb.UnblockAccountResponse))


@router.put("/{account_id}/vehicles/{registration}", openapi_extra=MANAGE)
async def put_vehicle(
    request: Request, gateway: GatewayDep, trail: TrailDep, at: VehicleDep, body: VehicleTerms
) -> Account:
    """Add the vehicle or replace it. An account with vehicles is charged for one of them only."""
    vehicle = pb.Vehicle(registration=at.registration, **body.model_dump())
    wish = pb.PutVehicleRequest(account_id=at.account_id, vehicle=vehicle, expected_version=expected_version(request))
    with precondition("account"):
        return _told(trail, await gateway.neighbours.pos.call("PutVehicle", wish, pb.PutVehicleResponse))


@router.delete("/{account_id}/vehicles/{registration}", openapi_extra=MANAGE)
async def remove_vehicle(gateway: GatewayDep, trail: TrailDep, at: VehicleDep) -> Account:
    """What it was charged stays in the ledger."""
    request = pb.RemoveVehicleRequest(**at._asdict())
    return _told(trail, await gateway.neighbours.pos.call("RemoveVehicle", request, pb.RemoveVehicleResponse))


@router.get("/{account_id}/entries", openapi_extra=READ)
async def list_account_entries(
    gateway: GatewayDep, account_id: AccountId, cursor: Cursor = "", limit: Limit = 100
) -> AccountEntryPage:
    """The ledger, newest first."""
    request = pb.ListAccountEntriesRequest(account_id=account_id, page_size=limit, cursor=cursor)
    response = await gateway.neighbours.pos.call("ListAccountEntries", request, pb.ListAccountEntriesResponse)
    return AccountEntryPage(items=[entry_of(entry) for entry in response.entries], next_cursor=response.next_cursor)


@router.post("/{account_id}/payments", status_code=201, openapi_extra=MANAGE)
async def record_account_payment(
    gateway: GatewayDep, trail: TrailDep, account_id: AccountId, body: AccountPayment, key: ServiceKeyDep
) -> AccountPaid:
    """Money that the customer paid; it lowers the balance."""
    trail.target = f"account/{account_id}"
    request = pb.RecordAccountPaymentRequest(account_id=account_id, **body.model_dump(), idempotency_key=key)
    pos = gateway.neighbours.pos
    response = await pos.call("RecordAccountPayment", request, pb.RecordAccountPaymentResponse)
    trail.site = response.account.home_site
    return AccountPaid(entry=entry_of(response.entry), account=account_of(response.account))


@router.get("/{account_id}/statements/{month}.pdf", response_class=PdfResponse, openapi_extra=READ)
async def get_account_statement(gateway: GatewayDep, account_id: AccountId, month: Month) -> PdfResponse:
    """The statement of a month. Once the month is over it has its number and never changes."""
    request = pb.RenderStatementRequest(account_id=account_id, month=month)
    pos = gateway.neighbours.pos
    rendered = await pos.call("RenderStatement", request, pb.RenderStatementResponse, timeout_s=STATEMENT_DEADLINE_S)
    name = f'inline; filename="statement-{account_id}-{month}.pdf"'
    return PdfResponse(rendered.pdf, headers={"Content-Disposition": name})


def _told(trail: Trail, response: Changed) -> Account:
    account = account_of(response.account)
    trail.target, trail.site = f"account/{account.account_id}", account.home_site
    if response.HasField("previous"):
        trail.before = account_of(response.previous).model_dump(mode="json")
    return account
