"""Shifts whose sales were really sold: what the tickets say is what the reports say."""

import asyncio
from datetime import UTC
from typing import Any

from motorway.pos.v1 import sale_pb2, shifts_pb2
from motorway_kit.errors import MotorwayError
from motorway_kit.ids import new_id
from pos.db.pumps import save_connection

from .pump_world import delivered, transaction_of
from .sales_world import ACCOUNT, SITE, Station, account, prepaid, state_of, tender
from .shift_world import being


async def x_report(station: Station, who: str) -> shifts_pb2.ShiftReport:
    """As the supervisor sees it."""
    request = shifts_pb2.GetXReportRequest(shift_id=station.shift_of[who])
    report: shifts_pb2.ShiftReport = (await station.shifts.call("GetXReport", request)).report
    return report


def balance_of(report: shifts_pb2.ShiftReport) -> int:
    """Takings that no sale explains; 0 always."""
    taken = sum(each.amount_minor for each in report.takings) - report.debts_paid.amount_minor
    carried = sum(each.tendered_minor for each in report.carried)
    return taken + report.prepaid_before_minor - carried - report.sales.amount_minor


async def test_a_shift_comes_to_what_was_sold_in_it(station: Station) -> None:
    await account(station)
    held = await station.locked("ann")
    await station.pay(held, amount_minor=1_000)
    await station.pay(held, kind=ACCOUNT, account_id="acme")
    gone = await station.locked("ann", 10_000)
    debt = (await station.ask("ann", "RecordDriveOff", sale_id=gone.sale_id, registration="AB12 CDE")).debt
    await station.ask("ann", "SettleDebt", debt_id=debt.debt_id, tenders=[tender()], idempotency_key=new_id())
    shop = await station.open(kind="SHOP")
    await station.ask("ann", "AddLine", sale_id=shop.sale_id, item_id="coffee", idempotency_key=new_id())
    await station.pay(shop)
    report = await x_report(station, "ann")
    assert [(each.kind, each.amount_minor) for each in report.takings] == [
        (sale_pb2.TENDER_KIND_CASH, 1_000 + 1_500 + 300),
        (sale_pb2.TENDER_KIND_ACCOUNT, 2_000),
    ]
    assert (report.sales.count, report.sales.amount_minor, report.shop.amount_minor) == (2, 3_300, 300)
    assert (report.drive_offs.amount_minor, report.debts_paid.amount_minor, balance_of(report)) == (1_500, 1_500, 0)
    assert [(each.fuelled_ml, each.difference_ml) for each in report.meters] == [(30_000, 0)]
    z = await station.close_shift("ann", 12_800)
    assert z.report.shift.over_short_minor == 0


async def test_a_prepay_is_carried_over_and_its_change_given_in_another_shift(station: Station) -> None:
    sale = await station.open(**prepaid(5_000))
    closed = (await station.close_shift("ann", 15_000)).report
    assert [(each.sale_id, each.tendered_minor) for each in closed.carried] == [(sale.sale_id, 5_000)]
    assert (closed.shift.over_short_minor, balance_of(closed)) == (0, 0)
    assert (await station.fuel(sale, 20_000)).due_minor == -2_000
    given = (await station.ask("bob", "GiveChange", sale_id=sale.sale_id)).sale
    assert state_of(given) == "CLEARED PAID"
    report = (await station.close_shift("bob", 8_000)).report
    assert (report.sales.amount_minor, report.prepaid_before_minor, report.shift.over_short_minor) == (3_000, 5_000, 0)
    assert balance_of(report) == 0


async def test_a_shift_closed_while_it_is_paid_into_has_the_money_or_refuses_it(station: Station) -> None:
    shop = [await station.open("ann", "SHOP") for _ in range(3)]
    for sale in shop:
        await station.ask("ann", "AddLine", sale_id=sale.sale_id, item_id="coffee", idempotency_key=new_id())

    async def closed() -> Any:
        while True:
            try:
                return (await station.close_shift("ann")).report
            except MotorwayError as error:
                assert error.reason == "ShiftHasLockedSales"  # noqa: PT017 - it is tried again

    outcomes = await asyncio.gather(closed(), *(station.pay(sale) for sale in shop))
    assert [state_of(sale) for sale in outcomes[1:]] == ["CLEARED PAID"] * 3
    assert (outcomes[0].sales.count, outcomes[0].drawer.takings_minor) == (3, 900)
    with being(station.keys, "ann"):
        assert (await station.refused("ann", "OpenSale", site_id="m25-cobham", kind=6, idempotency_key="k")).reason == (
            "NoOpenShift"
        )


