"""Opening a ticket, and taking its authorisation back."""

import asyncio
from typing import Any

import pytest
from motorway.iot.v1 import device_pb2
from motorway.pos.v1 import sale_pb2
from motorway_kit.ids import new_id

from .pump_world import AUTHORISED, IDLE, STARTED, hear, report, state_message
from .sales_world import ACCOUNT, Station, account, balance, prepaid, state_of, tender, tenders_of, wish
from .stub_pumps import NoAnswer, NotConnected, accepted, refused


async def test_a_repeated_request_opens_one_sale(station: Station) -> None:
    request = wish(max_volume_ml=20_000, grade_ids=["e10"])
    answers = await asyncio.gather(*(station.ask("ann", "OpenSale", **request) for _ in range(4)))
    assert len({answer.sale.sale_id for answer in answers}) == 1
    assert len(station.pumps.ordered("AuthorisePump")) == 1
    reused = await station.refused("ann", "OpenSale", **{**request, "max_volume_ml": 1})
    assert reused.reason == "IdempotencyKeyReused"
    assert (await station.refused("bob", "OpenSale", **request)).reason == "IdempotencyKeyReused"


async def test_the_pump_gets_what_was_asked_for(station: Station) -> None:
    sale = await station.open(max_amount_minor=4_000, grade_ids=["diesel"], note="trailer")
    (order,) = station.pumps.ordered("AuthorisePump")
    assert order.authorise == device_pb2.Authorise(
        pump=1, release_token=sale.sale_id, nozzles=[2], max_amount_minor=4_000, price_set=1
    )
    assert (sale.price_set, list(sale.nozzles), sale.note) == (1, [2], "trailer")


async def test_two_tills_release_one_pump_once(station: Station) -> None:
    """What became of the first order is not known yet; that is enough."""
    station.pumps.answers |= {"AuthorisePump": NoAnswer("nobody answers"), "AskPumps": NotConnected("away")}
    answers = await asyncio.gather(
        *(station.ask(who, "OpenSale", **wish()) for who in ("ann", "bob", "sue")), return_exceptions=True
    )
    refusals = [answer.reason for answer in answers if isinstance(answer, Exception)]  # type: ignore[attr-defined]
    assert refusals == ["PumpRefused", "PumpRefused"]
    (opened,) = [answer.sale for answer in answers if not isinstance(answer, BaseException)]
    assert state_of(opened) == "REQUESTED"


@pytest.mark.parametrize(
    ("fields", "reason", "field"),
    [
        ({"kind": 0}, "InvalidInput", "kind"),
        ({"kind": 77}, "InvalidInput", "kind"),
        ({"idempotency_key": ""}, "InvalidInput", "idempotency_key"),
        ({"pump": 0}, "InvalidInput", "pump"),
        ({"pump": 9}, "PumpNotFound", None),
        ({"nozzles": [7]}, "InvalidInput", "nozzles[0]"),
        ({"grade_ids": ["lpg"]}, "InvalidInput", "grade_ids[0]"),
        ({"tenders": [tender()]}, "InvalidInput", "tenders"),
        ({"kind": sale_pb2.SALE_KIND_PUMP_TEST}, "InvalidInput", "note"),
        ({"kind": sale_pb2.SALE_KIND_PRE_PAY, "max_amount_minor": 5}, "InvalidInput", "tenders"),
        ({"shift_id": "nonsense"}, "ShiftNotFound", None),
    ],
)
async def test_a_wrong_wish_opens_nothing(
    station: Station, fields: dict[str, Any], reason: str, field: str | None
) -> None:
    refusal = await station.refused("ann", "OpenSale", **wish(kind="POST_PAY") | fields)
    assert (refusal.reason, refusal.context.get("field")) == (reason, field)
    assert await station.parts.db.fetchval("SELECT count(*) FROM sale") == 0
    assert station.pumps.orders == []


