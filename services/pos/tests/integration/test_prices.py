"""Schedules of prices, through the real door."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from motorway.pos.v1 import pos_pb2, prices_pb2, prices_pb2_grpc
from motorway_access.roles import Role
from motorway_access.testing import CallerKeys, calling
from motorway_kit.errors import Conflict, InvalidInput, MotorwayError, NotFound
from motorway_kit.grpc_client import Remote
from pos.app import prices as app
from pos.app.price_clock import advance
from pos.db import sites
from pos.domain.price import PriceMissing
from pos.parts import Pos

from .clock import ManualClock
from .price_world import SITE, price, prices_at, schedule, states, told, wish
from .sites import a_site, apply


@pytest_asyncio.fixture
async def door_of_prices(client: Remote, client_of: Callable[[Any], Any]) -> Remote:
    await apply(client, a_site())
    remote: Remote = await client_of(prices_pb2_grpc.PricesServiceStub)
    return remote


async def reason_of(call: Any) -> str:
    with pytest.raises(MotorwayError) as refused:
        await call
    return refused.value.reason


async def test_a_scheduled_set_is_kept_with_who_and_when(
    door_of_prices: Remote, keys: CallerKeys, clock: ManualClock, parts: Pos
) -> None:
    with calling(keys, Role.STATION_MANAGER, sites=[SITE]):
        made = await schedule(door_of_prices, at=clock() + timedelta(hours=1))
    assert (made.number, made.state, made.version) == (1, prices_pb2.PRICE_SET_STATE_SCHEDULED, 1)
    assert list(made.prices) == [price("diesel", 1_529), price("e10", 1_459)]
    assert (made.steps[0].actor, made.steps[0].at.ToDatetime(tzinfo=clock().tzinfo)) == ("test", clock())
    found = await prices_at(door_of_prices)
    assert [each.number for each in found.upcoming] == [1]
    assert not found.HasField("in_force")
    assert [(event.price_set, event.state) for event in await told(parts)] == [(1, "scheduled")]


async def test_a_local_time_is_of_the_site(door_of_prices: Remote) -> None:
    made = await schedule(door_of_prices, local_time="2026-07-01T06:00:00")
    assert made.effective_at.ToJsonString() == "2026-07-01T05:00:00Z"


@pytest.mark.parametrize(
    ("fields", "reason", "field"),
    [
        ({"local_time": "2026-10-25T01:30"}, "LocalTimeAmbiguous", "effective_at"),
        ({"local_time": "2027-03-28T01:30"}, "LocalTimeMissing", "effective_at"),
        ({"local_time": "2026-07-01T06:00Z"}, "InvalidInput", "effective_at"),
        ({"local_time": "tomorrow"}, "InvalidInput", "effective_at"),
        ({"local_time": "2026-06-01T12:00"}, "PriceSetInPast", "effective_at"),
        ({"local_time": "2031-06-01T12:00"}, "InvalidInput", "effective_at"),
        ({"now": False}, "InvalidInput", "effective_at"),
        ({"prices": [price("e10", 1_459)]}, "PriceMissing", "prices"),
        ({"prices": [price("e10", 1_459), price("diesel", 0)]}, "InvalidInput", "prices[1].unit_price_milli"),
        ({"prices": [prices_pb2.Price(grade_id="e10")]}, "InvalidInput", "prices[0].service_level"),
        ({"idempotency_key": ""}, "InvalidInput", "idempotency_key"),
    ],
)
async def test_a_wrong_schedule_is_refused_and_changes_nothing(
    door_of_prices: Remote, fields: dict[str, Any], reason: str, field: str
) -> None:
    with pytest.raises(MotorwayError) as refused:
        await schedule(door_of_prices, **fields)
    assert (refused.value.reason, refused.value.context["field"]) == (reason, field)
    assert await states(door_of_prices) == {}


async def test_there_are_no_prices_of_a_site_that_does_not_exist(door_of_prices: Remote) -> None:
    for call in (
        schedule(door_of_prices, site_id="nowhere"),
        prices_at(door_of_prices, "nowhere"),
        door_of_prices.call("ListPriceSets", prices_pb2.ListPriceSetsRequest(site_id="nowhere")),
        door_of_prices.call("ResendPrices", prices_pb2.ResendPricesRequest(site_id="nowhere")),
    ):
        assert await reason_of(call) == "SiteNotFound"


async def test_a_large_change_must_be_meant(door_of_prices: Remote, clock: ManualClock) -> None:
    """Against the set that will be in force just before it, not the newest number."""
    await schedule(door_of_prices, 1_000, 1_000)
    await schedule(door_of_prices, 1_200, 1_000, at=clock() + timedelta(hours=1))
    await schedule(door_of_prices, 1_450, 1_000, at=clock() + timedelta(hours=2))
    between = clock() + timedelta(minutes=30)
    assert await reason_of(schedule(door_of_prices, 1_251, 1_000, at=between)) == "LargePriceChange"
    made = await schedule(door_of_prices, 1_251, 1_000, at=between, confirm_large_change=True)
    assert made.number == 4


async def test_a_repeated_request_makes_one_set(door_of_prices: Remote) -> None:
    request = wish(idempotency_key="k1")
    first = await door_of_prices.call("SchedulePrices", request)
    assert await door_of_prices.call("SchedulePrices", request) == first
    other = schedule(door_of_prices, 1_460, idempotency_key="k1")
    assert await reason_of(other) == "IdempotencyKeyReused"
    assert await states(door_of_prices) == {1: "SCHEDULED"}


async def test_numbers_have_no_gaps_whoever_races(door_of_prices: Remote, clock: ManualClock) -> None:
    hours = [*range(1, 9), *range(1, 9)]
    calls = [schedule(door_of_prices, at=clock() + timedelta(hours=hour)) for hour in hours]
    made = await asyncio.gather(*calls, return_exceptions=True)
    refused = [each.reason for each in made if isinstance(each, MotorwayError)]
    assert refused == ["PriceSetAtSameTime"] * 8
    assert sorted(await states(door_of_prices)) == list(range(1, 9))


async def test_a_cancelled_set_never_begins(door_of_prices: Remote, clock: ManualClock, parts: Pos) -> None:
    at = clock() + timedelta(hours=1)
    await schedule(door_of_prices, at=at)
    request = prices_pb2.CancelPriceSetRequest(site_id=SITE, number=1)
    cancelled = await door_of_prices.call("CancelPriceSet", request)
    assert cancelled.previous.state == prices_pb2.PRICE_SET_STATE_SCHEDULED
    assert cancelled.price_set.state == prices_pb2.PRICE_SET_STATE_CANCELLED
    assert (await door_of_prices.call("CancelPriceSet", request)).price_set == cancelled.price_set
    assert (await schedule(door_of_prices, at=at)).number == 2, "its instant is free again"
    await door_of_prices.call("CancelPriceSet", prices_pb2.CancelPriceSetRequest(site_id=SITE, number=2))
    clock.forward(hours=2)
    await advance(parts)
    assert await states(door_of_prices) == {1: "CANCELLED", 2: "CANCELLED"}


async def test_only_a_scheduled_set_is_cancelled(door_of_prices: Remote, parts: Pos) -> None:
    await schedule(door_of_prices)
    await advance(parts)
    with pytest.raises(Conflict) as refused:
        await door_of_prices.call("CancelPriceSet", prices_pb2.CancelPriceSetRequest(site_id=SITE, number=1))
    assert refused.value.reason == "PriceSetNotScheduled"
    for number in (2, 2**32 - 1):
        with pytest.raises(NotFound):
            await door_of_prices.call("CancelPriceSet", prices_pb2.CancelPriceSetRequest(site_id=SITE, number=number))


async def test_cancelling_races_with_the_clock(door_of_prices: Remote, parts: Pos, clock: ManualClock) -> None:
    """One of them wins: a set that was cancelled did not begin."""
    await schedule(door_of_prices, at=clock() + timedelta(hours=1))
    clock.forward(hours=1)
    request = prices_pb2.CancelPriceSetRequest(site_id=SITE, number=1)
    calls = door_of_prices.call("CancelPriceSet", request), advance(parts)
    outcomes: list[object] = await asyncio.gather(*calls, return_exceptions=True)
    await advance(parts)
    state = (await states(door_of_prices))[1]
    assert state == ("IN_FORCE" if isinstance(outcomes[0], MotorwayError) else "CANCELLED")


async def test_of_sets_that_are_due_together_the_newest_begins(
    door_of_prices: Remote, parts: Pos, clock: ManualClock
) -> None:
    for hour in (2, 1, 3, 9):
        await schedule(door_of_prices, at=clock() + timedelta(hours=hour))
    clock.forward(hours=4)
    await advance(parts)
    expected = {1: "SUPERSEDED", 2: "SUPERSEDED", 3: "IN_FORCE", 4: "SCHEDULED"}
    assert await states(door_of_prices) == expected


async def test_sets_are_listed_newest_first_page_by_page(door_of_prices: Remote, clock: ManualClock) -> None:
    for hour in range(1, 6):
        await schedule(door_of_prices, at=clock() + timedelta(hours=hour))
    seen, cursor = [], ""
    while True:
        request = prices_pb2.ListPriceSetsRequest(site_id=SITE, page_size=2, cursor=cursor)
        page = await door_of_prices.call("ListPriceSets", request)
        seen += [each.number for each in page.price_sets]
        cursor = page.next_cursor
        if not cursor:
            break
    assert seen == [5, 4, 3, 2, 1]
    with pytest.raises(InvalidInput):
        await door_of_prices.call("ListPriceSets", prices_pb2.ListPriceSetsRequest(site_id=SITE, cursor="-1"))


async def test_without_a_set_in_force_nothing_is_sold(door_of_prices: Remote, parts: Pos) -> None:
    await schedule(door_of_prices)
    site = await sites.get_site(parts.db, SITE)
    assert site is not None
    with pytest.raises(PriceMissing):
        await app.price_in_force(parts.db, site, 1)
    request = prices_pb2.ResendPricesRequest(site_id=SITE)
    assert await reason_of(door_of_prices.call("ResendPrices", request)) == "PriceMissing"
    assert await app.prices_of(parts.db, SITE, 1) == {("e10", "self"): 1_459, ("diesel", "self"): 1_529}
    assert await app.prices_of(parts.db, SITE, 2) == {}


async def test_attended_pumps_have_prices_of_their_own(client: Remote, door_of_prices: Remote, parts: Pos) -> None:
    site = a_site()
    site.pumps[1].service_level = pos_pb2.SERVICE_LEVEL_ATTENDED
    await apply(client, site)
    assert await reason_of(schedule(door_of_prices)) == "PriceMissing"
    prices = [price("e10", 1_459), price("diesel", 1_529), price("diesel", 1_579, "attended")]
    made = await schedule(door_of_prices, prices=prices)
    assert set(map(str, made.prices)) == set(map(str, prices))
