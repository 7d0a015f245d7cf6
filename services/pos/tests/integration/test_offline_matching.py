"""The pumps' line went with the till's: what was typed is matched to its fuelling when that comes."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest_asyncio
from motorway.pos.v1.offline_pb2_grpc import OfflineServiceStub
from motorway_access.roles import Role
from motorway_kit.testing import wait_until
from pos.app.offline_matching import keep_matching, match_waiting

from .offline_world import Browser, outcome_of
from .sales_world import Station, state_of, tenders_of
from .shift_world import being, open_shift, x_report
from .test_offline_replay import verified

Stubs = Callable[[Any], Any]


@pytest_asyncio.fixture
async def browser(station: Station, client_of: Stubs) -> Browser:
    """It has handed in 30.00 that was typed for pump 1, and no fuelling is known."""
    browser = Browser(station, await client_of(OfflineServiceStub))
    await browser.register()
    browser.typed(3_000)
    assert outcome_of(await browser.last()) == ("CONFLICT", ["NO_FUELLING"])
    return browser


async def test_its_fuelling_is_settled_when_it_comes(browser: Browser, station: Station, client_of: Stubs) -> None:
    assert await match_waiting(station.parts) == 0
    await station.payable(10_000)
    sale = await station.payable()
    assert [await match_waiting(station.parts) for _ in range(2)] == [1, 0]
    settled = (await station.see(sale.sale_id)).sale
    assert (state_of(settled), settled.cleared_by) == ("CLEARED PAID", "ann")
    assert tenders_of(settled) == [("CASH", 3_000, station.shift_of["ann"])]
    drawer = (await x_report(station.shifts, station.shift_of["ann"])).drawer
    assert (drawer.paid_in_minor, drawer.takings_minor, drawer.paid_out_minor) == (3_000, 3_000, 3_000)
    assert drawer.expected_minor == 10_000 + 3_000
    one = await browser.last()
    assert (one.resolved_by, one.sale_id, outcome_of(one)[0]) == ("pos", sale.sale_id, "CONFLICT")
    assert sale.sale_id in one.resolution
    assert await station.receipts(sale.sale_id) == [("RECEIPT", "Counter 1", 1)]
    assert (await verified(client_of))["Counter 1/off-a"] == (1, 0)


async def test_after_its_shift_was_closed_it_is_in_the_next_one(browser: Browser, station: Station) -> None:
    sale = await station.payable(who="bob")
    await station.close_shift("ann", 13_000)
    assert await match_waiting(station.parts) == 0
    with being(station.keys, "ann", Role.CASHIER):
        later = (await open_shift(station.shifts, "Counter 1")).shift_id
    assert await match_waiting(station.parts) == 1
    report = await x_report(station.shifts, later)
    assert (report.sales.amount_minor, report.drawer.takings_minor, report.drawer.expected_minor) == (
        3_000,
        3_000,
        10_000,
    )
    assert state_of((await station.see(sale.sale_id)).sale) == "CLEARED PAID"


async def test_what_somebody_explained_and_what_is_long_ago_is_left_alone(browser: Browser, station: Station) -> None:
    (one,) = (await browser.ask("ListOfflineOperations")).operations
    await station.payable()
    station.clock.forward(seconds=timedelta(days=8).total_seconds())
    assert await match_waiting(station.parts) == 0
    station.clock.forward(seconds=-timedelta(days=8).total_seconds())
    await browser.ask("ResolveOfflineOperation", who="sue", operation_id=one.operation_id, resolution="given back")
    assert await match_waiting(station.parts) == 0


async def test_two_replicas_match_it_once(browser: Browser, station: Station) -> None:
    sale = await station.payable()
    keepers = [asyncio.create_task(keep_matching(station.parts, 0.01)) for _ in range(2)]

    async def is_settled() -> bool:
        return state_of((await station.see(sale.sale_id)).sale) == "CLEARED PAID"

    try:
        await wait_until(is_settled)
    finally:
        for keeper in keepers:
            keeper.cancel()
    drawer = (await x_report(station.shifts, station.shift_of["ann"])).drawer
    assert (drawer.takings_minor, drawer.paid_out_minor) == (3_000, 3_000)