async def test_who_may_not_approve_opens_no_own_use(station: Station) -> None:
    request = wish("OWN_USE", note="service car")
    assert (await station.refused("ann", "OpenSale", **request)).reason == "NotAllowed"
    assert state_of((await station.ask("sue", "OpenSale", **request)).sale) == "AUTHORISED"


async def test_an_attendant_fuels_and_the_customer_pays_at_the_till(station: Station) -> None:
    sale = await station.payable(kind="ATTENDANT")
    (listed,) = (await station.ask("sue", "ListSales", kinds=[sale_pb2.SALE_KIND_ATTENDANT])).sales
    assert (listed.sale_id, state_of(listed)) == (sale.sale_id, "PAYABLE")
    held = (await station.ask("bob", "LockSale", sale_id=sale.sale_id)).sale
    paid = await station.pay(held, "bob")
    assert (state_of(paid), paid.kind, paid.opened_by) == ("CLEARED PAID", sale_pb2.SALE_KIND_ATTENDANT, "ann")


async def test_stacked_sales_are_limited(station: Station) -> None:
    await station.payable()
    await station.payable()
    assert (await station.refused("ann", "OpenSale", **wish())).reason == "TooManyUnpaid"


async def test_without_a_vat_rate_nothing_is_sold(station: Station) -> None:
    await station.parts.db.execute("UPDATE grade SET vat_rate_bp = NULL WHERE grade_id = 'diesel'")
    refusal = await station.refused("ann", "OpenSale", **wish())
    assert (refusal.reason, refusal.context["grade"]) == ("VatRateMissing", "diesel")
    assert state_of(await station.open(nozzles=[1])) == "AUTHORISED"


async def test_what_was_prepaid_goes_back_when_the_pump_refuses(station: Station) -> None:
    station.pumps.answers["AuthorisePump"] = refused(0x2E, "closed")
    sale = await station.open(**prepaid(5_000))
    ann = station.shift_of["ann"]
    assert (state_of(sale), sale.reason) == ("CLEARED ZERO", "closed")
    assert tenders_of(sale) == [("CASH", 5_000, ann), ("CASH", -5_000, ann)]
    assert await station.receipts(sale.sale_id) == []
    assert await station.told() == ["SaleEnded", "SaleCompleted"]


async def test_what_was_prepaid_in_a_closed_shift_is_given_back_by_any_till(station: Station) -> None:
    sale = await station.open(**prepaid(5_000))
    await station.close_shift("ann", 15_000)
    station.pumps.reports = [report(None, IDLE)]
    cancelled = (await station.ask("bob", "CancelSale", sale_id=sale.sale_id, idempotency_key="c")).sale
    assert (state_of(cancelled), cancelled.due_minor) == ("ENDED", -5_000)
    given = await station.ask("bob", "GiveChange", sale_id=sale.sale_id)
    assert (state_of(given.sale), given.cash_minor) == ("CLEARED ZERO", 5_000)
    assert tenders_of(given.sale)[1] == ("CASH", -5_000, station.shift_of["bob"])


async def test_a_prepaid_fuelling_of_nothing_gives_the_money_back(station: Station) -> None:
    sale = await station.fuel(await station.open(**prepaid(5_000)), 0)
    assert (state_of(sale), sale.due_minor, len(sale.tenders)) == ("CLEARED ZERO", 0, 2)


async def test_a_fuelling_of_nothing_clears_itself(station: Station) -> None:
    assert state_of(await station.payable(0)) == "CLEARED ZERO"


async def test_a_volume_is_prepaid_at_its_price(station: Station) -> None:
    sale = await station.open(kind="PRE_PAY", max_volume_ml=10_000, tenders=[tender(given_minor=2_000)])
    assert (sale.max_amount_minor, sale.tenders[0].amount_minor, sale.tenders[0].change_minor) == (1_500, 1_500, 500)