async def balanced(station: Station, *names: str) -> list[int]:
    return [balance_of(await x_report(station, who)) for who in names]


async def test_a_prepay_that_another_till_cleared_is_no_sale_of_this_one(station: Station) -> None:
    sale = await station.fuel(await station.open(**prepaid(5_000)), 20_000)
    await station.ask("bob", "GiveChange", sale_id=sale.sale_id)
    assert await balanced(station, "ann", "bob") == [0, 0]
    (carried,) = (await x_report(station, "ann")).carried
    assert (carried.sale_id, carried.tendered_minor) == (sale.sale_id, 5_000)
    assert (await x_report(station, "bob")).prepaid_before_minor == 5_000
    assert (await station.close_shift("ann", 15_000)).report.shift.over_short_minor == 0


async def test_a_ticket_that_two_tills_were_paid_for_is_balanced_in_both(station: Station) -> None:
    held = await station.locked("ann")
    await station.pay(held, amount_minor=1_000)
    assert await balanced(station, "ann") == [0]
    await station.ask("ann", "UnlockSale", sale_id=held.sale_id)
    assert await balanced(station, "ann") == [0]
    await station.ask("bob", "LockSale", sale_id=held.sale_id)
    assert state_of(await station.pay(held, "bob")) == "CLEARED PAID"
    assert await balanced(station, "ann", "bob") == [0, 0]
    assert (await x_report(station, "bob")).prepaid_before_minor == 1_000


async def test_money_that_another_till_gave_back_is_balanced_in_both(station: Station) -> None:
    held = await station.locked("ann")
    await station.pay(held, amount_minor=1_000)
    await station.ask("ann", "UnlockSale", sale_id=held.sale_id)
    await station.ask("bob", "LockSale", sale_id=held.sale_id)
    await station.ask("bob", "RemoveTender", sale_id=held.sale_id, number=1)
    assert await balanced(station, "ann", "bob") == [0, 0]
    assert state_of(await station.pay(held, "bob")) == "CLEARED PAID"
    assert await balanced(station, "ann", "bob") == [0, 0]


async def test_what_was_paid_before_the_customer_could_not_pay_the_rest_is_balanced(station: Station) -> None:
    held = await station.locked("ann")
    await station.pay(held, amount_minor=1_000)
    debt = (await station.ask("ann", "RecordNoMeans", sale_id=held.sale_id, person="J. Doe, Cobham")).debt
    assert debt.amount_minor == 2_000
    assert await balanced(station, "ann") == [0]
    await station.ask("bob", "SettleDebt", debt_id=debt.debt_id, tenders=[tender()], idempotency_key=new_id())
    assert await balanced(station, "ann", "bob") == [0, 0]
    paid = [(await x_report(station, who)).debts_paid for who in ("ann", "bob")]
    assert [(each.count, each.amount_minor) for each in paid] == [(0, 1_000), (1, 2_000)]


async def test_a_report_says_what_is_not_synchronised(station: Station) -> None:
    """Two fuellings have not come, and the site has no line: its next report says so until both are mended."""
    parts, gone = station.parts, station.clock()
    for sequence in (1, 4):
        await delivered(parts, transaction_of(parts, sequence, 5_000))
    for version, online in ((4, False), (3, True)):
        await save_connection(parts.db, SITE, gone, version, online=online)
    z = (await station.close_shift("ann", 10_000)).report
    assert [(gap.pump, gap.first, gap.last) for gap in z.missing] == [(1, 2, 3)]
    assert z.offline_since.ToDatetime(UTC) == gone
    for sequence in (2, 3):
        await delivered(parts, transaction_of(parts, sequence, 5_000))
    await save_connection(parts.db, SITE, gone, 5, online=True)
    report = await x_report(station, "bob")
    assert (list(report.missing), report.HasField("offline_since")) == ([], False)
