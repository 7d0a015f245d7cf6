"""Nothing that was taken without a line is lost: what does not fit is booked, marked, and explained in words."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from motorway.pos.v1 import catalogue_pb2, catalogue_pb2_grpc
from motorway.pos.v1.offline_pb2_grpc import OfflineServiceStub
from motorway_access.roles import Role
from motorway_kit.errors import Conflict, MotorwayError
from motorway_kit.ids import new_id
from pos.app.sites import get_site
from pos.domain.site import OfflineLimits

from .offline_world import LATTE, Browser, outcome_of, paid
from .pump_world import with_site
from .sales_world import ACCOUNT, COFFEE, SITE, Station, account, state_of, tenders_of
from .shift_world import being, open_shift, x_report
from .test_offline_replay import verified

Stubs = Callable[[Any], Any]


@pytest_asyncio.fixture
async def browser(station: Station, client_of: Stubs) -> Browser:
    browser = Browser(station, await client_of(OfflineServiceStub))
    await browser.register()
    return browser


async def receipt_of(station: Station, receipt_id: str) -> dict[str, Any]:
    content = await station.parts.db.fetchval("SELECT content FROM receipt WHERE receipt_id = $1", receipt_id)
    says: dict[str, Any] = json.loads(content)
    return says


async def drawer(station: Station, who: str = "ann") -> Any:
    return (await x_report(station.shifts, station.shift_of[who])).drawer


async def test_a_ticket_that_was_paid_elsewhere_is_owed_to_the_customer(
    browser: Browser, station: Station, client_of: Stubs
) -> None:
    sale = await station.locked("bob")
    await station.pay(sale, "bob")
    browser.fuelled(sale.sale_id, 3_000)
    one = await browser.last()
    assert (outcome_of(one), one.owed_minor, one.sale_id) == (("CONFLICT", ["CLEARED_ELSEWHERE"]), 3_000, sale.sale_id)
    assert one.words == (
        "The ticket was settled elsewhere (PAID) by bob at 2026-06-01 12:00 UTC. 30.00 GBP are paid in and owed to the"
        " customer: give them back, or settle with them what is due."
    )
    assert ((await drawer(station)).paid_in_minor, (await drawer(station)).takings_minor) == (3_000, 0)
    slip = await receipt_of(station, one.receipt_id)
    assert (slip["kind"], slip["number"], slip["total_minor"], slip["vat"]) == ("OFFLINE_SLIP", 1, 3_000, [])
    assert slip["reference"]["series"] == f"{SITE}/Counter 2"
    assert (await verified(client_of))["Counter 1/off-a"] == (1, 0)
    assert (await station.told())[-2:] == ["OfflineConflictFound", "OfflineOperationsReplayed"]


async def with_money_of_another_till(station: Station) -> tuple[str, str]:
    await account(station)
    sale = await station.locked("bob")
    await station.pay(sale, "bob", kind=ACCOUNT, account_id="acme", amount_minor=1_000)
    return sale.sale_id, "LOCKED_ELSEWHERE"


async def with_coffee(station: Station) -> tuple[str, str]:
    sale = await station.locked("bob")
    await station.ask("bob", "AddLine", sale_id=sale.sale_id, item_id="coffee", idempotency_key=new_id())
    return sale.sale_id, "AMOUNT_DIFFERS"


async def of_a_pump_test(station: Station) -> tuple[str, str]:
    return (await station.payable(who="sue", kind="PUMP_TEST", note="monthly")).sale_id, "NOT_PAYABLE"


async def not_fuelled(station: Station) -> tuple[str, str]:
    return (await station.open()).sale_id, "NOT_PAYABLE"


async def driven_off(station: Station) -> tuple[str, str]:
    sale = await station.payable()
    await station.ask("bob", "RecordDriveOff", sale_id=sale.sale_id, registration="AB12 CDE")
    return sale.sale_id, "CLEARED_ELSEWHERE"


async def nowhere(station: Station) -> tuple[str, str]:
    return new_id(), "SALE_UNKNOWN"


async def no_id(station: Station) -> tuple[str, str]:
    return "7", "SALE_UNKNOWN"


@pytest.mark.parametrize(
    "obstacle", [with_money_of_another_till, with_coffee, of_a_pump_test, not_fuelled, driven_off, nowhere, no_id]
)
async def test_whatever_is_in_the_way_the_cash_is_paid_in(browser: Browser, station: Station, obstacle: Any) -> None:
    sale_id, reason = await obstacle(station)
    browser.fuelled(sale_id, 3_000)
    one = await browser.last()
    assert (outcome_of(one), one.owed_minor) == (("CONFLICT", [reason]), 3_000)
    assert (await drawer(station)).expected_minor == 10_000 + 3_000
    assert (await receipt_of(station, one.receipt_id))["kind"] == "OFFLINE_SLIP"
    if reason != "SALE_UNKNOWN":
        assert not any(kind == "CASH" for kind, *_ in tenders_of((await station.see(sale_id)).sale))


async def test_a_typed_amount_that_fits_none_or_several_is_paid_in(browser: Browser, station: Station) -> None:
    browser.typed(3_000)
    assert outcome_of(await browser.last()) == ("CONFLICT", ["NO_FUELLING"])
    for _ in range(2):
        await station.payable()
    browser.typed(3_000)
    one = await browser.last()
    assert outcome_of(one) == ("CONFLICT", ["SEVERAL_FUELLINGS"])
    assert one.words.startswith("There are 2 unpaid ones: fuelling of 30.00 GBP at pump 1.")
    assert (await drawer(station)).paid_in_minor == 6_000


async def test_a_fuelling_that_came_long_after_it_was_typed_is_another_one(browser: Browser, station: Station) -> None:
    browser.typed(3_000)
    station.clock.forward(seconds=900)
    await station.payable()
    assert outcome_of(await browser.last()) == ("CONFLICT", ["NO_FUELLING"])


async def test_what_a_closed_shift_counted_is_in_a_later_shift_and_its_cash_is_not(
    browser: Browser, station: Station
) -> None:
    browser.sold()
    browser.moved("DROP", 1_000)
    station.clock.forward(seconds=60)
    z = await station.close_shift("ann", 9_300)
    with pytest.raises(Conflict) as caught:
        await browser.hand_in()
    assert caught.value.reason == "NoOpenShift"
    with being(station.keys, "ann", Role.CASHIER):
        later = (await open_shift(station.shifts, "Counter 1")).shift_id
    sold, dropped = (await browser.hand_in()).operations
    assert outcome_of(sold) == outcome_of(dropped) == ("CONFLICT", ["SHIFT_CLOSED"])
    assert f"Z {z.number}" in sold.words
    report = await x_report(station.shifts, later)
    assert (report.drawer.takings_minor, report.drawer.paid_out_minor) == (300, 300)
    assert (report.drawer.drops_minor, report.drawer.paid_in_minor) == (1_000, 1_000)
    assert (report.drawer.expected_minor, report.sales.amount_minor) == (10_000, 300)


async def test_of_another_shift_or_none(browser: Browser, station: Station) -> None:
    browser.sold(shift_id=station.shift_of["bob"])
    browser.sold(shift_id="none")
    answer = await browser.hand_in()
    assert [outcome_of(one) for one in answer.operations] == [("CONFLICT", ["SHIFT_UNKNOWN"])] * 2
    assert (await drawer(station)).takings_minor == 600


async def test_handed_in_by_somebody_else(browser: Browser, station: Station) -> None:
    browser.sold()
    browser.sold()
    first = await browser.hand_in(browser.queue[:1], who="bob")
    assert outcome_of(first.operations[0]) == ("CONFLICT", ["HANDED_IN_BY_ANOTHER"])
    second = await browser.hand_in(who="sue")
    assert outcome_of(second.operations[1]) == ("APPLIED", [])
    assert (first.operations[0].handed_in_by, first.operations[0].cashier) == ("bob", "ann")
    sale = (await station.see(first.operations[0].sale_id)).sale
    assert (sale.cleared_by, tenders_of(sale)[0][2]) == ("ann", station.shift_of["ann"])


async def test_too_much_too_old_too_early(browser: Browser, station: Station) -> None:
    now = station.clock()
    browser.sold({**LATTE, "quantity": 67})
    browser.sold(at=now - timedelta(hours=25))
    browser.sold(at=now + timedelta(hours=2))
    browser.sold(at=now + timedelta(minutes=2))
    answer = await browser.hand_in()
    assert [outcome_of(one)[1] for one in answer.operations] == [
        ["AMOUNT_OVER_LIMIT"], ["TOO_OLD"], ["CLOCK_WRONG"], [],
    ]  # fmt: skip
    assert answer.operations[0].words == "201.00 GBP is more than the 200.00 GBP that may be sold without a line."
    sale = (await station.see(answer.operations[2].sale_id)).sale
    assert sale.cleared_at.ToDatetime(tzinfo=now.tzinfo) == now
    assert (await drawer(station)).takings_minor == 300 * 70


async def test_what_was_sold_is_what_stands_on_the_receipt(
    browser: Browser, station: Station, client_of: Stubs
) -> None:
    browser.sold(
        {**LATTE, "unit_price_minor": 280}, {**LATTE, "vat_rate_bp": 500}, {**LATTE, "item_id": "gone", "name": "Gum"}
    )
    one = await browser.last()
    assert outcome_of(one) == ("CONFLICT", ["PRICE_DIFFERS", "VAT_DIFFERS", "ITEM_GONE"])
    assert "Coffee 2.80 GBP, now 3.00 GBP" in one.words
    assert "Gum" in one.words
    assert one.owed_minor == 0
    says = await receipt_of(station, one.receipt_id)
    assert [line["amount_minor"] for line in says["lines"]] == [280, 300, 300]
    catalogue = await client_of(catalogue_pb2_grpc.CatalogueServiceStub)
    await catalogue.call("RemoveItem", catalogue_pb2.RemoveItemRequest(site_id=SITE, item_id=COFFEE.item_id))
    browser.sold()
    assert outcome_of(await browser.last()) == ("CONFLICT", ["ITEM_GONE"])


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"lines": []}, "UNREADABLE"),
        ({"format": 2}, "UNREADABLE"),
        ({"at": "yesterday"}, "UNREADABLE"),
        ({"total_minor": 3.5}, "UNREADABLE"),
        ({"lines": [{**LATTE, "name": "a\nb"}]}, "UNREADABLE"),
        ({"till": "Counter 2"}, "WRONG_PLACE"),
        ({"series": "Counter 1/off-b"}, "WRONG_PLACE"),
        (paid(301), "SUMS_WRONG"),
        ({"given_minor": 500}, "SUMS_WRONG"),
    ],
)
async def test_what_contradicts_itself_is_kept_and_its_number_is_given_out(
    browser: Browser, station: Station, client_of: Stubs, said: dict[str, Any], reason: str
) -> None:
    browser.sold(**said)
    browser.sold()
    refused, sold = (await browser.hand_in()).operations
    assert outcome_of(refused) == ("REFUSED", [reason])
    assert (refused.sale_id, refused.owed_minor, refused.receipt_number) == ("", 0, 1)
    assert (outcome_of(sold), sold.receipt_number) == (("APPLIED", []), 2)
    assert (await drawer(station)).takings_minor == 300
    assert (await verified(client_of))["Counter 1/off-a"] == (2, 0)


async def test_a_wrong_receipt_number_or_no_document_leaves_no_gap(
    browser: Browser, station: Station, client_of: Stubs
) -> None:
    browser.sold(receipt_number=7)
    browser.receipts = 0
    for text in ("{}", "[" * 5_000, "12345", '"x"', "{", '{"receipt_number": true}'):
        browser.wrote(text)
    browser.sold()
    answer = await browser.hand_in()
    assert outcome_of(answer.operations[0]) == ("REFUSED", ["RECEIPT_NUMBER_WRONG"])
    assert [outcome_of(one)[0] for one in answer.operations[1:-1]] == ["REFUSED"] * 6
    assert (outcome_of(answer.operations[-1]), answer.device.last_receipt_number) == (("APPLIED", []), 1)
    assert (await verified(client_of))["Counter 1/off-a"] == (1, 0)


async def test_who_may_approve_explains_it(browser: Browser, station: Station) -> None:
    browser.fuelled(new_id(), 3_000)
    browser.sold()
    conflict, applied = (await browser.hand_in()).operations

    async def resolve(operation_id: str, resolution: str) -> Any:
        fields = {"operation_id": operation_id, "resolution": resolution}
        return await browser.ask("ResolveOfflineOperation", who="sue", **fields)

    (listed,) = (await browser.ask("ListOfflineOperations", unresolved=True)).operations
    assert listed.operation_id == conflict.operation_id
    done = await resolve(conflict.operation_id, "given back")
    assert (done.operation.resolution, done.operation.resolved_by, done.previous.resolution) == (
        "given back",
        "sue",
        "",
    )
    assert (await resolve(conflict.operation_id, "given back")).operation == done.operation
    wrong = {
        (conflict.operation_id, "kept"): "OfflineOperationResolved",
        (applied.operation_id, "why"): "OfflineOperationApplied",
        (new_id(), "why"): "OfflineOperationNotFound",
        ("7", "why"): "OfflineOperationNotFound",
        (conflict.operation_id, ""): "InvalidInput",
    }
    for (operation_id, words), reason in wrong.items():
        with pytest.raises(MotorwayError) as caught:
            await resolve(operation_id, words)
        assert caught.value.reason == reason
    assert not (await browser.ask("ListOfflineOperations", unresolved=True)).operations
    assert (await station.told())[-1] == "OfflineConflictResolved"


async def test_the_list_comes_in_pages_the_newest_first(browser: Browser) -> None:
    for _ in range(5):
        browser.sold()
    browser.fuelled(new_id(), 100)
    await browser.hand_in()
    numbers: list[int] = []
    cursor = ""
    while not numbers or cursor:
        page = await browser.ask("ListOfflineOperations", page_size=4, cursor=cursor)
        numbers += [one.number for one in page.operations]
        cursor = page.next_cursor
    assert numbers == [6, 5, 4, 3, 2, 1]
    conflicts = await browser.ask("ListOfflineOperations", outcomes=[2], device_id=browser.device_id)
    assert [one.number for one in conflicts.operations] == [6]
    with pytest.raises(MotorwayError):
        await browser.ask("ListOfflineOperations", cursor="?")


async def test_a_till_cannot_be_called_as_a_device_is(station: Station) -> None:
    with pytest.raises(MotorwayError) as caught:
        await open_shift(station.shifts, "Counter 1/off-a")
    assert caught.value.context["field"] == "till"


async def test_the_site_sets_the_limits(browser: Browser, station: Station) -> None:
    site = await get_site(station.parts.db, SITE)
    nothing = replace(site, version=site.version + 1, offline=OfflineLimits(0, 60, 1))
    await with_site(station.parts, nothing)
    limits = (await browser.register()).limits
    assert (limits.max_sale_minor, limits.max_age_s, limits.max_operations) == (0, 60, 1)
    browser.sold()
    browser.moved("DROP", 100_000)
    station.clock.forward(seconds=61)
    sold, dropped = (await browser.hand_in()).operations
    assert outcome_of(sold) == ("CONFLICT", ["AMOUNT_OVER_LIMIT", "TOO_OLD"])
    assert outcome_of(dropped) == ("CONFLICT", ["TOO_OLD"])


async def test_state_of_a_ticket_in_conflict_is_untouched(browser: Browser, station: Station) -> None:
    sale = await station.payable()
    browser.fuelled(sale.sale_id, 2_999)
    assert outcome_of(await browser.last()) == ("CONFLICT", ["AMOUNT_DIFFERS"])
    assert state_of((await station.see(sale.sale_id)).sale) == "PAYABLE"
