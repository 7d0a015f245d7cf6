"""A cashier's day from float to Z report: everything adds up, and whoever looks can prove it."""

from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest

from tests.support.desk import Desk, Document
from tests.support.forecourt import REAL_TIME
from tests.support.station import BREAD, COFFEE, DIESEL, UNLEADED, Places, Station

pytestmark = pytest.mark.e2e

FLOAT = 10_000
UNLEADED_20_L, DIESEL_30_L, UNLEADED_10_L = 2_918, 4_587, 1_459
COFFEE_MINOR, BREAD_MINOR = 290, 185
MIXED = DIESEL_30_L + COFFEE_MINOR + BREAD_MINOR
SHOP_ALONE = 3 * COFFEE_MINOR
SOLD = UNLEADED_20_L + MIXED + SHOP_ALONE
PAID_IN, PAID_OUT, DROPPED = 200, 450, 5_000
PREPAID, SHORT = 2_000, 50
TAKINGS = SOLD + UNLEADED_20_L + PREPAID
"""In cash: what was sold, a drive-off who came back, and a prepayment that is carried over."""
EXPECTED = FLOAT + TAKINGS + PAID_IN - PAID_OUT - DROPPED - COFFEE_MINOR


async def test_shift_from_float_to_z_report(places: Places) -> None:
    station = await places("shift", pumps=4, pace=REAL_TIME)
    jo, lee = await station.somebody("Jo"), await station.somebody("Lee", "supervisor")
    await jo.open_shift(FLOAT, till="Counter 1", mode="PER_TILL")
    await _sells(station, jo)
    await _moves_cash(jo)
    await _gives_back_a_coffee(jo, lee)
    await _is_driven_off_from(station, jo)
    await _tests_a_pump(station, jo)
    prepaid = (await jo.prepay(1, PREPAID))["sale_id"]

    await _counts_blindly(jo, lee)
    z = await jo.post(f"/shifts/{jo.shift['shift_id']}/close", {"counted_minor": EXPECTED - SHORT})
    _adds_up(z, prepaid)
    await _is_carried_over(station, prepaid)
    await _nothing_was_changed(station)
    await station.everything_is_booked()


async def _sells(station: Station, jo: Desk) -> None:
    """Fuel, fuel and shop with a split tender, and shop alone."""
    await jo.settle((await _fuelled(station, jo, 1, 20_000, UNLEADED))["sale_id"], given_minor=3_000)
    mixed = (await _fuelled(station, jo, 2, 30_000, DIESEL))["sale_id"]
    await jo.lock(mixed)
    for item in (COFFEE, BREAD):
        await jo.post(f"/sales/{mixed}/lines", {"item_id": item["item_id"]})
    assert (await jo.post(f"/sales/{mixed}/tenders", {"kind": "CASH", "amount_minor": 2_000}))["due_minor"] == 3_062
    assert (await jo.pay_cash(mixed))["state"] == "CLEARED"

    shop = (await jo.post("/sales", {"site": station.site, "kind": "SHOP"}))["sale_id"]
    await jo.post(f"/sales/{shop}/lines", {"item_id": "coffee", "quantity": 3})
    assert (await jo.pay_cash(shop))["total_minor"] == SHOP_ALONE
    regretted = (await jo.post("/sales", {"site": station.site, "kind": "SHOP"}))["sale_id"]
    await jo.post(f"/sales/{regretted}/lines", {"item_id": "bread"})
    assert (await jo.refused("POST", f"/sales/{regretted}/void", {"reason": "no wallet"}))["reason"] == "NotAllowed"
    await jo.ask("DELETE", f"/sales/{regretted}/lines/1")
    assert (await jo.post(f"/sales/{regretted}/void", {"reason": "no wallet"}))["state"] == "VOIDED"


async def _fuelled(station: Station, desk: Desk, pump: int, volume_ml: int, nozzle: int) -> Document:
    await station.pump_becomes(pump, "IDLE")
    await station.calls(pump, volume_ml, nozzle=nozzle)
    return await desk.becomes((await desk.release(pump))["sale_id"], "PAYABLE")


async def _moves_cash(jo: Desk) -> None:
    path = f"/shifts/{jo.shift['shift_id']}/cash-movements"
    for kind, amount in (("PAID_IN", PAID_IN), ("PAID_OUT", PAID_OUT), ("SAFE_DROP", DROPPED), ("NO_SALE", 0)):
        await jo.post(path, {"kind": kind, "amount_minor": amount, "reason": "as usual"})


async def _gives_back_a_coffee(jo: Desk, lee: Desk) -> None:
    """The cashier asks, and may not approve; the supervisor does, out of the drawer of that till."""
    mixed = next(sale for sale in await jo.sales() if sale["total_minor"] == MIXED)
    coffee = next(line for line in mixed["lines"] if line["item_id"] == "coffee")
    wish = {"lines": [coffee["number"]], "reason": "cold"}
    refund = await jo.post(f"/sales/{mixed['sale_id']}/refunds", wish)
    assert (refund["state"], refund["amount_minor"]) == ("REQUESTED", COFFEE_MINOR)
    path, at_till = f"/refunds/{refund['refund_id']}/approve", {"shift_id": jo.shift["shift_id"]}
    assert (await jo.refused("POST", path, at_till))["status"] == 403
    approved = await lee.post(path, at_till)
    assert (approved["state"], approved["decided_by"]) == ("APPROVED", lee.name)
    credit = await jo.get(f"/receipts/{approved['receipt_id']}")
    assert (credit["kind"], credit["content"]["reference"]["number"]) == ("CREDIT", 2)


