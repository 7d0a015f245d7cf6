"""Who may do what with prices, through the real door."""

from collections.abc import Callable
from typing import Any

import pytest_asyncio
from motorway.pos.v1 import prices_pb2, prices_pb2_grpc
from motorway_access.guard import outgoing
from motorway_access.testing import OTHER, OWN, Ask, CallerKeys, contradictions, refusals
from motorway_kit.grpc_client import Remote, remote
from pos.grpc_api.prices import RULES

from .price_world import wish
from .sites import a_site, apply

REQUESTS: dict[str, Callable[[str], Any]] = {
    "GetPrices": lambda site: prices_pb2.GetPricesRequest(site_id=site),
    "ListPriceSets": lambda site: prices_pb2.ListPriceSetsRequest(site_id=site),
    "SchedulePrices": lambda site: wish(site_id=site),
    "CancelPriceSet": lambda site: prices_pb2.CancelPriceSetRequest(site_id=site, number=1),
    "ResendPrices": lambda site: prices_pb2.ResendPricesRequest(site_id=site),
}


@pytest_asyncio.fixture
async def ask(client: Remote, address: str) -> Any:
    for site in (OWN, OTHER):
        await apply(client, a_site(site))
    async with remote(prices_pb2_grpc.PricesServiceStub, address, metadata=outgoing) as door:
        yield lambda method, site: door.call(method, REQUESTS[method](site))


async def test_the_door_is_as_the_table_of_roles(keys: CallerKeys, ask: Ask) -> None:
    assert await contradictions(keys, RULES, ask) == []


async def test_a_call_without_a_caller_is_refused(ask: Ask) -> None:
    assert await refusals(RULES, ask) == dict.fromkeys(RULES, "UNAUTHENTICATED")