async def test_an_authorisation_is_taken_back(station: Station) -> None:
    sale = await station.open(**prepaid(5_000))
    station.pumps.reports = [report(None, IDLE)]
    for _ in range(2):
        ended = (await station.ask("sue", "CancelSale", sale_id=sale.sale_id, idempotency_key="c")).sale
        assert (state_of(ended), ended.tenders[1].amount_minor) == ("CLEARED ZERO", -5_000)
    (order,) = station.pumps.ordered("ControlPump")
    assert order.control == device_pb2.Control(pump=1, action=device_pb2.PUMP_ACTION_TERMINATE)


async def test_a_pump_that_does_not_let_go_keeps_its_sale(station: Station) -> None:
    sale = await station.open()
    report_ = device_pb2.PumpReport(pump=1, state=AUTHORISED, release_token=sale.sale_id)
    station.pumps.answers["ControlPump"] = refused(0x2D, "inoperative", report_)
    refusal = await station.refused("ann", "CancelSale", sale_id=sale.sale_id, idempotency_key="c")
    assert (refusal.reason, refusal.context["code"], refusal.context["by"]) == ("PumpRefused", "0x2D", "device")
    station.pumps.answers["ControlPump"] = NoAnswer("nobody answers")
    assert (await station.refused("ann", "CancelSale", sale_id=sale.sale_id, idempotency_key="d")).reason == "NoAnswer"
    assert state_of((await station.see(sale.sale_id)).sale) == "AUTHORISED"


async def test_what_was_over_already_is_told_so(station: Station) -> None:
    sale = await station.open()
    station.pumps.answers["ControlPump"] = refused(0x30, "not_in_progress", report(None, IDLE))
    assert state_of((await station.ask("ann", "CancelSale", sale_id=sale.sale_id, idempotency_key="c")).sale) == "ENDED"


async def test_a_fuelling_that_runs_is_not_cancelled(station: Station) -> None:
    sale = await station.open()
    station.clock.forward(seconds=1)
    await hear(station.parts, state_message(station.clock(), STARTED, sale.sale_id))
    refusal = await station.refused("ann", "CancelSale", sale_id=sale.sale_id, idempotency_key="c")
    assert (refusal.reason, refusal.context["state"]) == ("SaleNotAuthorised", "FUELLING")
    assert station.pumps.ordered("ControlPump") == []


async def test_fuel_that_came_after_all_is_kept_when_the_prepayment_is_back(station: Station) -> None:
    """The ticket is cleared; the litres are on a new one that waits to be paid."""
    station.pumps.answers["AuthorisePump"] = refused(0x2E, "closed")
    cleared = await station.open(**prepaid(5_000))
    fuelled = await station.fuel(cleared)
    assert fuelled.sale_id != cleared.sale_id
    assert (state_of(fuelled), fuelled.due_minor) == ("PAYABLE", 3_000)
    assert (await station.see(cleared.sale_id)).sale == cleared


async def test_a_test_goes_back_to_its_tank(station: Station) -> None:
    sale = await station.payable(kind="PUMP_TEST", note="monthly calibration")
    wrong = {"sale_id": sale.sale_id, "clearing": sale_pb2.CLEARING_PUMP_TEST, "tank": 2}
    assert (await station.refused("ann", "ClearSale", **wrong)).context["field"] == "tank"
    for note in ("x" * 301, "two\nlines"):
        refusal = await station.refused("ann", "ClearSale", **{**wrong, "tank": 0, "note": note})
        assert refusal.context["field"] == "note"
    for _ in range(2):
        done = (await station.ask("ann", "ClearSale", **{**wrong, "tank": 0})).sale
        assert (state_of(done), done.return_tank, done.note) == ("CLEARED PUMP_TEST", 1, "monthly calibration")
    assert await station.receipts(sale.sale_id) == [("TEST_SLIP", "Counter 1", 1)]
    paid = await station.refused("ann", "LockSale", sale_id=sale.sale_id)
    assert paid.reason == "SaleAlreadyCleared"


