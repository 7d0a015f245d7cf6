"""Who may do what with the money behind payments, through the real door."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import pytest_asyncio
from motorway.payments.v1 import finance_pb2, finance_pb2_grpc
from motorway_access.guard import outgoing
from motorway_access.roles import Role
from motorway_access.testing import OTHER, OWN, Ask, CallerKeys, calling, contradictions, refusals
from motorway_kit.db import transaction
from motorway_kit.errors import PermissionDenied
from motorway_kit.grpc_client import Remote, remote
from payments.app import breaks
from payments.domain.reconciliation import Break, BreakClass
from payments.grpc_api.finance import RULES
from payments.parts import Payments

OF_NO_SITE = "RunReconciliation"


@pytest_asyncio.fixture
async def door(address: str) -> AsyncIterator[Remote]:
    """The service of finance, as the caller of the block, or else as nobody."""
    async with remote(finance_pb2_grpc.FinanceServiceStub, address, metadata=outgoing) as stub:
        yield stub


@pytest_asyncio.fixture
async def found_at(parts: Payments) -> dict[str, str]:
    """A break at each site, and one that no site can be told of."""
    async with transaction(parts.db) as conn:
        for site in (OWN, OTHER, ""):
            one = Break(
                break_class=BreakClass.MISSING_HERE, found_at=parts.clock(), site_id=site, stripe_id=f"pi_{site}"
            )
            await breaks.found(conn, one)
    rows = await parts.db.fetch("SELECT site_id, break_id::text FROM reconciliation_break")
    return {row["site_id"]: row["break_id"] for row in rows}


@pytest.fixture
def ask(door: Remote, found_at: dict[str, str]) -> Ask:
    asked: dict[str, Callable[[str], Any]] = {
        "GetBalances": lambda _: finance_pb2.GetBalancesRequest(),
        "ListEntries": lambda site: finance_pb2.ListEntriesRequest(site_id=site),
        "ListPayouts": lambda _: finance_pb2.ListPayoutsRequest(),
        "ListBreaks": lambda site: finance_pb2.ListBreaksRequest(sites=[site]),
        "ResolveBreak": lambda site: finance_pb2.ResolveBreakRequest(break_id=found_at[site], note="known"),
        "RunReconciliation": lambda _: finance_pb2.RunReconciliationRequest(what="none"),
        "GetDayEnd": lambda site: finance_pb2.GetDayEndRequest(site_id=site, date="2026-06-01"),
        "RenderDayEnd": lambda site: finance_pb2.RenderDayEndRequest(site_id=site, date="2026-06-01"),
    }

    async def call(method: str, site: str) -> object:
        return await door.call(method, asked[method](site))

    return call


async def test_the_door_is_as_the_table_of_roles(keys: CallerKeys, ask: Ask) -> None:
    of_sites = {method: rule for method, rule in RULES.items() if method != OF_NO_SITE}
    assert await contradictions(keys, of_sites, ask) == []


async def test_a_call_without_a_caller_is_refused(ask: Ask) -> None:
    assert await refusals(RULES, ask) == dict.fromkeys(RULES, "UNAUTHENTICATED")


async def test_whoever_resolves_breaks_may_compare(keys: CallerKeys, ask: Ask) -> None:
    allowed = set()
    for role in Role:
        with calling(keys, role, sites=[OWN]):
            refused = (await refusals([OF_NO_SITE], ask))[OF_NO_SITE]
        allowed |= set() if refused else {role}
    assert allowed == {Role.AREA_MANAGER, Role.FINANCE, Role.ADMIN}


async def test_what_is_of_no_site_is_for_those_who_see_all(keys: CallerKeys, ask: Ask) -> None:
    with calling(keys, Role.FINANCE, sites=[OWN]), pytest.raises(PermissionDenied):
        await ask("ResolveBreak", "")
    with calling(keys, Role.FINANCE):
        await ask("ResolveBreak", "")
