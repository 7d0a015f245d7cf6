"""Fuellings that never come: given up by whoever may explain discrepancies, and the checks go on."""

from collections.abc import Callable
from typing import Any

import pytest
import pytest_asyncio
from motorway.pos.v1 import settlement_pb2, settlement_pb2_grpc
from motorway_kit.errors import Conflict, InvalidInput, Unavailable
from motorway_kit.grpc_client import Remote
from pos.db import meters as store
from pos.parts import Pos

from .clock import ManualClock
from .pump_world import SITE, delivered, discrepancies, transaction_of, with_site
from .stub_pumps import NotConnected, StubPumps


@pytest_asyncio.fixture
async def settlement(parts: Pos, client_of: Callable[[Any], Any]) -> Remote:
    """Numbers 1, 4 and 5 have come; what 2 and 3 delivered is in the totaliser."""
    await with_site(parts)
    await delivered(parts, transaction_of(parts, 1, 20_000), transaction_of(parts, 4, 5_000, before_ml=27_000))
    await delivered(parts, transaction_of(parts, 5, 1_000, before_ml=32_000))
    remote: Remote = await client_of(settlement_pb2_grpc.SettlementServiceStub)
    return remote


async def give_up(client: Remote, first: int = 2, last: int = 3, reason: str = "board replaced") -> Any:
    request = settlement_pb2.GiveUpFuellingsRequest(site_id=SITE, pump=1, first=first, last=last, reason=reason)
    return (await client.call("GiveUpFuellings", request)).discrepancy


async def test_checks_go_on_behind_numbers_that_are_given_up(
    settlement: Remote, parts: Pos, clock: ManualClock, stub_pumps: StubPumps
) -> None:
    clock.forward(seconds=1)
    assert await discrepancies(parts) == []
    written = await give_up(settlement)
    assert (written.kind, written.expected, written.found, written.resolution) == ("missing", 2, 0, "board replaced")
    assert written.state == settlement_pb2.DISCREPANCY_STATE_RESOLVED
    found = await discrepancies(parts)
    assert [one for one in found if one[0] != "amount_gap"] == [
        ("missing", 0, 2, 2, 0),
        ("totaliser_gap", 1, 4, 20_000, 27_000),
    ]
    assert await store.missing_sequences(parts.db, SITE, clock()) == []
    (skipped,) = stub_pumps.ordered("SkipTransactions")
    assert (skipped.site, skipped.pump, skipped.first, skipped.last) == (SITE, 1, 2, 3)


async def test_a_fuelling_that_comes_after_all_is_booked(settlement: Remote, parts: Pos, clock: ManualClock) -> None:
    clock.forward(seconds=1)
    await give_up(settlement)
    (late,) = await delivered(parts, transaction_of(parts, 2, 7_000, before_ml=20_000))
    assert late is not None
    assert late.total_minor > 0
    (nozzle,) = await store.meter_check(parts.db, SITE, clock().replace(year=2000), clock().replace(year=2100))
    assert nozzle.difference_ml == 0


async def test_the_gateway_is_told_again_when_it_was_not_reached(
    settlement: Remote, parts: Pos, clock: ManualClock, stub_pumps: StubPumps
) -> None:
    clock.forward(seconds=1)
    stub_pumps.answers["SkipTransactions"] = NotConnected("away")
    with pytest.raises(Unavailable):
        await give_up(settlement)
    stub_pumps.answers.clear()
    first, second = await give_up(settlement), await give_up(settlement)
    assert first == second
    assert len(await discrepancies(parts)) == len({*await discrepancies(parts)})
    with pytest.raises(Conflict, match="resolved"):
        await give_up(settlement, reason="another one")


@pytest.mark.parametrize("numbers", [(2, 2), (3, 3), (1, 3), (4, 5), (6, 9), (0, 0)])
async def test_only_what_is_missing_can_be_given_up(
    settlement: Remote, parts: Pos, clock: ManualClock, stub_pumps: StubPumps, numbers: tuple[int, int]
) -> None:
    clock.forward(seconds=1)
    with pytest.raises(Conflict):
        await give_up(settlement, *numbers)
    with pytest.raises(InvalidInput, match="resolution"):
        await give_up(settlement, reason="")
    assert await discrepancies(parts) == []
    assert stub_pumps.orders == []
