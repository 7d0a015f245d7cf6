"""Whatever is handed in twice, out of turn or cut off in between: each operation is booked once, the cash is right."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from motorway.pos.v1 import events_pb2
from motorway.pos.v1.offline_pb2_grpc import OfflineServiceStub
from motorway_access.roles import Role
from motorway_kit.ids import new_id
from pos.app.offline_replay import HandedIn, replay
from pos.app.receipts import verify_site
from pos.domain.offline import OfflineChainBroken
from pos.grpc_api.offline_messages import done_of

from .offline_world import LATTE, Browser
from .sales_world import SITE, Station
from .shift_world import being, x_report

EXAMPLES = 40
DID = st.tuples(st.sampled_from(["sale", "sale", "owed", "in", "out", "drop", "garbage", "wrong"]), st.integers(1, 9))


class Died(Exception):
    """The process is no more; its transaction is rolled back."""


@dataclass
class LastHour:
    """A clock that is asked so often, and then no more: it strikes within a transaction, wherever that is."""

    clock: Callable[[], datetime]
    strikes: int

    def __call__(self) -> datetime:
        self.strikes -= 1
        if self.strikes < 0:
            raise Died
        return self.clock()


@dataclass(frozen=True)
class Call:
    """Hands in some of them, and dies when it asks for the time so often; None: it comes to its end."""

    start: int
    length: int
    dies_after: int | None
    at_once: bool


CALLS = st.builds(
    Call,
    st.sampled_from([0, 0, 0, 1, 2, 3]),
    st.integers(1, 8),
    st.integers(2, 8) | st.integers(5, 25) | st.none(),
    st.booleans(),
)


@pytest_asyncio.fixture
async def opened(station: Station, client_of: Callable[[Any], Any]) -> Callable[[], Browser]:
    """A new browser at Counter 1."""
    door = await client_of(OfflineServiceStub)
    return lambda: Browser(station, door)


def done(browser: Browser, kind: str, count: int) -> int:
    """The cash that it moves in the drawer."""
    match kind:
        case "sale":
            browser.sold({**LATTE, "quantity": count})
            return 300 * count
        case "owed":
            browser.fuelled(new_id(), count)
            return count
        case "in" | "out" | "drop":
            browser.moved({"in": "PAID_IN", "out": "PAID_OUT", "drop": "DROP"}[kind], count)
            return count if kind == "in" else -count
        case "wrong":
            browser.sold(total_minor=299)
        case _:
            browser.wrote("{" * count)
    return 0


async def handed_in(browser: Browser, call: Call) -> None:
    """Also what does not continue what was booked: that is refused as a whole."""
    operations = tuple(map(done_of, browser.queue[call.start : call.start + call.length]))
    handed = HandedIn(SITE, browser.till, browser.device_id, operations, 0)
    parts = browser.station.parts
    if call.dies_after is not None:
        parts = replace(parts, clock=LastHour(parts.clock, call.dies_after))
    with being(browser.station.keys, "ann", Role.CASHIER), suppress(OfflineChainBroken, Died):
        await replay(parts, handed)


async def told_of(browser: Browser) -> list[int]:
    """The numbers that others heard of."""
    numbers: list[int] = []
    for row in await browser.station.parts.db.fetch("SELECT type, body FROM outbox ORDER BY id"):
        if row["type"].endswith("OfflineOperationsReplayed"):
            event = events_pb2.OfflineOperationsReplayed.FromString(row["body"])
            if event.device_id == browser.device_id:
                numbers += range(event.first_number, event.last_number + 1)
    return numbers


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(did=st.lists(DID, min_size=2, max_size=8), calls=st.lists(CALLS, min_size=1, max_size=6))
async def test_each_is_booked_once(
    opened: Callable[[], Browser], did: list[tuple[str, int]], calls: list[Call]
) -> None:
    browser = opened()
    station = browser.station
    before = (await x_report(station.shifts, station.shift_of["ann"])).drawer.expected_minor
    await browser.register()
    cash = sum(done(browser, kind, count) for kind, count in did)
    waiting: list[asyncio.Task[None]] = []
    for call in calls:
        task = asyncio.create_task(handed_in(browser, call))
        waiting.append(task)
        if not call.at_once:
            await task
    await asyncio.gather(*waiting)
    answer = await browser.hand_in()
    again = await browser.hand_in()
    assert [one.number for one in answer.operations] == list(range(1, len(did) + 1))
    assert again.operations == answer.operations
    after = (await x_report(station.shifts, station.shift_of["ann"])).drawer.expected_minor
    assert after - before == cash == sum(one.cash_minor for one in answer.operations)
    assert await told_of(browser) == list(range(1, len(did) + 1))
    series = (await verify_site(station.parts, SITE, browser.series))[browser.series]
    assert (series.receipts, series.broken_number) == (browser.receipts, 0)
