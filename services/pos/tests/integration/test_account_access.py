"""Who may do what with accounts, through the real door."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from motorway.pos.v1 import accounts_pb2 as pb
from motorway.pos.v1 import accounts_pb2_grpc
from motorway_access.guard import outgoing
from motorway_access.testing import OTHER, OWN, Ask, CallerKeys, calling, contradictions, refusals
from motorway_kit.errors import PermissionDenied
from motorway_kit.grpc_client import Remote, remote
from motorway_kit.ids import new_id
from pos.grpc_api.accounts import RULES

from .account_world import put, terms
from .sites import a_site, apply


@pytest_asyncio.fixture
async def accounts_door(address: str, client: Remote, keys: CallerKeys) -> AsyncIterator[Remote]:
    """The service of accounts, as the caller of the block, or else as nobody; an account at each site."""
    async with remote(accounts_pb2_grpc.AccountsServiceStub, address, metadata=outgoing) as stub:
        for site in (OWN, OTHER):
            await apply(client, a_site(site))
            with calling(keys):
                await put(stub, terms(site, account_id=of(site)))
        yield stub


def of(site: str) -> str:
    """The account that is valid at the site alone."""
    return f"acme-{site}"


def request(method: str, site: str) -> Any:
    account_id = of(site)
    if method == "PutAccount":
        return pb.PutAccountRequest(account=terms(site, account_id=account_id))
    fields: dict[str, Any] = {
        "BlockAccount": {"reason": "unpaid"},
        "PutVehicle": {"vehicle": pb.Vehicle(registration="AB12CDE")},
        "RemoveVehicle": {"registration": "AB12CDE"},
        "RecordAccountPayment": {"amount_minor": 1, "reference": "BACS", "idempotency_key": new_id()},
        "RenderStatement": {"month": "2020-01"},
    }
    return getattr(pb, f"{method}Request")(account_id=account_id, **fields.get(method, {}))


@pytest.fixture
def ask(accounts_door: Remote) -> Ask:
    async def call(method: str, site: str) -> object:
        if method != "ListAccounts":
            return await accounts_door.call(method, request(method, site))
        listed = await accounts_door.call("ListAccounts", pb.ListAccountsRequest())
        if of(site) not in [account.account_id for account in listed.accounts]:  # not to be shown is to be refused
            raise PermissionDenied("not in the list")
        return None

    return call


async def test_the_door_is_as_the_table_of_roles(keys: CallerKeys, ask: Ask) -> None:
    assert await contradictions(keys, RULES, ask) == []


async def test_a_call_without_a_caller_is_refused(ask: Ask) -> None:
    assert await refusals(RULES, ask) == dict.fromkeys(RULES, "UNAUTHENTICATED")


async def test_a_forged_caller_is_refused(ask: Ask, tmp_path: Path) -> None:
    with calling(CallerKeys.make(tmp_path / "forger")):
        assert await refusals(RULES, ask) == dict.fromkeys(RULES, "UNAUTHENTICATED")


async def test_accounts_at_a_site_of_others_are_not_listed(accounts_door: Remote, keys: CallerKeys) -> None:
    with calling(keys, sites=[OWN]), pytest.raises(PermissionDenied):
        await accounts_door.call("ListAccounts", pb.ListAccountsRequest(site_id=OTHER))