async def _is_driven_off_from(station: Station, jo: Desk) -> None:
    """They come back and pay."""
    sale = await _fuelled(station, jo, 3, 20_000, UNLEADED)
    left = await jo.post(f"/sales/{sale['sale_id']}/drive-off", {"registration": "AB12 CDE", "note": "blue van"})
    assert (left["sale"]["clearing"], left["debt"]["amount_minor"]) == ("DRIVE_OFF", UNLEADED_20_L)
    (debt,) = (await jo.get("/debts", site=station.site, state="OPEN", registration="AB12"))["items"]
    settled = await jo.post(f"/debts/{debt['debt_id']}/settle", {"tenders": [{"kind": "CASH"}]})
    assert settled["state"] == "SETTLED"


async def _tests_a_pump(station: Station, jo: Desk) -> None:
    await station.pump_becomes(4, "IDLE")
    await station.calls(4, 5_000)
    sale = await jo.release(4, "PUMP_TEST", note="calibration")
    await jo.becomes(sale["sale_id"], "PAYABLE")
    cleared = await jo.post(f"/sales/{sale['sale_id']}/clear", {"clearing": "PUMP_TEST"})
    assert (cleared["state"], cleared["return_tank"]) == ("CLEARED", 1)


async def _counts_blindly(jo: Desk, lee: Desk) -> None:
    """Who counts does not know what should be there; who manages shifts does."""
    path = f"/shifts/{jo.shift['shift_id']}/x-report"
    blind = await jo.get(path)
    assert (blind["drawer"], blind["takings"]) == (None, [])
    assert (await lee.get(path))["drawer"]["expected_minor"] == EXPECTED


def _adds_up(z: Document, prepaid: str) -> None:
    report = z["report"]
    assert (z["number"], report["shift"]["z_number"], report["shift"]["state"]) == (1, 1, "CLOSED")
    assert [(each["kind"], each["amount_minor"]) for each in report["takings"]] == [("CASH", TAKINGS)]
    assert (report["sales"]["count"], report["sales"]["amount_minor"]) == (3, SOLD)
    assert {each["grade_id"]: each["amount_minor"] for each in report["fuel"]} == {
        "unleaded": UNLEADED_20_L,
        "diesel": DIESEL_30_L,
    }
    assert report["shop"]["amount_minor"] == COFFEE_MINOR + BREAD_MINOR + SHOP_ALONE
    assert {each["rate_bp"]: each["gross_minor"] for each in report["vat"]} == {
        2000: SOLD - BREAD_MINOR,
        0: BREAD_MINOR,
    }
    assert all(each["net_minor"] + each["vat_minor"] == each["gross_minor"] for each in report["vat"])
    tallies = {name: report[name]["count"] for name in ("refunds", "voids", "no_sales", "drive_offs", "pump_tests")}
    assert tallies == {"refunds": 1, "voids": 1, "no_sales": 1, "drive_offs": 1, "pump_tests": 1}
    assert report["debts_paid"]["amount_minor"] == UNLEADED_20_L
    assert [(each["sale_id"], each["tendered_minor"]) for each in report["carried"]] == [(prepaid, PREPAID)]
    assert report["unfinished"] == []
    shift = report["shift"]
    assert (shift["expected_minor"], shift["over_short_minor"]) == (EXPECTED, -SHORT)
    assert sum(meter["fuelled_ml"] for meter in report["meters"]) == 75_000
    assert {meter["difference_ml"] for meter in report["meters"]} == {0}
    assert z["hash"] == sha256(bytes.fromhex(z["previous_hash"]) + z["document"].encode()).hexdigest()


async def _is_carried_over(station: Station, prepaid: str) -> None:
    """The next shift at the till gives the change, and its Z report continues the chain."""
    sam = await station.somebody("Sam")
    await sam.open_shift(FLOAT, till="Counter 1")
    await station.arrives(1, 10_000)
    assert (await sam.becomes(prepaid, "PAYABLE"))["due_minor"] == UNLEADED_10_L - PREPAID
    await sam.post(f"/sales/{prepaid}/change")
    count = [{"value_minor": 1, "count": FLOAT - (PREPAID - UNLEADED_10_L)}]
    z = await sam.post(f"/shifts/{sam.shift['shift_id']}/close", {"denominations": count})
    report = z["report"]
    assert (z["number"], report["sales"]["amount_minor"]) == (2, UNLEADED_10_L)
    assert (report["prepaid_before_minor"], report["shift"]["over_short_minor"]) == (PREPAID, 0)


async def _nothing_was_changed(station: Station) -> None:
    """The receipts' chain is whole, and the day is settled four ways."""
    series = (await station.manager.get("/receipts/verification", site=station.site))["items"]
    assert [(each["till"], each["broken_number"], each["problem"]) for each in series] == [("Counter 1", 0, "")]
    assert series[0]["receipts"] == 8
    day = datetime.now(ZoneInfo("Europe/London")).date().isoformat()
    assert (await station.manager.get(f"/sites/{station.site}/settlement", day=day))["balanced"] is True