async def test_a_test_is_not_paid(station: Station) -> None:
    held = await station.locked(kind="PUMP_TEST", note="monthly calibration")
    refusal = await station.refused("ann", "AddTender", sale_id=held.sale_id, tender=tender(), idempotency_key="t")
    assert refusal.reason == "NotForPayment"


async def test_a_sale_becomes_own_use_only_by_who_may_approve(station: Station) -> None:
    sale = await station.payable()
    for clearing in (sale_pb2.CLEARING_OWN_USE, sale_pb2.CLEARING_PUMP_TEST):
        refusal = await station.refused("ann", "ClearSale", sale_id=sale.sale_id, clearing=clearing)
        assert refusal.reason == "NotAllowed"
    wish_ = {"sale_id": sale.sale_id, "clearing": sale_pb2.CLEARING_OWN_USE, "note": "service car"}
    done = (await station.ask("sue", "ClearSale", **wish_)).sale
    assert (state_of(done), done.note, done.cleared_by) == ("CLEARED OWN_USE", "service car", "sue")
    paid = await station.refused("sue", "ClearSale", sale_id=sale.sale_id, clearing=sale_pb2.CLEARING_PAID)
    assert paid.reason == "InvalidInput"


async def test_fuel_that_nobody_authorised_waits_to_be_paid(station: Station) -> None:
    sale = await station.fuel(None)
    assert (state_of(sale), sale.origin) == ("PAYABLE", sale_pb2.SALE_ORIGIN_UNAUTHORISED)
    held = (await station.ask("ann", "LockSale", sale_id=sale.sale_id)).sale
    assert state_of(await station.pay(held)) == "CLEARED PAID"


async def test_cash_and_an_account_pay_one_ticket(station: Station) -> None:
    await account(station)
    held = await station.locked()
    half = await station.pay(held, kind=ACCOUNT, account_id="acme", amount_minor=2_000)
    assert (state_of(half), await balance(station)) == ("LOCKED", 2_000)
    await station.ask("ann", "RemoveTender", sale_id=held.sale_id, number=1)
    assert await balance(station) == 0
    await station.pay(held, kind=ACCOUNT, account_id="acme", amount_minor=2_500)
    paid = await station.pay(held, given_minor=1_000)
    assert (state_of(paid), await balance(station)) == ("CLEARED PAID", 2_500)


async def test_what_an_account_may_not_owe_is_not_tendered(station: Station) -> None:
    await account(station, 2_000)
    held = await station.locked()
    given = tender(ACCOUNT, account_id="acme")
    refusal = await station.refused("ann", "AddTender", sale_id=held.sale_id, tender=given, idempotency_key=new_id())
    assert refusal.reason == "AccountLimitExceeded"
    assert (await station.see(held.sale_id)).sale == held


async def test_an_account_gets_its_prepayment_back(station: Station) -> None:
    await account(station)
    given = tender(ACCOUNT, account_id="acme")
    station.pumps.answers["AuthorisePump"] = refused(0x2E, "closed")
    assert state_of(await station.open(**prepaid(5_000, given))) == "CLEARED ZERO"
    assert await balance(station) == 0
    station.pumps.answers["AuthorisePump"] = accepted()
    sale = await station.fuel(await station.open(**prepaid(5_000, given)))
    assert (sale.due_minor, await balance(station)) == (-2_000, 5_000)
    change = await station.ask("bob", "GiveChange", sale_id=sale.sale_id)
    assert (change.cash_minor, change.account_minor, await balance(station)) == (0, 2_000, 3_000)


async def test_a_device_gives_an_account_its_prepayment_back(station: Station) -> None:
    """Nobody asks: the pump says that nothing was delivered."""
    await account(station)
    sale = await station.open(**prepaid(5_000, tender(ACCOUNT, account_id="acme")))
    assert state_of(await station.fuel(sale, 0)) == "CLEARED ZERO"
    assert await balance(station) == 0
