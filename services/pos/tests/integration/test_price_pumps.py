"""Pumps that do not confirm the prices in force, whatever the reason, until they do."""

from collections.abc import Callable
from typing import Any

import pytest
import pytest_asyncio
from motorway.iot.v1 import device_pb2
from motorway.pos.v1 import pos_pb2, prices_pb2, prices_pb2_grpc
from motorway_kit.errors import NotFound
from motorway_kit.grpc_client import Remote
from motorway_kit.testing import wait_until
from pos.app import prices as app
from pos.domain.price import PriceInForce, PriceMissing, PriceNotConfirmed
from pos.domain.price_change import LEASE
from pos.domain.site import Site
from pos.parts import Pos

from .clock import ManualClock
from .price_world import SITE, deaf, in_force, prices_at, reports, schedule, settled, story, the_site, told, working
from .sites import a_site, apply
from .stub_pumps import NoAnswer, StubPumps, accepted, refused


@pytest_asyncio.fixture
async def prices(client: Remote, client_of: Callable[[Any], Any]) -> Remote:
    await apply(client, a_site())
    remote: Remote = await client_of(prices_pb2_grpc.PricesServiceStub)
    return remote


@pytest_asyncio.fixture
async def site(prices: Remote, parts: Pos) -> Site:
    return await the_site(parts)


async def test_a_deaf_pump_is_closed_and_opened_once_it_confirms(
    prices: Remote, parts: Pos, site: Site, stub_pumps: StubPumps, clock: ManualClock
) -> None:
    await in_force(prices, parts, stub_pumps)
    stub_pumps.answers["SetPrices"] = deaf(2)
    await schedule(prices, 1_449)
    async with working(parts):
        await settled(parts)
        await wait_until(lambda: "close 2" in story(stub_pumps))
        assert await app.price_in_force(parts.db, site, 1) == PriceInForce(2, {1: 1_449, 2: 1_529})
        with pytest.raises(PriceNotConfirmed) as closed:
            await app.price_in_force(parts.db, site, 2)
        assert closed.value.context["why"] == "no_answer"
        assert story(stub_pumps)[-1] in ("close 2", "show diesel=1529 e10=1449"), "the others do not wait for it"
        await wait_until(lambda: _closed(parts))
        pump = (await prices_at(prices)).pumps[1]
        assert (pump.reason, pump.closed, pump.HasField("confirmed_at")) == ("no_answer", True, False)
        assert (await told(parts))[-1].unconfirmed_pumps == [2] or (await told(parts))[-2].unconfirmed_pumps == [2]

        stub_pumps.answers.clear()
        clock.forward(seconds=5)
        await wait_until(lambda: "open 2" in story(stub_pumps))
        await settled(parts)
    assert await app.price_in_force(parts.db, site, 2) == PriceInForce(2, {1: 1_529})
    assert not await _closed(parts)
    assert story(stub_pumps).count("close 2") == 1
    assert list((await told(parts))[-1].unconfirmed_pumps) == []


async def _closed(parts: Pos) -> bool:
    return bool(await parts.db.fetchval("SELECT bool_or(closed) FROM price_work"))


async def test_a_pump_that_somebody_closed_stays_closed(
    prices: Remote, parts: Pos, stub_pumps: StubPumps, clock: ManualClock
) -> None:
    shut = reports(0, 2, state=device_pb2.FUELLING_POINT_STATE_CLOSED)
    stub_pumps.answers["SetPrices"] = refused(0x20, "battery", *shut)
    await schedule(prices)
    async with working(parts):
        await settled(parts)
        assert (await prices_at(prices)).pumps[1].reason == "battery"
        assert "close 2" not in story(stub_pumps)
        stub_pumps.answers.clear()
        clock.forward(seconds=5)
        await settled(parts)
        await wait_until(lambda: _confirmed(parts, 2))
    assert not [line for line in story(stub_pumps) if line == "open 2"]


async def _confirmed(parts: Pos, pump: int) -> bool:
    sql = "SELECT confirmed_at IS NOT NULL FROM price_work WHERE kind = 'pump' AND pump = $1"
    return bool(await parts.db.fetchval(sql, pump))


