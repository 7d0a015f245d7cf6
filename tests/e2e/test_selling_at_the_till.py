"""A driver fuels and pays in cash, or in advance; cashiers share the pumps, and only one gets a sale."""

import asyncio

import pytest

from tests.support.desk import Desk, Document, done
from tests.support.station import COFFEE, PRICES, UNLEADED, Places, Station

pytestmark = pytest.mark.e2e

ALL_OF_IT_ML = 200_000
"""More than anybody prepays."""


async def test_driver_fuels_then_pays_in_cash(places: Places) -> None:
    station = await places("cash")
    jo = await station.till("Counter 1")
    await station.calls(1, 20_000)
    released = await jo.release(1)
    assert released["state"] in ("AUTHORISED", "FUELLING")
    assert released["price_set"] == 1

    fuel = await _fuelled(jo, released["sale_id"], 20_000, 2_918)
    assert fuel["volume_total_before_ml"] == 0
    assert fuel["unit_price_milli"] == PRICES["unleaded"]
    await station.pump_becomes(1, "IDLE")

    await jo.lock(released["sale_id"])
    line = {"barcode": COFFEE["barcode"], "quantity": 2}
    assert (await jo.post(f"/sales/{released['sale_id']}/lines", line))["due_minor"] == 2_918 + 2 * 290
    paid = await jo.pay_cash(released["sale_id"], given_minor=5_000)
    assert (paid["state"], paid["clearing"], paid["due_minor"]) == ("CLEARED", "PAID", 0)
    assert [tender["change_minor"] for tender in paid["tenders"]] == [5_000 - 3_498]

    await _receipt_is_right(jo, paid)
    await station.everything_is_booked()


async def _fuelled(desk: Desk, sale_id: str, volume_ml: int, amount_minor: int) -> Document:
    """The fuel on the ticket, once the pump has told of it."""
    sale = await desk.becomes(sale_id, "PAYABLE")
    assert sale["total_minor"] == amount_minor
    fuel: Document = sale["lines"][0]["fuel"]
    assert (fuel["nozzle"], fuel["volume_ml"], fuel["end_reason"]) == (UNLEADED, volume_ml, "nozzle_in")
    return fuel


async def _receipt_is_right(desk: Desk, sale: Document) -> None:
    """As JSON, as PDF, and as the printer gets it: the original once, then a copy."""
    path = f"/sales/{sale['sale_id']}/receipt"
    receipt = await desk.get(path)
    content = receipt["content"]
    assert (receipt["number"], receipt["kind"]) == (1, "RECEIPT")
    assert (content["total_minor"], content["net_minor"], content["vat_minor"]) == (3_498, 2_915, 583)
    assert content["seller"]["vat_id"] == "GB123456789"
    assert (await desk.ask("GET", f"{path}.pdf")).content.startswith(b"%PDF")
    assert (await desk.ask("POST", f"{path}/print", {"format": "escpos"})).is_success
    copy = await desk.ask("POST", f"{path}/print", {"format": "html"})
    assert "COPY" in copy.text.upper()
    assert (await desk.get(path))["prints"] == 2


async def test_driver_prepays_and_takes_less(places: Places) -> None:
    station = await places("less")
    jo, sam = await station.till("Counter 1"), await station.till("Counter 2")
    sale = await jo.prepay(1, 4_000, given_minor=5_000)
    assert (sale["state"], sale["tenders"][0]["change_minor"]) == ("AUTHORISED", 1_000)
    await station.arrives(1, 20_000)

    payable = await jo.becomes(sale["sale_id"], "PAYABLE")
    assert payable["due_minor"] == 2_918 - 4_000
    given = await sam.post(f"/sales/{sale['sale_id']}/change")
    assert (given["cash_minor"], given["account_minor"]) == (1_082, 0)
    assert (given["sale"]["state"], given["sale"]["clearing"]) == ("CLEARED", "PAID")
    assert given["sale"]["tenders"][-1]["shift_id"] == sam.shift["shift_id"]
    again = await sam.post(f"/sales/{sale['sale_id']}/change")
    assert again["sale"]["tenders"] == given["sale"]["tenders"]

    assert (await sam.get(f"/sales/{sale['sale_id']}/receipt"))["content"]["total_minor"] == 2_918
    assert await _expected_in_drawer(station, jo) == 10_000 + 4_000
    assert await _expected_in_drawer(station, sam) == 10_000 - 1_082
    await station.everything_is_booked()


