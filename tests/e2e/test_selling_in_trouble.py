"""What goes wrong at a pump or on its line ends in a known state, and no drop is lost."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from motorway_kit.testing import wait_until

from tests.support.desk import POLL_S, SOON_S, Desk, Document
from tests.support.forecourt import Pace
from tests.support.station import DIESEL, PRICES, UNTIL_ENDED, Places, Station, meters

pytestmark = pytest.mark.e2e

AT_ONCE_S = 3
WEEK = timedelta(days=7)
A_WEEK_A_MINUTE = WEEK.total_seconds() / 12


@pytest.mark.parametrize("dark_pump", [0, 1], ids=["site", "pump"])
async def test_power_is_cut_during_fuelling(places: Places, dark_pump: int) -> None:
    station = await places("dark")
    jo = await station.till("Counter 1")
    await station.calls(1, **UNTIL_ENDED)
    sale_id = (await jo.release(1))["sale_id"]
    flowed_ml = await station.delivers(1, more_than_ml=2_000)
    await station.play("power-cut", pump=dark_pump, seconds=4)

    sale = await jo.becomes(sale_id, "PAYABLE")
    fuel, truth = sale["lines"][0]["fuel"], (await station.truth())["pumps"]["1"]["nozzles"]["1"]
    assert fuel["end_reason"] == "power_cut"
    assert flowed_ml <= fuel["volume_ml"] == truth["volume_total_ml"] < UNTIL_ENDED["volume_ml"]
    await station.everything_is_booked()
    await jo.settle(sale_id)

    await station.pump_becomes(1, "IDLE")
    await station.calls(1)
    await jo.becomes((await jo.release(1))["sale_id"], "PAYABLE")
    await station.everything_is_booked()


async def test_an_answer_is_lost_and_the_pump_is_asked(places: Places) -> None:
    """`mute`: the pump does what it was ordered, and its answer never comes."""
    station = await places("mute")
    jo = await station.till("Counter 1")
    await station.play("mute", count=1)
    sale = await jo.prepay(1, 2_000)
    assert sale["state"] == "AUTHORISED"
    assert [order["outcome"] for order in await station.orders("authorise")] == ["UNKNOWN"]
    await station.arrives(1, 100_000)
    assert (await jo.becomes(sale["sale_id"], "CLEARED"))["clearing"] == "PAID"
    await station.everything_is_booked()


async def test_an_order_is_lost_and_the_pump_is_asked(places: Places) -> None:
    """`deaf`: the pump never heard of it, says so when it is asked, and the prepayment is given back."""
    station = await places("deaf")
    jo = await station.till("Counter 1")
    await station.play("deaf", count=1)
    lost = await jo.prepay(1, 2_000)
    ended = await jo.becomes(lost["sale_id"], "REFUSED", "CLEARED")
    assert sum(tender["amount_minor"] for tender in ended["tenders"]) == 0
    assert "no_answer" in {ended["reason"], lost["reason"]}

    await station.calls(1)
    assert (await jo.release(1))["state"] in ("AUTHORISED", "FUELLING")


async def test_nothing_is_guessed_while_the_pump_cannot_be_asked(places: Places) -> None:
    """Neither the order nor the question arrives: the sale waits, and is settled when the pump can be asked again."""
    station = await places("silence")
    jo = await station.till("Counter 1")
    await station.calls(1)
    await station.play("deaf", count=2)
    sale = await jo.release(1)
    assert sale["state"] == "REQUESTED"
    refused = await jo.refused("POST", "/sales", {"site": station.site, "kind": "POST_PAY", "pump": 1})
    assert refused["reason"] == "PumpRefused"
    assert (await jo.becomes(sale["sale_id"], "REFUSED"))["reason"] == "no_answer"
    await jo.becomes((await jo.release(1))["sale_id"], "PAYABLE")
    await station.everything_is_booked()


async def test_a_pump_without_its_line_is_refused_at_once(places: Places) -> None:
    station = await places("offline")
    jo = await station.till("Counter 1")
    await station.play("disconnect", seconds=8)
    await wait_until(lambda: _is_offline(station), SOON_S, POLL_S)
    started = time.monotonic()
    sale = await jo.release(1)
    assert (sale["state"], sale["reason"]) == ("REFUSED", "controller_offline")
    assert time.monotonic() - started < AT_ONCE_S
    assert [order["outcome"] for order in await station.orders("authorise")] == ["NOT_SENT"]

    await wait_until(station.is_connected, SOON_S, POLL_S)
    await station.calls(1)
    await jo.becomes((await jo.release(1))["sale_id"], "PAYABLE")
    await station.everything_is_booked()


async def _is_offline(station: Station) -> bool:
    return not (await station.manager.get(f"/sites/{station.site}/controller"))["online"]


async def test_price_changes_during_fuelling(places: Places) -> None:
    station = await places("price")
    jo = await station.till("Counter 1")
    await station.calls(1, **UNTIL_ENDED)
    running = (await jo.release(1))["sale_id"]
    await station.delivers(1)
    await station.play("refuse", command="set_prices", pump=2, reason="not_now")
    raised = {grade: price + 100 for grade, price in PRICES.items()}
    await station.change_prices(raised)

    await station.prices_are_in_force(2, but=[2])
    assert (await jo.sale(running))["state"] == "FUELLING"
    await station.pump_becomes(2, "CLOSED")
    refused = await jo.refused("POST", "/sales", {"site": station.site, "kind": "POST_PAY", "pump": 2})
    assert refused["reason"] == "PriceNotConfirmed"

    await station.play("hang-up", pump=1)
    assert _price(await jo.becomes(running, "PAYABLE")) == (PRICES["unleaded"], 1)
    assert _price(await _next_sale(station, jo, 1)) == (raised["unleaded"], 2)
    await station.prices_are_in_force(2)
    await station.pump_becomes(2, "IDLE")
    assert _price(await _next_sale(station, jo, 2, nozzle=DIESEL)) == (raised["diesel"], 2)
    assert (await station.truth())["sign_milli"] == raised
    await station.everything_is_booked()


async def _next_sale(station: Station, desk: Desk, pump: int, **customer: int) -> Document:
    await station.pump_becomes(pump, "IDLE")
    await station.calls(pump, 10_000, **customer)
    return await desk.becomes((await desk.release(pump))["sale_id"], "PAYABLE")


def _price(sale: Document) -> tuple[int, int]:
    """Unit price and number of the set at which the fuel was sold; the amount is theirs."""
    line = sale["lines"][0]
    fuel = line["fuel"]
    assert line["amount_minor"] == (fuel["volume_ml"] * fuel["unit_price_milli"] + 5_000) // 10_000
    return fuel["unit_price_milli"], fuel["price_set"]


async def test_duplicate_and_reordered_transactions_are_booked_once(places: Places) -> None:
    station = await places("untidy", pumps=4)
    jo = await station.till("Counter 1")
    await station.play("duplicate", count=500)
    await station.play("reorder", count=60)
    expected = set()
    for _ in range(2):
        for pump in range(1, 5):
            await station.pump_becomes(pump, "IDLE")
            await station.arrives(pump, 10_000 + pump, wait_s=1, nozzle=1 + pump % 2)
            expected.add((await jo.release(pump))["sale_id"])
        await _all_hung_up(station)
    for sale_id in expected:
        await jo.becomes(sale_id, "PAYABLE")
    await station.everything_is_booked()
    sales = await jo.sales()
    assert {sale["sale_id"] for sale in sales} == expected
    assert {sale["origin"] for sale in sales} == {"POS"}
    assert await station.discrepancies() == []


async def _all_hung_up(station: Station) -> None:
    async def so() -> bool:
        pumps = (await station.truth())["pumps"].values()
        return all(pump["state"] == "IDLE" and not pump["occupied"] for pump in pumps)

    await wait_until(so, SOON_S, POLL_S)


async def test_a_week_offline_then_upload(places: Places) -> None:
    """The attendants go on selling for a week without a line; then everything is told, and nothing twice."""
    told = {"customers_per_hour": 4, "tank_reading_interval_s": 3_600, "sample_interval_s": 3_600}
    calm = {"batch_interval_s": 86_400, "patience_min_s": 120, "patience_max_s": 300}
    station = await places.configured("week", **told, **calm, authorisation="fallback")
    began = datetime.now(UTC) - WEEK
    await station.forecourt.start(Pace(start=began))
    await places.opened(station)
    await station.forecourt.stop()

    await station.forecourt.start(Pace(A_WEEK_A_MINUTE, began + timedelta(minutes=1)), connected=False)
    await wait_until(lambda: _has_lived_until_now(station), 180, 0.5)
    await station.forecourt.stop()

    await station.forecourt.start()
    await station.everything_is_booked()
    truth = await station.truth()
    sales = [sale for sale in await station.manager.sales() if sale["origin"] == "OFFLINE"]
    assert len(sales) == truth["transactions"] > 300
    assert {sale["lines"][0]["fuel"]["offline"] for sale in sales} == {True}
    assert await station.discrepancies() == []


async def _has_lived_until_now(station: Station) -> bool:
    told = await station.truth()
    return bool(told["simulated_now_us"] > (time.time() - 60) * 1e6)


async def test_a_missing_litre_is_found(places: Places) -> None:
    station = await places("litre")
    jo, lee = await station.till("Counter 1"), await station.somebody("Lee", "supervisor")
    await _next_sale(station, jo, 1)
    await station.play("skip-totaliser", pump=1, nozzle=1, ml=1_000)
    await _next_sale(station, jo, 1)

    (gap,) = await station.discrepancies(state="OPEN")
    found = {name: gap[name] for name in ("kind", "pump", "nozzle", "sequence", "expected", "found", "unit")}
    where = {"kind": "totaliser_gap", "pump": 1, "nozzle": 1, "sequence": 2}
    assert found == {**where, "expected": 10_000, "found": 11_000, "unit": "ml"}
    assert (await meters(station.manager))[1, 1]["difference_ml"] == 1_000

    path, reason = f"/discrepancies/{gap['discrepancy_id']}/resolve", {"resolution": "meter was calibrated"}
    assert (await jo.refused("POST", path, reason))["status"] == 403
    assert (await lee.refused("POST", path, {"resolution": ""}))["status"] == 422
    resolved = await lee.post(path, reason)
    assert (resolved["state"], resolved["resolved_by"]) == ("RESOLVED", lee.name)
    assert await station.discrepancies(state="OPEN") == []
    other = await lee.refused("POST", path, {"resolution": "something else"})
    assert other["reason"] == "DiscrepancyAlreadyResolved"


async def test_a_replaced_controller_counts_from_one(places: Places) -> None:
    """What it sells is kept until somebody says that it is new; then it is on its sale, and the old one's stays."""
    station = await places("lightning")
    jo, lee = await station.till("Counter 1"), await station.somebody("Lee", "supervisor")
    sold = await _next_sale(station, jo, 1)
    await station.everything_is_booked()
    await station.forecourt.replace()
    await wait_until(station.is_connected, SOON_S, POLL_S)
    await station.prices_are_in_force(1)

    await station.pump_becomes(1, "IDLE")
    await station.calls(1, 7_000)
    sale_id = (await jo.release(1))["sale_id"]
    path = f"/sites/{station.site}/pumps/1/restart-numbers"

    async def refused() -> Document | None:
        (pump,) = (await lee.get(f"/sites/{station.site}/pump-numbers"))["items"]
        return pump if pump["reused"] else None

    seen = await wait_until(refused, SOON_S, POLL_S)
    assert isinstance(seen, dict)
    wish = {"last": seen["last"], "replaced_at": seen["reused_since"], "reason": "lightning"}
    assert (await jo.refused("POST", path, wish))["status"] == 403
    assert (await lee.post(path, wish))["booked"] == 1
    sale = await jo.becomes(sale_id, "PAYABLE")
    await jo.settle(sale_id)
    third = await _next_sale(station, jo, 1)
    volumes = [(each["sequence"], each["volume_ml"]) for each in map(_fuel, (sold, sale, third))]
    assert volumes == [(1, 10_000), (2, 7_000), (3, 10_000)]
    gaps = [(gap["kind"], gap["expected"], gap["found"]) for gap in await station.discrepancies(state="OPEN")]
    assert ("totaliser_gap", 10_000, 0) in gaps


def _fuel(sale: Document) -> Document:
    fuel: Document = sale["lines"][0]["fuel"]
    return fuel