async def test_an_order_to_open_is_repeated_until_it_is_answered(
    prices: Remote, parts: Pos, stub_pumps: StubPumps, clock: ManualClock
) -> None:
    stub_pumps.answers["SetPrices"] = deaf(2)
    await schedule(prices)
    async with working(parts):
        await wait_until(lambda: _closed(parts))
        stub_pumps.answers["SetPrices"] = accepted()
        stub_pumps.answers["ControlPump"] = NoAnswer("no answer")
        clock.forward(seconds=5)
        await wait_until(lambda: story(stub_pumps).count("open 2") == 1)
        await wait_until(lambda: _confirmed(parts, 2))
        stub_pumps.answers["ControlPump"] = refused(0x2F, "already_open")
        clock.forward(seconds=LEASE.total_seconds())
        await wait_until(lambda: story(stub_pumps).count("open 2") == 2)
        await settled(parts)
        await wait_until(lambda: _opened(parts))
    sets = [each for each in story(stub_pumps) if each == "set 1 of pump 2"]
    assert len(sets) == 2, "it is not sent again to be opened"


async def _opened(parts: Pos) -> bool:
    return not await _closed(parts)


async def test_a_lost_answer_is_asked_for(prices: Remote, parts: Pos, site: Site, stub_pumps: StubPumps) -> None:
    stub_pumps.answers["SetPrices"] = NoAnswer("no answer")
    stub_pumps.reports = reports(1, 1)
    await schedule(prices)
    async with working(parts):
        await settled(parts)
    assert (await app.price_in_force(parts.db, site, 1)).price_set == 1
    with pytest.raises(PriceNotConfirmed):
        await app.price_in_force(parts.db, site, 2)


async def test_a_running_delivery_keeps_its_price_and_the_pump_is_not_closed(
    prices: Remote, parts: Pos, site: Site, stub_pumps: StubPumps
) -> None:
    """The device applies a set to the next delivery; its report still has the running one's price."""
    await in_force(prices, parts, stub_pumps)
    old = device_pb2.NozzleReport(nozzle=1, unit_price_milli=1_459)
    fuelling = device_pb2.FUELLING_POINT_STATE_FUELLING
    running = device_pb2.PumpReport(pump=1, state=fuelling, nozzle=1, price_set=2, nozzles=[old])
    stub_pumps.reports = [running]
    await schedule(prices, 1_469)
    async with working(parts):
        await settled(parts)
    assert (await app.price_in_force(parts.db, site, 1)).price_set == 2
    assert [line for line in story(stub_pumps) if line.startswith(("close", "open"))] == []


async def test_a_pump_closed_for_the_set_before_is_opened_after_this_one(
    prices: Remote, parts: Pos, site: Site, stub_pumps: StubPumps, clock: ManualClock
) -> None:
    stub_pumps.answers["SetPrices"] = deaf(2)
    await schedule(prices)
    async with working(parts):
        await wait_until(lambda: _closed(parts))
        clock.forward(seconds=1)
        stub_pumps.answers.clear()
        await schedule(prices, 1_449)
        await settled(parts)
        await wait_until(lambda: _opened(parts))
    assert story(stub_pumps).count("open 2") == 1


async def test_a_controller_that_is_back_is_asked_and_sent_what_it_lacks(
    prices: Remote, parts: Pos, site: Site, stub_pumps: StubPumps
) -> None:
    """Pump 1 was replaced meanwhile, pump 2 never confirmed; no time has to go by."""
    stub_pumps.answers["SetPrices"] = deaf(2)
    await schedule(prices)
    async with working(parts):
        await wait_until(lambda: _closed(parts))
        stub_pumps.answers.clear()
        stub_pumps.orders.clear()
        stub_pumps.reports = reports(0, 1)
        stub_pumps.answers["SetPrices"] = accepted()
        await app.recheck(parts, SITE)
        await wait_until(lambda: "open 2" in story(stub_pumps))
        await settled(parts)
        await wait_until(lambda: _confirmed(parts, 1))
    assert {"set 1 of pump 1", "set 1 of pump 2"} <= set(story(stub_pumps))
    assert (await app.price_in_force(parts.db, site, 1)).price_set == 1
    assert (await app.price_in_force(parts.db, site, 2)).price_set == 1


