"""Sets that come into force: what the sign and the pumps are told, and in which order."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from motorway.pos.v1 import prices_pb2_grpc
from motorway_kit.grpc_client import Remote
from motorway_kit.testing import wait_until
from pos.app import prices as app
from pos.app.price_clock import advance
from pos.app.price_orders import give
from pos.db import price_work
from pos.domain.price import PriceInForce, PriceNotConfirmed
from pos.domain.price_change import LEASE
from pos.domain.site import Site
from pos.parts import Pos

from .clock import ManualClock
from .price_world import (
    in_force,
    prices_at,
    schedule,
    settled,
    states,
    story,
    the_site,
    told,
    working,
)
from .sites import a_site, apply
from .stub_pumps import NotConnected, StubPumps, accepted, refused


@pytest_asyncio.fixture
async def prices(client: Remote, client_of: Callable[[Any], Any]) -> Remote:
    await apply(client, a_site())
    remote: Remote = await client_of(prices_pb2_grpc.PricesServiceStub)
    return remote


@pytest_asyncio.fixture
async def site(prices: Remote, parts: Pos) -> Site:
    return await the_site(parts)


async def test_the_first_set_reaches_pumps_and_then_the_sign(
    prices: Remote, parts: Pos, site: Site, stub_pumps: StubPumps
) -> None:
    await schedule(prices)
    async with working(parts):
        await settled(parts)
    assert sorted(story(stub_pumps)[:2]) == ["set 1 of pump 1", "set 1 of pump 2"]
    assert story(stub_pumps)[2:] == ["show diesel=1529 e10=1459"]
    order = next(each for each in stub_pumps.ordered("SetPrices") if each.set_prices.prices[0].pump == 1)
    sent = {each.nozzle: each.unit_price_milli for each in order.set_prices.prices}
    assert sent == {1: 1_459, 2: 1_529}
    assert await app.price_in_force(parts.db, site, 1) == PriceInForce(1, sent)
    assert await app.price_in_force(parts.db, site, 2) == PriceInForce(1, {1: 1_529})


async def test_everybody_sees_what_the_pumps_and_the_sign_have(
    prices: Remote, parts: Pos, stub_pumps: StubPumps, clock: ManualClock
) -> None:
    await in_force(prices, parts, stub_pumps)
    found = await prices_at(prices)
    assert (found.in_force.number, [step.actor for step in found.in_force.steps]) == (1, ["test", "pos", "pos"])
    assert found.sign.confirmed
    assert [(each.grade_id, each.unit_price_milli) for each in found.sign.prices] == [("diesel", 1_529), ("e10", 1_459)]
    assert [(pump.pump, pump.confirmed_at.ToDatetime(clock().tzinfo)) for pump in found.pumps] == [
        (1, clock() - timedelta(seconds=1)),
        (2, clock() - timedelta(seconds=1)),
    ]
    assert await parts.db.fetchval("SELECT count(*) FROM price_confirmation WHERE price_set = 1") == 2


async def test_a_set_begins_at_its_time(prices: Remote, parts: Pos, stub_pumps: StubPumps, clock: ManualClock) -> None:
    await in_force(prices, parts, stub_pumps)
    await schedule(prices, 1_469, at=clock() + timedelta(hours=1))
    clock.forward(minutes=59)
    await advance(parts)
    assert await states(prices) == {1: "IN_FORCE", 2: "SCHEDULED"}
    clock.forward(minutes=1)
    async with working(parts):
        await settled(parts)
    assert await states(prices) == {1: "SUPERSEDED", 2: "IN_FORCE"}


async def test_what_rises_is_shown_before_and_what_falls_after_the_pumps(
    prices: Remote, parts: Pos, stub_pumps: StubPumps
) -> None:
    await in_force(prices, parts, stub_pumps, 1_459, 1_529)
    await schedule(prices, 1_469, 1_499)
    async with working(parts):
        await settled(parts)
    first, *pumps, last = story(stub_pumps)
    assert first == "show diesel=1529 e10=1469"
    assert sorted(pumps) == ["set 2 of pump 1", "set 2 of pump 2"]
    assert last == "show diesel=1499 e10=1469"


@pytest.mark.parametrize(("e10", "shown"), [(1_449, -1), (1_469, 0)])
async def test_the_sign_is_told_once_where_all_move_one_way(
    prices: Remote, parts: Pos, stub_pumps: StubPumps, e10: int, shown: int
) -> None:
    await in_force(prices, parts, stub_pumps, 1_459, 1_529)
    await schedule(prices, e10, 1_529)
    async with working(parts):
        await settled(parts)
    lines = story(stub_pumps)
    assert [line for line in lines if line.startswith("show")] == [f"show diesel=1529 e10={e10}"]
    assert lines[shown].startswith("show")


async def test_pumps_wait_a_minute_for_a_sign_that_is_silent(
    prices: Remote, parts: Pos, stub_pumps: StubPumps, clock: ManualClock
) -> None:
    await in_force(prices, parts, stub_pumps)
    stub_pumps.answers["ShowPrices"] = NotConnected("offline")
    await schedule(prices, 1_469)
    async with working(parts):
        await wait_until(lambda: len(story(stub_pumps)) == 1)
        clock.forward(seconds=59)
        await wait_until(lambda: len(story(stub_pumps)) == 2)
        assert await states(prices) == {1: "IN_FORCE", 2: "SENDING"}
        clock.forward(seconds=1)
        await settled(parts)
        assert await states(prices) == {1: "SUPERSEDED", 2: "IN_FORCE"}
        found = await prices_at(prices)
        assert (found.sign.confirmed, found.sign.reason) == (False, "not_connected")
        assert [each.unit_price_milli for each in found.sign.prices] == [1_529, 1_459], "what it last confirmed"
        assert (await told(parts))[-1].sign_unconfirmed
        stub_pumps.answers.clear()
        clock.forward(minutes=5)
        await settled(parts)
        await wait_until(lambda: _shown(parts))
    assert not (await told(parts))[-1].sign_unconfirmed


async def _shown(parts: Pos) -> bool:
    return bool(await parts.db.fetchval("SELECT confirmed_at IS NOT NULL FROM price_work WHERE kind = 'sign'"))


async def test_where_there_is_no_sign_nobody_waits_for_it(prices: Remote, parts: Pos, stub_pumps: StubPumps) -> None:
    await in_force(prices, parts, stub_pumps)
    stub_pumps.answers["ShowPrices"] = refused(0, "unsupported_command")
    await schedule(prices, 1_469)
    async with working(parts):
        await settled(parts)
    assert await states(prices) == {1: "SUPERSEDED", 2: "IN_FORCE"}
    assert [line for line in story(stub_pumps) if line.startswith("show")] == ["show diesel=1529 e10=1469"]


async def test_another_replica_goes_on_where_one_died(
    prices: Remote, parts: Pos, site: Site, stub_pumps: StubPumps, clock: ManualClock
) -> None:
    """It dies while an order is on its way: the pump has it, the platform does not know."""
    await schedule(prices)
    async with working(parts) as first:

        def dies(request: Any) -> Any:
            first.cancel()
            return accepted()

        stub_pumps.answers["SetPrices"] = dies
        await wait_until(first.done)
    assert await states(prices) == {1: "IN_FORCE"}
    stub_pumps.answers.clear()
    assert await price_work.claim(parts.db, clock(), 10) == [], "the lease of the dead one is not over"
    clock.forward(seconds=LEASE.total_seconds())
    async with working(parts):
        await settled(parts)
    assert story(stub_pumps)[-1].startswith("show")
    assert (await app.price_in_force(parts.db, site, 1)).price_set == 1
    assert (await app.price_in_force(parts.db, site, 2)).price_set == 1


async def test_replicas_share_the_work(prices: Remote, parts: Pos, stub_pumps: StubPumps) -> None:
    await schedule(prices)
    async with working(parts), working(parts), working(parts):
        await settled(parts)
    assert sorted(story(stub_pumps)) == ["set 1 of pump 1", "set 1 of pump 2", "show diesel=1529 e10=1459"]


async def test_a_late_answer_about_the_set_before_does_not_count(
    prices: Remote, parts: Pos, site: Site, stub_pumps: StubPumps, clock: ManualClock
) -> None:
    await schedule(prices)
    await advance(parts)
    late = await price_work.claim(parts.db, clock(), 10)
    clock.forward(seconds=1)
    await schedule(prices, 1_449)
    await advance(parts)
    for work in late:
        await give(parts, work)
    assert sorted(story(stub_pumps)) == ["set 1 of pump 1", "set 1 of pump 2"]
    with pytest.raises(PriceNotConfirmed):
        await app.price_in_force(parts.db, site, 1)
    assert await parts.db.fetchval("SELECT count(*) FROM price_confirmation") == 0
    async with working(parts):
        await settled(parts)
    assert (await app.price_in_force(parts.db, site, 1)).price_set == 2


async def test_every_change_is_told(prices: Remote, parts: Pos, stub_pumps: StubPumps) -> None:
    await in_force(prices, parts, stub_pumps)
    await schedule(prices, 1_469)
    async with working(parts):
        await settled(parts)
    events = await told(parts)
    first, second = ([each for each in events if each.price_set == number] for number in (1, 2))
    assert first[-1].state == "superseded"
    assert list(dict.fromkeys(each.state for each in second)) == ["scheduled", "sending", "in_force"]
    assert [each.version for each in second] == list(range(1, len(second) + 1))
    switched = next(each for each in second if each.state == "in_force")
    assert list(switched.unconfirmed_pumps) == [1, 2]
    assert (list(second[-1].unconfirmed_pumps), second[-1].sign_unconfirmed) == ([], False)