async def test_driver_prepays_and_takes_it_all(places: Places) -> None:
    """The pump stops at the amount, to the penny, and the ticket is cleared by itself."""
    station = await places("all")
    jo = await station.till("Counter 1")
    sale = await jo.prepay(1, 3_000)
    await station.arrives(1, ALL_OF_IT_ML)
    cleared = await jo.becomes(sale["sale_id"], "CLEARED")
    assert (cleared["clearing"], cleared["total_minor"], cleared["due_minor"]) == ("PAID", 3_000, 0)
    assert cleared["lines"][0]["fuel"]["end_reason"] == "limit_reached"
    assert (await jo.get(f"/sales/{sale['sale_id']}/receipt"))["content"]["total_minor"] == 3_000
    await station.everything_is_booked()


async def test_driver_prepays_and_never_comes(places: Places) -> None:
    """The authorisation runs out at the pump; the money goes back where it was taken."""
    station = await places("never", authorisation_timeout_s=4)
    jo = await station.till("Counter 1")
    sale = await jo.prepay(1, 3_000)
    assert sale["state"] == "AUTHORISED"
    cleared = await jo.becomes(sale["sale_id"], "CLEARED")
    assert (cleared["clearing"], cleared["total_minor"], cleared["due_minor"]) == ("ZERO", 0, 0)
    assert [tender["amount_minor"] for tender in cleared["tenders"]] == [3_000, -3_000]
    assert await _expected_in_drawer(station, jo) == 10_000
    assert (await jo.prepay(1, 2_000))["state"] == "AUTHORISED"


async def _expected_in_drawer(station: Station, desk: Desk) -> int:
    drawer = await station.manager.get(f"/shifts/{desk.shift['shift_id']}/drawer")
    return int(drawer["expected_minor"])


async def test_two_cashiers_race_for_one_sale(places: Places) -> None:
    station = await places("race")
    tills = [await station.till(f"Counter {number}") for number in range(1, 5)]
    await station.calls(1)
    sale_id = (await tills[0].release(1))["sale_id"]
    await tills[0].becomes(sale_id, "PAYABLE")

    answers = await asyncio.gather(*(till.ask("POST", f"/sales/{sale_id}/lock", {}) for till in tills))
    winners = [till for till, answer in zip(tills, answers, strict=True) if answer.is_success]
    assert len(winners) == 1
    for answer in answers:
        if not answer.is_success:
            problem = answer.json()
            assert (answer.status_code, problem["reason"]) == (409, "SaleLockedElsewhere")
            assert winners[0].shift["till"] in problem["detail"]
            assert winners[0].name in problem["detail"]

    loser = next(till for till in tills if till is not winners[0])
    refused = await loser.refused("POST", f"/sales/{sale_id}/tenders", {"kind": "CASH"})
    assert refused["reason"] == "SaleLockedElsewhere"
    payments = await asyncio.gather(*(_paid(winners[0], sale_id) for _ in range(3)))
    assert sum(payments) == 1
    assert len((await winners[0].sale(sale_id))["tenders"]) == 1


async def _paid(desk: Desk, sale_id: str) -> bool:
    """Whether this attempt took the money; without an amount nobody can pay twice."""
    answer = await desk.ask("POST", f"/sales/{sale_id}/tenders", {"kind": "CASH"})
    if answer.is_success:
        return bool(done(answer)["state"] == "CLEARED")
    assert answer.json()["reason"] == "SaleAlreadyCleared", answer.text
    return False


async def test_two_cashiers_race_for_one_pump(places: Places) -> None:
    """One authorisation, and the other till is told so before anything is sent."""
    station = await places("pumprace")
    tills = [await station.till(f"Counter {number}") for number in range(1, 4)]
    await station.calls(1)
    body = {"site": station.site, "kind": "POST_PAY", "pump": 1}
    answers = await asyncio.gather(*(till.ask("POST", "/sales", body) for till in tills))
    taken = [answer.json() for answer in answers if answer.is_success]
    assert len(taken) == 1, [answer.text for answer in answers]
    assert {answer.json()["reason"] for answer in answers if not answer.is_success} == {"PumpRefused"}
    await tills[0].becomes(taken[0]["sale_id"], "PAYABLE")
    assert len(await tills[0].sales()) == 1
    await station.everything_is_booked()