async def test_asking_changes_nothing_where_all_is_right(prices: Remote, parts: Pos, stub_pumps: StubPumps) -> None:
    await in_force(prices, parts, stub_pumps)
    before = await told(parts)
    stub_pumps.reports = reports(1, 1, 2)
    await app.recheck(parts, SITE)
    await app.recheck(parts, "nowhere")
    async with working(parts):
        await settled(parts)
    assert story(stub_pumps) == ["show diesel=1529 e10=1459"]
    assert len(stub_pumps.ordered("AskPumps")) == 1
    assert await told(parts) == before


@pytest.mark.parametrize(("pump", "sent"), [(0, []), (2, [2])])
async def test_prices_are_sent_again_when_it_is_asked_for(
    prices: Remote, parts: Pos, stub_pumps: StubPumps, pump: int, sent: list[int]
) -> None:
    site = await the_site(parts)
    await in_force(prices, parts, stub_pumps)
    answer = await prices.call("ResendPrices", prices_pb2.ResendPricesRequest(site_id=SITE, pump=pump))
    assert list(answer.pumps) == sent
    if sent:
        with pytest.raises(PriceNotConfirmed):
            await app.price_in_force(parts.db, site, pump)
    stub_pumps.reports = reports(1, 1, 2)
    async with working(parts):
        await settled(parts)
    assert [line for line in story(stub_pumps) if line.startswith("set")] == [f"set 1 of pump {each}" for each in sent]
    assert (await app.price_in_force(parts.db, site, 2)).price_set == 1


async def test_a_pump_that_is_not_there_is_not_sent_anything(prices: Remote, parts: Pos, stub_pumps: StubPumps) -> None:
    await in_force(prices, parts, stub_pumps)
    with pytest.raises(NotFound):
        await prices.call("ResendPrices", prices_pb2.ResendPricesRequest(site_id=SITE, pump=9))


async def test_a_new_pump_gets_the_prices_in_force(
    client: Remote, prices: Remote, parts: Pos, stub_pumps: StubPumps
) -> None:
    await in_force(prices, parts, stub_pumps)
    changed = a_site()
    changed.pumps.add(number=3, nozzles=[pos_pb2.Nozzle(number=1, grade_id="e10", tank=1)])
    await apply(client, changed)
    assert [pump.pump for pump in (await prices_at(prices)).pumps] == [1, 2, 3]
    async with working(parts):
        await settled(parts)
    assert story(stub_pumps) == ["set 1 of pump 3"]


async def test_a_pump_that_goes_and_comes_back_is_sent_its_prices_anew(
    client: Remote, prices: Remote, parts: Pos, site: Site, stub_pumps: StubPumps
) -> None:
    await in_force(prices, parts, stub_pumps)
    without = a_site()
    del without.pumps[1]
    async with working(parts):
        await apply(client, without)
        await settled(parts)
        assert [pump.pump for pump in (await prices_at(prices)).pumps] == [1]
        await apply(client, a_site())
        await settled(parts)
    assert story(stub_pumps) == ["set 1 of pump 2"]
    keys = {order.idempotency_key for order in stub_pumps.ordered("SetPrices")}
    assert keys == {f"price-set/{SITE}/2/3/1"}, "not a key that was used before"


async def test_a_pump_with_a_grade_without_a_price_is_closed(
    client: Remote, prices: Remote, parts: Pos, stub_pumps: StubPumps
) -> None:
    await in_force(prices, parts, stub_pumps)
    changed = a_site()
    changed.grades.add(grade_id="lpg", name="LPG")
    changed.tanks.add(number=3, grade_id="lpg", capacity_ml=2, max_safe_fill_ml=1)
    changed.pumps[1].nozzles.add(number=2, grade_id="lpg", tank=3)
    await apply(client, changed)
    async with working(parts):
        await settled(parts)
        await wait_until(lambda: _closed(parts))
    assert story(stub_pumps) == ["close 2"]
    assert (await prices_at(prices)).pumps[1].reason == "price_missing"
    site = await the_site(parts)
    with pytest.raises(PriceMissing) as missing:
        await app.price_in_force(parts.db, site, 2)
    assert missing.value.context["grade"] == "lpg"
    assert (await app.price_in_force(parts.db, site, 1)).price_set == 1
