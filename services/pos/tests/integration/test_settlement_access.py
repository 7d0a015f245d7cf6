"""Who may do what with settlements and discrepancies, through the real door."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.pos.v1 import settlement_pb2, settlement_pb2_grpc
from motorway_access.guard import outgoing
from motorway_access.testing import OTHER, OWN, Ask, CallerKeys, contradictions, refusals
from motorway_kit.db import transaction
from motorway_kit.grpc_client import Remote, remote
from motorway_kit.ids import new_id
from pos.db.meters import insert_discrepancies
from pos.domain.meters import Discrepancy
from pos.grpc_api.settlement import RULES
from pos.parts import Pos

from .sites import a_site, apply

DAY = "2026-05-30"


@pytest_asyncio.fixture
async def settlement_door(address: str) -> AsyncIterator[Remote]:
    """The service of settlements, as the caller of the block, or else as nobody."""
    async with remote(settlement_pb2_grpc.SettlementServiceStub, address, metadata=outgoing) as stub:
        yield stub


@pytest_asyncio.fixture
async def found_at(client: Remote, parts: Pos) -> dict[str, str]:
    """A discrepancy at each site."""
    ids = {site: new_id() for site in (OWN, OTHER)}
    at = datetime(2026, 6, 1, tzinfo=UTC)
    for site, discrepancy_id in ids.items():
        await apply(client, a_site(site))
        async with transaction(parts.db) as conn:
            one = Discrepancy(discrepancy_id, site, "totaliser_gap", 1, 1, 7, 100, 90, "ml", at)
            await insert_discrepancies(conn, [one])
    return ids


@pytest.fixture
def ask(settlement_door: Remote, found_at: dict[str, str]) -> Ask:
    def request(method: str, site: str) -> Any:
        match method:
            case "CheckMeters":
                start, end = Timestamp(seconds=1_780_000_000), Timestamp(seconds=1_780_003_600)
                fields: dict[str, Any] = {"site_id": site, "from": start, "to": end}
                return settlement_pb2.CheckMetersRequest(**fields)
            case "RunSettlement":
                return settlement_pb2.RunSettlementRequest(site_id=site, day=DAY, idempotency_key=new_id())
            case "ListDiscrepancies":
                return settlement_pb2.ListDiscrepanciesRequest(sites=[site])
            case "ResolveDiscrepancy":
                return settlement_pb2.ResolveDiscrepancyRequest(discrepancy_id=found_at[site], resolution="known")
            case "GiveUpFuellings":
                return settlement_pb2.GiveUpFuellingsRequest(site_id=site, pump=1, first=2, last=3, reason="known")
        return getattr(settlement_pb2, f"{method}Request")(site_id=site, day=DAY)

    async def call(method: str, site: str) -> object:
        return await settlement_door.call(method, request(method, site))

    return call


async def test_the_door_is_as_the_table_of_roles(keys: CallerKeys, ask: Ask) -> None:
    assert await contradictions(keys, RULES, ask) == []


async def test_a_call_without_a_caller_is_refused(ask: Ask) -> None:
    assert await refusals(RULES, ask) == dict.fromkeys(RULES, "UNAUTHENTICATED")
