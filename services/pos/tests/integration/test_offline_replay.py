"""What a till did without a line is booked, once, in the order of its numbers."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
import pytest_asyncio
from motorway.pos.v1 import receipts_pb2, receipts_pb2_grpc
from motorway.pos.v1.offline_pb2_grpc import OfflineServiceStub
from motorway_kit.errors import Conflict, InvalidInput, NotFound
from motorway_kit.ids import new_id

from .offline_world import LATTE, Browser, outcome_of, paid
from .sales_world import SITE, Station, state_of, tenders_of
from .shift_world import x_report

Stubs = Callable[[Any], Any]
HTML = receipts_pb2.RECEIPT_FORMAT_HTML


@pytest_asyncio.fixture
async def browser(station: Station, client_of: Stubs) -> Browser:
    """Registered at Counter 1."""
    browser = Browser(station, await client_of(OfflineServiceStub))
    await browser.register()
    return browser


async def verified(client_of: Stubs) -> dict[str, tuple[int, int]]:
    """(receipts, first broken number) by series."""
    door = await client_of(receipts_pb2_grpc.ReceiptsServiceStub)
    answer = await door.call("VerifyReceipts", receipts_pb2.VerifyReceiptsRequest(site_id=SITE))
    return {one.till: (one.receipts, one.broken_number) for one in answer.series}


async def test_a_shop_sale_is_a_ticket_with_the_receipt_that_was_handed_out(
    browser: Browser, station: Station, client_of: Stubs
) -> None:
    at = station.clock()
    browser.sold({**LATTE, "quantity": 2}, given_minor=1_000, change_minor=400)
    station.clock.forward(seconds=600)
    one = await browser.last()
    assert (outcome_of(one), one.owed_minor, one.cash_minor, one.words) == (("APPLIED", []), 0, 600, "")
    sale = (await station.see(one.sale_id)).sale
    assert (state_of(sale), sale.cleared_by) == ("CLEARED PAID", "ann")
    assert sale.cleared_at.ToDatetime(tzinfo=at.tzinfo) == at
    assert tenders_of(sale) == [("CASH", 600, station.shift_of["ann"])]
    assert (sale.tenders[0].given_minor, sale.tenders[0].change_minor) == (1_000, 400)
    assert await station.receipts(one.sale_id) == [("RECEIPT", "Counter 1/off-a", 1)]
    receipt = await station.parts.db.fetchval("SELECT content FROM receipt WHERE receipt_id = $1", one.receipt_id)
    assert json.loads(receipt)["offline"]["operation_id"] == one.operation_id
    assert (await verified(client_of))["Counter 1/off-a"] == (1, 0)
    assert await station.told() == ["SaleCompleted", "OfflineOperationsReplayed"]


async def test_what_was_handed_out_was_the_original(browser: Browser, client_of: Stubs) -> None:
    browser.sold()
    one = await browser.last()
    door = await client_of(receipts_pb2_grpc.ReceiptsServiceStub)
    request = receipts_pb2.PrintReceiptRequest(receipt_id=one.receipt_id, format=HTML, idempotency_key=new_id())
    printed = await door.call("PrintReceipt", request)
    assert printed.copy_number == 1
    assert b"Without a line" in printed.document.content


async def test_a_sale_without_a_receipt_takes_one_of_the_till(browser: Browser, station: Station) -> None:
    browser.sold(receipt=False)
    one = await browser.last()
    assert (one.receipt_number, await station.receipts(one.sale_id)) == (0, [("RECEIPT", "Counter 1", 1)])


async def test_cash_settles_the_ticket_that_was_payable(browser: Browser, station: Station) -> None:
    sale = await station.payable()
    browser.fuelled(sale.sale_id, 3_300, lines=[LATTE])
    one = await browser.last()
    assert (outcome_of(one), one.sale_id) == (("APPLIED", []), sale.sale_id)
    settled = (await station.see(sale.sale_id)).sale
    assert (state_of(settled), settled.total_minor, len(settled.lines)) == ("CLEARED PAID", 3_300, 2)


async def test_a_ticket_that_another_till_only_holds_is_taken_from_it(browser: Browser, station: Station) -> None:
    sale = await station.locked("bob")
    browser.fuelled(sale.sale_id, 3_000)
    assert outcome_of(await browser.last()) == ("APPLIED", [])
    assert tenders_of((await station.see(sale.sale_id)).sale) == [("CASH", 3_000, station.shift_of["ann"])]


async def test_what_was_typed_pays_the_one_fuelling_that_it_can_be(browser: Browser, station: Station) -> None:
    await station.payable(10_000)
    sale = await station.payable(20_000)
    browser.typed(3_000, volume_ml=20_000)
    one = await browser.last()
    assert (outcome_of(one), one.sale_id) == (("APPLIED", []), sale.sale_id)


async def test_cash_moves_in_the_shift(browser: Browser, station: Station) -> None:
    for kind, amount in (("PAID_IN", 500), ("PAID_OUT", 200), ("DROP", 5_000)):
        browser.moved(kind, amount, reason="" if kind == "DROP" else "milk")
    answer = await browser.hand_in()
    assert [outcome_of(one)[0] for one in answer.operations] == ["APPLIED"] * 3
    assert [one.cash_minor for one in answer.operations] == [500, -200, -5_000]
    drawer = (await x_report(station.shifts, station.shift_of["ann"])).drawer
    assert (drawer.paid_in_minor, drawer.paid_out_minor, drawer.drops_minor) == (500, 200, 5_000)


async def test_repeating_answers_as_before_and_books_nothing(browser: Browser, station: Station) -> None:
    browser.sold()
    browser.moved("DROP", 100)
    first = await browser.hand_in()
    browser.sold()
    again = await browser.hand_in()
    assert again.operations[:2] == first.operations
    assert (again.device.last_number, again.device.last_hash) == (3, browser.queue[-1].hash)
    drawer = (await x_report(station.shifts, station.shift_of["ann"])).drawer
    assert (drawer.takings_minor, drawer.drops_minor) == (600, 100)
    rows = await station.parts.db.fetch("SELECT count(*) FROM sale WHERE kind = 6")
    assert rows[0][0] == 2


async def test_handed_in_twice_at_once_it_is_booked_once(browser: Browser, station: Station) -> None:
    for _ in range(5):
        browser.sold()
    answers = await asyncio.gather(*(browser.hand_in() for _ in range(4)))
    assert all(answer.operations == answers[0].operations for answer in answers)
    drawer = (await x_report(station.shifts, station.shift_of["ann"])).drawer
    assert drawer.takings_minor == 1_500
    assert (await station.told()).count("OfflineOperationsReplayed") <= 5


async def test_two_devices_have_a_series_each(browser: Browser, station: Station, client_of: Stubs) -> None:
    other = Browser(station, browser.offline)
    assert (await other.register()).device.series == "Counter 1/off-b"
    browser.sold()
    other.sold()
    other.sold()
    await asyncio.gather(browser.hand_in(), other.hand_in())
    series = await verified(client_of)
    assert (series["Counter 1/off-a"], series["Counter 1/off-b"]) == ((1, 0), (2, 0))


async def test_a_chain_that_is_broken_changes_nothing(browser: Browser, station: Station) -> None:
    for _ in range(4):
        browser.sold()
    await browser.hand_in(browser.queue[:1])
    changed = json.dumps({**json.loads(browser.queue[1].document), **paid(1)})
    second, third = browser.queue[1], browser.queue[2]
    broken = [
        browser.queue[2:],
        [second, browser.queue[3]],
        [type(second)(**{**fields_of(second), "document": changed})],
        [type(second)(**{**fields_of(second), "previous_hash": bytes(32)})],
        [type(second)(**{**fields_of(second), "operation_id": browser.queue[0].operation_id})],
        [type(second)(**{**fields_of(browser.queue[0]), "operation_id": new_id()})],
        [third, second],
    ]
    for operations in broken:
        with pytest.raises(Conflict) as caught:
            await browser.hand_in(operations)
        assert caught.value.reason == "OfflineChainBroken"
        assert caught.value.context["expected_number"] == "2"
        assert caught.value.context["expected_hash"] == browser.queue[0].hash.hex()
    drawer = (await x_report(station.shifts, station.shift_of["ann"])).drawer
    assert drawer.takings_minor == 300


def fields_of(done: Any) -> dict[str, Any]:
    return {descriptor.name: value for descriptor, value in done.ListFields()}


async def test_wrong_words_are_refused(browser: Browser) -> None:
    browser.sold()
    done = browser.queue[0]
    wrong: list[dict[str, Any]] = [
        {"operation_id": "7"},
        {"number": 0},
        {"number": 2**64 - 1},
        {"previous_hash": b"1"},
        {"document": "a\0b"},
    ]
    for fields in wrong:
        with pytest.raises(InvalidInput) as caught:
            await browser.hand_in([type(done)(**{**fields_of(done), **fields})])
        assert caught.value.context["field"] == f"operations[0].{next(iter(fields))}"
    with pytest.raises(InvalidInput):
        await browser.hand_in([done] * 51)
    with pytest.raises(NotFound) as unknown:
        await browser.ask("ReplayOfflineOperations", till="Counter 2", device_id=browser.device_id)
    assert unknown.value.reason == "OfflineDeviceUnknown"


async def test_registering_is_harmless_and_tells_where_the_series_stands(browser: Browser, station: Station) -> None:
    browser.sold()
    browser.moved("DROP", 100)
    await browser.hand_in()
    answer = await browser.register(name="Window", pending=3)
    device = answer.device
    assert (device.name, device.pending, device.last_number, device.last_receipt_number) == ("Window", 3, 2, 1)
    assert (answer.previous.name, answer.limits.max_sale_minor, answer.limits.max_operations) == ("Tablet", 20_000, 200)
    with pytest.raises(Conflict) as caught:
        await browser.register(till="Counter 2")
    assert caught.value.reason == "OfflineDeviceElsewhere"
    for wrong in ({"till": "Counter 1/off-a"}, {"till": "invoice"}, {"name": ""}, {"device_id": "x"}):
        with pytest.raises(InvalidInput):
            await browser.register(**wrong)
    report = await x_report(station.shifts, station.shift_of["ann"])
    assert [(each.name, each.series, each.pending) for each in report.offline_devices] == [
        ("Window", "Counter 1/off-a", 3)
    ]


async def test_what_is_still_to_be_handed_in_shows_until_it_is(browser: Browser, station: Station) -> None:
    browser.sold()
    await browser.hand_in(pending=2)
    (device,) = (await browser.ask("ListOfflineDevices")).devices
    assert (device.pending, device.till) == (2, "Counter 1")
    await browser.hand_in([], pending=0)
    assert not (await x_report(station.shifts, station.shift_of["ann"])).offline_devices
