"""Who may do what with shifts, through the real door."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from motorway.pos.v1 import shifts_pb2, shifts_pb2_grpc
from motorway_access.guard import outgoing
from motorway_access.testing import OTHER, OWN, Ask, CallerKeys, calling, contradictions, refusals
from motorway_kit.grpc_client import Remote, remote
from motorway_kit.ids import new_id
from pos.grpc_api.shifts import RULES

from .shift_world import open_shift
from .sites import a_site, apply


@pytest_asyncio.fixture
async def shifts_door(address: str) -> AsyncIterator[Remote]:
    """The service of shifts, as the caller of the block, or else as nobody."""
    async with remote(shifts_pb2_grpc.ShiftsServiceStub, address, metadata=outgoing) as stub:
        yield stub


@pytest_asyncio.fixture
async def open_at(client: Remote, shifts: Remote, keys: CallerKeys) -> dict[str, str]:
    """A shift of the asking user's at each site."""
    await apply(client, a_site(OTHER))
    with calling(keys):
        return {site: (await open_shift(shifts, site_id=site)).shift_id for site in (OWN, OTHER)}


@pytest.fixture
def ask(shifts_door: Remote, open_at: dict[str, str]) -> Ask:
    def request(method: str, site: str) -> Any:
        shift_id = open_at[site]
        match method:
            case "OpenShift":
                return shifts_pb2.OpenShiftRequest(site_id=site, till="Counter 1", idempotency_key=new_id())
            case "GetCurrentShift":
                return shifts_pb2.GetCurrentShiftRequest(site_id=site)
            case "RecordCashMovement":
                return shifts_pb2.RecordCashMovementRequest(
                    shift_id=shift_id,
                    kind=shifts_pb2.CASH_MOVEMENT_KIND_NO_SALE,
                    reason="change",
                    idempotency_key=new_id(),
                )
            case "CloseShift":
                return shifts_pb2.CloseShiftRequest(shift_id=shift_id, counted_minor=0, idempotency_key=new_id())
            case "ListShifts":
                return shifts_pb2.ListShiftsRequest(sites=[site])
        return getattr(shifts_pb2, f"{method}Request")(shift_id=shift_id)

    async def call(method: str, site: str) -> object:
        return await shifts_door.call(method, request(method, site))

    return call


async def test_the_door_is_as_the_table_of_roles(keys: CallerKeys, ask: Ask) -> None:
    assert await contradictions(keys, RULES, ask) == []


async def test_a_call_without_a_caller_is_refused(ask: Ask) -> None:
    assert await refusals(RULES, ask) == dict.fromkeys(RULES, "UNAUTHENTICATED")
